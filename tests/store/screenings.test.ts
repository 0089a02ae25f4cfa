import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { seed } from "@/prisma/seed";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { makeCode } from "@/lib/screening/code";
import { assessWhole } from "@/lib/screening/heredity";
import { databaseIsAway } from "@/lib/store/client";
import { findScreening, saveScreening } from "@/lib/store/screenings";
import type { Actor, SaveRequest } from "@/lib/store/screenings";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const DAY_MS = 24 * 3_600_000;
const actor: Actor = { id: "00000000-0000-4000-8000-000000000001", site: "local" };

const draft: Draft = {
  checklist: CHECKLIST_VERSION,
  sex: "male",
  age: "newborn",
  gestation: "moderate-preterm",
  size: { weight: -2.3, head: 0.1 },
  findings: { iugr: "observed", "adrenal-insufficiency": "observed", scoliosis: "excluded" },
  origin: { iugr: "measured" },
  variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true },
  context: { steroids: false, earlySample: true, acthTwiceLimit: true },
  family: { transmittedBy: "mother", relatives: [{ relation: "mother", affected: "no", carrier: "yes" }, { relation: "maternal-half-brother" }] },
};

let keys = 0;
const request = (changes: Partial<SaveRequest> = {}): SaveRequest => ({ key: `test-key-${(keys += 1)}`, bodyHash: "a", now: new Date(), random: randomBytes, ...changes });

const count = async (table: "screening" | "audit_event" | "idempotency") => Number((await query(`SELECT count(*) FROM ${table}`))[0]?.["count"]);

async function savedCode(saving: ReturnType<typeof saveScreening>): Promise<string> {
  const saved = await saving;
  if (!("code" in saved)) throw new Error(saved.outcome);
  return saved.code;
}

describe("a saved screening", () => {
  test("is read back as it was, with the assessment that the rules make of it", async () => {
    const code = await savedCode(saveScreening(actor, draft, request({ now: new Date("2024-12-31T23:59:59Z") })));
    expect(await findScreening(actor, code, new Date())).toEqual({ ...draft, findings: expect.objectContaining(draft.findings) as unknown, code, year: 2024, assessment: assessWhole(draft) });
  });

  test("may hold as little as a draft may", async () => {
    const least: Draft = { checklist: CHECKLIST_VERSION, sex: "unknown", age: "unknown", findings: {} };
    const code = await savedCode(saveScreening(actor, least, request({ now: new Date("2026-01-01T00:00:00Z") })));
    expect(await findScreening(actor, code, new Date())).toEqual({ ...least, code, year: 2026, assessment: assessWhole(least) });
  });

  test("has one audit line, written with it", async () => {
    const now = new Date("2026-03-04T05:06:07.890Z");
    const code = await savedCode(saveScreening(actor, draft, request({ now })));
    const lines = await query("SELECT at, actor, action, site_id FROM audit_event WHERE screening_code = $1", [code]);
    expect(lines).toEqual([{ at: now, actor: actor.id, action: "save", site_id: "local" }]);
  });

  test("follows an earlier one, which must be there", async () => {
    const earlier = await savedCode(saveScreening(actor, draft, request()));
    const later = await savedCode(saveScreening(actor, { ...draft, follows: earlier }, request()));
    expect((await findScreening(actor, later, new Date()))?.follows).toBe(earlier);
    expect(await saveScreening(actor, { ...draft, follows: makeCode(new Uint8Array(7)) }, request())).toEqual({ outcome: "follows-unknown" });
  });

  test("has no column for a name, a date, a text or a file", async () => {
    const columns = await query("SELECT DISTINCT data_type AS type FROM information_schema.columns WHERE table_name = 'screening' ORDER BY 1");
    expect(columns.map(({ type }) => type)).toEqual(["ARRAY", "bigint", "boolean", "jsonb", "numeric", "smallint", "text"]);
    const unchecked = await query(`
      SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'screening' AND data_type IN ('text', 'ARRAY')
      EXCEPT SELECT column_name FROM information_schema.constraint_column_usage WHERE constraint_name LIKE 'screening_%' AND table_name = 'screening'`);
    expect(unchecked.map(({ name }) => name).filter((name) => name !== "site_id")).toEqual([]);
  });
});

