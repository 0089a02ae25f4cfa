import { chmodSync, chownSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { rotate } from "@/lib/store/cluster";
import { startEmbedded } from "@/lib/store/embedded";
import { REACHED, ROOT, STRANGER, ask, cleanUp, forget, kill, launch, place, postmaster, socketOf, start } from "./launching";

afterEach(cleanUp);

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("an embedded database", () => {
  test("is made at the first start, listens on a private socket only, and gives the application a plain role", async () => {
    const dataDir = place();
    const database = await start(dataDir);
    expect(database.started).toBe("new");
    expect(database.where).toBe(join(dataDir, "postgres"));
    const seen = await ask(
      database.url,
      `SELECT current_setting('listen_addresses') AS tcp, current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
              current_database() AS base, rolname AS role, rolsuper AS super FROM pg_roles WHERE rolname = current_user`,
    );
    expect(seen).toEqual({ tcp: "", fsync: "on", encoding: "UTF8", base: "image_screen", role: "image_screen_owner", super: false });
    const plain = "SELECT rolname AS role, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS more FROM pg_roles WHERE rolname = current_user";
    expect(await ask(database.plainUrl, plain)).toEqual({ role: "image_screen_app", more: false });
    expect(statSync(socketOf(dataDir)).mode & 0o777).toBe(0o700);
    expect(statSync(database.where).mode & 0o777).toBe(0o700);
  });

  test("is found again, and stopped in order", async () => {
    const dataDir = place();
    const first = await start(dataDir);
    await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS id");
    const pid = postmaster(first.where);
    await first.stop();
    // Ended is not yet reaped, which this process does in its own time.
    await expect.poll(() => isThere(pid)).toBe(false);
    expect(existsSync(socketOf(dataDir))).toBe(false);
    const second = await start(dataDir);
    expect(second.started).toBe("started");
    expect(await ask(second.url, "SELECT id FROM kept")).toEqual({ id: 7 });
  });

  test("belongs to one launcher; another one is told which process it is", async () => {
    const dataDir = place();
    const { url } = await start(dataDir);
    await expect(launch(dataDir)).rejects.toThrow(`IMAGe Screen already runs on this data directory (process ${process.pid}): ${dataDir}`);
    expect(await ask(url, "SELECT 1 AS one")).toEqual({ one: 1 });
  });

  test("is made once by two first starts at the same time", async () => {
    const dataDir = place();
    const outcomes = await Promise.allSettled([launch(dataDir), launch(dataDir)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(String(refused?.reason)).toContain("already runs on this data directory");
    expect(readdirSync(dataDir).filter((name) => name.includes(".new-"))).toEqual([]);
  });

  test("is adopted after its launcher was killed, with every acknowledged row", async () => {
    const dataDir = place();
    const { child, where, written } = await launch(dataDir, 100_000);
    while (written() < 20) await sleep(10);
    const pid = postmaster(where);
    await kill(child);
    const database = await start(dataDir);
    expect(database.started).toBe("adopted");
    expect(postmaster(where)).toBe(pid);
    expect(Number((await ask(database.url, "SELECT count(*) FROM kept")).count)).toBeGreaterThanOrEqual(written());
  });

  test("recovers after everything was killed, with every acknowledged row", async () => {
    const dataDir = place();
    const { child, where, written } = await launch(dataDir, 100_000);
    while (written() < 20) await sleep(10);
    process.kill(postmaster(where), "SIGKILL");
    await kill(child);
    const database = await start(dataDir);
    expect(database.started).toBe("started");
    expect(Number((await ask(database.url, "SELECT count(*) FROM kept")).count)).toBeGreaterThanOrEqual(written());
  });

  test("comes back by itself when PostgreSQL alone was killed", async () => {
    const database = await start(place());
    process.kill(postmaster(database.where), "SIGKILL");
    await expect.poll(() => ask(database.url, "SELECT 1 AS one").catch(() => null), { timeout: 15_000, interval: 100 }).toEqual({ one: 1 });
    await expect.poll(() => ask(database.url.replace("image_screen_owner", "postgres"), "SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory'").catch(() => null), { timeout: 15_000, interval: 100 }).toEqual({ held: 1 });
  });

  test("is started again as often as it takes, and says why it cannot be yet", async () => {
    const told: string[] = [];
    const lost: Error[] = [];
    const database = await startEmbedded(place(), (error) => lost.push(error), (sentence) => told.push(sentence));
    const settings = join(database.where, "postgresql.conf");
    renameSync(settings, `${settings}.away`);
    process.kill(postmaster(database.where), "SIGKILL");
    await expect.poll(() => told.length, { timeout: 15_000 }).toBeGreaterThan(0);
    renameSync(`${settings}.away`, settings);
    await expect.poll(() => ask(database.url, "SELECT 1 AS one").catch(() => null), { timeout: 15_000, interval: 100 }).toEqual({ one: 1 });
    expect([told, lost]).toEqual([[expect.stringMatching(/^PostgreSQL does not start: .*postgresql\.conf/)], []]);
    await database.discard();
  });

  test("starts over the empty lock file of a start that was killed before it wrote into it", async () => {
    const dataDir = place();
    const first = await start(dataDir);
    await first.stop();
    const lock = join(first.where, "postmaster.pid");
    writeFileSync(lock, "");
    chmodSync(lock, 0o644);
    utimesSync(lock, 0, 0);
    expect(await ask((await start(dataDir)).url, "SELECT 1 AS one")).toEqual({ one: 1 });
  });

  test("puts a long log aside while the server goes on writing into it", () => {
    const log = join(place(), "postgres.log");
    const writing = openSync(log, "a");
    writeSync(writing, Buffer.alloc(10_000_001, "a"));
    rotate(log);
    writeSync(writing, "after\n");
    closeSync(writing);
    expect([statSync(`${log}.old`).size, readFileSync(log, "utf8")]).toEqual([10_000_001, "after\n"]);
  });

  test("sweeps away what a first start left that was killed half-way", async () => {
    const dataDir = place();
    mkdirSync(join(dataDir, "postgres.new-4194305-abc"));
    await start(dataDir);
    expect(readdirSync(dataDir).filter((name) => name.includes(".new-"))).toEqual([]);
  });

  test("lives under a very long path", async () => {
    const dataDir = join(place(), ...Array.from({ length: 3 }, () => "long".repeat(50)));
    mkdirSync(dataDir, { recursive: true });
    const database = await start(dataDir);
    expect(await ask(database.url, "SELECT 1 AS one")).toEqual({ one: 1 });
  });

  test("lives at a shorter place where the path is too long for PostgreSQL, and says why", async () => {
    const dataDir = join(place(), ...Array.from({ length: 6 }, () => "long".repeat(50)));
    mkdirSync(dataDir, { recursive: true });
    const database = await start(dataDir);
    expect(database.where.length).toBeLessThan(200);
    expect(database.why).toBe("the path of the data directory is too long for PostgreSQL");
    expect(await ask(database.url, "SELECT 1 AS one")).toEqual({ one: 1 });
  });
});

describe("a place that will not do is refused in one sentence", () => {
  test("a socket directory that somebody else has put there", async () => {
    const dataDir = place();
    symlinkSync(place(), socketOf(dataDir));
    try {
      await expect(startEmbedded(dataDir)).rejects.toThrow(/belongs to somebody else/);
    } finally {
      rmSync(socketOf(dataDir));
    }
  });

  test("a directory in the way of the database", async () => {
    const dataDir = place();
    mkdirSync(join(dataDir, "postgres"));
    if (ROOT) chownSync(join(dataDir, "postgres"), STRANGER.uid, STRANGER.gid);
    writeFileSync(join(dataDir, "postgres", "notes.txt"), "mine");
    await expect(startEmbedded(dataDir)).rejects.toThrow(/neither one nor empty/);
    expect(readdirSync(dataDir)).toEqual(["postgres"]);
  });

  test("a database of another version", async () => {
    const dataDir = place();
    const database = await start(dataDir);
    await database.stop();
    forget(dataDir);
    writeFileSync(join(database.where, "PG_VERSION"), "17\n");
    await expect(startEmbedded(dataDir)).rejects.toThrow(/was made by PostgreSQL 17/);
  });
});

describe.skipIf(!ROOT)("started by root", () => {
  test("runs as another user, without a right or group of root", async () => {
    const { where } = await start(place());
    const status = readFileSync(`/proc/${postmaster(where)}/status`, "utf8");
    expect(status).not.toMatch(/^Uid:\s+0\b/m);
    expect(status).toMatch(/^Groups:\s*$/m);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
  });

  test("lives elsewhere when only root can enter the data directory, at the same place ever after", async () => {
    const dataDir = place();
    chmodSync(dataDir, 0o700);
    const first = await start(dataDir);
    const key = socketOf(dataDir).slice(-12);
    expect(first.where).toBe(`/var/lib/image-screen/${key}/postgres`);
    expect(readFileSync(join(dataDir, "postgres.location"), "utf8")).toBe(`${first.where}\n`);
    await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS id");
    await first.stop();
    chmodSync(dataDir, 0o755);
    const second = await start(dataDir);
    expect(second.where).toBe(first.where);
    expect(await ask(second.url, "SELECT id FROM kept")).toEqual({ id: 7 });
  });

  test("never begins anew where the database used to be elsewhere and is gone", async () => {
    const dataDir = place();
    writeFileSync(join(dataDir, "postgres.location"), "/var/lib/image-screen/000000000000/postgres\n");
    await expect(startEmbedded(dataDir)).rejects.toThrow("/var/lib/image-screen/000000000000/postgres");
    expect(readdirSync(dataDir)).toEqual(["postgres.location"]);
  });

  test("says so when the way to an existing database was closed", async () => {
    const dataDir = place();
    const database = await start(dataDir);
    await database.stop();
    chmodSync(dataDir, 0o700);
    await expect(startEmbedded(dataDir)).rejects.toThrow(/can no longer enter/);
    chmodSync(dataDir, 0o755);
  });

  test.skipIf(!REACHED)("an ordinary user's database stays that user's, whoever starts it", async () => {
    const dataDir = place();
    chownSync(dataDir, STRANGER.uid, STRANGER.gid);
    const theirs = await launch(dataDir, 1, STRANGER);
    expect(theirs.started).toBe("new");
    expect(statSync(theirs.where).uid).toBe(STRANGER.uid);
    while (theirs.written() < 1) await sleep(10);
    theirs.child.kill("SIGTERM");
    await new Promise((resolve) => theirs.child.once("exit", resolve));
    const database = await start(dataDir);
    expect(lstatSync(socketOf(dataDir)).uid).toBe(STRANGER.uid);
    expect(await ask(database.url, "SELECT count(*)::int AS rows FROM kept")).toEqual({ rows: 1 });
    await database.stop();
    await expect(launch(dataDir, 0, { uid: STRANGER.uid - 1, gid: STRANGER.gid })).rejects.toThrow(/belongs to another user \(number 65534\)/);
  });
});
