import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { questions } from "@/lib/cohort/questions";
import type { Draft } from "@/lib/screening/assess";
import type { Code } from "@/lib/screening/code";
import type { Review } from "@/lib/screening/verdict";
import { readEditions } from "@/lib/store/editions";
import { addReview } from "@/lib/store/reviews";
import { eraseScreening, saveScreening } from "@/lib/store/screenings";
import { dice } from "@/tests/cohort/campaign";
import { answersOf, childOf, draftOf, sidesOf, waysOf } from "@/tests/cohort/children";
import type { Sides } from "@/tests/cohort/children";
import { publish } from "@/lib/cohort/publishable";
import { ownDatabase } from "./database";

const query = ownDatabase();
const actor = { id: randomUUID(), site: "local" };
const roll = dice(5);
const anyone = (): Sides => Object.assign({}, ...questions.map((question) => waysOf(question)[roll(waysOf(question).length)])) as Sides;
const at = (year: number) => new Date(Date.UTC(year, 6));
const first: { code: Code; sides: Sides }[] = [];

async function save(draft: Draft, year: number): Promise<Code> {
  const saved = await saveScreening(actor, draft, { key: randomUUID(), bodyHash: "", now: at(year), random: randomBytes });
  if (!("code" in saved)) throw new Error(saved.outcome);
  return saved.code;
}

/** A child as `sides` say, of whom colleagues say the same. */
async function screened(sides: Sides, year: number, follows?: Code): Promise<Code> {
  const { draft, verdict } = draftOf(sides);
  const code = await save({ ...draft, ...(follows !== undefined && { follows }) }, year);
  const review: Review | null = verdict === "confirmed" ? { verdict, gene: "CDKN1C", class: "pathogenic" } : verdict === "other-condition" ? { verdict, condition: "OMIM:617053" } : null;
  if (review) await addReview(actor, code, review, at(year));
  return code;
}

const printed = async (year: number) => JSON.stringify((await readEditions(actor, at(year))).editions);
const acts = async () => (await query("SELECT action FROM audit_event WHERE action IN ('publish', 'list', 'export-registry') ORDER BY id")).map(({ action }) => action);

beforeAll(async () => {
  for (let made = 0; made < 70; made += 1) {
    const sides = anyone();
    first.push({ code: await screened(sides, 2024 + (made % 2)), sides });
  }
  // Followed up within the years that will be closed: the newest counts.
  for (const one of first.slice(0, 10)) {
    const { verdict } = draftOf(one.sides);
    one.sides = { ...anyone(), ...(verdict === "none" ? { confirmed: false, otherwise: false } : { confirmed: one.sides["confirmed"] === true, ...(!one.sides["confirmed"] && { otherwise: true }) }) };
    await save({ ...draftOf(one.sides).draft, follows: one.code }, 2025);
  }
});

test("there is no edition of a year that is not over", async () => {
  const { editions, waiting, least } = await readEditions(actor, at(2024));
  expect([editions, waiting, least]).toEqual([[], { closed: 0, open: 70 }, 11]);
});

test("the first edition tells of all children of the years that are over what may be told, counted in the database as by hand", async () => {
  const { editions, waiting } = await readEditions(actor, at(2026), "registry");
  const expected = publish(answersOf(first.map(({ sides }) => sidesOf({ ...childOf(sides) }))), 11);
  expect(editions).toEqual([{ from: 2024, to: 2025, form: "1", ...expected }]);
  expect(Object.keys(editions[0]?.shown ?? {}).length).toBeGreaterThan(5);
  expect([waiting, await acts()]).toEqual([{ closed: 0, open: 0 }, ["list", "publish", "export-registry"]]);
});

test("it stays as it is, whatever happens to its children: a follow-up, a review, an erasure, another least count", async () => {
  const before = await printed(2026);
  await screened(anyone(), 2026, first[11]?.code);
  await addReview(actor, first[12]?.code ?? "", { verdict: "not-image" }, at(2026));
  for (const { code } of first.slice(0, 6)) await eraseScreening(actor, code, "withdrawn", at(2026));
  process.env["MIN_CELL"] = "5";
  try {
    expect([await printed(2026), await printed(2027)]).toEqual([before, before]);
  } finally {
    delete process.env["MIN_CELL"];
  }
});

test("the next one is of other children only, and waits until they are enough; a child whose first screening is gone is in none", async () => {
  for (let made = 0; made < 21; made += 1) await screened(anyone(), 2026);
  expect(await readEditions(actor, at(2027))).toMatchObject({ editions: [{ to: 2025 }], waiting: { closed: 21, open: 0 } });
  await screened(anyone(), 2027);
  expect(await readEditions(actor, at(2027))).toMatchObject({ editions: [{ to: 2025 }], waiting: { closed: 21, open: 1 } });
  expect(await readEditions(actor, at(2028))).toMatchObject({ editions: [{ to: 2025 }, { from: 2026, to: 2027, children: 22 }], waiting: { closed: 0, open: 0 } });
});

test("two who look at once make one", async () => {
  for (let made = 0; made < 22; made += 1) await screened(anyone(), 2028);
  const both = await Promise.all([readEditions(actor, at(2029)), readEditions(actor, at(2029))]);
  expect(both.map(({ editions }) => editions.length)).toEqual([3, 3]);
});

test("a clock that the audit trail makes doubtful closes no year: what is looked at ahead of time is made when its time has come", async () => {
  for (let made = 0; made < 22; made += 1) await screened(anyone(), 2029);
  expect(await readEditions(actor, at(2035))).toMatchObject({ editions: [{}, {}, { to: 2028 }], waiting: { closed: 22 } });
  // The look ahead is itself a line, and vouches for nothing yet.
  expect((await readEditions(actor, at(2035))).editions).toHaveLength(3);
  await screened(anyone(), 2029);
  expect(await readEditions(actor, at(2030))).toMatchObject({ editions: [{}, {}, {}, { from: 2029, to: 2029, children: 23 }] });
});

test("the database refuses to change an edition, to drop one, and one that tells too small a count", async () => {
  for (const sql of ["UPDATE edition SET children = 99", "DELETE FROM edition", "TRUNCATE edition"]) await expect(query(sql)).rejects.toThrow("written once");
  await expect(query("INSERT INTO edition VALUES ('local', 2050, 2050, '1', 4, 90, '{}')")).rejects.toThrow("edition_least_plausible");
  await expect(query("INSERT INTO edition VALUES ('local', 2050, 2050, '1', 11, 21, '{}')")).rejects.toThrow("edition_least_plausible");
});
