import { describe, expect, test } from "vitest";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { capabilityStatement } from "@/lib/exchange/fhir-capability";
import { notAssessed, ownCoding, presence, zUnit } from "@/lib/exchange/fhir-codes";
import { questionnaire } from "@/lib/exchange/fhir-questionnaire";
import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { emptyLists, inconsistencies } from "./fhir-consistency";
import { everything, saved } from "./fhir-drafts";
import { absent, atHand, fhirJsOracle, medplumOracle, schemaOracle, unitOracle } from "./fhir-oracles";
import type { Oracle } from "./fhir-oracles";
import { bundleComplaints, known, responseComplaints } from "./fhir-filled";

const base = "https://screen.example.org";
const screening = saved({
  checklist: "1.0", sex: "male", age: "newborn", gestation: "term", size: { weight: -2.4 }, findings: { iugr: "observed", scoliosis: "excluded" },
  family: { relatives: [{ relation: "mother", carrier: "yes" }] }, context: { steroids: true },
});
const form = () => structuredClone(questionnaire());
const response = () => structuredClone(toQuestionnaireResponse(screening));
const bundle = () => structuredClone(toBundle(screening));
const statement = () => structuredClone(capabilityStatement(base, "0.1.0"));

const asked = known(questionnaire());
/** Ours, told by the type of the resource; what it cannot walk through is no such resource. */
const ownOracle: Oracle = (resource) => [...emptyLists(resource), ...complaints(resource)];
const complaints: Oracle = (resource) => {
  const { resourceType } = resource as { resourceType: string };
  try {
    if (resourceType === "Questionnaire") return inconsistencies(resource as ReturnType<typeof form>);
    if (resourceType === "QuestionnaireResponse") return responseComplaints(resource as ReturnType<typeof response>, asked);
    return resourceType === "Bundle" ? bundleComplaints(resource as ReturnType<typeof bundle>, asked) : [];
  } catch (error) {
    return [String(error)];
  }
};

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

const iugr = "entry/4/resource";
const kind = { linkId: "group.variant", text: "Gene variant", item: [{ linkId: "variant.consequence", text: "Kind", answer: [{ valueCoding: ownCoding("consequence", "splice") }] }] };

