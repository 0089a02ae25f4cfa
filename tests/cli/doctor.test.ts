import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examineBackups, examineDisks, examineRights } from "@/lib/cli/doctor-files";
import { examineClock, examinePort } from "@/lib/cli/doctor-machine";
import { readSettings } from "@/lib/cli/settings.mjs";
import { backUp } from "@/lib/store/backup";
import type { Embedded } from "@/lib/store/embedded";
import type { Finding } from "@/lib/store/examine";
import { migrate } from "@/lib/store/migrate";
import { contents } from "@/tests/store/backup-world";
import { ROOT, STRANGER, cleanUp, place, start } from "@/tests/store/launching";

const dataDir = place();
const backupDir = join(place(), "kept");
const SECRET = "the-secret-of-this-server-0123456789";
let database: Embedded;
const settingsOf = (more: Record<string, string> = {}) => readSettings({ DATA_DIR: dataDir, BACKUP_DIR: backupDir, PORT: "0", ...more }, process.cwd());
const said = (findings: Finding | Finding[]) => [findings].flat().map(({ grade, says }) => `${grade} ${says}`).join("\n");

/** The command as it is typed. */
function doctor(env: Record<string, string> = {}): Promise<{ code: number | null; out: string; error: string }> {
  const given = { PATH: process.env.PATH, NODE_ENV: "test" as const, DATA_DIR: dataDir, BACKUP_DIR: backupDir, PORT: "0", ...env };
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/doctor.ts"], { env: given, stdio: ["ignore", "pipe", "pipe"] });
  const told = { code: null as number | null, out: "", error: "" };
  child.stdout.on("data", (chunk) => (told.out += chunk));
  child.stderr.on("data", (chunk) => (told.error += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...told, code })));
}

/** Every file with its mode, owner, time and bytes, but for what PostgreSQL writes while it runs. */
function state(directory: string): Record<string, string> {
  const names = ["", ...readdirSync(directory, { recursive: true, encoding: "utf8" })].filter((name) => !/^postgres($|\/|\.log)/.test(name));
  return Object.fromEntries(names.map((name) => {
    const path = join(directory, name);
    const { mode, uid, mtimeMs } = lstatSync(path);
    return [name, `${mode.toString(8)} ${uid} ${name === "" ? "" : mtimeMs} ${lstatSync(path).isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : ""}`];
  }));
}

const named = (made: Date) => join(backupDir, `image-screen-${made.toISOString().slice(0, 19).replaceAll(":", "-")}Z.backup`);

beforeAll(async () => {
  chmodSync(dataDir, ROOT ? 0o711 : 0o700);
  mkdirSync(backupDir, { mode: 0o700 });
  writeFileSync(join(dataDir, "secret"), `${SECRET}\n`, { mode: 0o600 });
  database = await start(dataDir);
  await migrate(database.url);
  await backUp(database.url, named(new Date()), { application: "0.1.0", made: new Date().toISOString(), secret: null });
});
afterAll(cleanUp);

