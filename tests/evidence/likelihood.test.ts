import { describe, expect, test } from "vitest";
import { beliefsOf } from "@/lib/evidence/belief";
import { clopperPearson, trigamma } from "@/lib/evidence/beta";
import { rank, rankAmong, startingShares } from "@/lib/evidence/likelihood";
import type { Ranking } from "@/lib/evidence/likelihood";
import { panelOf } from "@/lib/evidence/panel";
import { conditionIds } from "@/lib/evidence/conditions";
import type { Knowledge } from "@/lib/evidence/priors";
import type { Draft, Findings } from "@/lib/screening/assess";
import type { Variant } from "@/lib/screening/bands";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";

const draft = (findings: Findings, more: Partial<Draft> = {}): Draft => ({ checklist: CHECKLIST_VERSION, sex: "male", age: "child", findings, ...more });
const among = (table: Knowledge, findings: Findings, more?: Partial<Draft>, without?: string[]) => rankAmong(panelOf(beliefsOf(table, without)), draft(findings, more));
const shareOf = (ranking: Pick<Ranking, "conditions">, id: string) => ranking.conditions.find((one) => one.id === id)?.share ?? Number.NaN;
const oddsOf = (ranking: Pick<Ranking, "conditions" | "none">, id: string) => shareOf(ranking, id) / ranking.none.share;
const IMAGE = "OMIM:614732";
const POLE = "OMIM:618336";

/** Hypotonia has a background of 0.3, microcephaly of 0.2, scoliosis of 0.2; all stand alone. */
const tiny: Knowledge = {
  a: { hypotonia: { n: 3, of: 4, ref: "PMID:1" }, microcephaly: { ref: "PMID:2" } },
  b: { hypotonia: [{ n: 0, of: 2, ref: "PMID:3" }], scoliosis: { class: "Occasional", ref: "PMID:1" } },
  c: {},
};

describe("a tiny panel, by hand", () => {
  const none = 1;

  test("observed: a count, none of two, nothing known", () => {
    const ranking = among(tiny, { hypotonia: "observed" });
    const a = (1 + 3) / (1 + 3 + 1 + 1) / 0.3;
    const b = 2 / (2 / 0.3 + 2) / 0.3;
    const all = a + b + 1 + none;
    expect(ranking.conditions.map(({ id }) => id)).toEqual(["a", "c", "b"]);
    expect(shareOf(ranking, "a")).toBeCloseTo(a / all, 12);
    expect(shareOf(ranking, "b")).toBeCloseTo(b / all, 12);
    expect(shareOf(ranking, "c")).toBeCloseTo(1 / all, 12);
    expect(ranking.none.share).toBeCloseTo(1 / all, 12);
  });

  test("excluded: the other way round", () => {
    const ranking = among(tiny, { hypotonia: "excluded" });
    expect(oddsOf(ranking, "a")).toBeCloseTo((1 - 4 / 6) / (1 - 0.3), 12);
    expect(oddsOf(ranking, "b")).toBeCloseTo((1 - 2 / (2 / 0.3 + 2)) / (1 - 0.3), 12);
    expect(oddsOf(ranking, "c")).toBe(1);
  });

  test("independent findings multiply; annotated without a frequency is one half", () => {
    expect(oddsOf(among(tiny, { hypotonia: "observed", microcephaly: "observed" }), "a")).toBeCloseTo((4 / 6 / 0.3) * (1 / 2 / 0.2), 12);
  });

  test("a class is worth five children, and never below the background", () => {
    expect(oddsOf(among(tiny, { scoliosis: "observed" }), "b")).toBeCloseTo(1, 12);
    const often = { b: { scoliosis: { class: "Frequent", ref: "PMID:1" } } };
    expect(oddsOf(among(often, { scoliosis: "observed" }), "b")).toBeCloseTo(0.55 / 0.2, 12);
  });

  test("the interval: trigamma, and the others by their parts in the rest", () => {
    const { conditions } = among(tiny, { hypotonia: "observed" });
    const silent = trigamma(2) - trigamma(2 / 0.3);
    // trigamma(4) − trigamma(6) is 1/4² + 1/5².
    const ofA = 1 / 16 + 1 / 25;
    const ofB = trigamma(2) - trigamma(2 / 0.3 + 2);
    const odds = { a: 4 / 6 / 0.3, b: 2 / (2 / 0.3 + 2) / 0.3 };
    const rest = odds.b + 1 + 1;
    const sd = Math.sqrt(ofA + (odds.b / rest) ** 2 * ofB + 2 * (1 / rest) ** 2 * silent);
    const at = (sign: number) => 1 / (1 + Math.exp(-(Math.log(odds.a / rest) + sign * 1.96 * sd)));
    expect(conditions[0]?.interval[0]).toBeCloseTo(at(-1), 12);
    expect(conditions[0]?.interval[1]).toBeCloseTo(at(1), 12);
  });

  test("several papers add up; several terms of one paper are the same children", () => {
    const two = { a: { hypotonia: [{ n: 3, of: 4, ref: "PMID:1" }, { n: 1, of: 4, ref: "PMID:1" }, { n: 0, of: 2, ref: "PMID:2" }] } };
    expect(oddsOf(among(two, { hypotonia: "observed" }), "a")).toBeCloseTo((1 + 3) / (2 + 4 + 2) / 0.3, 12);
  });

  test("a paper counts for as many children as it has families, at most ten", () => {
    const of = (ref: string, n: number) => oddsOf(among({ a: { hypotonia: { n, of: n, ref } } }, { hypotonia: "observed" }), "a");
    expect(of("PMID:1", 50)).toBeCloseTo(11 / 12 / 0.3, 12);
    expect(of("PMID:22634751", 11)).toBeCloseTo(6 / 7 / 0.3, 12);
    expect(of("PMID:24098681", 3)).toBeCloseTo(2 / 3 / 0.3, 12);
    expect(of("PMID:30503519", 15)).toBeCloseTo(13 / 14 / 0.3, 12);
  });

  test("a paper left out says nothing any more", () => {
    const ranking = among(tiny, { hypotonia: "observed" }, {}, ["1"]);
    expect(oddsOf(ranking, "a")).toBe(1);
    expect(oddsOf(ranking, "b")).toBeLessThan(1);
  });

  test("no single finding moves the odds more than thirtyfold, one of a letter not more than tenfold", () => {
    const sure: Knowledge = { a: { achalasia: { n: 50, of: 50, ref: "x" }, "metaphyseal-dysplasia": { n: 50, of: 50, ref: "x" } } };
    expect(oddsOf(among(sure, { achalasia: "observed" }), "a")).toBeCloseTo(30, 12);
    expect(oddsOf(among(sure, { "metaphyseal-dysplasia": "observed" }), "a")).toBeCloseTo(10, 12);
  });

  test("starting shares: equal, and the published series with the rest shared equally", () => {
    expect(startingShares(["a", "b", "c"], "equal")).toEqual({ a: 1 / 4, b: 1 / 4, c: 1 / 4, none: 1 / 4 });
    const published = startingShares(conditionIds, "published");
    expect(published[IMAGE]).toBe(0.013);
    expect(published["OMIM:202200"]).toBe(0.194);
    expect(published["none"]).toBeCloseTo((1 - 0.013 - 0.032 - 0.077 - 0.194) / 36, 12);
  });
});

