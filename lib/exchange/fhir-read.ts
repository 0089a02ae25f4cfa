import type { Relative } from "@/lib/family/pedigree";
import type { Draft, Status } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Fault } from "@/lib/screening/faults";
import { notAssessed, presence, systems } from "./fhir-codes";
import { form, relativeGroup } from "./fhir-form";
import type { Question, Section } from "./fhir-form";
import { asImported, isKnownChecklist } from "./own-json";
import { OWN_QUESTIONNAIRE } from "./own-system";
import { draftIn } from "./plain-draft";

/** `unknown`: the linkIds that the checklist does not have; what they hold was read past. */
export type ResponseReading = { draft: Draft; unknown: string[] } | { errors: Fault[] };

type Values = Map<string, string | number | boolean>;
type Reading = { values: Values; relatives: Values[]; unknown: Set<string>; faults: Fault[] };

/** How the checklist was called first: by where a site serves it. */
const SERVED = "/api/fhir/Questionnaire/image-checklist";
const MAX_DEPTH = 6;
const MAX_UNKNOWN = 50;
/** LinkIds are names of a form; one that could hold more than a name is not told. */
const tellable = /^(?!.*\d{5})[\w./-]{1,40}$/;

const below = (section: Section): Section[] => [section, ...(section.sections ?? []).flatMap(below)];
const sections = form.flatMap(below);
const questions = new Map<string, Question>(sections.flatMap((section) => section.questions.map((question) => [question.linkId, question] as const)));
const passed = new Set([...sections.map(({ linkId }) => linkId), ...[...sections.map(({ linkId }) => linkId), ...questions.keys()].map((linkId) => `${linkId}.help`)]);

/**
 * Reads a draft from a QuestionnaireResponse to the checklist. Dates, subject, author, identifiers and texts are read
 * past and never kept; letters and match are not taken but worked out anew. A question that is not answered is not assessed.
 * The origin of every finding and z-score is `imported`.
 * @returns the draft and what the checklist does not ask, or every fault; a fault names linkIds of the checklist only
 */
export function fromQuestionnaireResponse(resource: unknown): ResponseReading {
  if (!isObject(resource)) return { errors: [{ pointer: "", code: "wrong-type" }] };
  const reading: Reading = { values: new Map(), relatives: [], unknown: new Set(), faults: headFaults(resource) };
  collect(resource["item"], reading.values, reading, 1);
  const parsed = draftIn(rawDraft(reading));
  const errors = [...reading.faults, ...("errors" in parsed ? parsed.errors : [])];
  if ("errors" in parsed || errors.length) return { errors: once(errors) };
  return { draft: asImported(parsed.draft), unknown: [...reading.unknown].slice(0, MAX_UNKNOWN) };
}