/** What is planted, and who finds it: m Medplum, f fhir.js (not below the first level of items), s the JSON schema (which requires no primitive), o ours. */
const faults: [string, () => object, string][] = [
  ["questionnaire without a status", () => planted(form(), "status", undefined), "mf"],
  ["questionnaire with a status of its own", () => planted(form(), "status", "ready"), "fs"],
  ["item without a linkId", () => planted(form(), "item/0/item/0/linkId", undefined), "mo"],
  ["item of an unknown type", () => planted(form(), "item/0/item/0/type", "radio"), "mso"],
  ["item with a misspelt key", () => planted(form(), "item/0/item/0/requierd", true), "ms"],
  ["group that is answered", () => planted(form(), "item/0/answerOption", [{ valueString: "x" }]), "mo"],
  ["enableWhen that exists by a word", () => planted(form(), "item/9/item/1/enableWhen/0/answerBoolean", "yes"), "ms"],
  ["extension without a url", () => planted(form(), "extension/0/url", undefined), "mf"],
  ["answer in two types", () => planted(response(), "item/0/item/0/answer/0/valueString", "male"), "mo"],
  ["response without a status", () => planted(response(), "status", undefined), "mf"],
  ["response with a list for an item", () => planted(response(), "item/0/item", "none"), "mfso"],
  ["decimal as text", () => planted(response(), "item/1/item/0/answer/0/valueDecimal", "-2.4"), "mso"],
  ["observation without a code", () => planted(bundle(), "entry/0/resource/code", undefined), "mfso"],
  ["observation of no status", () => planted(bundle(), "entry/0/resource/status", "done"), "fso"],
  ["observation with an unknown key", () => planted(bundle(), "entry/0/resource/outcome", "x"), "mfso"],
  ["bundle without a type", () => planted(bundle(), "type", undefined), "mf"],
  ["bundle with an entry that is no resource", () => planted(bundle(), "entry/0/resource", { resourceType: "Finding" }), "mfso"],
  ["statement without its date", () => planted(statement(), "date", undefined), "mf"],
  ["statement of no FHIR version", () => planted(statement(), "fhirVersion", "4"), "fs"],
  ["two items of one linkId", () => planted(form(), "item/0/item/0/linkId", "age"), "o"],
  ["two enableWhen and no behaviour", () => planted(form(), "item/5/item/1/enableBehavior", undefined), "o"],
  ["enableWhen for a question that is not there", () => planted(form(), "item/5/item/1/enableWhen/0/question", "gender"), "o"],
  ["enableWhen for an answer that is not offered", () => planted(form(), "item/5/item/1/enableWhen/0/answerCoding/code", "sex.girl"), "o"],
  ["an HPO term under the name of another", () => planted(form(), "item/2/item/1/code/0/display", "Short stature"), "o"],
  ["the HPO term of another feature", () => planted(form(), "item/2/item/1/code/0/code", "HP:0004322"), "o"],
  ["FHIRPath that names a feature that is not there", () => planted(form(), "extension/13/valueExpression/expression", "'finding.iugrr' in %observed"), "o"],
  ["an answer to what is not asked", () => planted(response(), "item/0/item/0/linkId", "gender"), "o"],
  ["an answer that is not offered", () => planted(response(), "item/2/item/0/answer/0/valueCoding/code", "LA4489-6"), "o"],
  ["an answer under the name of another", () => planted(response(), "item/2/item/0/answer/0/valueCoding/display", "Absent"), "o"],
  ["a question under another text", () => planted(response(), "item/2/item/0/text", "Short stature"), "o"],
  ["a name in a text", () => planted(response(), "item/0/text", "Anna Example"), "o"],
  ["an author", () => planted(response(), "author", { display: "Dr Example" }), "o"],
  ["a day", () => planted(response(), "authored", "2026-03-04"), "o"],
  ["a yes where a coding is asked", () => planted(response(), "item/2/item/0/answer/0", { valueBoolean: true }), "o"],
  ["an answer that it was not assessed", () => planted(response(), "item/2/item/0/answer/0/valueCoding", notAssessed), "o"],
  ["both present and absent", () => planted(response(), "item/2/item/0/answer/1", { valueCoding: presence.excluded }), "o"],
  ["a question answered twice", () => planted(response(), "item/0/item/3", response().item[0]?.item?.[2]), "o"],
  ["a question in another group", () => planted(response(), "item/1/item/1", response().item[0]?.item?.[2]), "o"],
  ["no sex", () => planted(response(), "item/0/item", response().item[0]?.item?.slice(1)), "o"],
  ["a kind of variant, and no gene", () => planted(response(), "item/4", kind), "o"],
  ["a z-score beyond belief", () => planted(response(), "item/1/item/0/answer/0/valueDecimal", -24), "o"],
  ["a z-score to two decimals", () => planted(response(), "item/1/item/0/answer/0/valueDecimal", -2.45), "o"],
  ["another version of the questionnaire", () => planted(response(), "questionnaire", `${form().url}|0.1`), "o"],
  ["a term that the checklist has not", () => planted(bundle(), `${iugr}/code/coding/0/code`, "HP:0001250"), "o"],
  ["a term under the name of another", () => planted(bundle(), `${iugr}/code/coding/0/display`, "Short stature"), "o"],
  ["a finding that is not known", () => planted(bundle(), `${iugr}/valueCodeableConcept/coding/0`, { system: "http://loinc.org", code: "LA4489-6", display: "Unknown" }), "o"],
  ["a finding that was not assessed", () => planted(bundle(), `${iugr}/valueCodeableConcept/coding/0`, notAssessed), "o"],
  ["a finding twice", () => planted(bundle(), `${iugr}/code`, bundle().entry?.[5]?.resource.code), "o"],
  ["a weight in kilograms for a z-score", () => planted(bundle(), "entry/3/resource/valueQuantity/code", "kg"), "o"],
  ["two entries of one address", () => planted(bundle(), "entry/1/fullUrl", bundle().entry?.[0]?.fullUrl), "mo"],
  ["a reference that leads nowhere", () => planted(bundle(), "entry/0/resource/derivedFrom", [{ reference: "Observation/none" }]), "o"],
  ["another child", () => planted(bundle(), "entry/0/resource/subject", { type: "Patient", identifier: { ...bundle().identifier, value: "IS-0000-0000" } }), "o"],
  ["a child's name", () => planted(bundle(), "entry/0/resource/subject/display", "Anna Example"), "o"],
  ["a hospital's number", () => planted(bundle(), "identifier/value", "MRN 12345"), "o"],
  ["the day of a finding", () => planted(bundle(), `${iugr}/effectiveDateTime`, "2026-03-04"), "o"],
  ["an empty list of entries", () => planted(bundle(), "entry", []), "o"],
  ["an empty list within", () => planted(bundle(), `${iugr}/note`, []), "o"],
  ["an empty list of answers", () => planted(response(), "item/0/item/0/answer", []), "o"],
  ["an empty list of options", () => planted(form(), "item/0/item/0/answerOption", []), "o"],
  ["a note", () => planted(bundle(), `${iugr}/note`, [{ text: "Anna walks" }]), "o"],
];

const others: [string, string, Oracle][] = atHand ? [["m", "Medplum", medplumOracle()], ["f", "fhir.js", fhirJsOracle()], ["s", "the R4 JSON schema", schemaOracle()]] : [];
const oracles: [string, string, Oracle][] = [...others, ["o", "ours", ownOracle]];

test.skipIf(!atHand)(`Medplum, fhir.js and the R4 JSON schema judge${atHand ? "" : ` nothing: ${absent}`}`, () => expect(others).toHaveLength(3));

describe.each(oracles)("%s: %s", (letter, _, oracle) => {
  test("accepts the questionnaire and the statement", () => expect([oracle(form()), oracle(statement())]).toEqual([[], []]));

  test(`accepts response and bundle of ${everything.length} screenings`, () => {
    const nothing = saved({ checklist: "1.0", sex: "unknown", age: "unknown", findings: {} });
    for (const one of [...everything, nothing]) expect([toQuestionnaireResponse(one), toBundle(one)].map(oracle)).toEqual([[], []]);
  }, 300_000);

  test.each(faults)("%s", (__, plant, finders) => expect(oracle(plant()).length > 0, finders.includes(letter) ? "is to be found" : "is known to be missed").toBe(finders.includes(letter)));
});

test.skipIf(!atHand)("UCUM takes the unit of z, and not another", () => {
  const valid = unitOracle();
  expect([zUnit.code, "{SDS}", "Zscore", "z"].map(valid)).toEqual([true, true, false, false]);
});
