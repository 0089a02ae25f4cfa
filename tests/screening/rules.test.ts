import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ENGINE } from "@/lib/screening/assess";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Row } from "@/lib/screening/checklist";
import { flagRules, hierarchy, issueRules, letterRules } from "@/lib/screening/rules";
import type { When } from "@/lib/screening/rules";
import { counts, ontologyAtHand, readAbove } from "./ontology";

const featuresOf = (when: When): FeatureId[] => [...(when.any ?? []).flat(), ...(when.among?.of ?? []), ...(when.excluded ?? [])];

describe("the tables", () => {
  const tables = [...letterRules, ...flagRules, ...issueRules];

  test("name features of the checklist only, each row under its own code", () => {
    for (const { when } of tables) for (const feature of featuresOf(when)) expect(featureIds).toContain(feature);
    for (const pair of hierarchy) for (const feature of pair) expect(featureIds).toContain(feature);
    const codes = tables.map((rule) => rule.code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("the engine is the version of the package", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
    expect(ENGINE).toBe(version);
  });
});

test.skipIf(!ontologyAtHand)("the hierarchy is that of the HPO release (needs its hp.json beside the project)", () => {
  const above = readAbove();
  const rows = Object.entries(checklist) as [FeatureId, Row][];
  const found = rows.flatMap(([below, low]) => rows.filter(([over, high]) => over !== below && counts(low.hpo.id, high, above)).map(([over]) => `${below} < ${over}`));
  expect(found.sort()).toEqual(hierarchy.map(([below, over]) => `${below} < ${over}`).sort());
});