function once(faults: Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.code}`, fault])).values()];
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function headFaults({ resourceType, status, questionnaire, modifierExtension }: Json): Fault[] {
  const faults: Fault[] = [];
  if (resourceType !== "QuestionnaireResponse") faults.push({ pointer: "/resourceType", code: resourceType === undefined ? "missing" : "not-allowed" });
  if (status === undefined) faults.push({ pointer: "/status", code: "missing" });
  else if (!["in-progress", "completed", "amended"].includes(status as string)) faults.push({ pointer: "/status", code: "not-allowed" });
  // FHIR: who does not know a modifier must not read on.
  if (modifierExtension !== undefined) faults.push({ pointer: "/modifierExtension", code: "not-allowed" });
  if (questionnaire === undefined) return faults;
  const [url = "", version = ""] = typeof questionnaire === "string" ? questionnaire.split("|") : [];
  if (url !== OWN_QUESTIONNAIRE && !url.endsWith(SERVED)) faults.push({ pointer: "/questionnaire", code: "not-allowed" });
  else if (version !== "" && !isKnownChecklist(version.split("-", 1)[0] ?? "")) faults.push({ pointer: "/questionnaire", code: "not-current" });
  return faults;
}

/** Takes the answers of all items into `into`, wherever a form filler has nested them; each relative has values of its own. */
function collect(items: unknown, into: Values, reading: Reading, depth: number): void {
  if (items === undefined) return;
  if (!Array.isArray(items) || depth > MAX_DEPTH) return void reading.faults.push({ pointer: "/item", code: "wrong-type" });
  for (const item of items) {
    if (!isObject(item) || typeof item["linkId"] !== "string") reading.faults.push({ pointer: "/item", code: "wrong-type" });
    else collectItem(item, item["linkId"], into, reading, depth);
  }
}

function collectItem(item: Json, linkId: string, into: Values, reading: Reading, depth: number): void {
  if (item["modifierExtension"] !== undefined) reading.faults.push({ pointer: "/modifierExtension", code: "not-allowed" });
  const values: Values = linkId === relativeGroup.linkId ? new Map() : into;
  if (values !== into) reading.relatives.push(values);
  const answers = item["answer"] ?? [];
  const question = questions.get(linkId);
  if (question) takeAnswer(question, answers, values, reading.faults);
  else if (!passed.has(linkId)) reading.unknown.add(tellable.test(linkId) ? linkId : "…");
  collect(item["item"], values, reading, depth + 1);
  if (Array.isArray(answers)) for (const answer of answers) if (isObject(answer)) collect(answer["item"], values, reading, depth + 1);
}

function takeAnswer(question: Question, answers: unknown, values: Values, faults: Fault[]): void {
  const { linkId } = question;
  const refuse = (code: Fault["code"]) => void faults.push({ pointer: `/${linkId}`, code });
  if (question.kind === "worked-out") return;
  if (!Array.isArray(answers)) return refuse("wrong-type");
  if (answers.length === 0) return;
  if (answers.length > 1 || values.has(linkId)) return refuse("repeated");
  const value = valueOf(question, answers[0]);
  if (value === "open") return;
  if (value === "wrong-type" || value === "not-allowed") return refuse(value);
  values.set(linkId, value.is);
}

function valueOf(question: Question, answer: unknown): { is: string | number | boolean } | "open" | "wrong-type" | "not-allowed" {
  const { valueBoolean, valueDecimal, valueCoding } = isObject(answer) ? answer : {};
  if (question.kind === "yes") return typeof valueBoolean === "boolean" ? { is: valueBoolean } : "wrong-type";
  if (question.kind === "z") return typeof valueDecimal === "number" ? { is: valueDecimal } : "wrong-type";
  if (!isObject(valueCoding)) return "wrong-type";
  const { system, code } = valueCoding;
  if (question.kind === "finding" && system === notAssessed.system && code === notAssessed.code) return "open";
  const allowed = question.kind === "finding" ? Object.entries(presence).map(([status, coding]) => [coding.system, coding.code, status]) : question.values.map((value) => [systems.own, `${question.list}.${value}`, value]);
  const is = allowed.find(([itsSystem, itsCode]) => itsSystem === system && itsCode === code)?.[2];
  return is === undefined ? "not-allowed" : { is };
}

/** The values in the places of a draft; the draft's own schema judges the rest. */
function rawDraft({ values, relatives }: Reading): Json {
  const under = (prefix: string, from = values) => Object.fromEntries([...from].flatMap(([linkId, value]) => (linkId.startsWith(prefix) ? [[linkId.slice(prefix.length), value]] : [])));
  const given = (name: string, part: Json) => (Object.keys(part).length ? { [name]: part } : {});
  const { consanguinity, ...transmitted } = under("family.");
  const told = relatives.map((one) => under("relative.", one)).filter((one) => Object.keys(one).length > 0);
  const family = { ...said({ consanguinity }), ...transmitted, ...(told.length && { relatives: told.map(({ relation, ...rest }) => ({ relation, ...said(rest) })) }) };
  return {
    checklist: CHECKLIST_VERSION,
    ...Object.fromEntries((["sex", "age", "gestation"] as const).flatMap((linkId) => (values.has(linkId) ? [[linkId, values.get(linkId)]] : []))),
    ...given("size", under("size.")),
    findings: under("finding.") as Record<string, Status>,
    ...given("variant", under("variant.")),
    ...given("context", under("context.")),
    ...(Object.keys(family).length > 0 && { family: { relatives: [], ...family } }),
  };
}

/** Yes and no as words, as a family tells them. */
function said(answers: Json): Partial<Relative> {
  return Object.fromEntries(Object.entries(answers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value === true ? "yes" : "no"]])));
}
