import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { makeCode } from "@/lib/screening/code";
import type { Code } from "@/lib/screening/code";
import { listScreenings } from "@/lib/store/lists";
import { eraseScreening, findScreening, saveScreening } from "@/lib/store/screenings";
import { verifyTrail } from "@/lib/store/trail";
import { ownDatabase } from "./database";

const query = ownDatabase();
const actor = { id: "00000000-0000-4000-8000-000000000001", site: "local" };
const draft: Draft = { checklist: CHECKLIST_VERSION, sex: "female", age: "infant", findings: { iugr: "observed" } };
const now = new Date("2026-05-06T07:08:09.010Z");

function save(key: string, changes: Partial<Draft> = {}) {
  return saveScreening(actor, { ...draft, ...changes }, { key, bodyHash: "a", now, random: randomBytes });
}

async function saved(key: string, changes: Partial<Draft> = {}): Promise<Code> {
  const outcome = await save(key, changes);
  if (!("code" in outcome)) throw new Error(outcome.outcome);
  return outcome.code;
}

/** The tables in which a code is still found, whatever the column. */
async function tablesWith(code: Code): Promise<string[]> {
  const tables = await query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  const found = await Promise.all(tables.map(async ({ name }) => [name, (await query(`SELECT FROM "${String(name)}" t WHERE t::text LIKE '%' || $1 || '%'`, [code])).length] as const));
  return found.flatMap(([name, rows]) => (rows > 0 ? [String(name)] : []));
}

test("an erased screening is gone with its key; only the audit trail still names its code", async () => {
  const code = await saved("first-key");
  expect(await tablesWith(code)).toEqual(["audit_event", "idempotency", "screening"]);
  expect(await eraseScreening(actor, code, "mistake", now)).toBe(true);
  expect(await tablesWith(code)).toEqual(["audit_event"]);
  expect(await findScreening(actor, code, now)).toBeNull();
  const lines = await query("SELECT action, actor, at, site_id AS site FROM audit_event WHERE screening_code = $1 ORDER BY id", [code]);
  expect(lines).toEqual(["save", "erase-mistake"].map((action) => ({ action, actor: actor.id, at: now, site: "local" })));
  expect(await verifyTrail(query.owner)).toMatchObject({ sound: true });
});

test("the key of an erased screening saves another one", async () => {
  const code = await saved("second-key");
  await eraseScreening(actor, code, "mistake", now);
  const again = await save("second-key");
  expect(again).toMatchObject({ outcome: "saved" });
  expect(again).not.toMatchObject({ code });
});

test("what follows an erased screening stays as it was, and nothing more can follow it", async () => {
  const code = await saved("earlier-key");
  const later = await saved("later-key", { follows: code });
  const before = await findScreening(actor, later, now);
  await eraseScreening(actor, code, "mistake", now);
  expect(before?.follows).toBe(code);
  expect(await findScreening(actor, later, now)).toEqual(before);
  expect((await listScreenings(actor, { letter: [], observed: [], excluded: [], limit: 1 }, now))?.screenings).toEqual([before]);
  expect(await save("too-late-key", { follows: code })).toEqual({ outcome: "follows-unknown" });
});

test("ten at once erase it once, and one that is not there leaves no line", async () => {
  const code = await saved("wanted-key");
  const erased = await Promise.all(Array.from({ length: 10 }, () => eraseScreening(actor, code, "mistake", now)));
  expect(erased.filter(Boolean)).toHaveLength(1);
  expect(await eraseScreening(actor, makeCode(new Uint8Array(7)), "mistake", now)).toBe(false);
  expect(await eraseScreening({ ...actor, site: "nowhere" }, code, "mistake", now)).toBe(false);
  expect(await query("SELECT count(*)::int AS lines FROM audit_event WHERE action = 'erase-mistake' AND screening_code = $1", [code])).toEqual([{ lines: 1 }]);
});
