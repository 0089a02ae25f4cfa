import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { seed } from "@/prisma/seed";
import { makeKey, programOf } from "@/lib/access/keys";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { backUp } from "@/lib/store/backup";
import { inspectBackup, restoreBackup } from "@/lib/store/backup-restore";
import { MOMENTARY } from "@/lib/store/backup-tables";
import { addReview } from "@/lib/store/reviews";
import { eraseScreening, findScreening, saveScreening } from "@/lib/store/screenings";
import { verifyTrail } from "@/lib/store/trail";
import { codeOf, giveCode, cookiesOf, newMember, newSite, settings, signIn, switchOn } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { about, contents, copyScreenings, dropDatabases, emptyDatabase, folder, workOn } from "./backup-world";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const directory = folder();
const file = join(directory, "first.backup");
const draft = { checklist: CHECKLIST_VERSION, sex: "female", age: "infant", findings: { iugr: "observed" } } as const;
const now = new Date("2026-11-23T01:00:00.120Z");
let admin: Person;
let authenticator: { secret: string; used: string };
let program: string;
let restored: { url: string; plain: string };

const save = (site: string, key: string) => saveScreening({ id: null, site }, draft, { key, bodyHash: "b", now, random: randomBytes });
const restoredInto = async (path: string) => {
  const target = await emptyDatabase();
  await restoreBackup(target.url, await inspectBackup(path));
  return target;
};

