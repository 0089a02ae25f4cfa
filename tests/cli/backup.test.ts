import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Embedded } from "@/lib/store/embedded";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";
import { contents } from "@/tests/store/backup-world";
import { run } from "@/tests/store/database";
import { ROOT, cleanUp, place, start } from "@/tests/store/launching";

const from = place();
const into = join(place(), "data");
const directory = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-backup-")));
const file = join(directory, "ward.backup");
const SECRET = "the-secret-of-this-server-0123456789";
let database: Embedded;

afterAll(async () => {
  await cleanUp();
  rmSync(directory, { recursive: true });
});

type Told = { code: number | null; out: string; error: string };

function call(command: "backup" | "restore", words: string[], env: Record<string, string> = {}): Promise<Told> {
  const options = ["--import", "tsx", "--conditions=react-server", `lib/cli/${command}.ts`, ...words];
  const child = spawn(process.execPath, options, { env: { PATH: process.env.PATH, NODE_ENV: "test", INIT_CWD: directory, DATA_DIR: from, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const told: Told = { code: null, out: "", error: "" };
  child.stdout.on("data", (chunk) => (told.out += chunk));
  child.stderr.on("data", (chunk) => (told.error += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...told, code })));
}

test("where nothing was ever started, or a word is wrong, a sentence says so and nothing is made", async () => {
  expect(await call("backup", ["ward.backup"])).toEqual({ code: 1, out: "", error: `There is no database at ${from} yet; it is made at the first start.\n` });
  expect(await call("restore", ["ward.backup"], { DATA_DIR: into })).toEqual({ code: 1, out: "", error: `There is no file ${file}.\n` });
  for (const words of [[], ["a", "b"], ["--into"], ["--into", "x", "--keep", "0"], ["--into", "x", "--drop", "2"], ["--into", "x", "--keep"]]) expect((await call("backup", words)).error).toMatch(/^npm run backup -- FILE /);
  for (const words of [[], ["a", "b"]]) expect((await call("restore", words)).error).toMatch(/^npm run restore -- FILE, where /);
  expect([readdirSync(from), existsSync(into), readdirSync(directory)]).toEqual([[], false, []]);
});

test("beside a running server it writes the file, says what is in it and which secret is not", async () => {
  database = await start(from);
  await migrate(database.url);
  await run(database.url, "INSERT INTO audit_event (at, action) SELECT now(), 'site-link' FROM generate_series(1, 1200)");
  writeFileSync(join(from, "secret"), `${SECRET}\n`, { mode: 0o600 });
  const told = await call("backup", ["ward.backup"]);
  expect(told).toMatchObject({ code: 0, error: "" });
  expect(told.out).toMatch(/^Backed up: 1202 rows in 0\.1 MB, as the database stood at \d{4}-\S+Z: \S+ward\.backup\n/);
  expect(told.out).toMatch(/the file \S+secret \(fingerprint [0-9a-f]{8}\), too, at another place\.\n$/);
  expect(told.out).not.toContain(SECRET);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await call("backup", ["ward.backup"])).error).toBe(`${file} is there already; a backup overwrites nothing.\n`);
  expect((await call("restore", ["ward.backup"])).error).toMatch(/^IMAGe Screen already runs on this data directory \(process \d+\): /);
});

test("it is restored into a data directory that is not there yet, which is stopped again and starts as ever", async () => {
  const told = await call("restore", [file], { DATA_DIR: into });
  expect(told).toMatchObject({ code: 0, error: "" });
  expect(told.out).toMatch(/^Restored: 1202 rows, as they stood at \d{4}-\S+Z\. The audit trail is whole: 1200 lines\.\n/);
  const wanted = /fingerprint ([0-9a-f]{8})/.exec(told.out)?.[1];
  expect(told.out).toContain(`Second steps need the secret with the fingerprint ${wanted}, which is not in the backup: before the next start, put it at ${join(into, "secret")} (mode 600) or set SECRET.`);
  expect(readdirSync(into)).not.toContain("secret");
  expect(existsSync(join(into, "postgres", "postmaster.pid"))).toBe(false);
  const restored = await start(into);
  expect(restored.started).toBe("started");
  expect(await migrate(restored.url)).toEqual([]);
  expect(await contents(restored.url, ["_prisma_migrations"])).toEqual(await contents(database.url, ["_prisma_migrations"]));
  await run(restored.url, "INSERT INTO audit_event (at, action) VALUES (now(), 'site-link')");
  await restored.stop();
  expect((await call("restore", [file], { DATA_DIR: into })).error).toBe("The database is not empty: its table audit_event has rows. Restore into an empty one; nothing is overwritten.\n");
});

