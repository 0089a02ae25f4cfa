import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { conditionIds } from "@/lib/evidence/conditions";
import knowledge from "@/lib/evidence/knowledge.json";
import { rank } from "@/lib/evidence/likelihood";
import { rarityOf, table as rarityTable } from "@/lib/evidence/rarity";
import { countUnselected, table as unselected } from "@/lib/evidence/unselected";
import { addedByHand, placeOf, raritiesOf, validate, ways } from "@/lib/evidence/validation";
import type { PublishedCase } from "@/lib/evidence/validation";
import { lessons, sayAsked, sayGap, sayPercent } from "@/lib/evidence/validation-words";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Draft, Letters } from "@/lib/screening/assess";
import { MAP_RELEASE } from "@/lib/screening/hpo-map";
import { RULES_VERSION } from "@/lib/screening/rules";

type Read = PublishedCase & { expect: { letters: Letters; match: string } };
const { cases } = JSON.parse(readFileSync(new URL("../../lib/evidence/published.json", import.meta.url), "utf8")) as { cases: Read[] };
const validation = validate(cases);
const report = (id: string) => validation.cases.find((one) => one.id === id) ?? expect.fail(id);
const draft = (more: Partial<Draft>): Draft => ({ checklist: CHECKLIST_VERSION, sex: "male", age: "infant", findings: {}, ...more });

