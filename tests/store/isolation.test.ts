import { createHash, randomBytes } from "node:crypto";
import { Client } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import { appendAudit } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import { saveScreening } from "@/lib/store/screenings";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const sites = ["local", "other"] as const;
const now = new Date("2026-06-07T08:09:10Z");
const codes: Record<string, Code> = {};

/** A table with rows of a site: the column that names it, and a line that a stranger would like to write. */
const walled = [
  { table: "site", column: "id", insert: "INSERT INTO site (id) VALUES ($1 || '-two')", update: "name = 'Taken'" },
  { table: "screening", column: "site_id", insert: "INSERT INTO screening (code, site_id, year, rules, checklist, engine, sex, age, observed, excluded, letter_i, letter_m, letter_a, letter_ge, match, assessment) VALUES ('IS-0000-0000', $1, 2026, '1', '1', '1', 'male', 'infant', '{}', '{}', 'met', 'met', 'met', 'met', 'partial', '{}')", update: null },
  { table: "review", column: "site_id", insert: "INSERT INTO review (site_id, screening_id, audit_id, verdict) VALUES ($1, 1, 1, 'lost')", update: null },
  { table: "standing", column: "site_id", insert: "INSERT INTO standing (screening_id, site_id) VALUES (77, $1)", update: "verdict = 'lost'" },
  { table: "edition", column: "site_id", insert: "INSERT INTO edition VALUES ($1, 2031, 2030, '1', 11, 22, '{}')", update: null },
  { table: "idempotency", column: "site_id", insert: "INSERT INTO idempotency VALUES ($1, 'k', 'b', 'IS-0000-0000', now())", update: "code = 'IS-0000-0000'" },
  { table: "membership", column: "site_id", insert: "INSERT INTO membership VALUES ('x', $1, NULL, 'X', 'x@example.org', 'admin', 'invited', now())", update: "role = 'admin'" },
  { table: "api_key", column: "site_id", insert: "INSERT INTO api_key VALUES (gen_random_uuid(), $1::text, 'member-of-' || $1, 'X', 'read', repeat('f', 64), now())", update: "revoked_at = now()" },
  { table: "audit_event", column: "site_id", insert: "INSERT INTO audit_event (at, action, site_id) VALUES (now(), 'view', $1)", update: null },
] as const;

beforeAll(async () => {
  await query("INSERT INTO site (id) VALUES ('other')");
  for (const site of sites) {
    const saved = await saveScreening({ id: null, site }, { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } }, { key: `key-of-${site}`, bodyHash: "b", now, random: randomBytes });
    if (!("code" in saved)) throw new Error(saved.outcome);
    codes[site] = saved.code;
    await query(`INSERT INTO "user" (id, name, email) VALUES ($1, 'A member', $1 || '@example.org')`, [`user-of-${site}`]);
    await query("INSERT INTO membership VALUES ($1, $2, $3, 'A member', $1 || '@example.org', 'clinician', 'active', now())", [`member-of-${site}`, site, `user-of-${site}`]);
    const ofSite = ["INSERT INTO edition VALUES ($1, 2021, 2020, '1', 11, 22, '{}')", "INSERT INTO api_key VALUES (gen_random_uuid(), $1::text, 'member-of-' || $1, 'A key', 'read', encode(sha256(convert_to($1, 'UTF8')), 'hex'), now())"];
    for (const sql of ofSite) await query(sql, [site]);
    await query("INSERT INTO review (site_id, screening_id, audit_id, verdict) SELECT s.site_id, s.id, a.id, 'lost' FROM screening s JOIN audit_event a ON a.screening_code = s.code WHERE s.code = $1", [saved.code]);
  }
});

