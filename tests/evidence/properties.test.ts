import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { beliefsOf } from "@/lib/evidence/belief";
import { logVarianceOf, meanOf } from "@/lib/evidence/beta";
import type * as BetaModule from "@/lib/evidence/beta";
import { rank } from "@/lib/evidence/likelihood";
import knowledge from "@/lib/evidence/knowledge.json";
import { backgroundOf, startingSeries } from "@/lib/evidence/priors";
import type { Knowledge } from "@/lib/evidence/priors";
import type { Draft, Findings } from "@/lib/screening/assess";
import { ages, sexes } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Row } from "@/lib/screening/checklist";
import { hierarchy } from "@/lib/screening/rules";

vi.mock("@/lib/evidence/beta", async (original) => {
  const beta = await original<typeof BetaModule>();
  return { ...beta, logVarianceOf: vi.fn<typeof beta.logVarianceOf>(beta.logVarianceOf), meanOf: vi.fn<typeof beta.meanOf>(beta.meanOf) };
});

const findings: fc.Arbitrary<Findings> = fc.dictionary(fc.constantFrom(...featureIds), fc.constantFrom("observed", "excluded"), { maxKeys: 20 });
const z = fc.integer({ min: -60, max: 40 }).map((tenths) => tenths / 10);
const drafts: fc.Arbitrary<Draft> = fc.record(
  { checklist: fc.constant(CHECKLIST_VERSION), sex: fc.constantFrom(...sexes), age: fc.constantFrom(...ages), findings, size: fc.record({ weight: z, length: z }, { requiredKeys: [] }) },
  { requiredKeys: ["checklist", "sex", "age", "findings"] },
);
const series = fc.constantFrom(...startingSeries);
const sheets = beliefsOf(knowledge.conditions as Knowledge);
const check = (property: fc.IProperty<never> | fc.IRawProperty<never>) => fc.assert(property as fc.IRawProperty<never>, { numRuns: 150 });
const oddsOf = (draft: Draft, one: string, other: string) => {
  const shares = new Map(rank(draft).conditions.map(({ id, share }) => [id, share]));
  return Math.log((shares.get(one) ?? 0) / (shares.get(other) ?? 0));
};

describe("for any draft", () => {
  test("39 conditions are ranked, the shares and none add up to 1, each interval holds its share", () => {
    check(
      fc.property(drafts, series, (draft, named) => {
        const { conditions, none } = rank(draft, { series: named });
        for (const [index, { rank: place, share }] of conditions.entries()) {
          const above = conditions.filter((one) => one.share * (1 - 1e-9) > share).length;
          expect([place, place <= index + 1]).toEqual([above + 1, true]);
        }
        expect(conditions.reduce((sum, { share }) => sum + share, none.share)).toBeCloseTo(1, 9);
        for (const { share, interval: [low, high] } of [...conditions, none]) {
          expect(low >= 0 && low <= share && share <= high && high <= 1).toBe(true);
        }
      }) as never,
    );
  });

  test("the order of the ticks does not matter, and the same draft ranks the same", () => {
    check(
      fc.property(drafts, (draft) => {
        const turned = { ...draft, findings: Object.fromEntries(Object.entries(draft.findings).reverse()) };
        const [one, other] = [rank(turned), rank(draft)];
        expect([one.conditions, one.none, one.sources(), one.pulls("OMIM:614732")]).toEqual([other.conditions, other.none, other.sources(), other.pulls("OMIM:614732")]);
      }) as never,
    );
  });

  test("the pulls are the share: what they add up to is the log odds against none", () => {
    check(
      fc.property(drafts, (draft) => {
        const { conditions, none, pulls } = rank(draft);
        for (const { id, share } of conditions) expect(pulls(id).reduce((sum, { log }) => sum + log, 0)).toBeCloseTo(Math.log(share / none.share), 8);
      }) as never,
    );
  });

  test("a girl's males-only rows change nothing", () => {
    const malesOnly = featureIds.filter((feature) => (checklist[feature] as Row).malesOnly);
    check(
      fc.property(drafts, fc.constantFrom(...malesOnly), fc.constantFrom("observed" as const, "excluded" as const), (draft, feature, status) => {
        const girl: Draft = { ...draft, sex: "female", findings: Object.fromEntries(Object.entries(draft.findings).filter(([one]) => one !== feature && one !== "female-genitalia-46xy")) };
        expect(rank({ ...girl, findings: { ...girl.findings, [feature]: status } }).conditions).toEqual(rank(girl).conditions);
      }) as never,
    );
  });
});

/** Features that follow from another, or from which another follows, change more than themselves. */
const linked = new Set<FeatureId>(hierarchy.flat());
const alone = featureIds.filter((feature) => !linked.has(feature));

describe("one finding more", () => {
  const known = sheets.flatMap((x) => alone.filter((feature) => meanOf(x.observed.get(feature)?.beta ?? { a: 0, b: 1 }) > backgroundOf(feature)).map((feature) => [x.id, feature] as const));

  test("never lowers a condition known for it against one in which it is rarer than elsewhere", () => {
    const pairs = known.flatMap(([id, feature]) => sheets.filter((y) => meanOf(y.observed.get(feature)?.beta ?? { a: 1, b: 0 }) < backgroundOf(feature)).map((y) => [id, y.id, feature] as const));
    expect(pairs.length).toBeGreaterThan(50);
    check(
      fc.property(drafts, fc.constantFrom(...pairs), (draft, [x, y, feature]) => {
        const { [feature]: _, ...rest } = draft.findings;
        const before = { ...draft, findings: rest };
        expect(oddsOf({ ...draft, findings: { ...rest, [feature]: "observed" } }, x, y)).toBeGreaterThanOrEqual(oddsOf(before, x, y) - 1e-9);
      }) as never,
    );
  });

  test("leaves two conditions that say nothing about it as they stood", () => {
    const silent = alone.flatMap((feature) => {
      const [one, other] = sheets.filter((sheet) => !sheet.observed.has(feature) && !sheet.excluded.has(feature));
      return one && other ? [[one.id, other.id, feature] as const] : [];
    });
    check(
      fc.property(drafts, fc.constantFrom(...silent), fc.constantFrom("observed" as const, "excluded" as const), (draft, [x, y, feature], status) => {
        const { [feature]: _, ...rest } = draft.findings;
        const more = { ...draft, size: {}, findings: { ...rest, [feature]: status } };
        // Kin of small size at birth or later answer for each other.
        fc.pre(!["I"].includes(checklist[feature].part));
        expect(oddsOf(more, x, y)).toBeCloseTo(oddsOf({ ...draft, size: {}, findings: rest }, x, y), 9);
      }) as never,
    );
  });
});

test("the panel is laid out once: a tick costs no special function", () => {
  rank({ checklist: CHECKLIST_VERSION, sex: "male", age: "child", findings: {} });
  vi.mocked(logVarianceOf).mockClear();
  vi.mocked(meanOf).mockClear();
  rank({ checklist: CHECKLIST_VERSION, sex: "male", age: "child", findings: Object.fromEntries(featureIds.map((feature) => [feature, "observed"])) });
  expect([vi.mocked(logVarianceOf).mock.calls.length, vi.mocked(meanOf).mock.calls.length]).toEqual([0, 0]);
});
