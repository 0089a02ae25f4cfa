import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import { eraseExpired, readRetention, setRetention } from "@/lib/store/retention";
import { addReview } from "@/lib/store/reviews";
import { saveScreening } from "@/lib/store/screenings";
import { verifyTrail } from "@/lib/store/trail";
import { ownDatabase } from "./database";

const query = ownDatabase();
const admin = { id: randomUUID(), site: "local" };
const at = (day: string) => new Date(`${day}T04:05:06Z`);

async function save(year: number, follows?: Code, site = admin.site): Promise<Code> {
  const draft = { checklist: CHECKLIST_VERSION, sex: "male" as const, age: "newborn" as const, findings: { iugr: "observed" as const }, ...(follows !== undefined && { follows }) };
  const saved = await saveScreening({ ...admin, site }, draft, { key: randomUUID(), bodyHash: "", now: at(`${year}-06-07`), random: randomBytes });
  if (!("code" in saved)) throw new Error(saved.outcome);
  return saved.code;
}

const left = async (site = admin.site) => (await query("SELECT code FROM screening WHERE site_id = $1 ORDER BY id", [site])).map(({ code }) => code);
const codes: Record<string, Code> = {};

beforeAll(async () => {
  await query("INSERT INTO site (id) VALUES ('other')");
  codes["alone"] = await save(2020);
  codes["first"] = await save(2020);
  codes["second"] = await save(2021, codes["first"]);
  codes["followed"] = await save(2020);
  codes["follower"] = await save(2023, codes["followed"]);
  codes["young"] = await save(2022);
  codes["elsewhere"] = await save(2020, undefined, "other");
  await addReview(admin, codes["alone"] ?? "", { verdict: "not-image" }, at("2020-07-08"));
});

test("nothing is erased where nobody asked for it", async () => {
  expect(await readRetention(admin, at("2026-11-23"))).toEqual({ years: null, next: 2027, due: 0 });
  expect([await eraseExpired(at("2120-01-01")), (await left()).length]).toEqual([0, 6]);
});

test("it is announced first: nothing goes before a 1 January at least 30 days away", async () => {
  await setRetention(admin, 5, at("2026-11-23"));
  expect(await readRetention(admin, at("2026-11-23"))).toEqual({ years: 5, next: 2027, due: 3 });
  expect(await eraseExpired(at("2026-12-31"))).toBe(0);
  await setRetention(admin, 5, at("2026-12-20"));
  expect(await readRetention(admin, at("2026-12-20"))).toEqual({ years: 5, next: 2028, due: 4 });
  expect([await eraseExpired(at("2027-06-01")), (await left()).length]).toEqual([0, 6]);
});

test("then children go whose newest screening's year ended so long ago, whole, with reviews and keys, each with a line of its own", async () => {
  await setRetention(admin, 5, at("2026-11-23"));
  expect(await eraseExpired(at("2027-01-01"))).toBe(3);
  expect(await left()).toEqual([codes["followed"], codes["follower"], codes["young"]]);
  expect(await left("other")).toEqual([codes["elsewhere"]]);
  expect(await query("SELECT action, actor, screening_code AS code FROM audit_event WHERE action = 'erase-retention' ORDER BY id")).toEqual(["alone", "first", "second"].map((name) => ({ action: "erase-retention", actor: null, code: codes[name] })));
  expect([await query("SELECT FROM review"), await query("SELECT FROM idempotency WHERE code = $1", [codes["alone"]])]).toEqual([[], []]);
  expect(await verifyTrail(query.owner)).toMatchObject({ sound: true });
  expect(await eraseExpired(at("2027-01-02"))).toBe(0);
});

test("two that sweep at once erase each screening once", async () => {
  for (let made = 0; made < 60; made += 1) await save(2021);
  const counts = await Promise.all([eraseExpired(at("2027-01-03")), eraseExpired(at("2027-01-03"))]);
  expect(counts[0] + counts[1]).toBe(60);
});

test("it is lifted at once, and the line tells who", async () => {
  await setRetention(admin, null, at("2027-01-04"));
  expect([await eraseExpired(at("2099-01-01")), await readRetention(admin, at("2027-01-04"))]).toEqual([0, { years: null, next: 2028, due: 0 }]);
  expect((await query("SELECT action, actor FROM audit_event WHERE action LIKE 'retention-%' ORDER BY id")).map(({ action }) => action)).toEqual(["retention-on", "retention-on", "retention-on", "retention-off"]);
});

test("the database takes no period without a beginning, and none that is no period", async () => {
  await expect(query("UPDATE site SET retention_years = 5 WHERE id = 'other'")).rejects.toThrow("retention_whole");
  await expect(query("UPDATE site SET retention_years = 0, retention_from = 2027 WHERE id = 'other'")).rejects.toThrow("retention_plausible");
});