describe("npm run doctor", () => {
  const GRADES = /^(?:ok|warning|fault) {2,}(?:Node|Build|Clock|Settings|Rights|Disk|Port|Database|Migrations|Walls|Secret|Audit trail|Backups): .+$/;

  test("finds a server that is well so, running or not, and changes nothing", async () => {
    const [before, rows] = [state(dataDir), await contents(database.url)];
    const running = await doctor();
    expect(running).toMatchObject({ code: 0, error: "", out: expect.stringMatching(/\n\n\d+ ok, \d+ warnings?, 0 faults\n$/) as unknown });
    for (const line of running.out.split("\n\n")[0]?.split("\n") ?? []) expect(line).toMatch(GRADES);
    expect(running.out).not.toContain(SECRET);
    expect([state(dataDir), await contents(database.url)]).toEqual([before, rows]);
    await database.stop();
    const still = await doctor();
    expect(still).toMatchObject({ code: 0, error: "" });
    const plain = (out: string) => out.replaceAll(/It says \S+Z|[\d.]+ GB \(\d+ %\)| \d+ % of the files/g, "");
    expect(plain(still.out)).toBe(plain(running.out));
    expect([state(dataDir), existsSync(join(dataDir, "postgres", "postmaster.pid"))]).toEqual([before, false]);
    expect(await contents((await start(dataDir)).url)).toEqual(rows);
  });

  test("names every setting that is wrong, and looks no further", async () => {
    const { code, out } = await doctor({ PORT: "x", HOST: "0.0.0.0", BACKUP_KEEP: "0", DATABASE_URL: "postgresql://me:hunter2@db" });
    expect([code, out.match(/^fault {4}Settings: /gm)?.length]).toEqual([1, 4]);
    expect(out).not.toMatch(/Database:|hunter2/);
  });

  test("says so where the database cannot be reached, was never made, or the secret is open or gone", async () => {
    const away = await doctor({ DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:1/base", SECRET });
    expect([away.code, away.out]).toEqual([1, expect.stringContaining("fault    Database: The database base at 127.0.0.1:1 cannot be reached: nothing listens there.")]);
    const empty = join(place(), "none");
    const none = await doctor({ DATA_DIR: empty });
    expect([none.code, none.out, existsSync(empty)]).toEqual([1, expect.stringMatching(/^fault {4}Rights: The data directory \S+ is not there; it is made at the first start\.$/m), false]);
    chmodSync(join(dataDir, "secret"), 0o644);
    const open = await doctor();
    expect([open.code, open.out]).toEqual([1, expect.stringMatching(/^fault {4}Rights: Others can read the secret \S+ \(mode 644\)[^]*^fault {4}Database: It was not looked at/m)]);
    rmSync(join(dataDir, "secret"));
    expect((await doctor()).out).toMatch(/^warning {2}Secret: There is none here/m);
    expect(existsSync(join(dataDir, "secret"))).toBe(false);
    writeFileSync(join(dataDir, "secret"), `${SECRET}\n`, { mode: 0o600 });
  });
});

describe("the rights of directories", () => {
  test("are wrong where others can look in, each with the command that closes it", () => {
    const odd = place();
    for (const [name, mode] of [["postgres", 0o755], ["kept", 0o755]] as const) mkdirSync(join(odd, name), { mode });
    chmodSync(odd, 0o755);
    const told = said(examineRights(settingsOf({ DATA_DIR: odd, BACKUP_DIR: join(odd, "kept") })));
    expect(told).toMatch(new RegExp(`^warning Others can look into ${odd} \\(mode 755\\): chmod ${ROOT ? "711" : "700"} ${odd}$`, "m"));
    expect(told).toContain(`fault Others can look into the database ${join(odd, "postgres")} (mode 755), and PostgreSQL will not start: chmod 700 `);
    expect(told).toContain(`warning Others can look into the backups ${join(odd, "kept")} (mode 755): chmod 700 `);
    rmSync(join(odd, "postgres"), { recursive: true });
  });

  test.skipIf(!ROOT)("are wrong where somebody else owns it", () => {
    const odd = place();
    chownSync(odd, STRANGER.uid, STRANGER.gid);
    expect(said(examineRights(settingsOf({ DATA_DIR: odd })))).toMatch(/^fault \S+ belongs to another user \(number 65534\) than the one who asks \(0\)/);
  });

  test("matter nowhere where nothing is kept", () => {
    expect(said(examineRights(settingsOf({ DATA_DIR: join(dataDir, "none"), DATABASE_URL: "postgresql://db/base", SECRET })))).toBe("ok Nothing is kept in a data directory.");
  });
});

test.skipIf(!ROOT)("a disk that is nearly full is a warning, a full one a fault", () => {
  const disk = place();
  for (const [size, grade] of [["900m", "warning"], ["20m", "fault"]] as const) {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk], { stdio: "ignore" });
    } catch {
      // Not every root may mount.
      return;
    }
    const told = said(examineDisks(settingsOf({ DATA_DIR: disk, DATABASE_URL: "postgresql://db/base", BACKUP_DIR: "" })));
    execFileSync("umount", [disk]);
    expect(told).toMatch(new RegExp(`^${grade} 0\\.\\d GB \\(\\d+ %\\) and \\d+ % of the files are left at ${disk}\\.`));
  }
});