describe("a save is refused", () => {
  test("where the rules find a contradiction; nothing is kept, and the key stays free", async () => {
    const before = [await count("screening"), await count("audit_event"), await count("idempotency")];
    const asked = request();
    const contradictory: Draft = { ...draft, findings: { "genital-anomaly": "excluded", micropenis: "observed" }, origin: {} };
    const refused = await saveScreening(actor, contradictory, asked);
    expect(refused).toMatchObject({ outcome: "contradiction", issues: [{ level: "error" }] });
    expect([await count("screening"), await count("audit_event"), await count("idempotency")]).toEqual(before);
    expect(await saveScreening(actor, draft, asked)).toMatchObject({ outcome: "saved" });
  });

  test("where its audit line cannot be written", async () => {
    const before = [await count("screening"), await count("idempotency")];
    const asked = request();
    await query("ALTER TABLE audit_event ADD CONSTRAINT broken CHECK (false) NOT VALID");
    await expect(saveScreening(actor, draft, asked)).rejects.toThrow();
    await query("ALTER TABLE audit_event DROP CONSTRAINT broken");
    expect([await count("screening"), await count("idempotency")]).toEqual(before);
    expect(await saveScreening(actor, draft, asked)).toMatchObject({ outcome: "saved" });
  });
});

describe("the same key", () => {
  test("with the same body gives the same screening, with another body none", async () => {
    const asked = request();
    const code = await savedCode(saveScreening(actor, draft, asked));
    const before = await count("screening");
    expect(await saveScreening(actor, draft, asked)).toEqual({ outcome: "replayed", code });
    expect(await saveScreening(actor, draft, { ...asked, bodyHash: "b" })).toEqual({ outcome: "key-of-another-body" });
    expect(await count("screening")).toBe(before);
  });

  test("twenty times at once saves once", async () => {
    const before = [await count("screening"), await count("audit_event")];
    const asked = request();
    const saved = await Promise.all(Array.from({ length: 20 }, () => saveScreening(actor, draft, asked)));
    expect(new Set(saved.map((one) => "code" in one && one.code)).size).toBe(1);
    expect(saved.filter(({ outcome }) => outcome === "saved")).toHaveLength(1);
    expect([await count("screening"), await count("audit_event")]).toEqual(before.map((rows) => rows + 1));
  });

  test("twenty times at once with different bodies saves one of them", async () => {
    const before = await count("screening");
    const asked = request();
    const saved = await Promise.all(Array.from({ length: 20 }, (_, body) => saveScreening(actor, draft, { ...asked, bodyHash: String(body) })));
    expect(saved.filter(({ outcome }) => outcome === "key-of-another-body")).toHaveLength(19);
    expect(await count("screening")).toBe(before + 1);
  });

  test("is free again after 24 hours, and forgotten after 25", async () => {
    const asked = request({ now: new Date(Date.now() + DAY_MS) });
    const at = (hours: number) => ({ ...asked, now: new Date(asked.now.getTime() + hours * 3_600_000) });
    const code = await savedCode(saveScreening(actor, draft, asked));
    expect(await saveScreening(actor, draft, at(23.9))).toEqual({ outcome: "replayed", code });
    expect(await saveScreening(actor, draft, at(24))).toMatchObject({ outcome: "saved" });
    await saveScreening(actor, draft, { ...at(24 + 25.1), key: "another-key" });
    expect(await count("idempotency")).toBe(1);
  });

  test("is not kept itself", async () => {
    await saveScreening(actor, draft, request({ key: "planted-key" }));
    const rows = await query("SELECT i::text AS row FROM idempotency i");
    expect(rows.map(({ row }) => row).join()).not.toContain("planted-key");
  });
});

test("a code that is taken is drawn again", async () => {
  const taken = randomBytes(7);
  const code = await savedCode(saveScreening(actor, draft, request({ random: () => taken })));
  const draws = [taken, taken, randomBytes(7)];
  const other = await savedCode(saveScreening(actor, draft, request({ random: () => draws.shift() ?? taken })));
  expect(code).toBe(makeCode(taken));
  expect(other).not.toBe(code);
});

