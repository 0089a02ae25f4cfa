import { describe, expect, test } from "vitest";
import { readFamily } from "@/lib/family/inheritance";
import type { Family } from "@/lib/family/pedigree";
import { beliefsOf } from "@/lib/evidence/belief";
import { rank, rankAmong } from "@/lib/evidence/likelihood";
import type { Ranking } from "@/lib/evidence/likelihood";
import { panelOf } from "@/lib/evidence/panel";
import type { Knowledge } from "@/lib/evidence/priors";
import type { Draft, Findings } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";

const draft = (findings: Findings, more: Partial<Draft> = {}): Draft => ({ checklist: CHECKLIST_VERSION, sex: "male", age: "child", findings, ...more });
const oddsOf = ({ conditions, none }: Pick<Ranking, "conditions" | "none">, id: string) => (conditions.find((one) => one.id === id)?.share ?? Number.NaN) / none.share;
const IMAGE = "OMIM:614732";
const POLE = "OMIM:618336";
const tiny: Knowledge = {
  a: { hypotonia: { n: 3, of: 4, ref: "PMID:1" }, microcephaly: { ref: "PMID:2" } },
  b: { hypotonia: [{ n: 0, of: 2, ref: "PMID:3" }], scoliosis: { class: "Occasional", ref: "PMID:1" } },
  c: {},
};
const among = (table: Knowledge, findings: Findings) => rankAmong(panelOf(beliefsOf(table)), draft(findings));

describe("a family", () => {
  const told = (family: Family, id: string, sex: Draft["sex"] = "female") => {
    const given = draft({}, { sex, family });
    const [with_, without] = [rank(given, { family: readFamily(family, { sex }) }), rank(given)];
    expect(with_.pulls(id).filter(({ kind }) => kind === "family").map(({ log }) => log)).toEqual(Math.abs(oddsOf(with_, id) / oddsOf(without, id) - 1) < 1e-9 ? [] : [expect.closeTo(Math.log(oddsOf(with_, id) / oddsOf(without, id)), 9)]);
    return Number((oddsOf(with_, id) / oddsOf(without, id)).toFixed(9));
  };
  const uncle: Family = { relatives: [{ relation: "mother", affected: "no", carrier: "yes" }, { relation: "maternal-uncle", affected: "yes" }] };

  test("that contradicts a way of inheriting speaks against its conditions, tenfold, and never ends them", () => {
    expect(told(uncle, IMAGE)).toBeCloseTo(1 / 10, 12);
    expect(told(uncle, "OMIM:300200")).toBe(1);
    expect(told(uncle, "OMIM:130650")).toBe(1);
  });

  test("of related parents speaks for what is recessive, fivefold, and against nothing", () => {
    const related: Family = { consanguinity: "yes", relatives: [] };
    expect([POLE, "OMIM:201710", IMAGE, "OMIM:617053"].map((id) => told(related, id))).toEqual([expect.closeTo(5, 12), expect.closeTo(5, 12), 1, 1]);
  });

  test("of whom nothing is known says nothing", () => {
    for (const id of [IMAGE, POLE]) expect(told({ relatives: [{ relation: "mother" }] }, id)).toBe(1);
  });
});

describe("several at one place", () => {
  test("equal shares have equal ranks", () => {
    const { conditions } = among(tiny, { hypotonia: "excluded" });
    expect(conditions.map(({ id, rank: place }) => [id, place])).toEqual([["b", 1], ["c", 2], ["a", 3]]);
    expect(among(tiny, {}).conditions.map(({ rank: place }) => place)).toEqual([1, 1, 1]);
    expect(rank(draft({}, { sex: "male" })).conditions.map(({ rank: place }) => place)).toEqual([1, 1, 1, ...Array.from({ length: 35 }, () => 4), 39]);
  });

  test("conditions with one picture add up, and so do their variances by their parts", () => {
    const ranking = rank(draft({ "relative-macrocephaly": "observed", sga: "observed" }));
    const [first] = ranking.pictures();
    const members = ranking.conditions.filter(({ label }) => label.startsWith("Silver-Russell"));
    expect(first).toMatchObject({ label: "Silver-Russell syndrome", ids: members.map(({ id }) => id) });
    expect(first?.share).toBeCloseTo(members.reduce((sum, { share }) => sum + share, 0), 12);
    expect(ranking.pictures().reduce((sum, { share }) => sum + share, ranking.none.share)).toBeCloseTo(1, 12);
    for (const { ids: [only = "", ...more], share, interval } of ranking.pictures()) {
      if (more.length === 0) expect(ranking.conditions.find(({ id }) => id === only)).toMatchObject({ share, interval });
      expect([interval[0] <= share, share <= interval[1]]).toEqual([true, true]);
    }
  });

  test("a variant leaves the share unsure by one class either way", () => {
    const { conditions } = rank(draft({}, { sex: "unknown", variant: { gene: "SAMD9", consequence: "missense", region: "unknown", class: "pathogenic", allele: "unknown", tested: false } }));
    const [first] = conditions;
    const logit = (share: number) => Math.log(share / (1 - share));
    expect(logit(first?.share ?? 0) - logit(first?.interval[0] ?? 0)).toBeCloseTo(Math.log(11), 10);
  });
});
