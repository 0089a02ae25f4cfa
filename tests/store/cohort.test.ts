import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { asked } from "@/lib/cohort/counts";
import type { Counts } from "@/lib/cohort/counts";
import type { Draft } from "@/lib/screening/assess";
import { variantParts } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import type { Part } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import { standingOf } from "@/lib/screening/verdict";
import type { Review } from "@/lib/screening/verdict";
import { countCohort } from "@/lib/store/cohort";
import { addReview } from "@/lib/store/reviews";
import { listScreenings } from "@/lib/store/lists";
import { eraseScreening, saveScreening } from "@/lib/store/screenings";
import { screenings as anyScreening } from "@/tests/exchange/phenopacket-screenings";
import { ownDatabase } from "./database";

const query = ownDatabase();
const here = { id: randomUUID(), site: "local" };
const now = new Date("2026-06-07T08:09:10Z");
const reviewers = [randomUUID(), randomUUID(), randomUUID()];
const reviews: (Review & { reviewer: string; code: Code })[] = [];
const saved: Code[] = [];
let all: Screening[] = [];

const anyReview: fc.Arbitrary<Review> = fc.oneof(
  fc.constantFrom<Review>({ verdict: "not-image" }, { verdict: "lost" }, { verdict: "undecided" }, { verdict: "other-condition", condition: "OMIM:180860" }, { verdict: "other-condition", condition: "OMIM:617053" }),
  fc.record({ verdict: fc.constant("confirmed" as const), gene: fc.constantFrom(...variantParts.gene), class: fc.constantFrom("pathogenic" as const, "likely-pathogenic" as const) }),
);

async function save(draft: Draft, year: number, site = "local"): Promise<Code> {
  const outcome = await saveScreening({ ...here, site }, draft, { key: randomUUID(), bodyHash: "", now: new Date(Date.UTC(year, 5)), random: randomBytes });
  if (!("code" in outcome)) throw new Error(outcome.outcome);
  return outcome.code;
}

/** 200 screenings, a third of them follow-ups of any earlier one, reviewed at random; then some are erased. */
beforeAll(async () => {
  await query("INSERT INTO site (id) VALUES ('other')");
  const chance = fc.sample(fc.nat(999), { numRuns: 1000, seed: 7 });
  const next = (below: number) => Math.floor(((chance.pop() ?? 0) * below) / 1000);
  for (const [at, { code: _code, year: _year, assessment: _assessment, ...draft }] of fc.sample(anyScreening, { numRuns: 200, seed: 7 }).entries()) {
    const follows = at > 5 && next(3) === 0 ? saved[next(saved.length)] : undefined;
    saved.push(await save({ ...draft, ...(follows !== undefined && { follows }) }, 2020 + Math.floor(at / 40)));
  }
  for (const review of fc.sample(anyReview, { numRuns: 150, seed: 7 })) {
    const [code = "", reviewer = ""] = [saved[next(90)], reviewers[next(3)]];
    reviews.push({ ...review, code, reviewer });
    await addReview({ id: reviewer, site: "local" }, code, review, now);
  }
  for (const at of [3, 30, 60, 90]) await eraseScreening(here, saved[at] ?? "", "mistake", now);
  await save({ checklist: "1.0", sex: "male", age: "newborn", findings: { iugr: "observed" } }, 2026, "other");
  all = (await listScreenings(here, { letter: [], observed: [], excluded: [], limit: 200 }, now))?.screenings ?? [];
}, 120_000);

/** The children, each with its screenings, newest first: whoever follows the same one is of the same child. */
function childrenOf(screenings: Screening[]): Screening[][] {
  const child = new Map(screenings.flatMap(({ code, follows = code }) => [[code, code], [follows, follows]]));
  for (let moved = true; moved; ) {
    moved = false;
    for (const { code, follows = code } of screenings) {
      const [one = "", other = ""] = [child.get(code), child.get(follows)].sort();
      moved ||= one !== other;
      child.set(code, one).set(follows, one);
    }
  }
  return [...new Set(child.values())].map((name) => screenings.filter(({ code }) => child.get(code) === name));
}

