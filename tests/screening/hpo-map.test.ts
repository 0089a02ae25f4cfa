import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Findings } from "@/lib/screening/assess";
import { HPO_RELEASE, checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Row } from "@/lib/screening/checklist";
import { MAP_RELEASE, findingsOf, termIssueCodes, termSuggestions } from "@/lib/screening/hpo-map";
import type { Term, TermIssue } from "@/lib/screening/hpo-map";
import map from "@/lib/screening/hpo-map.json";
import { sayIssue } from "@/lib/screening/wording";
import { counts, excludes, ontologyAtHand, readAbove } from "./ontology";

const seen = (...ids: string[]): Term[] => ids.map((id) => ({ id, excluded: false }));
const denied = (...ids: string[]): Term[] => ids.map((id) => ({ id, excluded: true }));
const codes = (terms: Term[]) => findingsOf(terms).issues.map(({ level, code }) => `${level} ${code}`);

describe("terms as findings", () => {
  test.each<[string, Term[], Findings]>([
    ["a feature's own term", seen("HP:0001943"), { hypoglycemia: "observed" }],
    ["a narrower term means the feature", seen("HP:0001998"), { hypoglycemia: "observed" }],
    ["a wider term does not", seen("HP:0000028", "HP:0000119"), { cryptorchidism: "observed", "genital-anomaly": "observed" }],
    ["a wider term excludes the feature", denied("HP:0000834"), { "adrenal-hypoplasia": "excluded", "adrenal-hyperplasia": "excluded", "adrenal-insufficiency": "excluded" }],
    ["a narrower term excludes nothing", denied("HP:0001998"), {}],
    ["café-au-lait spots are no hyperpigmentation", seen("HP:0000957"), { "cafe-au-lait": "observed" }],
    ["generalized hyperpigmentation is", seen("HP:0007440"), { hyperpigmentation: "observed" }],
    ["a small adrenal medulla is no adrenal hypoplasia", seen("HP:0008239"), {}],
    ["missing adrenal glands are", seen("HP:0011743"), { "adrenal-hypoplasia": "observed" }],
    ["a central failure is a row of its own", seen("HP:0011734"), { "central-adrenal-insufficiency": "observed" }],
    ["cardiogenic shock does not count", seen("HP:0030149"), {}],
    ["short stature excluded says nothing of birth length", denied("HP:0004322"), { "short-stature": "excluded" }],
    ["growth restriction is excluded by its own term alone", denied("HP:0001510", "HP:0001511"), { iugr: "excluded" }],
    ["slender finger bones", seen("HP:0012297"), { "slender-bones": "observed" }],
  ])("%s", (_name, terms, expected) => {
    const { findings } = findingsOf(terms);
    for (const [feature, status] of Object.entries(expected)) expect(findings[feature as FeatureId]).toBe(status);
    if (Object.values(expected).every((status) => status === "observed")) expect(findings).toEqual(expected);
  });

  test("what means nothing here is listed once, as it came", () => {
    expect(findingsOf([...seen("HP:0000316", "HP:0000316", "OMIM:614732", "HP:0000028"), ...denied("HP:0000293")])).toMatchObject({ unmapped: { observed: ["HP:0000316", "OMIM:614732"], excluded: ["HP:0000293"] }, issues: [] });
  });

  test.each(["HP:0000001", "MONDO:0009999", "NCIT:C12345", "ORPHA:85173", "SNOMED:123456789"])("%s is of a known vocabulary and is repeated", (id) => {
    expect(findingsOf(seen(id))).toMatchObject({ unmapped: { observed: [id] }, issues: [] });
  });

  test.each(["MRN:1234567", "Name:Smith", "Smith:1234567", "HP:123", "HP:0000316 Anna", "HP:0000316\nHP:0000316", "hp:0000316", "OMIM:Anna", "1234567", "Anna Example", "", "__proto__", "constructor"])("%j is counted and never repeated", (id) => {
    const reading = findingsOf([...seen(id), ...denied(id), ...seen("HP:0001943")]);
    expect(reading).toEqual({
      findings: { hypoglycemia: "observed" },
      unmapped: { observed: [], excluded: [] },
      obsolete: [],
      issues: [{ level: "warning", code: "unreadable-ids", features: [], terms: [], count: 2, suggestion: "use-known-ids" }],
    });
  });

  test("an old id is read as the one in force, and told", () => {
    expect(findingsOf(seen("HP:0410032"))).toEqual({
      findings: { "bifid-uvula": "observed" },
      unmapped: { observed: [], excluded: [] },
      obsolete: ["HP:0410032"],
      issues: [{ level: "note", code: "obsolete-term", features: ["bifid-uvula"], terms: ["HP:0410032", "HP:0000193"], suggestion: "use-current-term" }],
    });
  });

  test("an old id and the one in force contradict each other", () => {
    expect(codes([...seen("HP:0410032"), ...denied("HP:0000193")])).toEqual(["error terms-contradict", "note obsolete-term"]);
  });

  test("both at once is an error that names the terms, told once", () => {
    const { issues, findings } = findingsOf([...denied("HP:0000811", "HP:0000811"), ...seen("HP:0008689", "HP:0008689")]);
    expect(issues.map(({ code, terms }) => [code, ...terms])).toEqual([["terms-contradict", "HP:0008689", "HP:0000811"]]);
    expect(findings.cryptorchidism).toBe("observed");
  });

  test("a term of no row that is both is an error too", () => {
    expect(codes([...seen("HP:0000316"), ...denied("HP:0000316")])).toEqual(["error terms-contradict"]);
  });

  test("a narrower term excluded beside the feature is no contradiction", () => {
    expect(codes([...seen("HP:0000028"), ...denied("HP:0008689")])).toEqual([]);
  });

  test("where HPO allows both, observed wins with a note", () => {
    const { findings, issues } = findingsOf([...seen("HP:0002007"), ...denied("HP:0011220")]);
    expect(findings).toEqual({ "prominent-forehead": "observed" });
    expect(issues).toEqual([{ level: "note", code: "observed-outranks-excluded", features: ["prominent-forehead"], terms: ["HP:0002007", "HP:0011220"], suggestion: "check-terms" }]);
  });

  test("the order of the terms changes no finding", () => {
    const terms = [...seen("HP:0008689", "HP:0001511"), ...denied("HP:0000834", "HP:0002007", "HP:0001252")];
    expect(findingsOf(terms.toReversed()).findings).toEqual(findingsOf(terms).findings);
  });
});

