import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Findings } from "@/lib/screening/assess";
import { featureIds } from "@/lib/screening/checklist";
import { changesBetween, compare, likenesses } from "@/lib/screening/compare";

const findings: fc.Arbitrary<Findings> = fc.dictionary(fc.constantFrom(...featureIds), fc.constantFrom("observed", "excluded"), { maxKeys: 12 });

describe("findings side by side", () => {
  test("differences first, then what is known of some only, then what is alike", () => {
    const rows = compare([{ iugr: "observed", scoliosis: "excluded", hypospadias: "observed" }, { iugr: "observed", scoliosis: "observed", "flat-nasal-bridge": "excluded" }]);
    expect(rows.map(({ feature, statuses, likeness }) => [likeness, feature, ...statuses])).toEqual([
      ["different", "scoliosis", "excluded", "observed"],
      ["unknown", "hypospadias", "observed", null],
      ["unknown", "flat-nasal-bridge", null, "excluded"],
      ["same", "iugr", "observed", "observed"],
    ]);
  });

  test("every feature that somebody assessed has one row, whatever the order of the screenings", () => {
    fc.assert(fc.property(fc.array(findings, { minLength: 2, maxLength: 4 }), (all) => {
      const rows = compare(all);
      expect(rows.map(({ feature }) => feature).toSorted()).toEqual([...new Set(all.flatMap((one) => Object.keys(one)))].toSorted());
      expect(rows.map(({ likeness }) => likenesses.indexOf(likeness))).toEqual(rows.map(({ likeness }) => likenesses.indexOf(likeness)).toSorted());
      expect(compare(all.toReversed()).map(({ feature, likeness }) => [feature, likeness])).toEqual(rows.map(({ feature, likeness }) => [feature, likeness]));
    }));
  });
});

test("what changed between two screenings, and nothing else", () => {
  expect(changesBetween({ iugr: "observed", "metaphyseal-dysplasia": "excluded" }, { iugr: "observed", "metaphyseal-dysplasia": "observed", scoliosis: "observed" })).toEqual([
    { feature: "scoliosis", from: null, to: "observed" },
    { feature: "metaphyseal-dysplasia", from: "excluded", to: "observed" },
  ]);
  fc.assert(fc.property(findings, findings, (one, other) => {
    const later: Findings = { ...one };
    for (const { feature, to } of changesBetween(one, other)) {
      if (to === null) delete later[feature];
      else later[feature] = to;
    }
    expect(later).toEqual(other);
  }));
});
