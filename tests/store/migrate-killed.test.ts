import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Embedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";
import { run } from "./database";
import { cleanUp, kill, place, postmaster, start } from "./launching";

// A long migration of several statements, killed while it waits in the middle; the second time the wait is over.
const folder = mkdtempSync(join(tmpdir(), "image-screen-migrations-"));
const LONG = "2_long";
let server: Embedded;
let url: string;
let count = 0;
const children: ChildProcess[] = [];

beforeAll(async () => {
  server = await start(place());
  const write = (name: string, sql: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "migration.sql"), sql);
  };
  write("1_first", "CREATE TABLE thing (id int PRIMARY KEY); CREATE TABLE patience (ms int); INSERT INTO patience VALUES (60000); INSERT INTO thing SELECT generate_series(1, 1000);");
  write(LONG, "CREATE TABLE other (id int); ALTER TABLE thing ADD COLUMN more int; UPDATE thing SET more = id; SELECT pg_sleep(ms / 1000) FROM patience; INSERT INTO other VALUES (1); ALTER TABLE thing ALTER COLUMN more SET NOT NULL;");
  write("3_last", "CREATE TABLE last (id int);");
});

beforeEach(async () => {
  const name = `killed_${count++}`;
  await run(administrator("postgres"), `CREATE DATABASE ${name} OWNER image_screen_owner`);
  url = server.url.replace("/image_screen?", `/${name}?`);
});

afterAll(async () => {
  await Promise.all(children.map(kill));
  await cleanUp();
  rmSync(folder, { recursive: true });
});

function administrator(name: string): string {
  return server.url.replace("image_screen_owner@", "postgres@").replace("/image_screen?", `/${name}?`);
}

function begin(): { child: ChildProcess; ended: Promise<{ code: number | null; said: string }> } {
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "tests/store/migrator.ts", url, folder], { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return { child, ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, said: said.trim() }))) };
}

/** The process of the server that is in the middle of the long migration. */
async function inTheMiddle(): Promise<number> {
  const find = async () => (await run(administrator("postgres"), "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = $1", [new URL(url).pathname.slice(1)]))[0]?.pid;
  await expect.poll(find, { timeout: 20_000, interval: 30 }).toBeTypeOf("number");
  return Number(await find());
}

/** Nothing of the long one is there; the next start applies it and what follows, and keeps every row. */
async function comesUp(): Promise<void> {
  expect(await run(url, "SELECT migration_name AS name FROM _prisma_migrations")).toEqual([{ name: "1_first" }]);
  expect(await run(url, "SELECT to_regclass('other') AS other, (SELECT count(*)::int FROM information_schema.columns WHERE table_name = 'thing') AS columns")).toEqual([{ other: null, columns: 1 }]);
  await run(url, "UPDATE patience SET ms = 0");
  expect(await migrate(url, folder)).toEqual([LONG, "3_last"]);
  expect(await run(url, "SELECT count(*)::int AS rows, sum(more)::int AS sum FROM thing")).toEqual([{ rows: 1000, sum: 500_500 }]);
  expect(await migrate(url, folder)).toEqual([]);
}

test("the process that migrates, killed in the middle: the server notices within seconds and undoes it", async () => {
  const { child } = begin();
  const backend = await inTheMiddle();
  await kill(child);
  const gone = async () => (await run(administrator("postgres"), "SELECT count(*)::int AS held FROM pg_stat_activity WHERE pid = $1", [backend]))[0]?.held;
  await expect.poll(gone, { timeout: 5_000, interval: 50 }).toBe(0);
  await comesUp();
});

test("the server's process for it, killed in the middle", async () => {
  const { ended } = begin();
  process.kill(await inTheMiddle(), "SIGKILL");
  const { code, said } = await ended;
  expect([code, said]).toEqual([1, expect.stringMatching(/^The migration 2_long was interrupted \(.+\)\. Start again: it is there as a whole or not at all\.$/)]);
  await expect.poll(() => run(url, "SELECT 1 AS one").catch(() => null), { timeout: 15_000, interval: 50 }).toEqual([{ one: 1 }]);
  await comesUp();
});

test("the whole of PostgreSQL, killed in the middle", async () => {
  const { ended } = begin();
  await inTheMiddle();
  process.kill(postmaster(server.where), "SIGKILL");
  expect((await ended).said).toMatch(/^The migration 2_long was interrupted/);
  await expect.poll(() => run(url, "SELECT 1 AS one").catch(() => null), { timeout: 20_000, interval: 50 }).toEqual([{ one: 1 }]);
  await comesUp();
});

test("a second start waits for the one that is under way, and finds it done", async () => {
  const first = begin();
  const backend = await inTheMiddle();
  const second = begin();
  const waits = async () => (await run(administrator("postgres"), "SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))[0]?.held;
  await expect.poll(waits, { timeout: 20_000, interval: 30 }).toBe(1);
  await run(administrator("postgres"), "SELECT pg_cancel_backend($1)", [backend]);
  expect(await first.ended).toEqual({ code: 1, said: "The migration 2_long failed and was undone: canceling statement due to user request." });
  await inTheMiddle();
  await kill(second.child);
  await expect.poll(waits).toBe(0);
  await comesUp();
});

test("half applied by Prisma's own tool: refused with what to do, and where some of it is there, undone again", async () => {
  const only = mkdtempSync(join(tmpdir(), "image-screen-migrations-"));
  cpSync(join(folder, "1_first"), join(only, "1_first"), { recursive: true });
  await migrate(url, only);
  rmSync(only, { recursive: true });
  await run(url, `UPDATE patience SET ms = 0; CREATE TABLE other (id int); INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '${LONG}')`);
  await expect(migrate(url, folder)).rejects.toThrow(`The migration ${LONG} was begun by another tool and never finished. Mark it as undone with: npx prisma migrate resolve --rolled-back ${LONG}; then start again. If that fails because something of it is there already, restore a backup.`);
  // What that command does.
  await run(url, "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'");
  await expect(migrate(url, folder)).rejects.toThrow(`The migration ${LONG} failed and was undone: relation "other" already exists.`);
  await run(url, "DROP TABLE other");
  expect(await migrate(url, folder)).toEqual([LONG, "3_last"]);
});