test("every code that terms give rise to has its sentences", () => {
  const issue = (code: TermIssue["code"], suggestion: TermIssue["suggestion"]): TermIssue => ({ level: "note", code, features: ["iugr"], terms: [], suggestion });
  for (const code of termIssueCodes) {
    for (const suggestion of termSuggestions) {
      const { what, todo } = sayIssue(issue(code, suggestion), "en");
      for (const text of [what, todo]) expect(text).toMatch(/^[A-Z].+ .+\.$/);
    }
  }
});

describe("the map", () => {
  test("is of the release that the checklist names, and knows every row by its own term", () => {
    expect(MAP_RELEASE).toBe(HPO_RELEASE);
    for (const feature of featureIds) {
      const { id } = checklist[feature].hpo;
      expect(findingsOf(seen(id)).findings[feature]).toBe("observed");
      expect(findingsOf(denied(id)).findings[feature]).toBe("excluded");
    }
  });

  test("names features and terms only", () => {
    const known = new Set<string>(featureIds);
    expect([...Object.values(map.observed), ...Object.values(map.excluded)].flat().filter((feature) => !known.has(feature))).toEqual([]);
    const ids = [...Object.keys(map.observed), ...Object.keys(map.excluded), ...Object.entries(map.replaced).flat(), ...Object.entries(map.apart).flat(2)];
    expect(ids.filter((id) => !/^HP:\d{7}$/.test(id))).toEqual([]);
  });
});

const packets = fileURLToPath(new URL("../../../shared/clinical/phenopackets.jsonl.gz", import.meta.url));
type Packet = { id: string; phenotypicFeatures?: { type: { id: string }; excluded?: boolean }[] };

describe.skipIf(!ontologyAtHand || !existsSync(packets))("over 5,319 published children", () => {
  test("reads what the ontology itself says, and no child contradicts itself", () => {
    const above = readAbove();
    const rows = Object.entries(checklist) as [FeatureId, Row][];
    const lines = gunzipSync(readFileSync(packets)).toString("utf8").trim().split("\n");
    const different = lines.filter((line) => {
      const { phenotypicFeatures = [] } = JSON.parse(line) as Packet;
      const terms = phenotypicFeatures.map(({ type, excluded = false }) => ({ id: type.id, excluded }));
      const { findings, issues } = findingsOf(terms);
      const same = rows.every(([feature, row]) => {
        const observed = terms.some(({ id, excluded }) => !excluded && counts(id, row, above));
        const absent = terms.some(({ id, excluded }) => excluded && excludes(id, row, above));
        return findings[feature] === (observed ? "observed" : absent ? "excluded" : undefined);
      });
      return !same || issues.some(({ level }) => level === "error");
    });
    expect(lines).toHaveLength(5319);
    expect(different.map((line) => (JSON.parse(line) as Packet).id)).toEqual([]);
  });
});
