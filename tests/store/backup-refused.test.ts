import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "@/prisma/seed";
import { backUp } from "@/lib/store/backup";
import { inspectBackup, restoreBackup } from "@/lib/store/backup-restore";
import { migrate } from "@/lib/store/migrate";
import { verifyTrail } from "@/lib/store/trail";
import { about, contents, copyScreenings, dropDatabases, emptyDatabase, folder } from "./backup-world";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const directory = folder();
const good = join(directory, "good.backup");
const migrations = join(process.cwd(), "prisma", "migrations");
let lines: string[];

/** A file of its own with other bytes, or with other lines under a seal that fits. */
function changed(name: string, content: Buffer | string[]): string {
  const path = join(directory, name);
  writeFileSync(path, Buffer.isBuffer(content) ? content : gzipSync(content.join("\n")));
  return path;
}

function sealed(name: string, change: (line: string) => string): string {
  const whole = lines.slice(0, -2).map(change);
  const sha256 = createHash("sha256").update(whole.map((line) => `${line}\n`).join("")).digest("hex");
  return changed(name, [...whole, JSON.stringify({ rows: whole.filter((line) => line.startsWith("[")).length, sha256 }), ""]);
}

beforeAll(async () => {
  await seed(20);
  await copyScreenings(query.owner, 700);
  await backUp(query.owner, good, about);
  lines = gunzipSync(readFileSync(good)).toString().split("\n");
});

afterAll(async () => {
  await dropDatabases();
  rmSync(directory, { recursive: true });
});

describe("a file that will not do is refused before any database is asked", () => {
  test("not there, and a directory", async () => {
    await expect(inspectBackup(join(directory, "none"))).rejects.toThrow(`There is no file ${directory}/none.`);
    await expect(inspectBackup(directory)).rejects.toThrow(`${directory} cannot be read (EISDIR).`);
  });

  test.each([
    ["plain text", Buffer.from("hello\n")],
    ["nothing that was zipped", gzipSync("")],
    ["another program's dump", gzipSync("--\n-- PostgreSQL database dump\n--\n")],
    ["another program's lines", gzipSync('{"format":"something-else","version":1}\n')],
    ["a line without an end", gzipSync(Buffer.alloc(40_000_000, 32))],
  ])("foreign: %s", async (name, content) => {
    await expect(inspectBackup(changed(name, content))).rejects.toThrow(/is no backup of IMAGe Screen\.$|is damaged: it does not hold what was written\.$/);
  });

  test("cut anywhere", async () => {
    const bytes = readFileSync(good);
    for (const length of [0, 1, 9, 40, 1_000, Math.floor(bytes.length / 2), bytes.length - 9, bytes.length - 1]) {
      await expect(inspectBackup(changed("cut", bytes.subarray(0, length))), String(length)).rejects.toThrow(/is cut off: its end is missing\.$|is no backup of IMAGe Screen\.$/);
    }
    for (const count of [1, 5, lines.length - 2]) await expect(inspectBackup(changed("cut", [...lines.slice(0, count), ""]))).rejects.toThrow(/is cut off: its end is missing\.$/);
  });

  test("damaged anywhere, to a bit", async () => {
    const bytes = readFileSync(good);
    // The first ten bytes are zip's own head, which says nothing about what is in it.
    for (let at = 10; at < bytes.length; at += Math.ceil(bytes.length / 150)) {
      const other = Buffer.from(bytes);
      other.writeUInt8(other.readUInt8(at) ^ (1 << (at % 8)), at);
      await expect(inspectBackup(changed("damaged", other)), String(at)).rejects.toThrow(/is damaged: it does not hold what was written\.$|is cut off: its end is missing\.$|is no backup of IMAGe Screen\.$/);
    }
  }, 120_000);

  test("a row changed, left out, doubled or moved, a seal that was cut out, something behind it", async () => {
    const at = lines.findIndex((line) => line.includes("IS-Z"));
    const [before, row, next, after] = [lines.slice(0, at), lines[at] ?? "", lines[at + 1] ?? "", lines.slice(at + 2)];
    for (const other of [[row.replace("IS-Z", "IS-Y"), next], [next], [row, row, next], [next, row]]) {
      await expect(inspectBackup(changed("row", [...before, ...other, ...after]))).rejects.toThrow(/is damaged/);
    }
    await expect(inspectBackup(changed("behind", [...lines.slice(0, -1), "[]", ""]))).rejects.toThrow(/is damaged/);
  });

  test("newer: of a later format, or with a migration that is not known here", async () => {
    const later = sealed("later", (line) => line.replace('"version":1', '"version":2').replace('"application":"0.1.0"', '"application":"9.0.0"'));
    await expect(inspectBackup(later)).rejects.toThrow(`${later} was written by a newer version of IMAGe Screen (9.0.0), which must be used to restore it.`);
    const unknown = sealed("unknown", (line) => line.replace('"migrations":[', '"migrations":[{"name":"20990101000000_far","checksum":"x"},'));
    await expect(inspectBackup(unknown)).rejects.toThrow(/has the migration 20990101000000_far, which this version does not know: it was written by a newer version/);
    const astray = sealed("astray", (line) => line.replace('"migrations":[', '"migrations":[{"name":"../../etc","checksum":"x"},'));
    await expect(inspectBackup(astray)).rejects.toThrow(/is damaged/);
  });
});

