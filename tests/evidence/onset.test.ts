import { expect, test } from "vitest";
import { features, ofBoysOnly, onset } from "@/lib/evidence/onset";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { Row } from "@/lib/screening/checklist";

test("the likelihood knows of each feature what the checklist says", () => {
  expect([...features].sort()).toEqual([...featureIds].sort());
  const early = ["prenatal", "birth", "newborn"];
  expect(Object.fromEntries(onset)).toEqual(Object.fromEntries(featureIds.filter((feature) => !early.includes(checklist[feature].shows)).map((feature) => [feature, checklist[feature].shows])));
  expect([...ofBoysOnly].sort()).toEqual(featureIds.filter((feature) => (checklist[feature] as Row).malesOnly).sort());
});