describe("the database itself refuses", () => {
  beforeAll(async () => {
    await saveScreening(actor, draft, request());
  });

  test.each([
    "UPDATE screening SET sex = 'female'",
    "UPDATE screening SET sex = 'female' WHERE false",
    "UPDATE audit_event SET actor = 'another'",
    "DELETE FROM audit_event",
    "DELETE FROM audit_event WHERE false",
    "TRUNCATE audit_event CASCADE",
    "TRUNCATE site CASCADE",
  ])("%s", async (sql) => {
    await expect(query(sql)).rejects.toThrow(/written once/);
  });

  test.each([
    ["code", "'IS-IIII-0000'"],
    ["code", "'is-0000-0000'"],
    ["follows", "'IS-ZZZZ-ZZZZ'"],
    ["year", "1999"],
    ["sex", "'boy'"],
    ["age", "'12 days'"],
    ["gestation", "'38+2'"],
    ["weight_z", "9.95"],
    ["observed", "'{A sentence about the child.}'"],
    ["excluded", "observed"],
    ["origin", "'\"text\"'"],
    ["variant", "'[]'"],
    ["family", "'[]'"],
    ["family", "'{\"relatives\": [{\"relation\": \"mother Anna\"}]}'"],
    ["family", "'{\"relatives\": [{\"born\": 19870312}]}'"],
    ["assessment", "'7'"],
    ["letter_a", "'yes'"],
    ["match", "'IMAGe'"],
    ["flag", "'green'"],
    ["molecular", "'c.836G>T'"],
    ["rules", "'first of January'"],
  ])("a screening whose %s is %s", async (column, value) => {
    await expect(insertCopy(column, value)).rejects.toThrow(/violates check constraint "screening_/);
  });

  test("nothing of a copy that has only another code", async () => {
    await expect(insertCopy("code", "'IS-YYYY-YYYY'")).resolves.toEqual([]);
  });
});

/** Writes the last screening again under another code, with one column changed. */
async function insertCopy(column: string, value: string): Promise<unknown[]> {
  const columns = await query("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'screening' AND column_name <> 'id'");
  const names = columns.map(({ name }) => String(name));
  const values = names.map((name) => (name === column ? value : name === "code" ? "'IS-ZZZZ-ZZZZ'" : name));
  return query(`INSERT INTO screening (${names.join()}) SELECT ${values.join()} FROM screening ORDER BY id DESC LIMIT 1`);
}

test("when connections are lost, the process lives on, whoever waited is told that the database was away, and nothing is half saved", async () => {
  const before = [await count("screening"), await count("audit_event")];
  const told: unknown[] = [];
  let saved = 0;
  // Long enough that some connections are lost in the very moment in which they are made.
  for (let round = 0; round < 60; round += 1) {
    const saving = Array.from({ length: 12 }, () => saveScreening(actor, draft, request()).then(() => (saved += 1), (error: unknown) => told.push(error)));
    await new Promise((resolve) => setTimeout(resolve, round % 5));
    await run(query.administrator, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    await Promise.all(saving);
  }
  expect(told.filter((error) => !databaseIsAway(error))).toEqual([]);
  expect(told.length).toBeGreaterThan(0);
  const [screenings = 0, lines = 0] = [await count("screening"), await count("audit_event")];
  expect(screenings - (before[0] ?? 0)).toBe(lines - (before[1] ?? 0));
  // A commit may have been made and its answer lost, never the other way round.
  expect(screenings - (before[0] ?? 0)).toBeGreaterThanOrEqual(saved);
});

test("made-up screenings are saved by the same way", async () => {
  const before = await count("screening");
  await seed(40);
  expect(await count("screening")).toBe(before + 40);
  const years = await query("SELECT min(year) AS first, max(year) AS last FROM (SELECT year FROM screening ORDER BY id DESC LIMIT 40) AS made");
  expect(years).toEqual([{ first: 2019, last: 2026 }]);
});