beforeAll(async () => {
  settings();
  admin = await newSite("Ward One");
  const other = await newSite("Ward Two");
  // What a line of JSON, an array or a line splitter could stumble over.
  await query("UPDATE site SET name = $1 WHERE id = $2", ['Två {"心"}, \\N \u2028 NULL', other.member.site]);
  const reviewer = await newMember(admin, "reviewer");
  await query("UPDATE site SET retention_years = 10, retention_from = 2027 WHERE id = $1", [other.member.site]);
  await query("INSERT INTO edition SELECT id, 2025, 2024, '1', 11, 30, '{\"boys\": 14}' FROM site");
  authenticator = await switchOn(admin);
  program = (await makeKey(admin.member, { name: "the registry", scope: "read" }, new Date())).key;
  await seed(30, { id: admin.member.id, site: admin.member.site });
  for (const key of ["once", "again"]) await save(other.member.site, key);
  const [first, second] = await query("SELECT code FROM screening WHERE site_id = $1 ORDER BY id DESC LIMIT 2", [admin.member.site]);
  await addReview({ id: reviewer.member.id, site: admin.member.site }, first?.code as never, { verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" }, now);
  // The newest goes: its number must not come again.
  await eraseScreening({ id: null, site: other.member.site }, (await query("SELECT code FROM screening ORDER BY id DESC LIMIT 1"))[0]?.code as never, "mistake", now);
  expect(second).toBeDefined();
  await copyScreenings(query.owner, 3_000);
});

afterAll(async () => {
  await dropDatabases();
  rmSync(directory, { recursive: true });
});

describe("a backup", () => {
  test("is one file that nobody else may read, with no partial one beside it", async () => {
    const told: number[] = [];
    const rows = await backUp(query.owner, file, about, (count) => told.push(count));
    expect(rows).toBeGreaterThan(9_000);
    expect(told.at(-1)).toBe(rows);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["first.backup"]);
    await expect(backUp(query.owner, file, about)).rejects.toThrow(`${file} is there already; a backup overwrites nothing.`);
  });

  test("holds the tables that were decided on, and neither sessions nor links nor attempts", async () => {
    const text = gunzipSync(readFileSync(file)).toString();
    const kept = [...text.matchAll(/^\{"table":"(\w+)"/gm)].map(([, name]) => name);
    // Whoever adds a table decides here whether it belongs in a backup.
    expect(kept.toSorted()).toEqual(["account", "api_key", "audit_event", "audit_head", "edition", "idempotency", "membership", "review", "screening", "site", "standing", "two_factor", "user"]);
    const all = (await query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).map(({ name }) => name);
    expect([...kept, ...MOMENTARY, "_prisma_migrations"].toSorted()).toEqual(all);
    expect((await query("SELECT token FROM session")).filter(({ token }) => text.includes(String(token)))).toEqual([]);
    expect(text).not.toContain(process.env.SECRET);
  });

  test("is read and put back a page at a time", async () => {
    const asked = vi.spyOn(Client.prototype, "query");
    const path = join(directory, "paged.backup");
    await backUp(query.owner, path, about);
    const fetched = await Promise.all(asked.mock.results.map(async ({ value }) => ((await value) as { rows?: unknown[] } | undefined)?.rows?.length ?? 0));
    asked.mockClear();
    await restoredInto(path);
    const put = asked.mock.calls.map(([, values]: unknown[]) => (Array.isArray(values) && typeof values[0] === "string" && values[0].startsWith("[[") ? (JSON.parse(values[0]) as unknown[]).length : 0));
    asked.mockRestore();
    expect([Math.max(...fetched), Math.max(...put)]).toEqual([500, 500]);
    expect(put.reduce((sum, count) => sum + count, 0)).toBe((await inspectBackup(path)).rows);
  });
});

describe("what was restored", () => {
  beforeAll(async () => {
    restored = await restoredInto(file);
  });

  test("is equal row by row, and what is of the moment is not there", async () => {
    const without = [...MOMENTARY, "_prisma_migrations"];
    expect(await contents(restored.url, without)).toEqual(await contents(query.owner, without));
    for (const table of MOMENTARY) expect(await run(restored.url, `SELECT * FROM ${table}`)).toEqual([]);
    const applied = "SELECT migration_name, checksum FROM _prisma_migrations ORDER BY 1";
    expect(await run(restored.url, applied)).toEqual(await query(applied));
  });

  test("has every trigger, policy, constraint, index, function and right", async () => {
    for (const sql of [
      "SELECT tgrelid::regclass::text AS at, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
      "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
      "SELECT conrelid::regclass::text AS at, conname, pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
      "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
      "SELECT oid::regprocedure::text AS name, prosecdef, proacl::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
      "SELECT relname, relkind, relrowsecurity, relacl::text, pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') ORDER BY 1",
      "SELECT attrelid::regclass::text AS at, attname, attidentity, attacl::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 ORDER BY 1, 2",
      "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
    ]) {
      const there = await query(sql);
      expect(there.length).toBeGreaterThan(1);
      // A sequence that was set by its next number remembers no last one.
      const here = sql.includes("pg_sequences") ? (await run(restored.url, "SELECT 'review_id_seq' AS sequencename, last_value - 1 AS last_value FROM review_id_seq UNION SELECT 'screening_id_seq', last_value - 1 FROM screening_id_seq ORDER BY 1")).map((row) => ({ ...row, last_value: String(row.last_value) })) : await run(restored.url, sql);
      expect(here).toEqual(there);
    }
  });

  test("goes on working: trail, numbers, walls, and the save that is repeated", async () => {
    const site = String((await query("SELECT id FROM site WHERE name LIKE 'Två%'"))[0]?.id);
    const before = await verifyTrail(restored.url);
    expect(before).toEqual(await verifyTrail(query.owner));
    await workOn(restored.plain);
    const again = await save(site, "once");
    expect(again).toMatchObject({ outcome: "replayed", code: (await query("SELECT code FROM screening WHERE site_id = $1", [site]))[0]?.code });
    const fresh = await save(site, "next");
    if (!("code" in fresh)) throw new Error(fresh.outcome);
    expect(await run(restored.url, "SELECT id FROM screening WHERE code = $1", [fresh.code])).toEqual(await query("SELECT (last_value + 1)::text AS id FROM screening_id_seq"));
    expect(await findScreening({ id: null, site }, fresh.code, now)).not.toBeNull();
    expect(await findScreening({ id: null, site: admin.member.site }, fresh.code, now)).toBeNull();
    expect(await run(restored.plain, "SELECT * FROM screening")).toEqual([]);
    await expect(run(restored.url, "DELETE FROM audit_event")).rejects.toThrow(/written once/);
    expect(await verifyTrail(restored.url, before.sound ? before.last : undefined)).toMatchObject({ sound: true });
  });

  test("knows the members with their passwords and second steps, and the keys; nobody is signed in", async () => {
    await workOn(restored.plain);
    expect(await programOf(program, "192.0.2.7", new Date())).not.toBeNull();
    const first = await signIn(admin.email);
    const other = codeOf(authenticator.secret, codeOf(authenticator.secret) === authenticator.used ? 1 : 0);
    const second = await giveCode(other, "totp", cookiesOf(first));
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await run(restored.url, "SELECT count(*)::int AS sessions FROM session")).toEqual([{ sessions: 1 }]);
  });
});

test("taken while saves go on, it is the database of one moment", async () => {
  await workOn(query.owner.replace("image_screen_owner@", "image_screen_app@"));
  const path = join(directory, "busy.backup");
  let busy = true;
  let saved = 0;
  const savers = [1, 2, 3].map(async (saver) => {
    for (; busy; saved += 1) await save(admin.member.site, `busy-${saver}-${saved}`);
  });
  await vi.waitUntil(() => saved > 10);
  const before = saved;
  await backUp(query.owner, path, about);
  const during = saved - before;
  await vi.waitUntil(() => saved > before + during + 5);
  busy = false;
  await Promise.all(savers);
  expect(during).toBeGreaterThan(0);
  const { url } = await restoredInto(path);
  expect(await verifyTrail(url)).toMatchObject({ sound: true });
  const unmatched = `SELECT
    (SELECT count(*)::int FROM audit_event e WHERE action = 'save' AND site_id = $1 AND NOT EXISTS (SELECT FROM screening WHERE code = e.screening_code)) AS lines,
    (SELECT count(*)::int FROM screening s WHERE site_id = $1 AND NOT EXISTS (SELECT FROM audit_event WHERE action = 'save' AND screening_code = s.code)) AS screenings,
    (SELECT count(*)::int FROM idempotency i WHERE site_id = $1 AND NOT EXISTS (SELECT FROM screening WHERE code = i.code)) AS keys,
    (SELECT count(*)::int FROM screening s FULL JOIN standing t ON t.screening_id = s.id WHERE s.id IS NULL OR t.screening_id IS NULL) AS standings`;
  expect(await run(url, unmatched, [admin.member.site])).toEqual([{ lines: 0, screenings: 0, keys: 0, standings: 0 }]);
});