describe("counted once", () => {
  const pullsOf = (findings: Findings, id: string, more?: Partial<Draft>) => rank(draft(findings, more)).pulls(id);

  test.each<[string, Findings]>([
    ["adrenal failure", { "adrenal-hypoplasia": "observed", "adrenal-insufficiency": "observed", "high-acth": "observed", hyponatremia: "observed", hypoglycemia: "observed", shock: "observed" }],
    ["size", { iugr: "observed", sga: "observed", "birth-length-low": "observed", "small-infant": "observed", "short-stature": "observed" }],
    ["face", { "prominent-forehead": "observed", "low-set-ears": "observed", "flat-nasal-bridge": "observed", "short-nose": "observed" }],
    ["genital signs", { micropenis: "observed", cryptorchidism: "observed", hypospadias: "observed" }],
  ])("%s", (_, findings) => {
    for (const id of conditionIds) expect(pullsOf(findings, id).filter(({ kind }) => kind === "finding").length, id).toBeLessThanOrEqual(1);
    expect(pullsOf(findings, IMAGE)).toHaveLength(1);
  });

  test("adrenal failure speaks for IMAGe and POLE, though HPO annotates no insufficiency for them", () => {
    const ranking = rank(draft({ "adrenal-insufficiency": "observed" }));
    for (const id of [IMAGE, POLE, "OMIM:617053", "OMIM:300200"]) expect(oddsOf(ranking, id), id).toBeGreaterThan(1);
    expect(oddsOf(ranking, "OMIM:273750")).toBe(1);
  });

  const failing: Knowledge = { a: { "low-cortisol": { n: 9, of: 9, ref: "x" }, "low-aldosterone": { class: "Occasional", ref: "x" }, "high-acth": { ref: "x" } } };
  const failingOdds = (findings: Findings, more: Knowledge[string] = {}) => oddsOf(among({ a: { ...failing["a"], ...more } }, findings), "a");

  test("a sign of which a source says how often keeps its own rate; any other has that of the gland, and names it", () => {
    expect(failingOdds({ "low-aldosterone": "observed" })).toBeCloseTo(0.17 / 0.02, 12);
    expect(failingOdds({ "high-acth": "observed" })).toBeCloseTo(10, 12);
    expect(failingOdds({ "salt-wasting": "observed" })).toBeCloseTo(10, 12);
    expect(pullsOf({ "high-acth": "observed" }, IMAGE)).toMatchObject([{ feature: "high-acth", lent: "adrenal-hypoplasia", said: "11/11, 3/3" }]);
    expect(pullsOf({ "adrenal-hypoplasia": "observed" }, IMAGE)[0]).not.toHaveProperty("lent");
  });

  test("enlarged glands fail too, and are not taken for small ones", () => {
    expect(failingOdds({ "adrenal-hypoplasia": "observed" })).toBeCloseTo(10, 12);
    expect(failingOdds({ "adrenal-hypoplasia": "observed" }, { "adrenal-hyperplasia": { ref: "x" } })).toBe(1);
    expect(oddsOf(rank(draft({ "adrenal-hypoplasia": "observed" }, { sex: "unknown" })), "OMIM:201910")).toBe(1);
  });

  test("a well child without vomiting is no evidence against adrenal failure of which no source tells vomiting", () => {
    expect(failingOdds({ vomiting: "excluded" })).toBe(1);
    expect(failingOdds({ vomiting: "excluded" }, { vomiting: { class: "Frequent", ref: "x" } })).toBeLessThan(1);
  });
});

