import { describe, expect, test } from "vitest";
import { capabilityStatement } from "@/lib/exchange/fhir-capability";
import { systems } from "@/lib/exchange/fhir-codes";
import { ruleVariables } from "@/lib/exchange/fhir-expressions";
import { questionnaire } from "@/lib/exchange/fhir-questionnaire";
import type { QuestionnaireItem } from "@/lib/exchange/fhir-questionnaire";
import { familyWords } from "@/lib/screening/family-wording";
import { ages, contexts, gestations, sexes, variantParts } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, checklist, featureIds, HPO_RELEASE } from "@/lib/screening/checklist";
import type { Row } from "@/lib/screening/checklist";
import { RULES_VERSION } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { fhirEnglish } from "@/lib/exchange/fhir-words";
import { expressionsOf, featureOf, inconsistencies, itemsOf } from "./fhir-consistency";

const base = "https://screen.example.org";
const form = questionnaire();
const items = itemsOf(form.item);
const byLink = new Map(items.map((item) => [item.linkId, item]));
const item = (linkId: string): QuestionnaireItem => byLink.get(linkId) ?? expect.fail(`no item ${linkId}`);
const findings = items.filter(({ linkId, type }) => linkId.startsWith("finding.") && type === "choice");
const strings = (value: unknown): string[] => (typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : []);

