import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Embedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";
import { run } from "./database";
import { cleanUp, place, postmaster, start } from "./launching";

const dataDir = place();
let database: Embedded;

afterAll(cleanUp);

type Told = { code: number | null; out: string; error: string };

function verify(words: string[] = [], env: Record<string, string> = {}): Promise<Told> {
  const options = ["--import", "tsx", "--conditions=react-server", "lib/cli/verify-audit.ts", ...words];
  const child = spawn(process.execPath, options, { env: { PATH: process.env.PATH, NODE_ENV: "test", DATA_DIR: dataDir, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const told: Told = { code: null, out: "", error: "" };
  child.stdout.on("data", (chunk) => (told.out += chunk));
  child.stderr.on("data", (chunk) => (told.error += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...told, code })));
}

const noted = ({ out }: Told) => /--since (\d+:[0-9a-f]{64})$/m.exec(out)?.[1] ?? "";

test("where nothing was ever started, nothing is made, and a sentence says so", async () => {
  expect(await verify()).toEqual({ code: 1, out: "", error: `There is no database at ${dataDir} yet; it is made at the first start.\n` });
  expect(readdirSync(dataDir)).toEqual([]);
});

test("beside a running server it reads the trail and leaves the server alone", async () => {
  database = await start(dataDir);
  expect(await verify()).toMatchObject({ code: 1, error: expect.stringMatching(/no chained audit trail yet/) as unknown });
  await migrate(database.url);
  await run(database.url, "INSERT INTO audit_event (at, action) SELECT now(), 'site-link' FROM generate_series(1, 12000)");
  const pid = postmaster(database.where);
  const told = await verify();
  expect(told).toMatchObject({ code: 0, error: "" });
  expect(told.out).toMatch(/^The audit trail is whole: 12000 lines, none changed, missing or moved\.\n/);
  expect(await run(database.url, "SELECT hash FROM audit_event WHERE id = 12000")).toEqual([{ hash: noted(told).split(":")[1] }]);
  expect(postmaster(database.where)).toBe(pid);
});

test("where the server is stopped it is started for this and stopped again; an address works as well", async () => {
  const outside = database.url;
  await database.stop();
  const mark = noted(await verify());
  expect(mark).toMatch(/^12000:/);
  expect(existsSync(join(database.where, "postmaster.pid"))).toBe(false);
  database = await start(dataDir);
  expect(database.started).toBe("started");
  await run(database.url, "INSERT INTO audit_event (at, action) VALUES (now(), 'site-link')");
  const told = await verify(["--since", mark], { DATABASE_URL: outside, DATA_DIR: "/nowhere" });
  expect(told).toMatchObject({ code: 0, error: "" });
  expect(told.out).toContain("12001 lines, none changed, missing or moved, line 12000 as noted.");
});

test("a fault is one sentence and a failure; so are a wrong note, a wrong word and a database out of reach", async () => {
  const one = (sentence: string) => ({ code: 1, out: "", error: `The audit trail is not as it was written. ${sentence}\n` });
  expect(await verify(["--since", `11:${"a".repeat(64)}`])).toEqual(one("Line 11 is not the one that was noted: the trail was written anew, or another line was noted."));
  await run(database.url, "ALTER TABLE audit_event DISABLE TRIGGER USER; DELETE FROM audit_event WHERE id = 7000; ALTER TABLE audit_event ENABLE TRIGGER USER");
  expect(await verify()).toEqual(one("Line 7000 is missing; the next one is line 7001."));
  for (const words of [["--since"], ["--since", "7"], ["everything"], ["--since", `1:${"a".repeat(64)}`, "more"]]) expect((await verify(words)).error).toMatch(/^npm run verify-audit \[-- --since NUMBER:HASH\], where [^\n]*\n$/);
  const away = await verify([], { DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:1/base" });
  expect(away.code).toBe(1);
  expect(away.error).toMatch(/^The audit trail cannot be read: [^\n]*\n$/);
  expect(away.error).not.toContain("hunter2");
});
