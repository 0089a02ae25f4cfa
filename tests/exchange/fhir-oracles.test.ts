import { describe, expect, test } from "vitest";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { capabilityStatement } from "@/lib/exchange/fhir-capability";
import { zUnit } from "@/lib/exchange/fhir-codes";
import { questionnaire } from "@/lib/exchange/fhir-questionnaire";
import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { inconsistencies } from "./fhir-consistency";
import { everything, saved } from "./fhir-drafts";
import { absent, atHand, fhirJsOracle, medplumOracle, schemaOracle, unitOracle } from "./fhir-oracles";
import type { Oracle } from "./fhir-oracles";

const base = "https://screen.example.org";
const screening = saved({
  checklist: "1.0", sex: "male", age: "newborn", gestation: "term", size: { weight: -2.4 }, findings: { iugr: "observed", scoliosis: "excluded" },
  family: { relatives: [{ relation: "mother", carrier: "yes" }] }, context: { steroids: true },
});
const form = () => structuredClone(questionnaire(base));
const response = () => structuredClone(toQuestionnaireResponse(screening, base));
const bundle = () => structuredClone(toBundle(screening));
const statement = () => structuredClone(capabilityStatement(base, "0.1.0"));

type Json = Record<string, unknown>;
/** Sets what stands at the end of a path; undefined takes it away. */
function planted(resource: object, path: string, value: unknown): object {
  const names = path.split("/");
  const last = names.pop() ?? "";
  const at = names.reduce((node, name) => node[name] as Json, resource as Json);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return resource;
}

/** What is planted, and who finds it: m Medplum, f fhir.js (not below the first level of items), s the JSON schema (which requires no primitive). */
const faults: [string, () => object, string][] = [
  ["questionnaire without a status", () => planted(form(), "status", undefined), "mf"],
  ["questionnaire with a status of its own", () => planted(form(), "status", "ready"), "fs"],
  ["item without a linkId", () => planted(form(), "item/0/item/0/linkId", undefined), "m"],
  ["item of an unknown type", () => planted(form(), "item/0/item/0/type", "radio"), "ms"],
  ["item with a misspelt key", () => planted(form(), "item/0/item/0/requierd", true), "ms"],
  ["group that is answered", () => planted(form(), "item/0/answerOption", [{ valueString: "x" }]), "m"],
  ["enableWhen that exists by a word", () => planted(form(), "item/9/item/1/enableWhen/0/answerBoolean", "yes"), "ms"],
  ["extension without a url", () => planted(form(), "extension/0/url", undefined), "mf"],
  ["answer in two types", () => planted(response(), "item/0/item/0/answer/0/valueString", "male"), "m"],
  ["response without a status", () => planted(response(), "status", undefined), "mf"],
  ["response with a list for an item", () => planted(response(), "item/0/item", "none"), "mfs"],
  ["decimal as text", () => planted(response(), "item/1/item/0/answer/0/valueDecimal", "-2.4"), "ms"],
  ["observation without a code", () => planted(bundle(), "entry/0/resource/code", undefined), "mfs"],
  ["observation of no status", () => planted(bundle(), "entry/0/resource/status", "done"), "fs"],
  ["observation with an unknown key", () => planted(bundle(), "entry/0/resource/outcome", "x"), "mfs"],
  ["bundle without a type", () => planted(bundle(), "type", undefined), "mf"],
  ["bundle with an entry that is no resource", () => planted(bundle(), "entry/0/resource", { resourceType: "Finding" }), "mfs"],
  ["statement without its date", () => planted(statement(), "date", undefined), "mf"],
  ["statement of no FHIR version", () => planted(statement(), "fhirVersion", "4"), "fs"],
];

type Form = ReturnType<typeof form>;
/** What none of them finds. */
const missed: [string, () => Form][] = (
  [
    ["two items of one linkId", "item/0/item/0/linkId", "age"],
    ["two enableWhen and no behaviour", "item/5/item/1/enableBehavior", undefined],
    ["enableWhen for a question that is not there", "item/5/item/1/enableWhen/0/question", "gender"],
    ["enableWhen for an answer that is not offered", "item/5/item/1/enableWhen/0/answerCoding/code", "sex.girl"],
    ["an HPO term under the name of another", "item/2/item/1/code/0/display", "Short stature"],
    ["the HPO term of another feature", "item/2/item/1/code/0/code", "HP:0004322"],
    ["FHIRPath that names a feature that is not there", "extension/13/valueExpression/expression", "'finding.iugrr' in %observed"],
  ] as const
).map(([name, path, value]) => [name, () => planted(form(), path, value) as Form]);

describe("what others' validators miss, our own check finds", () => {
  test.each(missed)("planted: %s", (_, plant) => expect(inconsistencies(plant())).not.toEqual([]));
});

describe.skipIf(!atHand)(`others' validators${atHand ? "" : ` (skipped: ${absent})`}`, () => {
  const oracles: [string, string, Oracle][] = atHand ? [["m", "Medplum", medplumOracle()], ["f", "fhir.js", fhirJsOracle()], ["s", "the R4 JSON schema", schemaOracle()]] : [];

  test.each(oracles)("%s: %s accepts the questionnaire and the statement", (_, __, oracle) => {
    expect(oracle(form())).toEqual([]);
    expect(oracle(statement())).toEqual([]);
  });

  test.each(oracles)(`%s: %s accepts response and bundle of ${everything.length} screenings`, (_, __, oracle) => {
    for (const one of everything) {
      expect(oracle(toQuestionnaireResponse(one))).toEqual([]);
      expect(oracle(toBundle(one))).toEqual([]);
    }
  });

  test("UCUM takes the unit of z, and not another", () => {
    const valid = unitOracle();
    expect([zUnit.code, "{SDS}", "Zscore", "z"].map(valid)).toEqual([true, true, false, false]);
  });

  test.each(missed)("missed by all: %s", (_, plant) => {
    for (const [, , oracle] of oracles) expect(oracle(plant())).toEqual([]);
  });

  test.each(faults)("planted: %s", (_, plant, finders) => {
    const found = oracles.filter(([, , oracle]) => oracle(plant()).length > 0).map(([letter]) => letter).join("");
    expect(found).toBe(finders);
  });
});
