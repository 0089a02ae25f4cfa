import type { toBundle } from "@/lib/exchange/fhir-bundle";
import type { Coding } from "@/lib/exchange/fhir-codes";
import type { questionnaire, QuestionnaireItem } from "@/lib/exchange/fhir-questionnaire";
import type { ResponseItem, toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { checklist, HPO_RELEASE } from "@/lib/screening/checklist";
import { parseCode } from "@/lib/screening/code";
import { itemsOf } from "./fhir-consistency";

type Form = ReturnType<typeof questionnaire>;
type Response = ReturnType<typeof toQuestionnaireResponse>;
type Bundle = ReturnType<typeof toBundle>;
type Answer = NonNullable<ResponseItem["answer"]>[number];
/** A questionnaire as the checks ask it: its items in one row, and every word in it. */
export type Known = Form & { items: QuestionnaireItem[]; words: ReadonlySet<string> };

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} twice`);
const stringsIn = (value: unknown): string[] => (typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : []);
const keysIn = (value: unknown): string[] => (typeof value !== "object" || value === null ? [] : Object.entries(value).flatMap(([key, part]) => [...(Array.isArray(value) ? [] : [key]), ...keysIn(part)]));

export const known = (form: Form): Known => ({ ...form, items: itemsOf(form.item), words: new Set(stringsIn(form)) });

/** What is said in words or by a key that neither the questionnaire nor the format has: where a name, a day or a place would be. */
function strangers(resource: object, form: Known, more: readonly (string | undefined)[], keys: readonly string[]): string[] {
  const allowed = new Set([...keys, "resourceType", "language", "identifier", "system", "value", "status", "coding", "code", "display", "version", "valueCoding", "valueBoolean"]);
  return [...stringsIn(resource).filter((text) => !form.words.has(text) && !more.includes(text)).map((text) => `"${text}" is not ours`), ...keysIn(resource).filter((key) => !allowed.has(key)).map((key) => `${key} is not written`)];
}

const isScore = (value: unknown) => typeof value === "number" && Math.abs(value) <= 9.9 && Math.abs(Math.round(value * 10) - value * 10) < 1e-9;

/** Is it one of the answers that this item of the questionnaire takes? What was not assessed is never written. */
function takes({ type, answerOption = [] }: QuestionnaireItem, answer: Answer): boolean {
  if (Object.keys(answer).length !== 1) return false;
  if (type === "boolean") return "valueBoolean" in answer && typeof answer.valueBoolean === "boolean";
  if (type === "decimal") return "valueDecimal" in answer && isScore(answer.valueDecimal);
  return type === "choice" && "valueCoding" in answer && answer.valueCoding.code !== "finding.not-assessed" && answerOption.some(({ valueCoding }) => same(valueCoding, answer.valueCoding));
}

/** Complaints about the answers of one group beside the items of the questionnaire that may stand there. */
function groupComplaints(given: ResponseItem[], asked: QuestionnaireItem[]): string[] {
  const links = asked.map(({ linkId }) => linkId);
  const places = given.map(({ linkId }) => links.indexOf(linkId));
  const again = twice(given.map(({ linkId }) => linkId).filter((linkId) => !asked.some((item) => item.linkId === linkId && item.repeats)));
  const disordered = places.some((place, at) => place < (places[at - 1] ?? 0)) ? [`${given[0]?.linkId} is in another order`] : [];
  return [...again, ...disordered, ...given.flatMap((one) => itemComplaints(one, asked.find(({ linkId }) => linkId === one.linkId)))];
}

function itemComplaints({ linkId, text, answer = [], item = [] }: ResponseItem, asked: QuestionnaireItem | undefined): string[] {
  if (!asked) return [`${linkId} is not asked there`];
  const complaints = text === asked.text ? [] : [`${linkId} is under another text`];
  if (asked.type === "group") return [...complaints, ...(answer.length ? [`${linkId} is a group with an answer`] : []), ...(item.length ? groupComplaints(item, asked.item ?? []) : [`${linkId} is empty`])];
  const [first] = answer;
  return [...complaints, ...(answer.length === 1 && first && takes(asked, first) ? [] : [`${linkId} is not answered as it is asked`])];
}

/** What no validator looks at in a response: whether it answers this questionnaire, and says nothing else. */
export function responseComplaints(response: Response, form: Known): string[] {
  const answered = new Set(itemsOf(response.item as QuestionnaireItem[]).map(({ linkId }) => linkId));
  // Males-only rows are left out: what is known of a girl is written though the form would not ask for it.
  const unasked = form.items.filter(({ linkId, enableWhen = [] }) => answered.has(linkId) && !linkId.startsWith("finding.") && !enableWhen.every(({ question }) => answered.has(question)));
  const missing = form.items.filter(({ linkId, required, enableWhen = [] }) => required && !answered.has(linkId) && enableWhen.every(({ question }) => answered.has(question)));
  return [
    ...groupComplaints(response.item, form.item),
    ...unasked.map(({ linkId }) => `${linkId} is answered and not asked`),
    ...missing.map(({ linkId }) => `${linkId} is not answered`),
    ...(response.questionnaire === undefined || response.questionnaire === `${form.url}|${form.version}` ? [] : ["it answers another questionnaire"]),
    ...(response.identifier && parseCode(response.identifier.value) !== response.identifier.value ? ["its identifier is no code"] : []),
    ...strangers(response, form, ["QuestionnaireResponse", "completed", response.questionnaire, response.identifier?.value], ["questionnaire", "item", "linkId", "text", "answer", "valueDecimal"]),
  ];
}

type Concept = { coding: Coding[] };
type Part = { code: Concept; valueCodeableConcept?: Concept; valueBoolean?: boolean; valueQuantity?: { value: number; system: string; code: string }; component?: Part[] };

const hpo = "http://human-phenotype-ontology.org";
const features = new Map<string, { id: string; label: string }>(Object.values(checklist).map((row) => [row.hpo.id, row.hpo]));

/** Complaints about one statement: of a term that the checklist has under that name, or of a question of ours, with an answer to it. */
function partComplaints({ code, valueCodeableConcept, valueBoolean, valueQuantity, component = [] }: Part, items: QuestionnaireItem[]): string[] {
  const asked = code.coding.at(-1);
  const item = items.find((one) => one.code?.some((coding) => coding.system === asked?.system && coding.code === asked.code));
  const name = asked?.code ?? "no code";
  const term = asked?.system === hpo && (features.get(asked.code)?.label !== asked.display || asked.version !== HPO_RELEASE) ? [`${name} is not of the checklist under that name`] : [];
  if (component.length) return component.flatMap((one) => partComplaints(one, items));
  if (!item) return [...term, `${name} is nowhere in the questionnaire`];
  const [value, ...more] = valueCodeableConcept?.coding ?? [];
  const given: Answer[] = [
    ...(value && !more.length ? [{ valueCoding: value }] : []),
    ...(valueBoolean === undefined ? [] : [{ valueBoolean }]),
    ...(valueQuantity?.code === "{Zscore}" && valueQuantity.system === "http://unitsofmeasure.org" ? [{ valueDecimal: valueQuantity.value }] : []),
  ];
  const [answer] = given;
  return [...term, ...(given.length === 1 && answer && takes(item, answer) ? [] : [`${name} has a value that is no answer`])];
}

const referencesIn = (value: unknown): string[] =>
  typeof value !== "object" || value === null ? [] : Object.entries(value).flatMap(([key, part]) => (key === "reference" && typeof part === "string" ? [part] : referencesIn(part)));

/** What no validator looks at in a bundle: terms, answers, whom it is about, where it points. */
export function bundleComplaints(bundle: Bundle, form: Known): string[] {
  const { entry = [] } = bundle;
  const resources = entry.map(({ resource }) => resource);
  const urls = entry.map(({ fullUrl }) => fullUrl);
  const { value } = bundle.identifier;
  return [
    ...twice(urls),
    ...twice(resources.map(({ code }) => code.coding.map((coding) => coding.code).join("+"))),
    ...urls.filter((url) => !/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(url)).map((url) => `${url} is no UUID`),
    ...resources.flatMap((one) => partComplaints(one, form.items)),
    ...resources.filter(({ subject }) => !same(subject, { type: "Patient", identifier: bundle.identifier })).map(({ code }) => `${code.coding[0]?.code} is about another child`),
    ...referencesIn(bundle).filter((reference) => !urls.includes(reference)).map((reference) => `${reference} leads nowhere`),
    ...(parseCode(value) === value ? [] : ["its identifier is no code"]),
    ...strangers(bundle, form, [...urls, value, "Bundle", "collection", "Observation", "final", "46098-0", "Sex", "variant", "{Zscore}", "z", "Patient"], ["type", "entry", "fullUrl", "resource", "subject", "component", "valueCodeableConcept", "valueQuantity", "unit"]),
  ];
}