describe("the questionnaire", () => {
  test("is named by the site and by the versions of checklist and rules", () => {
    expect(form).toMatchObject({ resourceType: "Questionnaire", url: "urn:uuid:3af35f5f-aeb6-56c5-a241-fbda5fe38f91", version: `${CHECKLIST_VERSION}-${RULES_VERSION}`, status: "draft" });
  });

  test("asks for every feature once, with its unaltered HPO term and our label", () => {
    expect(findings.map(featureOf).toSorted()).toEqual([...featureIds].toSorted());
    for (const finding of findings) {
      const { hpo } = checklist[featureOf(finding)];
      expect(finding.code).toEqual([{ system: "http://human-phenotype-ontology.org", version: HPO_RELEASE, code: hpo.id, display: hpo.label }]);
      expect(finding.text).toBe(words("en").features[featureOf(finding)]);
    }
  });

  test("takes present or absent for a feature, by LOINC, a way back from either, and has no default for it", () => {
    for (const { answerOption, required } of findings) {
      expect(answerOption).toEqual([
        { valueCoding: { system: "http://loinc.org", code: "LA9633-4", display: "Present" } },
        { valueCoding: { system: "http://loinc.org", code: "LA9634-2", display: "Absent" } },
        { valueCoding: { system: systems.own, code: "finding.not-assessed", display: "Not assessed" } },
      ]);
      expect(required).toBeUndefined();
    }
  });

  test("is consistent: linkIds, what waits for what, HPO terms, names in FHIRPath", () => expect(inconsistencies(form)).toEqual([]));

  test("offers every value of every coded list", () => {
    const codes = (linkId: string) => item(linkId).answerOption?.map(({ valueCoding }) => valueCoding.code.replace(/^\w+\./, ""));
    expect([codes("sex"), codes("age"), codes("gestation")]).toEqual([[...sexes], [...ages], [...gestations]]);
    for (const [part, values] of Object.entries(variantParts)) expect(codes(`variant.${part}`)).toEqual([...values]);
    for (const context of contexts) expect(item(`context.${context}`).type).toBe("boolean");
  });

  test("names every coding as we name it, and no coding in two ways", () => {
    const said = new Map<string, Set<string>>();
    const codings = items.flatMap(({ code = [], answerOption = [] }) => [...code, ...answerOption.map(({ valueCoding }) => valueCoding)]);
    for (const { system, code, display } of codings) said.set(`${system} ${code}`, (said.get(`${system} ${code}`) ?? new Set()).add(display));
    expect([...said].filter(([, displays]) => displays.size > 1)).toEqual([]);
    const { sexes: sexNames, ages: ageNames, statuses } = words("en");
    const display = (linkId: string, code: string) => item(linkId).answerOption?.find(({ valueCoding }) => valueCoding.code === code)?.valueCoding.display;
    for (const sex of sexes) expect(display("sex", `sex.${sex}`)).toBe(sexNames[sex]);
    for (const age of ages) expect(display("age", `age.${age}`)).toBe(ageNames[age]);
    expect(display("letter.A", "status.not-met")).toBe(statuses["not-met"]);
    expect(display("relative.relation", "relation.mother")).toBe(familyWords("en").relations.mother);
  });

  test("says nothing that is neither of the checklist nor of the wording", () => {
    const known = new Set([...strings(checklist), ...strings(words("en")), ...strings(familyWords("en").relations), ...strings(fhirEnglish), ...Object.values(checklist).map((row) => `${row.definition} ${row.assessed}`), ...variantParts.gene, "Present", "Absent"]);
    const said = items.flatMap(({ text, code = [], answerOption = [] }) => [text, ...code.map(({ display }) => display), ...answerOption.map(({ valueCoding }) => valueCoding.display)]);
    expect([...said, form.title, form.description].filter((text) => !known.has(text))).toEqual([]);
  });

  test("asks a z-score as a decimal with its UCUM unit and the limits of a draft", () => {
    for (const measure of ["weight", "length", "head"]) {
      const { type, extension = [] } = item(`size.${measure}`);
      expect(type).toBe("decimal");
      expect(extension).toContainEqual({ url: "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", valueCoding: { system: "http://unitsofmeasure.org", code: "{Zscore}", display: "z" } });
      expect(extension).toContainEqual({ url: "http://hl7.org/fhir/StructureDefinition/minValue", valueDecimal: -9.9 });
      expect(extension).toContainEqual({ url: "http://hl7.org/fhir/StructureDefinition/maxValue", valueDecimal: 9.9 });
    }
  });

  test("asks males-only rows unless the child is a girl without 46,XY", () => {
    for (const finding of findings) {
      const row: Row = checklist[featureOf(finding)];
      if (!row.malesOnly) expect(finding).not.toHaveProperty("enableWhen");
      else {
        expect(finding.enableBehavior).toBe("any");
        expect(finding.enableWhen).toMatchObject([
          { question: "sex", operator: "!=", answerCoding: { system: systems.own, code: "sex.female" } },
          { question: "finding.female-genitalia-46xy", operator: "=", answerCoding: { code: "LA9633-4" } },
        ]);
      }
    }
  });

  test("hides what is too general to tick, and keeps it", () => {
    const hidden = findings.filter(({ extension = [] }) => extension.some(({ url, valueBoolean }) => url.endsWith("questionnaire-hidden") && valueBoolean === true));
    expect(hidden.map(featureOf).toSorted()).toEqual(featureIds.filter((feature) => (checklist[feature] as Row).importOnly).toSorted());
  });

  test("works letters, match and flag out, and takes none of them from a hand", () => {
    expect(expressionsOf(form)).toHaveLength(ruleVariables().length + 6);
    for (const linkId of ["letter.I", "letter.M", "letter.A", "letter.Ge", "match", "flag"]) expect(item(linkId)).toMatchObject({ readOnly: true, type: "choice" });
  });

  test("is the same bytes each time", () => expect(JSON.stringify(questionnaire())).toBe(JSON.stringify(form)));
});

describe("the capability statement", () => {
  test("tells R4, JSON, and the one thing that is served", () => {
    const statement = capabilityStatement(base, "0.1.0");
    expect(statement).toMatchObject({ fhirVersion: "4.0.1", format: ["application/fhir+json"], software: { version: "0.1.0" }, implementation: { url: `${base}/api/fhir` } });
    expect(statement.rest[0]?.resource).toEqual([{ type: "Questionnaire", interaction: [{ code: "read" }] }]);
    expect(statement.date).toMatch(/^\d{4}$/);
  });
});
