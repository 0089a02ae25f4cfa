import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { conditionIds } from "@/lib/evidence/conditions";
import { validate } from "@/lib/evidence/validation";
import type { PublishedCase } from "@/lib/evidence/validation";

const { cases } = JSON.parse(readFileSync(new URL("../../lib/evidence/published.json", import.meta.url), "utf8")) as { cases: PublishedCase[] };
const validation = validate(cases);
const report = (id: string) => validation.cases.find((one) => one.id === id);

describe("over the published individuals", () => {
  test("those whose confirmed condition is on the panel are ranked, the others are counted", () => {
    expect(validation.cases).toHaveLength(13);
    expect(validation.notOnPanel).toBe(cases.length - 13);
    for (const { confirmed } of validation.cases) expect(conditionIds).toContain(confirmed);
  });

  // What came out when the model, fixed before, was first run over them; a change of any figure must be explained.
  test("the figures that are stated stand", () => {
    const { all, withoutOwn, untestable } = validation;
    expect([all.first, all.topThree].map(({ n, of }) => [n, of])).toEqual([[10, 13], [13, 13]]);
    expect(all.first.interval).toEqual([expect.closeTo(0.4619, 4), expect.closeTo(0.9496, 4)]);
    expect([withoutOwn.first, withoutOwn.topThree].map(({ n, of }) => [n, of])).toEqual([[3, 5], [3, 5]]);
    expect(untestable).toBe(8);
  });

  test("POLE without Logan 2018 has nothing counted and is not tested; IMAGe without Hamajima 2013 is", () => {
    expect(report("logan-2018-p1")?.withoutOwn).toBeNull();
    expect(report("hamajima-2013-p1")?.withoutOwn).not.toBeNull();
  });

  test("a paper that feeds nothing changes nothing when it is left out", () => {
    expect(report("shima-2018")?.withoutOwn).toEqual(report("shima-2018")?.all);
  });

  test("what separates the leader from the confirmed condition is named", () => {
    for (const { id, all } of validation.cases.filter((one) => one.all.rank > 1)) {
      expect(all.gaps.length, id).toBeGreaterThan(0);
      expect(all.gaps.reduce((sum, { log }) => sum + log, 0), id).toBeGreaterThan(0);
    }
  });
});
