import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { startEmbedded } from "@/lib/store/embedded";
import { kill } from "@/tests/store/launching";

type Ended = { code: number | null; out: string; err: string; ms: number };
type Running = { child: ChildProcess; output: () => string; origin: string; cluster: string; ended: Promise<Ended> };

const BUILT = existsSync(join(".next", "BUILD_ID"));
const DRAFT = JSON.stringify({ checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } });
const ACCOUNT = { email: "first@example.org", password: "a lamp beside the cot" };
let dataDir: string;
const begun: ChildProcess[] = [];

function launch(env: Record<string, string>, options: string[]): { child: ChildProcess; output: () => string; ended: Promise<Ended> } {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts", ...options], {
    // Vitest has a BASE_URL of its own.
    env: { ...rest, NODE_ENV: "production", PORT: "0", DATA_DIR: dataDir, BASE_URL: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  begun.push(child);
  const since = Date.now();
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out, err, ms: Date.now() - since })));
  return { child, output: () => out, ended };
}

async function serve(env: Record<string, string> = {}, options: string[] = []): Promise<Running> {
  const { child, output, ended } = launch(env, options);
  void ended.then(({ err }) => err && console.error(err));
  await expect.poll(output, { timeout: 40_000, interval: 20 }).toMatch(/^Ready on http/m);
  const [, origin = ""] = /^Ready on (\S+)$/m.exec(output()) ?? [];
  const [, cluster = ""] = /^Data: (\S+) \(/m.exec(output()) ?? [];
  return { child, output, origin, cluster, ended };
}

function post(origin: string, path: string, body: string, more: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/api/v1/${path}`, { method: "POST", headers: { origin, "content-type": "application/json", ...more }, body });
}

/** @returns the cookie of a new session */
async function signIn(origin: string, { email, password } = ACCOUNT): Promise<string> {
  const reply = await post(origin, "account/sign-in", JSON.stringify({ email, password }));
  expect([reply.status, await reply.json()]).toEqual([200, { next: "done" }]);
  return reply.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

/** The first account by the link that the console prints, and signed in with it. */
async function enter({ origin, output }: Running): Promise<string> {
  const [, token] = /\/account\/set-up#(\S+)/.exec(output()) ?? [];
  const account = { token, site: "Ward One", name: "First", ...ACCOUNT };
  expect((await post(origin, "account/set-up", JSON.stringify(account))).status).toBe(201);
  return signIn(origin);
}

async function save(origin: string, cookie: string): Promise<string> {
  const reply = await post(origin, "screenings", DRAFT, { cookie, "idempotency-key": crypto.randomUUID() });
  expect(reply.status).toBe(201);
  return ((await reply.json()) as { code: string }).code;
}

async function found(origin: string, code: string, cookie: string): Promise<number> {
  return (await fetch(`${origin}/api/v1/screenings/${code}`, { headers: { cookie } })).status;
}

function postmaster(cluster: string): number {
  return Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeEach(() => {
  dataDir = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-life-")));
  chmodSync(dataDir, 0o755);
});

afterEach(async () => {
  await Promise.all(begun.splice(0).map(kill));
  if (existsSync(join(dataDir, "postgres"))) await startEmbedded(dataDir).then((database) => database.discard());
  rmSync(dataDir, { recursive: true, force: true });
});

describe.skipIf(!BUILT)("the built server", () => {
  test("starts, serves, says that a second one is too many, and stops without a trace", async () => {
    const { child, origin, cluster, ended } = await serve();
    expect((await fetch(`${origin}/api/v1/health`)).status).toBe(200);
    const second = await launch({}, []).ended;
    expect(second).toMatchObject({ code: 1, out: "", err: `IMAGe Screen already runs on this data directory (process ${child.pid}): ${dataDir}\n` });
    expect((await fetch(`${origin}/api/v1/health`)).status).toBe(200);
    const pid = postmaster(cluster);
    child.kill("SIGINT");
    child.kill("SIGINT");
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/\nNo account yet\. Set up the first one within 24 hours: http:\/\/localhost:\d+\/account\/set-up#[\w-]{22}\nCtrl-C stops it\.\nReady on http:\/\/localhost:\d+\n$/);
    await expect.poll(() => runs(pid), { timeout: 2_000 }).toBe(false);
    expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log", "secret"]);
  });

  test("is ready again after an orderly end, a killed server and a killed everything, with all that was saved and whoever was signed in", async () => {
    let running = await serve();
    const cookie = await enter(running);
    const codes: string[] = [];
    for (const end of ["in order", "server killed", "all killed"]) {
      codes.push(await save(running.origin, cookie));
      if (end === "all killed") process.kill(postmaster(running.cluster), "SIGKILL");
      running.child.kill(end === "in order" ? "SIGTERM" : "SIGKILL");
      await running.ended;
      running = await serve();
      expect(running.output()).not.toContain("set-up#");
      for (const code of codes) expect(await found(running.origin, code, cookie)).toBe(200);
      expect(await found(running.origin, codes[0] ?? "", "")).toBe(401);
    }
  });

  test("finishes what is under way when it is told to stop", async () => {
    const running = await serve();
    const { child, origin, ended } = running;
    const headers = { cookie: await enter(running), origin, "content-type": "application/json", "content-length": DRAFT.length, "idempotency-key": crypto.randomUUID() };
    const saving = request(`${origin}/api/v1/screenings`, { method: "POST", headers });
    const status = new Promise<number>((resolve, reject) => saving.on("response", (reply) => resolve(reply.resume().statusCode ?? 0)).on("error", reject));
    saving.write(DRAFT.slice(0, 10));
    await sleep(1_000);
    child.kill("SIGTERM");
    await sleep(300);
    await expect(fetch(origin)).rejects.toThrow("fetch failed");
    saving.end(DRAFT.slice(10));
    expect(await status).toBe(201);
    expect(await ended).toMatchObject({ code: 0, err: "" });
  });

  test("answers 503 while the database is away, and saves again when it is back", async () => {
    const running = await serve();
    const { origin, cluster } = running;
    const cookie = await enter(running);
    await save(origin, cookie);
    process.kill(postmaster(cluster), "SIGKILL");
    const [page, away] = await Promise.all([fetch(`${origin}/screenings`, { headers: { cookie } }), fetch(`${origin}/api/v1/health`)]);
    expect([200, 503]).toContain(away.status);
    expect([200, 500, 503]).toContain(page.status);
    expect(page.headers.get("content-security-policy"), "the error page has its policy too").toMatch(/script-src 'self' 'nonce-/);
    await expect.poll(async () => (await fetch(`${origin}/api/v1/health`)).status, { timeout: 15_000, interval: 100 }).toBe(200);
    await save(origin, cookie);
  });

  test("answers to its own names only", async () => {
    const { origin } = await serve();
    const { port } = new URL(origin);
    const status = await new Promise((resolve) => request({ host: "127.0.0.1", port, headers: { host: "evil.example" } }, (reply) => resolve(reply.resume().statusCode)).end());
    expect(status).toBe(421);
  });

  test("shows the product with made-up screenings, and leaves nothing of them", async () => {
    const before = readdirSync(tmpdir());
    const { child, output, origin, ended } = await serve({ BACKUP_DIR: join(dataDir, "backups") }, ["--demo"]);
    expect(output()).not.toContain("set-up#");
    const accounts = [...output().matchAll(/^Demo account: (\S+@\S+?),?\s.*?password:?\s+(.+?)\.?$/gm)].map(([, email = "", password = ""]) => ({ email, password }));
    expect(accounts.length).toBeGreaterThan(0);
    for (const account of accounts) {
      const cookie = await signIn(origin, account);
      const { screenings } = (await (await fetch(`${origin}/api/v1/screenings?limit=50`, { headers: { cookie } })).json()) as { screenings: unknown[] };
      expect(screenings.length).toBe(50);
    }
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("image-screen-demo-") && !before.includes(name))).toEqual([]);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe("a server that cannot start says why in one sentence and leaves nothing running", () => {
  test("an unreachable database", async () => {
    const { code, err, ms } = await launch({ DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:1/base" }, []).ended;
    expect([code, err]).toEqual([1, "The database base at 127.0.0.1:1 cannot be reached: nothing listens there.\n"]);
    expect(ms).toBeLessThan(10_000);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("a port that was taken in the meantime", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const PORT = String((other.address() as AddressInfo).port);
    expect(await launch({ PORT }, []).ended).toMatchObject({ code: 1, out: "", err: `Port ${PORT} cannot be had (EADDRINUSE); set PORT to another.\n` });
    expect(readdirSync(dataDir)).toEqual([]);
    other.close();
  });

  test("a database that a newer version has written", async () => {
    const database = await startEmbedded(dataDir);
    const { Client } = await import("pg");
    const { migrate } = await import("@/lib/store/migrate");
    await migrate(database.url);
    const client = new Client(database.url);
    await client.connect();
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '99990101000000_newer', now())");
    await client.end();
    await database.stop();
    const { code, err } = await launch({}, []).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^The database has the migration 99990101000000_newer, which this version does not know[^\n]*\n$/);
    expect(existsSync(join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
  });
});