/** One statement of the plain role in a transaction of a site, undone afterwards. */
async function inTransaction(site: string | null, sql: string, values: unknown[] = [], setting = "app.site"): Promise<{ rows: Record<string, unknown>[]; count: number | null }> {
  const client = new Client(process.env.DATABASE_URL);
  await client.connect();
  try {
    await client.query("BEGIN");
    if (site !== null) await client.query("SELECT set_config($1, $2, true)", [setting, site]);
    return await client.query<Record<string, unknown>>(sql, values).then(({ rows, rowCount: count }) => ({ rows, count }));
  } finally {
    await client.end();
  }
}

describe.each(walled)("the plain role in $table", ({ table, column, insert, update }) => {
  test("sees the transaction's own site without any filter, and no site's where none is set", async () => {
    const seen = `SELECT DISTINCT ${column} AS site FROM ${table} WHERE ${column} IS NOT NULL`;
    expect((await query(`${seen} ORDER BY 1`)).map(({ site }) => site)).toEqual([...sites]);
    for (const site of sites) expect((await inTransaction(site, seen)).rows).toEqual([{ site }]);
    for (const site of [null, "", "nowhere", "%", "local,other"]) expect((await inTransaction(site, seen)).rows).toEqual([]);
  });

  test("cannot write for another site, nor for one where none is set", async () => {
    for (const site of ["other", null]) await expect(inTransaction(site, insert, ["local"])).rejects.toThrow("row-level security");
    await expect(inTransaction("local", insert, ["other"])).rejects.toThrow("row-level security");
  });

  test("cannot change or delete what is another site's, nor give its own away", async () => {
    const change = update && inTransaction("local", `UPDATE ${table} SET ${update} WHERE ${column} = 'other'`);
    if (change) expect((await change).count).toBe(0);
    const away = inTransaction("local", `UPDATE ${table} SET ${column} = 'other'`);
    await expect(away).rejects.toThrow(/permission denied|row-level security/);
    const erased = await inTransaction("local", `DELETE FROM ${table} WHERE ${column} = 'other'`).then(({ count }) => count, String);
    expect(erased).toEqual(["screening", "idempotency"].includes(table) ? 0 : expect.stringContaining("permission denied"));
  });
});

test("somebody's own membership is found by their account before their site is known, and cannot be changed by that", async () => {
  const seen = await inTransaction("user-of-other", "SELECT id FROM membership", [], "app.user");
  expect(seen.rows).toEqual([{ id: "member-of-other" }]);
  expect((await inTransaction("user-of-other", "UPDATE membership SET role = 'admin'", [], "app.user")).count).toBe(0);
});

test("a key is found by its hash before its site is known, and cannot be changed by that", async () => {
  const hash = createHash("sha256").update("other").digest("hex");
  const seen = await inTransaction(hash, "SELECT site_id FROM api_key", [], "app.key");
  expect(seen.rows).toEqual([{ site_id: "other" }]);
  expect((await inTransaction(hash, "UPDATE api_key SET revoked_at = now()", [], "app.key")).count).toBe(0);
  for (const none of ["", "%", "f".repeat(64)]) expect((await inTransaction(none, "SELECT FROM api_key", [], "app.key")).count).toBe(0);
});

test("lines of the audit trail that belong to no site are seen by every site, and nobody sees another's", async () => {
  await inSite(null, (transaction) => appendAudit(transaction, { at: now, actor: null, action: "sign-in-failed", site: null }));
  const { rows } = await inTransaction("local", "SELECT DISTINCT site_id FROM audit_event ORDER BY 1");
  expect(rows).toEqual([{ site_id: "local" }, { site_id: null }]);
});

