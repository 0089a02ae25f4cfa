import fc from "fast-check";
import { Client } from "pg";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appendAudit, auditActions } from "@/lib/store/audit";
import { inSite } from "@/lib/store/client";
import { hashOf, verifyTrail } from "@/lib/store/trail";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const at = new Date("2026-03-04T05:06:07.890Z");
const lines = 6;
const member = "00000000-0000-4000-8000-000000000001";
const another = "00000000-0000-4000-8000-000000000002";
const verdict = () => verifyTrail(query.owner);

function append(changes: Partial<Parameters<typeof appendAudit>[1]> = {}): Promise<bigint> {
  return inSite("local", (transaction) => appendAudit(transaction, { at, actor: member, action: "view", code: "IS-0000-0000", site: "local", ...changes }));
}

/** What somebody may do who has the owner's rights and switches the triggers off. */
async function tamper(...statements: string[]): Promise<void> {
  await query(["ALTER TABLE audit_event DISABLE TRIGGER USER", ...statements, "ALTER TABLE audit_event ENABLE TRIGGER USER"].join("; "));
}

/** Gives every line of the trail a sound hash again, as the database's own functions would. */
const REWRITE = `DO $$
  DECLARE line audit_event; last TEXT := repeat('0', 64);
  BEGIN
    FOR line IN SELECT * FROM audit_event ORDER BY id LOOP
      line.previous := last;
      last := audit_hash(line);
      UPDATE audit_event SET previous = line.previous, hash = last WHERE id = line.id;
    END LOOP;
    UPDATE audit_head SET id = (SELECT max(id) FROM audit_event), hash = last;
  END $$`;

beforeEach(async () => {
  await tamper("DELETE FROM audit_event", "UPDATE audit_head SET id = 0, hash = repeat('0', 64)");
  for (let line = 1; line <= lines; line += 1) await append({ subject: line % 2 ? another : undefined });
});