describe("a database that will not do is left as it is", () => {
  test("one with a member, a screening, a line in the trail, a named site or anybody else's rows", async () => {
    const backup = await inspectBackup(good);
    const cases = {
      "user": "INSERT INTO \"user\" (id, name, email) VALUES ('u', 'A member', 'a@example.org')",
      audit_event: "INSERT INTO audit_event (at, action) VALUES (now(), 'site-link')",
      site: "UPDATE site SET name = 'Ward'",
      others: "CREATE TABLE others AS SELECT 1 AS one",
    };
    for (const [table, sql] of Object.entries(cases)) {
      const { url } = await emptyDatabase();
      await migrate(url);
      await run(url, sql);
      const before = await contents(url);
      await expect(restoreBackup(url, backup)).rejects.toThrow(`The database is not empty: its table ${table} has rows. Restore into an empty one; nothing is overwritten.`);
      expect(await contents(url)).toEqual(before);
    }
    await expect(restoreBackup(query.owner, backup)).rejects.toThrow(/is not empty/);
    await expect(restoreBackup("postgresql://me:hunter2@127.0.0.1:1/base", backup)).rejects.toThrow("The database base at 127.0.0.1:1 cannot be reached: nothing listens there.");
  });

  test("one of an older version in use is not even migrated", async () => {
    const { url } = await emptyDatabase();
    await migrate(url, older("in-use", 1));
    await run(url, "INSERT INTO audit_event (at, action, site_id) VALUES (now(), 'save', 'local')");
    const before = await contents(url);
    await expect(restoreBackup(url, await inspectBackup(good))).rejects.toThrow(/is not empty/);
    expect(await contents(url)).toEqual(before);
  });

  test("one that was started and not used is filled all the same, once, also by two at the same moment", async () => {
    const { url } = await emptyDatabase();
    await migrate(url);
    await run(url, "INSERT INTO access_link (hash, kind, expires_at) VALUES (repeat('a', 64), 'set-up', now()); INSERT INTO attempt VALUES ('link:' || repeat('a', 64), 1, now())");
    const backup = await inspectBackup(good);
    const outcomes = await Promise.allSettled([restoreBackup(url, backup), restoreBackup(url, backup)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(String(outcomes.find((outcome) => outcome.status === "rejected")?.reason)).toContain("is not empty");
    expect(await contents(url, ["_prisma_migrations"])).toEqual(await contents(query.owner, ["_prisma_migrations"]));
  });

  test("nothing is half restored: a row that the last table refuses, a file that changes meanwhile, a migration edited since", async () => {
    const { url } = await emptyDatabase();
    await migrate(url);
    const before = await contents(url);
    const refused = sealed("refused", (line) => line.replace(/^(\["\d+","local",)"none"\]$/, '$1"nothing"]'));
    await expect(restoreBackup(url, await inspectBackup(refused))).rejects.toThrow(/cannot be restored there, and nothing of it was: .*standing_verdict_known/);
    expect(await contents(url)).toEqual(before);
    const swapped = changed("swapped", readFileSync(good));
    const backup = await inspectBackup(swapped);
    const bytes = readFileSync(good);
    writeFileSync(swapped, bytes.subarray(0, bytes.length - 30));
    await expect(restoreBackup(url, backup)).rejects.toThrow(/is cut off/);
    const edited = sealed("edited", (line) => line.replace(/"checksum":"./, '"checksum":"x'));
    await expect(restoreBackup(url, await inspectBackup(edited))).rejects.toThrow(/The migration \w+_initial is not the one that the backup was made with/);
    expect(await contents(url)).toEqual(before);
    await restoreBackup(url, await inspectBackup(good));
    expect(await verifyTrail(url)).toMatchObject({ sound: true });
  });
});

/** The migrations up to one of them, as an older version has them. */
function older(name: string, count: number): string {
  const path = join(directory, name);
  mkdirSync(path);
  for (const one of readdirSync(migrations).filter((entry) => /^\d/.test(entry)).toSorted().slice(0, count)) cpSync(join(migrations, one), join(path, one), { recursive: true });
  return path;
}

test.each([1, 2, 3, 4])("a backup of the version with %i migrations is restored as it was and then brought up to date", async (count) => {
  const source = await emptyDatabase();
  await migrate(source.url, older(`older-${count}`, count));
  await run(source.url, `INSERT INTO screening (code, site_id, follows, year, rules, checklist, engine, sex, age, observed, excluded, letter_i, letter_m, letter_a, letter_ge, match, assessment)
    SELECT code, 'local', follows, 2026, '1', '1', '1', 'male', 'newborn', '{iugr}', '{}', 'met', 'unknown', 'unknown', 'unknown', 'partial', '{}' FROM (VALUES ('IS-0000-0001', NULL), ('IS-0000-0002', 'IS-0000-0001')) AS old (code, follows)`);
  await run(source.url, "INSERT INTO audit_event (at, action, screening_code, site_id) VALUES ('2026-11-01 10:00:00.12+01', 'save', 'IS-0000-0001', 'local'), (now(), 'save', 'IS-0000-0002', 'local')");
  const path = join(directory, `older-${count}.backup`);
  await backUp(source.url, path, about);
  const { url } = await emptyDatabase();
  await restoreBackup(url, await inspectBackup(path));
  await migrate(source.url);
  expect(await contents(url, ["_prisma_migrations"])).toEqual(await contents(source.url, ["_prisma_migrations"]));
  expect(await verifyTrail(url)).toMatchObject({ sound: true, last: { number: 2n } });
});

test("a place that cannot be written is one sentence, and nothing is left there", async () => {
  await expect(backUp(query.owner, join(directory, "none", "file"), about)).rejects.toThrow(`${directory}/none/file cannot be written (ENOENT); nothing was left there.`);
  await expect(backUp(query.owner.replace("image_screen_owner@", "image_screen_app@"), join(directory, "file"), about)).rejects.toThrow("A backup can be made by the owner of the database only");
  await expect(backUp((await emptyDatabase()).url, join(directory, "file"), about)).rejects.toThrow("The database has no tables of IMAGe Screen yet; there is nothing to back up.");
  copyFileSync(good, join(directory, "kept"));
  chmodSync(join(directory, "kept"), 0o600);
  await expect(backUp(query.owner, join(directory, "kept"), about)).rejects.toThrow(/is there already/);
  expect(readdirSync(directory).filter((name) => name.includes("partial") || name === "file")).toEqual([]);
});
