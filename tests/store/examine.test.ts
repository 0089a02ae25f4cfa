import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { symmetricEncrypt } from "better-auth/crypto";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { openedBy } from "@/lib/access/second-steps";
import { examineDatabase } from "@/lib/store/examine";
import type { Finding } from "@/lib/store/examine";
import { wallsOf } from "@/lib/store/walls";
import { debianServer, startServer } from "./backup-server";
import { ownDatabase } from "./database";

const query = ownDatabase();
const SECRET = "the-secret-of-this-server-0123456789";
const NAME = "Zzyzx Qquux";
const folder = mkdtempSync(join(tmpdir(), "image-screen-edited-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => void vi.useRealTimers());

async function examine({ url = query.owner, outside = false, mark = "0123abcd" as string | null, migrations = undefined as string | undefined } = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  await examineDatabase({ url, outside, mark, fitting: (encrypted) => openedBy(SECRET, encrypted) }, (finding) => findings.push(finding), migrations);
  return findings;
}

/** What is not well, as one text. */
const wrong = async (given?: Parameters<typeof examine>[0]) => (await examine(given)).filter(({ grade }) => grade !== "ok").map(({ grade, about, says }) => `${grade} ${about}: ${says}`).join("\n");

/** One change, looked at, and undone. */
async function planted(change: string, undo: string, given?: Parameters<typeof examine>[0]): Promise<string> {
  await query(change);
  try {
    return await wrong(given);
  } finally {
    await query(undo);
  }
}

test("a database as the migrations make it is well in every respect, and is not written to", async () => {
  await query(`INSERT INTO "user" (id, name, email) VALUES ('one', $1, 'qquux@typed.example')`, [NAME]);
  await query(`INSERT INTO two_factor (id, secret, backup_codes, user_id) VALUES ('one', $1, '', 'one')`, [await symmetricEncrypt({ key: SECRET, data: "a second step" })]);
  await query("INSERT INTO audit_event (at, action) SELECT now(), 'site-link' FROM generate_series(1, 3)");
  const changes = async () => (await query("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) AS sum FROM pg_stat_user_tables"))[0];
  const before = await changes();
  const findings = await examine();
  expect(findings.map(({ grade, about }) => `${grade} ${about}`)).toEqual(["ok Database", "ok Clock", "ok Migrations", "ok Walls", "ok Secret", "ok Audit trail"]);
  expect(findings.at(-1)?.says).toMatch(/: 3:[0-9a-f]{64}$/);
  expect(await changes()).toEqual(before);
});

test("what migrations build is read out of them, what they take down again too", () => {
  const sql = ['-- GRANT ALL ON "b" TO "image_screen_app"\nALTER TABLE "a" ENABLE ROW LEVEL SECURITY;\nCREATE POLICY "p" ON "a" USING (true);', 'GRANT SELECT, UPDATE ("x", "y") ON "a", "b" TO "image_screen_app"; GRANT "image_screen_app" TO me;', 'CREATE TRIGGER "t" BEFORE UPDATE OF "x" OR DELETE\n ON "a" FOR EACH ROW EXECUTE FUNCTION f();', 'REVOKE SELECT ON "b" FROM "image_screen_app"; DROP POLICY IF EXISTS "p" ON "a"; GRANT EXECUTE ON FUNCTION "f"() TO "image_screen_app";'];
  expect([...wallsOf(sql)].toSorted()).toEqual(["may SELECT on a", "may UPDATE (x) on a", "may UPDATE (x) on b", "may UPDATE (y) on a", "may UPDATE (y) on b", "row-level security on a", "trigger t on a"]);
});

describe("what is wrong is named", () => {
  test.each([
    ["row-level security that is off", "ALTER TABLE screening DISABLE ROW LEVEL SECURITY", "ALTER TABLE screening ENABLE ROW LEVEL SECURITY", /^fault Walls: Missing or switched off since it was made: row-level security on screening\./],
    ["a trigger that is off", "ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only", "ALTER TABLE audit_event ENABLE TRIGGER audit_event_append_only", /^fault Walls: Missing .*: trigger audit_event_append_only on audit_event\./],
    ["a right too many", "GRANT DELETE ON audit_event TO image_screen_app", "REVOKE DELETE ON audit_event FROM image_screen_app", /^fault Walls: No migration made this: may DELETE on audit_event\./],
    ["a right for everybody", "GRANT SELECT ON session TO PUBLIC", "REVOKE SELECT ON session FROM PUBLIC", /^fault Walls: No migration made this: everybody may SELECT on session\./],
    ["a right too few", "REVOKE INSERT ON screening FROM image_screen_app", "GRANT INSERT ON screening TO image_screen_app", /^fault Walls: Missing .*: may INSERT on screening\./],
    ["a policy that lets through", "CREATE POLICY everything ON review USING (true)", "DROP POLICY everything ON review", /^fault Walls: No migration made this: policy everything on review\./],
    ["a migration that was edited", "UPDATE _prisma_migrations SET checksum = reverse(checksum) WHERE migration_name LIKE '%_accounts'", "UPDATE _prisma_migrations SET checksum = reverse(checksum) WHERE migration_name LIKE '%_accounts'", /^fault Migrations: The migration \w+_accounts was edited after/],
    ["a migration half applied", "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_keys'", "UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL", /^fault Migrations: The migration \w+_keys was begun .*never finished/],
    ["a migration of a newer version", "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '9999_newer', now())", "DELETE FROM _prisma_migrations WHERE id = 'x'", /^fault Migrations: The database has the migration 9999_newer, which this version does not know/],
    ["a line of the audit trail that was changed", "ALTER TABLE audit_event DISABLE TRIGGER USER; UPDATE audit_event SET at = at + interval '1 second' WHERE id = 2; ALTER TABLE audit_event ENABLE TRIGGER USER", "ALTER TABLE audit_event DISABLE TRIGGER USER; UPDATE audit_event SET at = at - interval '1 second' WHERE id = 2; ALTER TABLE audit_event ENABLE TRIGGER USER", /^fault Audit trail: It is not as it was written\. Line 2 was changed\.$/],
    ["a second step of another secret", "UPDATE two_factor SET secret = reverse(secret)", "UPDATE two_factor SET secret = reverse(secret)", /^fault Secret: 1 of 1 second steps were encrypted with another one than this \(fingerprint 0123abcd\)/],
  ])("%s", async (_, change, undo, expected) => {
    const said = await planted(change, undo);
    expect(said).toMatch(expected);
    expect(said).not.toMatch(/qquux/i);
  });

  test("migrations that are still to be applied", async () => {
    cpSync(join("prisma", "migrations"), join(folder, "migrations"), { recursive: true });
    cpSync(join(folder, "migrations", "20261123000000_initial"), join(folder, "migrations", "99990101000000_next"), { recursive: true });
    writeFileSync(join(folder, "migrations", "99990101000000_next", "migration.sql"), 'ALTER TABLE "later" ENABLE ROW LEVEL SECURITY;');
    expect(await wrong({ migrations: join(folder, "migrations") })).toBe("warning Migrations: Still to be applied: 99990101000000_next. The next start does it; back up before.");
  });

  test("a clock that is apart from the database's", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect(await wrong()).toMatch(/^fault Clock: It is 60 s apart from the database's/);
  });

  test("a server with known weaknesses, but not the one that comes along; no secret", async () => {
    expect(await wrong({ outside: true })).toMatch(/^warning Database: PostgreSQL 18\.4 has known weaknesses; bring it to 18\.6 or later\.$/m);
    expect(await wrong({ mark: null })).toMatch(/^fault Secret: There is none here that can be read, and 1 second steps are stored that need it/);
    const kept = await query("DELETE FROM two_factor RETURNING *");
    expect(await wrong({ mark: null })).toMatch(/^warning Secret: There is none here:/);
    await query("INSERT INTO two_factor SELECT * FROM json_populate_recordset(NULL::two_factor, $1)", [JSON.stringify(kept)]);
  });

  test("a server that does not keep what it acknowledges, where it is an outside one", async () => {
    const database = new URL(query.administrator).pathname.slice(1);
    const off = await planted(`ALTER ROLE CURRENT_USER IN DATABASE ${database} SET synchronous_commit = off`, `ALTER ROLE CURRENT_USER IN DATABASE ${database} RESET synchronous_commit`, { outside: true });
    expect(off).toMatch(/^warning Database: synchronous_commit is off/m);
  });

  test.skipIf(debianServer() === null)("a server of the hospital's without fsync", async () => {
    const server = await startServer(debianServer() ?? "");
    try {
      expect(await wrong({ url: server.url, outside: true })).toMatch(/^fault Database: fsync is off/m);
      expect(await wrong({ url: server.url, outside: false })).not.toMatch(/fsync/);
    } finally {
      await server.stop();
    }
  });

  test("a certificate that is named and not there", async () => {
    expect(await wrong({ url: "postgresql://me:hunter2@127.0.0.1:1/base?sslmode=verify-full&sslrootcert=/nowhere/ca.crt", outside: true })).toBe("fault Database: The database base at 127.0.0.1:1 cannot be reached: ENOENT: no such file or directory, open '/nowhere/ca.crt'.");
  });

  test("a database that cannot be reached, is another's, or may not be read as a whole", async () => {
    expect(await wrong({ url: "postgresql://me:hunter2@127.0.0.1:1/base" })).toBe("fault Database: The database base at 127.0.0.1:1 cannot be reached: nothing listens there.");
    const empty = query.administrator.replace(/\/test_\w+/, "/postgres");
    expect(await wrong({ url: empty })).toMatch(/^fault Clock: .*\nfault Migrations: The database has no tables of IMAGe Screen yet/);
    expect(await wrong({ url: process.env.DATABASE_URL ?? "" })).toMatch(/fault Audit trail: The audit trail can be verified by the owner of the database only/);
  });

  test("a last line of the audit trail that lies ahead", async () => {
    await query("INSERT INTO audit_event (at, action) VALUES (now() + interval '2 hours', 'site-link')");
    expect(await wrong()).toMatch(/^fault Clock: The last line of the audit trail lies 120 minutes ahead/);
  });
});
