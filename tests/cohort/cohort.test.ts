import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cohortOf } from "@/lib/cohort/cohort";
import { asked } from "@/lib/cohort/counts";
import type { Counts } from "@/lib/cohort/counts";
import { outcomes } from "@/lib/cohort/predictive";
import { variantParts } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { Part, Row } from "@/lib/screening/checklist";
import { standings } from "@/lib/screening/verdict";
import { matches } from "@/lib/screening/rules";

const nothing: Counts = { screenings: 0, children: 0, measured: { weight: 0, length: 0, head: 0 }, rules: [], years: [], findings: [], together: [], verdicts: [], assessed: [] };
const parts = Object.keys(asked) as Part[];

const bit = fc.boolean();
const child = fc.record({
  year: fc.integer({ min: 2020, max: 2028 }), match: fc.constantFrom(...matches), verdict: fc.constantFrom(...standings), gene: fc.constantFrom(...variantParts.gene),
  I: bit, M: bit, A: bit, Ge: bit, geApplies: bit, assessed: fc.record(Object.fromEntries(parts.map((part) => [part, fc.integer({ min: 0, max: asked[part].length })])) as Record<Part, fc.Arbitrary<number>>),
});
type Child = typeof child extends fc.Arbitrary<infer Value> ? Value : never;

/** What the database would count of made-up children, a cell each: cells of one name are added up. */
function countsOf(children: readonly Child[]): Counts {
  return {
    ...nothing, screenings: children.length, children: children.length,
    years: children.map(({ year, match }) => ({ year, match, count: 1 })),
    together: children.map(({ I, M, A, Ge, geApplies }) => ({ I, M, A, Ge: Ge && geApplies, geApplies, count: 1 })),
    verdicts: children.map(({ match, verdict, gene }) => ({ match, verdict, gene: verdict === "confirmed" ? gene : null, count: 1 })),
    assessed: children.flatMap(({ geApplies, assessed }) => parts.filter((part) => assessed[part] > 0 && (part !== "Ge" || geApplies)).map((part) => ({ part, features: assessed[part], count: 1 }))),
  };
}

const total = (record: Record<string, number>) => Object.values(record).reduce((sum, one) => sum + one, 0);

describe("whatever is counted", () => {
  test("every child stands in one year, one combination, one verdict and one extent of each part that applies", () => {
    fc.assert(
      fc.property(fc.array(child, { maxLength: 30 }), (children) => {
        const { years, together, verdicts, completeness } = cohortOf(countsOf(children));
        expect(years.reduce((sum, year) => sum + total(year.matches), 0)).toBe(children.length);
        expect(years.map(({ year }, at) => year - at)).toEqual(years.map(() => years[0]?.year));
        expect(together.map(({ letters }) => letters.join(" ")).sort()).toEqual([...new Set(together.map(({ letters }) => letters.join(" ")))].sort());
        expect([together.length, together.reduce((sum, one) => sum + one.children.n, 0)]).toEqual([16, children.length]);
        const all = verdicts.at(-1);
        for (const one of verdicts) expect(one.firm + total(one.open)).toBe(one.children);
        expect([all?.match, all?.children, verdicts.slice(0, -1).reduce((sum, one) => sum + one.firm, 0)]).toEqual(["all", children.length, all?.firm]);
        for (const { part, children: of, spread } of completeness.parts) expect([total(spread), of]).toEqual([of, part === "Ge" ? children.filter(({ geApplies }) => geApplies).length : children.length]);
      }),
    );
  });
});

describe("predictive values", () => {
  const cell = (verdict: (typeof standings)[number], count: number, gene: string | null = null) => ({ match: "core-pair" as const, verdict, gene, count });
  const { verdicts } = cohortOf({ ...nothing, children: 30, verdicts: [cell("confirmed", 6, "CDKN1C"), cell("confirmed", 3, "POLE"), cell("other-condition", 2), cell("not-image", 1), cell("disputed", 4), cell("undecided", 5), cell("lost", 2), cell("none", 7)] });
  const core = verdicts.find(({ match }) => match === "core-pair");

  test("are of those with a firm verdict: nobody in dispute, undecided, lost or not reviewed", () => {
    expect(core).toMatchObject({ children: 30, firm: 12, open: { disputed: 4, undecided: 5, lost: 2, none: 7 } });
    for (const outcome of outcomes) expect(core?.outcomes[outcome].of).toBe(12);
  });

  test("take a child confirmed in POLE for no child confirmed in CDKN1C", () => {
    expect([core?.outcomes.CDKN1C.n, core?.outcomes.POLE.n, core?.outcomes.SAMD9.n]).toEqual([6, 3, 0]);
  });

  test("of a match that nobody reviewed are none", () => {
    expect(verdicts.find(({ match }) => match === "all-letters")).toMatchObject({ firm: 0, outcomes: { CDKN1C: { n: 0, of: 0, interval: null, tooFew: true } } });
  });
});

describe("features", () => {
  const { features } = cohortOf({ ...nothing, findings: [{ feature: "iugr", observed: 3, known: 4, provenObserved: 1, provenKnown: 1 }] });

  test("are all told, in the order of the checklist, seen here or not", () => {
    expect(features.map(({ feature }) => feature)).toEqual(featureIds);
    expect(features[0]).toMatchObject({ feature: "iugr", screened: { n: 3, of: 4, tooFew: true }, proven: { n: 1, of: 1 } });
    expect(features[1]?.screened).toEqual({ n: 0, of: 0, interval: null, tooFew: true });
  });

  test("stand beside every published count with its source, and whom it is of", () => {
    for (const { feature, published, reported } of features) {
      const row: Row = checklist[feature];
      expect(published.map(({ n, of, source, note }) => ({ n, of, source, ...(note !== undefined && { note }) }))).toEqual(row.frequency.filter((one) => "n" in one));
      expect(published.length + reported.length).toBe(row.frequency.length);
    }
  });
});

test("of nothing there is nothing to tell, and nothing breaks", () => {
  const cohort = cohortOf(nothing);
  expect([cohort.years, cohort.together.every(({ children }) => children.interval === null), cohort.completeness.parts.map(({ of }) => of)]).toEqual([[], true, parts.map(() => 0)]);
});

test("what can only be imported is not asked for", () => {
  expect(cohortOf(nothing).features.filter(({ asked: is }) => !is).map(({ feature }) => feature)).toEqual(["skeletal-dysplasia", "genital-anomaly"]);
  expect(Object.values(asked).flat()).toEqual(featureIds.filter((feature) => !(checklist[feature] as Row).importOnly));
});
