import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conflicts, once, possible } from "@/lib/family/genotypes";
import type { Fact, Model } from "@/lib/family/genotypes";
import { readFamily } from "@/lib/family/inheritance";
import { MAX_RELATIVES, relations } from "@/lib/family/pedigree";
import type { Family, Relative } from "@/lib/family/pedigree";

const imprinted: Model = { starts: once, shows: (genotype) => (genotype & 1) > 0, tested: true };
const sign = fc.constantFrom("yes" as const, "no" as const);
const facts = fc.array(fc.record({ relation: fc.constantFrom(...relations), affected: sign, carrier: sign }, { requiredKeys: ["relation"] }), { maxLength: 12 }) as fc.Arbitrary<Fact[]>;

describe("conflicts", () => {
  test("each is impossible, and no longer without any one of its facts; without all of them the rest is possible", () => {
    const isPossible = (some: readonly Fact[]) => possible(imprinted, some, "male");
    fc.assert(fc.property(facts, (some) => {
      const found = conflicts(isPossible, some);
      for (const core of found) {
        expect(isPossible(core)).toBe(false);
        for (const fact of core) expect(isPossible(core.filter((one) => one !== fact))).toBe(true);
      }
      expect(isPossible(some.filter((fact) => !found.some((core) => core.includes(fact))))).toBe(true);
      expect(found.length === 0).toBe(isPossible(some));
    }), { numRuns: 500 });
  });

  test("what is impossible whatever the family is one empty set", () => {
    expect(conflicts(() => false, [{ relation: "mother", affected: "no" }])).toEqual([[]]);
  });
});

test("twenty relatives who disagree are read within a few milliseconds", () => {
  const far = ["brother", "sister", "maternal-half-brother", "maternal-uncle", "maternal-aunt", "paternal-uncle", "paternal-half-sister"] as const;
  const near: Relative[] = [
    { relation: "mother", affected: "no", carrier: "yes" }, { relation: "father", affected: "no", carrier: "no" }, { relation: "maternal-grandmother", affected: "no" },
    { relation: "maternal-grandfather", affected: "no", carrier: "no" }, { relation: "paternal-grandmother", affected: "yes" }, { relation: "paternal-grandfather", affected: "no" },
  ];
  const family: Family = { consanguinity: "yes", relatives: [...near, ...far.flatMap((relation): Relative[] => [{ relation, affected: "yes" }, { relation, affected: "no" }])] };
  expect(family.relatives).toHaveLength(MAX_RELATIVES);
  for (let warm = 0; warm < 100; warm++) readFamily(family, { sex: "unknown" });
  const { user } = process.cpuUsage();
  for (let times = 0; times < 100; times++) readFamily(family, { sex: "unknown" });
  // 2 ms where nothing else runs; the rest is for a busy machine.
  expect(process.cpuUsage({ user, system: 0 }).user / 100_000).toBeLessThan(8);
});