describe("the audit trail", () => {
  test("is numbered without a gap and bound line to line by the database", async () => {
    expect(await verdict()).toMatchObject({ sound: true, last: { number: BigInt(lines) } });
    const rows = await query("SELECT id, previous, hash FROM audit_event ORDER BY id");
    expect(rows.map(({ id }) => Number(id))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rows.map(({ previous }) => previous)).toEqual(["0".repeat(64), ...rows.map(({ hash }) => hash).slice(0, -1)]);
  });

  test("has no gap and no fork after 20 appends at once, some of them undone, and several lines in one statement", async () => {
    const undone = inSite("local", async (transaction) => {
      await appendAudit(transaction, { at, actor: null, action: "save", site: "local" });
      throw new Error("undone");
    });
    const written = await Promise.allSettled([...Array.from({ length: 20 }, () => append()), undone]);
    expect(written.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    await query("INSERT INTO audit_event (at, action) SELECT now(), 'site-link' FROM generate_series(1, 3)");
    expect(await verdict()).toMatchObject({ sound: true, last: { number: BigInt(lines + 23) } });
  });

  test("takes number, previous line and hash from the database alone", async () => {
    await query("INSERT INTO audit_event (id, at, action, previous, hash) VALUES (99, now(), 'site-link', 'mine', 'mine')");
    expect(await verdict()).toMatchObject({ sound: true, last: { number: BigInt(lines + 1) } });
    const plain = process.env.DATABASE_URL ?? "";
    for (const column of ["id", "previous", "hash"]) await expect(run(plain, `INSERT INTO audit_event (at, action, ${column}) VALUES (now(), 'view', '1')`)).rejects.toThrow("permission denied");
    for (const sql of ["SELECT * FROM audit_head", "UPDATE audit_head SET id = 0", "DELETE FROM audit_event", "UPDATE audit_event SET actor = NULL", "TRUNCATE audit_event"]) await expect(run(plain, sql)).rejects.toThrow("permission denied");
  });

  test("can be empty", async () => {
    await tamper("DELETE FROM audit_event", "UPDATE audit_head SET id = 0, hash = repeat('0', 64)");
    expect(await verdict()).toEqual({ sound: true, last: { number: 0n, hash: "0".repeat(64) } });
  });

  test("is read page by page", async () => {
    await query("INSERT INTO audit_event (at, action) SELECT now(), 'site-link' FROM generate_series(1, 5001 - 6)");
    expect(await verdict()).toMatchObject({ sound: true, last: { number: 5_001n } });
    await tamper("DELETE FROM audit_event WHERE id = 5001");
    expect(await verdict()).toEqual({ sound: false, fault: "Line 5001 is missing: the trail is cut off after line 5000, and 5001 had been written." });
  });

  test("is verified by the owner only: a role that sees a part of it is told so", async () => {
    await expect(verifyTrail(process.env.DATABASE_URL ?? "")).rejects.toThrow(/owner of the database only/);
  });
});

describe("a sentence has no place in it: the plain role", () => {
  const SENTENCE = "Anna Smith is short for her age.";
  const filled = { at: "now()", actor: `'${member}'`, action: "'view'", subject: `'${another}'`, screening_code: "'IS-0000-0000'", site_id: "'local'" };
  const insert = (changes: Partial<typeof filled>) => {
    const line = { ...filled, ...changes };
    return run(process.env.DATABASE_URL ?? "", `SELECT set_config('app.site', coalesce(${line.site_id}, ''), false); INSERT INTO audit_event (${Object.keys(line).join(", ")}) VALUES (${Object.values(line).join(", ")})`);
  };

  test("writes a line with every field, and one with as little as may be", async () => {
    await insert({});
    await insert({ actor: "NULL", action: "'sign-in-failed'", subject: "NULL", screening_code: "NULL", site_id: "NULL" });
    expect(await verdict()).toMatchObject({ sound: true, last: { number: BigInt(lines + 2) } });
  });

  test.each([
    ["at", `'${SENTENCE}'`, "invalid input syntax"],
    ["actor", `'${SENTENCE}'`, "audit_event_members_form"],
    ["actor", `'${member} ${SENTENCE}'`, "audit_event_members_form"],
    ["actor", `E'${member}\\n${member}'`, "audit_event_members_form"],
    ["actor", "''", "audit_event_members_form"],
    ["action", `'${SENTENCE}'`, "audit_event_action_form"],
    ["action", `E'view\\nview'`, "audit_event_action_form"],
    ["subject", `'${SENTENCE}'`, "audit_event_members_form"],
    ["subject", `'${member.toUpperCase().replace("4", "X")}'`, "audit_event_members_form"],
    ["screening_code", `'${SENTENCE}'`, "audit_event_code_form"],
    ["screening_code", "'IS-0000-0000 Anna'", "audit_event_code_form"],
    ["screening_code", "'is-0000-0000'", "audit_event_code_form"],
    ["site_id", `'${SENTENCE}'`, "audit_event_site_id_fkey"],
    ["site_id", "NULL", "audit_event_of_a_site"],
  ])("is refused a line whose %s is %s", async (column, value, fault) => {
    await expect(insert({ [column]: value })).rejects.toThrow(fault);
    expect(await verdict()).toMatchObject({ sound: true, last: { number: BigInt(lines) } });
  });

  test.each(["actor", "subject"])("is refused a sentence as %s where the other is nobody", async (column) => {
    await expect(insert({ actor: "NULL", subject: "NULL", [column]: `'${SENTENCE}'` })).rejects.toThrow("audit_event_members_form");
  });

  test("has a line without a site for three actions alone", async () => {
    const held: string[] = [];
    for (const action of auditActions) await insert({ action: `'${action}'`, site_id: "NULL" }).then(() => held.push(action), () => undefined);
    expect(held.toSorted()).toEqual(["sign-in-failed", "sign-in-locked", "site-link"]);
  });
});

describe("with the triggers switched off", () => {
  test.each([
    ["at", "at + interval '1 millisecond'"],
    ["at", "'infinity'"],
    ["actor", `'${another}'`],
    ["actor", "NULL"],
    ["action", "'list'"],
    ["subject", "NULL"],
    ["screening_code", "'IS-0000-0001'"],
    ["site_id = NULL, action", "'site-link'"],
    ["hash", "repeat('1', 64)"],
  ])("a changed %s (%s) is found and named", async (column, value) => {
    await tamper(`UPDATE audit_event SET ${column} = ${value} WHERE id = 3`);
    expect(await verdict()).toEqual({ sound: false, fault: "Line 3 was changed." });
  });

  test("a changed previous hash is found", async () => {
    await tamper("UPDATE audit_event SET previous = repeat('1', 64) WHERE id = 3");
    expect(await verdict()).toEqual({ sound: false, fault: expect.stringMatching(/^Line 3 is not the one that was written there/) as unknown });
  });

  test("a changed number is found", async () => {
    await tamper("UPDATE audit_event SET id = -3 WHERE id = 3");
    expect(await verdict()).toEqual({ sound: false, fault: "Line -3 was put in: the trail begins with line 1." });
  });

  test("a line that was changed and hashed again is found by the next one", async () => {
    await tamper("UPDATE audit_event SET actor = NULL WHERE id = 3", "UPDATE audit_event line SET hash = audit_hash(line) WHERE id = 3");
    expect(await verdict()).toEqual({ sound: false, fault: "Line 4 does not continue line 3: one of the two was written anew." });
  });

  test("the last line, changed and hashed again, is found by the head", async () => {
    await tamper("UPDATE audit_event SET actor = NULL WHERE id = 6", "UPDATE audit_event line SET hash = audit_hash(line) WHERE id = 6");
    expect(await verdict()).toEqual({ sound: false, fault: "Line 6 was written anew: the head of the trail knows another one." });
  });

  test.each([
    ["the first", "id = 1", "Line 1 is missing; the next one is line 2."],
    ["one in the middle", "id = 3", "Line 3 is missing; the next one is line 4."],
    ["the last", "id = 6", "Line 6 is missing: the trail is cut off after line 5, and 6 had been written."],
    ["every", "true", "Line 1 is missing: the trail is cut off after line 0, and 6 had been written."],
  ])("%s line dropped is found and named", async (_, which, fault) => {
    await tamper(`DELETE FROM audit_event WHERE ${which}`);
    expect(await verdict()).toEqual({ sound: false, fault });
  });

  test("a line dropped and the later ones moved up is found", async () => {
    await tamper("DELETE FROM audit_event WHERE id = 3", "UPDATE audit_event SET id = id - 1 WHERE id = 4", "UPDATE audit_event SET id = id - 1 WHERE id = 5", "UPDATE audit_event SET id = id - 1 WHERE id = 6", "UPDATE audit_head SET id = 5");
    expect(await verdict()).toEqual({ sound: false, fault: "Line 3 is not the one that was written there: it was changed, moved from another place or put in." });
  });

  test("two lines in each other's place are found", async () => {
    await tamper("UPDATE audit_event SET id = 100 WHERE id = 3", "UPDATE audit_event SET id = 3 WHERE id = 5", "UPDATE audit_event SET id = 5 WHERE id = 100");
    expect(await verdict()).toEqual({ sound: false, fault: "Line 3 is not the one that was written there: it was changed, moved from another place or put in." });
  });

  test.each([
    ["at the end", "7", "Line 7 was put in: the head of the trail knows 6 lines."],
    ["before the beginning", "0", "Line 0 was put in: the trail begins with line 1."],
  ])("a line put in %s is found and named", async (_, id, fault) => {
    const previous = id === "7" ? "(SELECT hash FROM audit_event WHERE id = 6)" : "repeat('0', 64)";
    await tamper(`INSERT INTO audit_event (id, at, action, previous, hash) VALUES (${id}, now(), 'site-link', ${previous}, '')`, `UPDATE audit_event line SET hash = audit_hash(line) WHERE id = ${id}`);
    expect(await verdict()).toEqual({ sound: false, fault });
  });

  test("a trail that was written wholly anew is found by a noted line, and by nothing else", async () => {
    const earlier = await verdict();
    if (!earlier.sound) throw new Error(earlier.fault);
    await append();
    expect(await verifyTrail(query.owner, earlier.last)).toMatchObject({ sound: true });
    await tamper("UPDATE audit_event SET actor = NULL WHERE id = 3", REWRITE);
    expect(await verdict()).toMatchObject({ sound: true });
    expect(await verifyTrail(query.owner, earlier.last)).toEqual({ sound: false, fault: expect.stringMatching(/^Line 6 is not the one that was noted/) as unknown });
    expect(await verifyTrail(query.owner, { number: 99n, hash: "a".repeat(64) })).toMatchObject({ sound: false });
  });
});

describe("the hash of a line", () => {
  const client = new Client(query.owner);
  beforeAll(async () => {
    await client.connect();
    return () => client.end();
  });

  // PostgreSQL's text holds neither NUL nor half of a pair.
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(",", ":", "-", "1", "'", "\\", "\n", "é", "😀") })).map((made) => made.replaceAll("\0", ""));
  const maybe = fc.option(text);

  test("is the same from Node and from PostgreSQL", async () => {
    const line = fc.record({
      id: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
      at: fc.date({ min: new Date("2000-01-01"), max: new Date("2199-12-31"), noInvalidDate: true }),
      actor: maybe, action: text, subject: maybe, screening_code: maybe, site_id: maybe, previous: text,
    });
    await fc.assert(
      fc.asyncProperty(line, async (made) => {
        const { rows } = await client.query<{ hash: string }>(
          "SELECT audit_hash(ROW($1::bigint, $2::timestamptz, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, '')::audit_event) AS hash",
          ORDER.map((column) => made[column]),
        );
        expect(hashOf(made)).toBe(rows[0]?.hash);
      }),
      { numRuns: 500 },
    );
  });

  const ORDER = ["id", "at", "actor", "action", "screening_code", "site_id", "subject", "previous"] as const;

  test("takes the columns in the order in which the table has them", async () => {
    const { rows } = await client.query<{ name: string }>("SELECT attname AS name FROM pg_attribute WHERE attrelid = 'audit_event'::regclass AND attnum > 0 ORDER BY attnum");
    expect(rows.map(({ name }) => name)).toEqual([...ORDER, "hash"]);
  });
});