describe("what may not speak", () => {
  const unmoved = (findings: Findings, more?: Partial<Draft>) => {
    const { conditions, none } = rank(draft(findings, more));
    expect(new Set([...conditions.map(({ share }) => share.toFixed(12)), none.share.toFixed(12)]).size).toBe(1);
  };

  test.each(["newborn", "infant", "toddler", "preschool", "unknown"] as const)("metaphyses excluded in the age band %s", (age) => unmoved({ "metaphyseal-dysplasia": "excluded" }, { age, sex: "unknown" }));
  test("metaphyses excluded from the age of 5 speak", () => expect(oddsOf(rank(draft({ "metaphyseal-dysplasia": "excluded" })), IMAGE)).toBeLessThan(1));
  test("a girl's missing testes", () => {
    const sex = "female";
    expect(rank(draft({ cryptorchidism: "excluded", hypospadias: "excluded", micropenis: "excluded" }, { sex })).conditions).toEqual(rank(draft({}, { sex })).conditions);
  });

  test("a measured weight outranks its tick", () => {
    expect(rank(draft({ sga: "excluded" }, { size: { weight: -2 } })).conditions).toEqual(rank(draft({ sga: "observed" })).conditions);
    expect(rank(draft({ sga: "observed" }, { size: { weight: 0 } })).conditions).toEqual(rank(draft({ sga: "excluded" })).conditions);
    expect(rank(draft({ sga: "observed" }, { size: { weight: -1.5 } })).conditions).toEqual(rank(draft({})).conditions);
  });
});

describe("sex and variant", () => {
  const variant: Variant = { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true };
  const with_ = (change: Partial<Variant>) => rank(draft({}, { sex: "unknown", variant: { ...variant, ...change } }));

  test("X-linked conditions: boys above girls, girls never out", () => {
    const [boy, girl] = [rank(draft({}, { sex: "male" })), rank(draft({}, { sex: "female" }))];
    expect(oddsOf(boy, "OMIM:300200")).toBeCloseTo(0.95 / 0.5, 12);
    expect(oddsOf(girl, "OMIM:300200")).toBeCloseTo(0.05 / 0.5, 12);
    expect(oddsOf(rank(draft({}, { sex: "unknown" })), "OMIM:300200")).toBe(1);
  });

  test.each<[string, Partial<Variant>, string, number]>([
    ["in the domain", {}, IMAGE, 891],
    ["likely pathogenic", { class: "likely-pathogenic" }, IMAGE, 81],
    ["Arg279, silent on the father's copy only where that is so", { region: "arg279-leu-or-ser" }, "OMIM:180860", 891],
    ["truncating", { consequence: "truncating" }, "OMIM:130650", 891],
    ["POLE, one copy told", { gene: "POLE" }, POLE, Math.sqrt(891)],
    ["SAMD9", { gene: "SAMD9" }, "OMIM:617053", 891],
    ["NR0B1", { gene: "NR0B1" }, "OMIM:300200", 891],
  ])("%s", (_, change, id, odds) => {
    const ranking = with_(change);
    expect(oddsOf(ranking, id)).toBeCloseTo(odds, 8);
    if (id !== IMAGE) expect(oddsOf(ranking, IMAGE)).toBe(1);
  });

  test.each<[string, Partial<Variant>]>([["uncertain", { class: "uncertain" }], ["benign", { class: "benign" }], ["paternal", { allele: "paternal" }], ["outside the domain", { region: "elsewhere" }], ["another gene", { gene: "other" }]])(
    "%s: nobody",
    (_, change) => expect(with_(change).conditions).toEqual(rank(draft({}, { sex: "unknown" })).conditions),
  );
});

describe("special functions", () => {
  test("trigamma", () => {
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 12);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 12);
    expect(trigamma(3.5) - trigamma(4.5)).toBeCloseTo(1 / 3.5 ** 2, 12);
  });

  test("the exact interval", () => {
    expect(clopperPearson(0, 10)).toEqual([0, expect.closeTo(1 - 0.025 ** (1 / 10), 10)]);
    expect(clopperPearson(10, 10)).toEqual([expect.closeTo(0.025 ** (1 / 10), 10), 1]);
    const [low, high] = clopperPearson(10, 13);
    expect(low).toBeCloseTo(0.4619, 4);
    expect(high).toBeCloseTo(0.9496, 4);
    expect(clopperPearson(2, 10_580)[1]).toBeCloseTo(7.2224 / 10_580, 5);
  });
});
