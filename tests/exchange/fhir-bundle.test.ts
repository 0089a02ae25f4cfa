import { describe, expect, test } from "vitest";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { HPO_RELEASE, checklist, featureIds } from "@/lib/screening/checklist";
import { everything, saved } from "./fhir-drafts";

const HPO = "http://human-phenotype-ontology.org";
const resources = (bundle: ReturnType<typeof toBundle>) => (bundle.entry ?? []).map(({ resource }) => resource);
const codeOf = ({ code }: { code: { coding: { system: string; code: string; display: string; version?: string }[] } }) => code.coding[0] ?? expect.fail("no code");

describe("the bundle", () => {
  test(`has one Observation a finding, in HPO's words, present or absent, for all ${everything.length} screenings`, () => {
    for (const screening of everything) {
      const found = resources(toBundle(screening)).filter((one) => codeOf(one).system === HPO);
      const wanted = featureIds.flatMap((feature) => {
        const status = screening.findings[feature];
        const { id, label } = checklist[feature].hpo;
        const value = status === "observed" ? { code: "LA9633-4", display: "Present" } : { code: "LA9634-2", display: "Absent" };
        return status ? [[{ system: HPO, version: HPO_RELEASE, code: id, display: label }, { valueCodeableConcept: { coding: [{ system: "http://loinc.org", ...value }] } }]] : [];
      });
      expect(found).toHaveLength(wanted.length);
      for (const [at, [coding, value]] of wanted.entries()) {
        expect(found[at]?.code.coding).toEqual([coding]);
        expect(found[at]).toMatchObject(value ?? {});
      }
    }
  });

  test("tells bands, sizes, context and variant, and nothing of what is not known", () => {
    const told = (draft: Parameters<typeof saved>[0]) => resources(toBundle(saved(draft))).map((one) => one.code.coding.map(({ code }) => code).join("+"));
    expect(told({ checklist: "1.0", sex: "unknown", age: "unknown", gestation: "unknown", findings: {} })).toEqual([]);
    const full = told({
      checklist: "1.0", sex: "male", age: "newborn", gestation: "term", size: { weight: -2, head: 0 }, findings: { iugr: "observed" }, context: { steroids: false },
      variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true },
    });
    expect(full).toEqual(["46098-0+sex", "age", "gestation", "size.weight", "size.head", "HP:0001511", "context.steroids", "variant"]);
  });

  test("has no entry, and no empty list of them, where nothing is known", () => {
    expect(toBundle(saved({ checklist: "1.0", sex: "unknown", age: "unknown", findings: {} }))).not.toHaveProperty("entry");
  });

  test("names nobody and no day: no Patient, no date, no family, no text of its own", () => {
    for (const screening of everything) {
      const bundle = toBundle(screening);
      const keys = new Set(JSON.stringify(bundle).match(/"(\w+)":/g)?.map((key) => key.slice(1, -2)));
      const allowed = ["resourceType", "language", "identifier", "type", "entry", "fullUrl", "resource", "status", "code", "coding", "system", "version", "display", "subject", "value", "unit", "component", "valueCodeableConcept", "valueBoolean", "valueQuantity"];
      expect([...keys].filter((key) => !allowed.includes(key))).toEqual([]);
      for (const { subject } of resources(bundle)) expect(subject).toEqual({ type: "Patient", identifier: bundle.identifier });
      expect(bundle.identifier.value).toBe(screening.code);
      expect(JSON.stringify(bundle)).not.toMatch(/\d{4}-\d\d-\d\d(?!")/);
    }
  });

  test("is the same bytes for the same screening, in whatever order its findings came", () => {
    for (const screening of everything) {
      const turned = { ...screening, findings: Object.fromEntries(Object.entries(screening.findings).toReversed()) };
      expect(JSON.stringify(toBundle(turned))).toBe(JSON.stringify(toBundle(screening)));
    }
  });
});