test("it says whether the secret there is the right one, and goes to an address as well", async () => {
  const second = database.url.replace("/image_screen?", "/second?");
  const administrator = database.url.replace("image_screen_owner@", "postgres@");
  for (const [secret, sentence] of [[SECRET, /^The secret here is the one that it was made beside\.$/m], ["x".repeat(40), /not in the backup and not the one here: before the next start, set SECRET to it\./]] as const) {
    await run(administrator, "CREATE DATABASE second OWNER image_screen_owner");
    const told = await call("restore", [file], { DATABASE_URL: second, DATA_DIR: "/nowhere", SECRET: secret });
    expect(told).toMatchObject({ code: 0, error: "", out: expect.stringMatching(sentence) as unknown });
    await run(administrator, "DROP DATABASE second WITH (FORCE)");
  }
  const away = await call("backup", ["away"], { DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:1/base" });
  expect(away).toEqual({ code: 1, out: "", error: "The database base at 127.0.0.1:1 cannot be reached: nothing listens there.\n" });
});

test("one after the other goes into a directory, where the newest of them and everything else are left", async () => {
  const kept = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-kept-")));
  const old = ["image-screen-2026-01-01T02-00-00Z.backup", "image-screen-2026-01-02T02-00-00Z.backup", "notes.backup"];
  for (const name of old) writeFileSync(join(kept, name), "");
  const told = await call("backup", ["--into", kept, "--keep", "2"]);
  expect(told).toMatchObject({ code: 0, error: "" });
  const names = readdirSync(kept);
  expect(names).toEqual([old[1], expect.stringMatching(/^image-screen-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup$/), old[2]]);
  expect(told.out).toContain(`: ${join(kept, names[1] ?? "")}\n`);
  expect((await call("backup", ["--into", join(kept, "none")])).error).toBe(`${join(kept, "none")}, where the backups go, cannot be read (ENOENT).\n`);
  rmSync(kept, { recursive: true });
});

test("whoever reads what it says may have read enough", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/backup.ts", join(directory, "piped.backup")], { env: { PATH: process.env.PATH, NODE_ENV: "test", DATA_DIR: from }, stdio: ["ignore", "pipe", "pipe"] });
  let error = "";
  child.stderr.on("data", (chunk) => (error += chunk));
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect([code, error, existsSync(join(directory, "piped.backup"))]).toEqual([0, "", true]);
});

test.skipIf(!ROOT)("where the database lives elsewhere, a data directory that was put aside keeps its own", async () => {
  const data = join(place(), "data");
  const aside = `${data}.NEXT`;
  mkdirSync(data, { mode: 0o700 });
  const first = await startEmbedded(data);
  await migrate(first.url);
  await run(first.url, "INSERT INTO audit_event (at, action) VALUES (now(), 'site-link')");
  await first.stop();
  renameSync(data, aside);
  mkdirSync(data, { mode: 0o700 });
  try {
    expect(await call("restore", [file], { DATA_DIR: data })).toMatchObject({ code: 0, error: "" });
    for (const [directory, lines] of [[data, 1200], [aside, 1]] as const) {
      const { url, stop } = await startEmbedded(directory);
      expect(await run(url, "SELECT count(*)::int AS lines FROM audit_event")).toEqual([{ lines }]);
      await stop();
    }
  } finally {
    for (const directory of [data, aside]) await startEmbedded(directory).then((database) => database.discard());
  }
});

test("a damaged file is refused before anything is made", async () => {
  const bytes = readFileSync(file);
  const path = join(directory, "cut.backup");
  writeFileSync(path, bytes.subarray(0, bytes.length / 2));
  const elsewhere = join(place(), "data");
  expect(await call("restore", [path], { DATA_DIR: elsewhere })).toEqual({ code: 1, out: "", error: `${path} is cut off: its end is missing.\n` });
  expect(existsSync(elsewhere)).toBe(false);
});
