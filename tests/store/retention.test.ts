import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import { eraseExpired, readRetention, setRetention, sweepDaily } from "@/lib/store/retention";
import { addReview } from "@/lib/store/reviews";
import { eraseScreening, saveScreening } from "@/lib/store/screenings";
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
const swept = async (day: string) => (await eraseExpired(at(day))).erased;
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
  expect([await swept("2120-01-01"), (await left()).length]).toEqual([0, 6]);
});

test("it is announced first: nothing goes before a 1 January at least 30 days away", async () => {
  await setRetention(admin, 5, at("2026-11-23"));
  expect(await readRetention(admin, at("2026-11-23"))).toEqual({ years: 5, next: 2027, due: 3 });
  expect(await swept("2026-12-31")).toBe(0);
  await setRetention(admin, 5, at("2026-12-20"));
  expect(await readRetention(admin, at("2026-12-20"))).toEqual({ years: 5, next: 2028, due: 4 });
  expect([await swept("2027-06-01"), (await left()).length]).toEqual([0, 6]);
});

test("then children go whose newest screening's year ended so long ago, whole, with reviews and keys, each with a line of its own", async () => {
  await setRetention(admin, 5, at("2026-11-23"));
  expect(await swept("2027-01-01")).toBe(3);
  expect(await left()).toEqual([codes["followed"], codes["follower"], codes["young"]]);
  expect(await left("other")).toEqual([codes["elsewhere"]]);
  expect(await query("SELECT action, actor, screening_code AS code FROM audit_event WHERE action = 'erase-retention' ORDER BY id")).toEqual(["alone", "first", "second"].map((name) => ({ action: "erase-retention", actor: null, code: codes[name] })));
  expect([await query("SELECT FROM review"), await query("SELECT FROM idempotency WHERE code = $1", [codes["alone"]])]).toEqual([[], []]);
  expect(await verifyTrail(query.owner)).toMatchObject({ sound: true });
  expect(await swept("2027-01-02")).toBe(0);
});

test("erasing the newest of a child in mid-year makes nothing due before the next 1 January; what never kept anybody holds nothing up", async () => {
  // A reason that the sweep gives, too: what tells them apart is who did it.
  await eraseScreening(admin, codes["follower"] ?? "", "retention", at("2027-06-02"));
  expect(await readRetention(admin, at("2027-06-02"))).toEqual({ years: 5, next: 2028, due: 2 });
  expect([await swept("2027-06-03"), await swept("2027-12-31"), await left()]).toEqual([0, 0, [codes["followed"], codes["young"]]]);
  const old = await save(2021);
  await setRetention(admin, 5, at("2027-11-11"));
  await eraseScreening(admin, old, "withdrawn", at("2028-01-01"));
  expect([await swept("2028-01-01"), await left()]).toEqual([2, []]);
});

test("two that sweep at once erase each screening once", async () => {
  for (let made = 0; made < 60; made += 1) await save(2022);
  await setRetention(admin, 5, at("2027-11-11"));
  const counts = await Promise.all([eraseExpired(at("2028-01-03")), eraseExpired(at("2028-01-03"))]);
  expect(counts[0].erased + counts[1].erased).toBe(60);
});

test("where one between was erased, the earlier go by themselves, and the later stay", async () => {
  const first = await save(2020);
  const middle = await save(2021, first);
  const newest = await save(2027, middle);
  await eraseScreening(admin, middle, "duplicate", at("2027-12-03"));
  expect([await swept("2028-01-04"), await left()]).toEqual([1, [newest]]);
});

test("a clock that the audit trail makes doubtful erases nothing, nor on the word of who comes while it is wrong, and is told", async () => {
  expect([await eraseExpired(at("2099-01-01")), (await left()).length]).toEqual([{ erased: 0, doubted: true }, 1]);
  await setRetention(admin, 5, at("2098-10-10"));
  await setRetention(admin, 5, at("2098-10-11"));
  expect([await eraseExpired(at("2098-10-12")), await readRetention(admin, at("2098-10-12"))]).toMatchObject([{ erased: 0 }, { next: 2099, due: 1 }]);
  await query("UPDATE site SET retention_from = 2028 WHERE id = $1", [admin.site]);
  expect([await eraseExpired(at("2098-10-12")), await eraseExpired(at("2033-01-01")), (await left()).length]).toEqual([{ erased: 0, doubted: true }, { erased: 0, doubted: true }, 1]);
  expect(await eraseExpired(at("2098-10-19"))).toEqual({ erased: 1, doubted: false });
});

test("a minute after the start it erases where the trail tells of use a week or two ago; whoever starts on an old backup has a day", async () => {
  const told = async (used: string, started: string, ms: number) => {
    await setRetention(admin, 5, at(used));
    await query("UPDATE site SET retention_from = 2038 WHERE id = $1", [admin.site]);
    vi.useFakeTimers({ now: at(started), toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    const all: unknown[] = [];
    const end = sweepDaily((...one) => all.push(one));
    vi.advanceTimersByTime(ms);
    vi.useRealTimers();
    await end();
    return all;
  };
  const [minute, day] = [60_000, 86_400_000];
  await save(2031);
  expect([await told("2037-11-11", "2038-02-02", day - 1), await told("2037-11-11", "2038-02-02", day)]).toEqual([[], [[1, false]]]);
  await save(2031);
  expect([await told("2038-02-01", "2039-05-05", minute), await told("2038-02-01", "2039-05-05", day)]).toEqual([[], [[0, true]]]);
  expect([await told("2039-04-25", "2039-05-05", minute - 1), await told("2039-04-25", "2039-05-05", minute)]).toEqual([[], [[1, false]]]);
});

test("it is lifted at once, and the line tells who", async () => {
  await setRetention(admin, null, at("2039-06-04"));
  expect([await eraseExpired(at("2039-06-15")), await readRetention(admin, at("2039-06-04"))]).toEqual([{ erased: 0, doubted: false }, { years: null, next: 2040, due: 0 }]);
  expect((await query("SELECT action, actor FROM audit_event WHERE action LIKE 'retention-%' ORDER BY id")).at(-1)).toEqual({ action: "retention-off", actor: admin.id });
});

test("the database takes no period without a beginning, and none that is no period", async () => {
  await expect(query("UPDATE site SET retention_years = 5 WHERE id = 'other'")).rejects.toThrow("retention_whole");
  await expect(query("UPDATE site SET retention_years = 0, retention_from = 2027 WHERE id = 'other'")).rejects.toThrow("retention_plausible");
});