const tally = <Cell extends object>(cells: Cell[]) => [...new Set(cells.map((cell) => JSON.stringify(cell)))].map((cell) => ({ ...(JSON.parse(cell) as Cell), count: cells.filter((one) => JSON.stringify(one) === cell).length }));

/** The same counts, slowly and without the database. */
function countSlowly(children: Screening[][]): Counts {
  const told = children.flatMap((own) => {
    const [newest] = own;
    if (!newest) return [];
    const said = reviews.filter(({ code }) => own.some((screening) => screening.code === code));
    const verdict = standingOf(said);
    const gene = verdict === "confirmed" ? said.flatMap((review) => ("gene" in review && said.findLast(({ reviewer }) => reviewer === review.reviewer) === review ? review.gene : [])).at(-1) ?? null : null;
    return [{ ...newest, ...newest.assessment, verdict, gene }];
  });
  const count = (holds: (child: (typeof told)[number]) => boolean) => told.filter(holds).length;
  const assessed = (Object.keys(asked) as Part[]).flatMap((part) =>
    told.filter(({ letters }) => part !== "Ge" || letters.Ge !== "not-applicable").map(({ findings }) => ({ part, features: asked[part].filter((feature) => findings[feature]).length })),
  );
  return {
    screenings: all.length,
    children: told.length,
    measured: { weight: count(({ size }) => size?.weight !== undefined), length: count(({ size }) => size?.length !== undefined), head: count(({ size }) => size?.head !== undefined) },
    rules: tally(told.map(({ rules }) => ({ rules }))),
    years: tally(told.map(({ year, match }) => ({ year, match }))),
    findings: featureIds.map((feature) => ({
      feature, observed: count(({ findings }) => findings[feature] === "observed"), known: count(({ findings }) => findings[feature] !== undefined),
      provenObserved: count(({ findings, gene }) => gene === "CDKN1C" && findings[feature] === "observed"), provenKnown: count(({ findings, gene }) => gene === "CDKN1C" && findings[feature] !== undefined),
    })).filter(({ known }) => known > 0),
    together: tally(told.map(({ letters: { I, M, A, Ge } }) => ({ I: I === "met", M: M === "met", A: A === "met", Ge: Ge === "met", geApplies: Ge !== "not-applicable" }))),
    verdicts: tally(told.map(({ match, verdict, gene }) => ({ match, verdict, gene }))),
    assessed: tally(assessed).filter(({ features }) => features > 0),
  };
}

const sorted = (counts: Counts) => Object.fromEntries(Object.entries(counts).map(([name, cells]) => [name, Array.isArray(cells) ? cells.map((cell) => JSON.stringify(Object.entries(cell).sort())).sort() : cells]));

describe("the cohort", () => {
  test("counts each child once, by its newest screening and all its reviews, as counting one by one does", async () => {
    const children = childrenOf(all);
    expect(children.filter((own) => own.length > 2).length, "chains and branches were made").toBeGreaterThan(5);
    const slow = countSlowly(children);
    expect(new Set(slow.verdicts.map(({ verdict }) => verdict)).size, "every standing occurs").toBe(7);
    expect(sorted(await countCohort(here, now))).toEqual(sorted(slow));
  });

  test("holds nothing of another site", async () => {
    expect(await countCohort({ ...here, site: "other" }, now)).toMatchObject({ screenings: 1, children: 1, years: [{ year: 2026, match: "insufficient", count: 1 }] });
  });

  test("is empty where nothing was saved", async () => {
    await query("INSERT INTO site (id) VALUES ('empty')");
    const nothing = { screenings: 0, children: 0, measured: { weight: 0, length: 0, head: 0 }, rules: [], years: [], findings: [], together: [], verdicts: [], assessed: [] };
    expect(await countCohort({ ...here, site: "empty" }, now)).toEqual(nothing);
  });

  test("leaves one line in the audit trail", async () => {
    const lines = () => query("SELECT actor, action, subject, screening_code FROM audit_event WHERE site_id = 'local' ORDER BY id");
    const before = await lines();
    await countCohort(here, now);
    expect((await lines()).slice(before.length)).toEqual([{ actor: here.id, action: "list", subject: null, screening_code: null }]);
  });
});
