import { MAX_RELATIVES } from "@/lib/family/pedigree";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { RULES_VERSION } from "@/lib/screening/rules";
import type { Letter } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { askedCoding, featureCoding, notAssessed, ownCoding, presence, zUnit } from "./fhir-codes";
import type { Coding } from "./fhir-codes";
import { findingLink, ruleVariables } from "./fhir-expressions";
import { form, relativeGroup } from "./fhir-form";
import type { Question, Section } from "./fhir-form";
import { fhirEnglish } from "./fhir-words";
import { OWN_QUESTIONNAIRE } from "./own-system";

const HL7 = "http://hl7.org/fhir";
const SDC = `${HL7}/uv/sdc/StructureDefinition`;

/** A change of the checklist or of the rules is another questionnaire. */
const versionOf = (checklist: string, rules: string) => `${checklist}-${rules}`;

/**
 * How a response names the questionnaire that it answers: that of its own checklist and rules, which may be older ones, and
 * not where it was answered.
 */
export function canonical(checklist: string, rules: string): string {
  return `${OWN_QUESTIONNAIRE}|${versionOf(checklist, rules)}`;
}

type Extension = { url: string; [value: `value${string}`]: unknown };
type EnableWhen = { question: string; operator: "exists" | "=" | "!="; answerBoolean?: boolean; answerCoding?: Coding };
type AnswerOption = { valueCoding: Coding; initialSelected?: true };

/** An item of a FHIR R4 Questionnaire, as far as this one goes. */
export type QuestionnaireItem = {
  extension?: Extension[];
  linkId: string;
  code?: Coding[];
  text: string;
  type: "group" | "choice" | "decimal" | "boolean" | "display";
  enableWhen?: EnableWhen[];
  enableBehavior?: "any";
  required?: true;
  repeats?: true;
  readOnly?: true;
  answerOption?: AnswerOption[];
  item?: QuestionnaireItem[];
};

const extension = (name: string, value: Omit<Extension, "url">): Extension => ({ url: `${HL7}/StructureDefinition/${name}`, ...value });
const fhirPath = (expression: string, name?: string) => ({ valueExpression: { ...(name && { name }), language: "text/fhirpath", expression } });
const control = (code: string) => extension("questionnaire-itemControl", { valueCodeableConcept: { coding: [{ system: `${HL7}/questionnaire-item-control`, code }] } });
const options = (codings: readonly Coding[], selected?: string): AnswerOption[] => codings.map((valueCoding) => ({ valueCoding, ...(valueCoding.code === selected && { initialSelected: true }) }));

/**
 * The whole checklist as a FHIR R4 Questionnaire with the SDC extensions by which a form filler works out letters, match
 * and flag. A feature left open is not assessed.
 */
export function questionnaire() {
  return {
    resourceType: "Questionnaire" as const,
    id: "image-checklist",
    language: "en",
    extension: ruleVariables().map(({ name, expression }) => extension("variable", fhirPath(expression, name))),
    url: OWN_QUESTIONNAIRE,
    version: versionOf(CHECKLIST_VERSION, RULES_VERSION),
    name: "ImageChecklist",
    title: fhirEnglish.title,
    // Until a paediatric endocrinologist has signed the rules.
    status: "draft" as const,
    subjectType: ["Patient"],
    description: fhirEnglish.about,
    copyright: fhirEnglish.copyright,
    item: form.map(groupItem),
  };
}

function groupItem({ linkId, title, about, questions, sections = [] }: Section): QuestionnaireItem {
  const repeats = linkId === relativeGroup.linkId;
  return {
    ...(repeats && { extension: [extension("questionnaire-maxOccurs", { valueInteger: MAX_RELATIVES })] }),
    linkId,
    text: title,
    type: "group",
    ...(repeats && { repeats }),
    item: [...(about ? [helpItem(linkId, about)] : []), ...questions.map(questionItem), ...sections.map(groupItem)],
  };
}

function helpItem(linkId: string, text: string): QuestionnaireItem {
  return { extension: [control("help")], linkId: `${linkId}.help`, text, type: "display" };
}

function questionItem(question: Question): QuestionnaireItem {
  if (question.kind === "finding") return findingItem(question);
  const { linkId } = question;
  const asked = { linkId, code: [askedCoding(linkId)], text: fhirEnglish.asked[linkId] };
  if (question.kind === "yes") return { ...asked, type: "boolean", ...variantOnly(linkId) };
  if (question.kind === "z") return { extension: zExtensions, ...asked, type: "decimal" };
  const codings = question.values.map((value) => ownCoding(question.list, value));
  if (question.kind === "worked-out") return { extension: [calculated(linkId)], ...asked, type: "choice", readOnly: true, answerOption: options(codings) };
  const always = linkId === "sex" || linkId === "age";
  return { extension: [control("drop-down")], ...asked, type: "choice", ...variantOnly(linkId), ...(always && { required: true as const }), answerOption: options(codings, always ? `${linkId}.unknown` : undefined) };
}

const zExtensions = [
  extension("questionnaire-unit", { valueCoding: zUnit }),
  extension("minValue", { valueDecimal: -9.9 }),
  extension("maxValue", { valueDecimal: 9.9 }),
  extension("maxDecimalPlaces", { valueInteger: 1 }),
];

/** The answer is looked up among the question's own options, so that it comes as the whole coding. */
function calculated(linkId: string): Extension {
  const [list, letter] = linkId.split(".") as [string, Letter?];
  const [prefix, variable] = letter ? ["status", `letter${letter}`] : [list, list];
  const option = `%questionnaire.repeat(item).where(linkId = '${linkId}').answerOption.value`;
  return { url: `${SDC}/sdc-questionnaire-calculatedExpression`, ...fhirPath(`${option}.where(code = '${prefix}.' + %${variable})`) };
}

/** The parts of a variant are asked once there is a gene, and then all of them. */
function variantOnly(linkId: string): Partial<QuestionnaireItem> {
  if (!linkId.startsWith("variant.") || linkId === "variant.gene") return {};
  return { enableWhen: [{ question: "variant.gene", operator: "exists", answerBoolean: true }], required: true };
}

function findingItem({ linkId, feature, row }: Extract<Question, { kind: "finding" }>): QuestionnaireItem {
  const shown = [control("radio-button"), extension("questionnaire-choiceOrientation", { valueCode: "horizontal" })];
  return {
    // Too general to tick: answered by what is imported, and kept.
    extension: row.importOnly ? [extension("questionnaire-hidden", { valueBoolean: true })] : shown,
    linkId,
    code: [featureCoding(feature)],
    text: words("en").features[feature],
    type: "choice",
    ...(row.malesOnly && { enableWhen: malesOnly, enableBehavior: "any" as const }),
    answerOption: options([presence.observed, presence.excluded, notAssessed]),
    item: [helpItem(linkId, `${row.definition} ${row.assessed}`)],
  };
}

// As the rules read the sex: 46,XY outranks the recorded one.
const malesOnly: EnableWhen[] = [
  { question: "sex", operator: "!=", answerCoding: ownCoding("sex", "female") },
  { question: findingLink("female-genitalia-46xy"), operator: "=", answerCoding: presence.observed },
];