describe("over the published individuals", () => {
  test("those whose confirmed condition is on the panel are ranked, and the letters of every one are read", () => {
    expect(validation.cases).toHaveLength(13);
    for (const { confirmed } of validation.cases) expect(conditionIds).toContain(confirmed);
    const all = [...validation.cases, ...validation.others];
    expect(all.map(({ id }) => id).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
    for (const { id, letters, match } of all) expect({ letters, match }, id).toMatchObject({ letters: cases.find((one) => one.id === id)?.expect.letters ?? {}, match: cases.find((one) => one.id === id)?.expect.match });
    for (const { id, found, leads } of validation.others) expect([found, leads.label].every(Boolean), id).toBe(true);
  });

  test("at least ten of thirteen are first and twelve in the top three, with exact intervals", () => {
    const { first, topThree } = validation.tallies.all;
    expect([first.of, topThree.of]).toEqual([13, 13]);
    expect(first.n).toBeGreaterThanOrEqual(10);
    expect(topThree.n).toBeGreaterThanOrEqual(12);
    // R: binom.test(10, 13)$conf.int
    if (first.n === 10) expect(first.interval).toEqual([expect.closeTo(0.4619, 4), expect.closeTo(0.9496, 4)]);
  });

  test("a figure counts each case that it can, and no more are first than in the top three", () => {
    for (const way of ways) {
      const { first, topThree } = validation.tallies[way];
      const places = validation.cases.flatMap(({ standings }) => standings[way]?.place ?? []);
      expect([first.n, topThree.n, topThree.of], way).toEqual([places.filter((place) => place === 1).length, places.filter((place) => place <= 3).length, places.length]);
    }
    expect(validation.tallies.withoutOwn.first.of + validation.untestable).toBe(13);
  });

  test("the summary's own order is counted too: a picture has the share of all its conditions", () => {
    for (const one of validation.cases) {
      const pictures = rank(draft(cases.find(({ id }) => id === one.id)?.draft ?? {})).pictures();
      expect(one.standings.all?.pictured, one.id).toBe(1 + pictures.findIndex(({ ids }) => ids.includes(one.confirmed)));
    }
    expect(validation.pictured.all).toEqual({ first: expect.objectContaining({ n: 10, of: 13 }), topThree: expect.objectContaining({ n: 12, of: 13 }) });
  });

  test("POLE without Logan 2018 has nothing counted and is not tested; IMAGe without Hamajima 2013 is", () => {
    expect(report("logan-2018-p1").standings.withoutOwn).toBeNull();
    expect(report("hamajima-2013-p1").standings.withoutOwn).not.toBeNull();
  });

  test("a paper that feeds nothing changes nothing when it is left out", () => {
    expect(report("shima-2018").standings.withoutOwn).toEqual(report("shima-2018").standings.all);
  });

  test("HPO itself does not cite the siblings, so that without them only what was added by hand is missing", () => {
    expect(JSON.stringify(knowledge)).not.toContain("PMID:24098681");
    expect(addedByHand().some(({ ref }) => ref === "PMID:24098681")).toBe(true);
    expect(report("hamajima-2013-p2").standings.withoutSiblings).toEqual(report("hamajima-2013-p2").standings.withoutOwn);
  });

  test("HPO’s annotations alone are ranked without a single fact that was added", () => {
    for (const { id, confirmed, standings } of validation.cases) {
      const ranking = rank(draft(cases.find((one) => one.id === id)?.draft ?? {}), { beyond: false });
      expect(standings.annotations?.place, id).toBe(placeOf(ranking, confirmed));
      const refs = new Set(conditionIds.flatMap((one) => ranking.pulls(one).flatMap((pull) => (pull.kind === "finding" ? pull.ref.split(";") : []))));
      for (const { ref } of addedByHand()) if (!JSON.stringify(knowledge).includes(`"${ref}"`)) expect(refs, id).not.toContain(ref);
    }
  });
});

describe("a place", () => {
  const one = (id: string, at: number) => ({ id, label: id, rank: at, share: 0, interval: [0, 0] as [number, number], tooFew: false });

  test("is the last of those that tie: first only where it stands there alone", () => {
    const conditions = [one("a", 1), one("b", 1), one("c", 3), one("d", 4), one("e", 4)];
    expect(conditions.map(({ id }) => placeOf({ conditions }, id))).toEqual([2, 2, 3, 5, 5]);
    expect(() => placeOf({ conditions }, "f")).toThrow("f is not on the panel");
  });

  test("of every condition is the last where nothing was ticked", () => {
    expect(placeOf(rank(draft({ sex: "unknown" })), "OMIM:614732")).toBe(39);
  });
});

describe("what separates two conditions", () => {
  test("adds up to the ratio of their shares, cause by cause", () => {
    for (const { id, confirmed, standings } of validation.cases) {
      const { gaps, leader } = standings.all ?? expect.fail(id);
      const { conditions } = rank(draft(cases.find((other) => other.id === id)?.draft ?? {}));
      const share = (of: string) => conditions.find((other) => other.id === of)?.share ?? 0;
      // What is under 0.05 is not told.
      expect(Math.abs(gaps.reduce((sum, { log }) => sum + log, 0) - Math.log(share(leader) / share(confirmed))), id).toBeLessThan(0.25);
    }
  });

  test("is told in words for every case that is not first, whichever way it is ranked", () => {
    for (const way of ways) {
      for (const { id, standings: { [way]: standing } } of validation.cases.filter(({ standings }) => (standings[way]?.place ?? 1) > 1)) {
        expect(standing?.gaps.length, `${way} ${id}`).toBeGreaterThan(0);
        for (const gap of standing?.gaps ?? []) expect(sayGap(gap), id).toMatch(/ ×\d.*: (fits|speaks against) the (leader|true condition)/);
      }
    }
    for (const id of Object.keys(lessons)) expect(report(id).id).toBe(id);
  });

  test("says whom a sign fits, what each source says, and where one is silent", () => {
    const pull = (log: number, said: string, feature: "hip-dysplasia" | "sga" | "iugr" = "hip-dysplasia", status: "observed" | "excluded" = "observed") => ({ kind: "finding", feature, status, said, log, ref: "" }) as const;
    expect(sayGap({ log: 2.02, leader: pull(2.02, "2/6"), own: null })).toBe("Hip dysplasia observed ×7.5: fits the leader (2 of 6); what is known here of the true condition does not tell of it");
    expect(sayGap({ log: 0.64, leader: null, own: pull(-0.64, "", "hip-dysplasia", "excluded") })).toBe("Hip dysplasia excluded ×1.9: speaks against the true condition (no frequency given); what is known here of the leader does not tell of it");
    expect(sayGap({ log: -1, leader: pull(1, "1/2", "sga"), own: pull(2, "3/3", "iugr") })).toMatch(/^Growth restriction.* observed ×2.7: fits the true condition \(3 of 3\) better than the leader \(.*small.*observed: 1 of 2\)$/i);
    expect(sayGap({ log: 1, leader: { kind: "sex", log: 1 }, own: null })).toBe("The child’s sex ×2.7: fits the leader; what is known here of the true condition does not tell of it");
  });
});

describe("the rarity that is shown", () => {
  test("is that of each letter, of the core pair and of all letters, with both denominators", () => {
    const shown = raritiesOf(rarityTable);
    expect(shown.map(sayAsked)).toEqual(["I met", "M met", "A met", "Ge met", "I met, A at least supported", "I and A met", "I, M and A met", "I, M, A and Ge met"]);
    expect(shown[5]).toEqual(rarityOf({ I: "met", M: "unknown", A: "met", Ge: "unknown" }));
    for (const { of, assessed } of shown) expect([of === rarityTable.of, assessed.of < of]).toEqual([true, true]);
  });

  test("no share is rounded to none or to all", () => {
    expect([0, 0.0001, 0.003, 0.0994, 0.0996, 0.5, 0.996, 1].map(sayPercent)).toEqual(["0 %", "under 0.1 %", "0.3 %", "9.9 %", "10 %", "50 %", "over 99 %", "100 %"]);
  });
});

describe("those who were not chosen for resembling IMAGe", () => {
  const nothing = draft({ sex: "unknown" });
  const first = draft(cases.find(({ id }) => id === "hamajima-2013-p1")?.draft ?? {});
  const made = [{ condition: "OMIM:614732", draft: first }, { condition: "OMIM:201910", draft: nothing }, { condition: "OMIM:614732", draft: nothing }];

  test("are counted by places, ties against them, in whatever order they come", () => {
    const counts = countUnselected(made);
    expect(counts).toMatchObject({ of: 3, atBest: 3, tooFew: 2, findings: [0, 0, Object.keys(first.findings).length], matches: { "core-pair": 1, insufficient: 2 } });
    expect(counts.conditions).toEqual({ "OMIM:614732": { of: 2, first: 1, topThree: 1, atBest: 2, tied: 1 }, "OMIM:201910": { of: 1, first: 0, topThree: 0, atBest: 1, tied: 1 } });
    expect(JSON.stringify(countUnselected(made.toReversed()))).toBe(JSON.stringify(counts));
  });

  test("the table is of these rules, this checklist and these releases; else run npm run validate with the phenopackets again", () => {
    expect([unselected.rules, unselected.checklist, unselected.hpo, unselected.knowledge]).toEqual([RULES_VERSION, CHECKLIST_VERSION, MAP_RELEASE, knowledge.release]);
    const rows = Object.values(unselected.conditions);
    for (const key of ["of", "first", "topThree", "atBest", "tied"] as const) expect(rows.reduce((sum, row) => sum + row[key], 0), key).toBe(unselected[key]);
    expect(unselected.of + Object.values(unselected.passed).reduce((sum, n) => sum + n, 0)).toBe(unselected.read);
    for (const id of Object.keys(unselected.conditions)) expect(conditionIds).toContain(id);
  });
});