describe("the site of a transaction", () => {
  const seen = () => database().screening.findMany({ select: { siteId: true } });

  test("ends with it: the same connection then sees nothing, after a commit and after an error", async () => {
    await inSite("local", (transaction) => transaction.screening.count());
    expect(await seen()).toEqual([]);
    await inSite("other", () => Promise.reject(new Error("undone"))).catch(() => {});
    expect(await seen()).toEqual([]);
    expect(await inSite(null, (transaction) => transaction.screening.count())).toBe(0);
  });

  test("stays its own among 60 at once", async () => {
    const found = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const site = index % 3 === 2 ? null : (sites[index % 3] ?? null);
        const rows = await inSite(site, async (transaction) => {
          await transaction.$queryRaw`SELECT pg_sleep(0.002)::text`;
          return transaction.screening.findMany({ select: { siteId: true } });
        });
        return [site, rows.map(({ siteId }) => siteId)];
      }),
    );
    for (const [site, rows] of found) expect(rows).toEqual(site === null ? [] : [site]);
    expect(await seen()).toEqual([]);
  });
});

describe("the plain role", () => {
  const plain = (sql: string) => run(process.env.DATABASE_URL ?? "", sql);

  test("is nothing, owns nothing and belongs to no other role", async () => {
    const role = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = current_user";
    expect(Object.values((await plain(role))[0] ?? {})).toEqual([false, false, false, false, false]);
    expect(await plain("SELECT FROM pg_shdepend WHERE refobjid = current_user::regrole AND deptype = 'o'")).toEqual([]);
    expect(await plain("SELECT rolname FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER') AND rolname <> current_user")).toEqual([]);
  });

  test.each([
    ["SET ROLE image_screen_owner", "permission denied"],
    ["SET SESSION AUTHORIZATION image_screen_owner", "permission denied"],
    ["SET session_replication_role = replica", "permission denied"],
    ["ALTER TABLE audit_event DISABLE TRIGGER ALL", "must be owner"],
    ["ALTER TABLE screening DISABLE ROW LEVEL SECURITY", "must be owner"],
    ["DROP POLICY screening_own_site ON screening", "must be owner"],
    ["CREATE POLICY more ON screening USING (true)", "must be owner"],
    ["DROP TRIGGER audit_event_append_only ON audit_event", "must be owner"],
    ["TRUNCATE screening", "permission denied"],
    ["CREATE TABLE more (id int)", "permission denied"],
    ["CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'", "permission denied"],
    ["SELECT audit_event_chain()", "permission denied|can only be called as triggers"],
    ["UPDATE site SET id = 'mine'", "permission denied"],
    ["SELECT * FROM _prisma_migrations", "permission denied"],
    ["SELECT pg_read_file('/etc/passwd')", "permission denied"],
    ["COPY site TO PROGRAM 'true'", "permission denied"],
  ])("is refused %s", async (sql, reason) => {
    await expect(plain(sql)).rejects.toThrow(new RegExp(reason));
  });

  test("sees every table that names a site through a policy; a later table cannot forget it", async () => {
    const open = await query(`
      SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attname IN ('site_id', 'screening_code')
        AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))
      GROUP BY 1 ORDER BY 1`);
    // A link is found by the hash of its token, by somebody whose site is not known before.
    expect(open).toEqual([{ name: "access_link" }]);
    const wide = await query("SELECT polname AS name FROM pg_policy WHERE pg_get_expr(polqual, polrelid) !~ 'current_setting' OR NOT polpermissive OR polroles <> '{0}'");
    expect(wide).toEqual([]);
    const tried = await query("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity");
    expect(tried.map(({ name }) => name).toSorted()).toEqual(walled.map(({ table }) => table).toSorted());
  });

  test("finds sites and screenings nowhere else: no view, no other function that runs as the owner", async () => {
    expect(await query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')")).toEqual([]);
    expect(await query("SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef")).toEqual([{ name: "audit_event_chain" }]);
  });

  test("does not see through a follow-up or a key whether another site has a code", async () => {
    const request = { key: "key-of-other", bodyHash: "b", now, random: randomBytes };
    const saved = await saveScreening({ id: null, site: "local" }, { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: {} }, request);
    expect(saved).toMatchObject({ outcome: "saved" });
    await expect(inTransaction("local", `SELECT * FROM screening WHERE code = '${codes["other"]}' AND 1 / (id - id) = 1`)).resolves.toMatchObject({ count: 0 });
  });
});