test("the clock is wrong in a year that cannot be", () => {
  expect(said(examineClock(new Date("1970-01-01T00:00:10Z")))).toMatch(/^fault It says 1970-01-01T00:00:10\.000Z, which cannot be/);
  expect(examineClock(new Date("2026-11-23T10:00:00Z")).grade).not.toBe("fault");
});

test("the port is free, ours and ready, ours and not, or somebody else's", async () => {
  let answer = { status: 200, body: '{"status":"ok"}' };
  const server = createServer((_, response) => void response.writeHead(answer.status).end(answer.body)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const settings = settingsOf({ PORT: String((server.address() as AddressInfo).port) });
  const told = async () => said(await examinePort(settings)).replace(String(settings.port), "PORT");
  expect(await told()).toBe("ok IMAGe Screen answers at PORT and is ready.");
  answer = { status: 503, body: '{"type":"urn:image-screen:database-away","title":"The database is away","status":503}' };
  expect(await told()).toBe("fault IMAGe Screen answers at PORT and is not ready: The database is away");
  answer = { status: 503, body: '{"type":"about:blank","title":"Service Unavailable","detail":"IMAGe Screen is starting.","status":503}' };
  expect(await told()).toBe("warning IMAGe Screen answers at PORT and is not ready: IMAGe Screen is starting.");
  answer = { status: 200, body: "<html>" };
  expect(await told()).toMatch(/^fault PORT is held by another program/);
  await new Promise((resolve) => server.close(resolve));
  expect(await told()).toBe("ok PORT is free; the server stands still.");
});

test("backups are missing, late, of the future, damaged, or made beside another secret", async () => {
  const [good = ""] = readdirSync(backupDir);
  const bytes = readFileSync(join(backupDir, good));
  const kept = async (hours: number | null, content = bytes, mark: string | null = null) => {
    rmSync(backupDir, { recursive: true });
    mkdirSync(backupDir);
    if (hours !== null) writeFileSync(named(new Date(Date.now() - hours * 3_600_000)), content);
    return said((await examineBackups(settingsOf({ DATABASE_URL: "postgresql://db/base" }), mark)).slice(0, 1));
  };
  expect(await kept(1)).toMatch(/^ok \S+ holds \d+ rows, is whole and 1 hours old\.$/);
  expect(await kept(30)).toMatch(/^warning .* 30 hours old\.$/);
  expect(await kept(50)).toMatch(/^fault .* 50 hours old\. None was made since/);
  expect(await kept(-0.05)).toMatch(/^ok /);
  expect(await kept(-30)).toMatch(/^fault \S+: its time lies ahead/);
  writeFileSync(named(new Date()), bytes);
  expect(said(await examineBackups(settingsOf({ DATABASE_URL: "postgresql://db/base" }), null))).toMatch(/^fault \S+: its time lies ahead.*\nok \S+ holds/);
  expect(await kept(1, bytes.subarray(0, 300))).toMatch(/^fault \S+ is (cut off|damaged)/);
  expect(await kept(1, randomBytes(300))).toMatch(/^fault \S+ is no backup of IMAGe Screen/);
  expect(await kept(null)).toMatch(/^warning There is none in \S+ yet; the first is made when the server starts\.$/);
  expect(said(await examineBackups(settingsOf({ BACKUP_DIR: join(backupDir, "no", "disk") }), null))).toMatch(/^fault .* is the disk mounted\?\.$/);
  expect(said(await examineBackups(settingsOf({ BACKUP_DIR: "" }), null))).toMatch(/^warning BACKUP_DIR is not set/);
});
