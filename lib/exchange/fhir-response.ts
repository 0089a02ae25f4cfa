import type { Relative } from "@/lib/family/pedigree";
import type { Assessment, Draft } from "@/lib/screening/assess";
import { contexts, measures } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import { letters } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { ownCoding, presence, systems } from "./fhir-codes";
import type { Coding } from "./fhir-codes";
import { findingLink } from "./fhir-expressions";
import { form, relativeGroup } from "./fhir-form";
import type { Question, Section } from "./fhir-form";
import { canonical } from "./fhir-questionnaire";
import { fhirEnglish } from "./fhir-words";
import type { List } from "./fhir-words";

/** What is written: a draft with its assessment; a screening has a code too. */
export type Assessed = Draft & { assessment: Pick<Assessment, "rules" | "letters" | "match" | "flag">; code?: Code };

type Answer = { valueCoding: Coding } | { valueDecimal: number } | { valueBoolean: boolean };
export type ResponseItem = { linkId: string; text: string; answer?: Answer[]; item?: ResponseItem[] };
type Answers = Map<string, Answer>;

/**
 * A draft or screening as a FHIR R4 QuestionnaireResponse. Nobody and no day is named: no subject, author or date.
 * What was not assessed has no answer. A girl's males-only finding is written though the form would not ask for it: a fact
 * is not dropped for the form's sake. `follows` and `origin` stay behind.
 */
export function toQuestionnaireResponse(screening: Assessed) {
  const given = answersOf(screening);
  const relatives = (screening.family?.relatives ?? []).map(relativeAnswers);
  return {
    resourceType: "QuestionnaireResponse" as const,
    language: "en",
    ...(screening.code && { identifier: { system: systems.own, value: screening.code } }),
    questionnaire: canonical(screening.checklist, screening.assessment.rules),
    status: "completed" as const,
    item: form.flatMap((section) => groupsOf(section, given, relatives)),
  };
}

/** A group as it was answered: none without an answer, one for each relative. */
function groupsOf(section: Section, given: Answers, relatives: Answers[]): ResponseItem[] {
  const among = section === relativeGroup ? relatives : [given];
  return among.flatMap((answers) => {
    const answered = section.questions.flatMap((question) => questionOf(question, answers.get(question.linkId)));
    const item = [...answered, ...(section.sections ?? []).flatMap((one) => groupsOf(one, given, relatives))];
    return item.length ? [{ linkId: section.linkId, text: section.title, item }] : [];
  });
}

function questionOf(question: Question, answer: Answer | undefined): ResponseItem[] {
  const text = question.kind === "finding" ? words("en").features[question.feature] : fhirEnglish.asked[question.linkId];
  return answer ? [{ linkId: question.linkId, text, answer: [answer] }] : [];
}

function answersOf({ sex, age, gestation, size, findings, variant, context, family, assessment }: Assessed): Answers {
  const answers: Answers = new Map();
  const yes = (linkId: string, value: boolean | undefined) => value !== undefined && answers.set(linkId, { valueBoolean: value });
  const coded = (linkId: string, list: List, value: string | undefined) => value !== undefined && answers.set(linkId, { valueCoding: ownCoding(list, value) });
  coded("sex", "sex", sex);
  coded("age", "age", age);
  coded("gestation", "gestation", gestation);
  for (const measure of measures) if (size?.[measure] !== undefined) answers.set(`size.${measure}`, { valueDecimal: size[measure] });
  for (const feature of featureIds) {
    const status = findings[feature];
    if (status) answers.set(findingLink(feature), { valueCoding: presence[status] });
  }
  const { tested, ...parts } = variant ?? {};
  for (const [part, value] of Object.entries(parts)) coded(`variant.${part}`, part as keyof typeof parts, value);
  yes("variant.tested", tested);
  for (const one of contexts) yes(`context.${one}`, context?.[one]);
  yes("family.consanguinity", said(family?.consanguinity));
  coded("family.transmittedBy", "transmittedBy", family?.transmittedBy);
  for (const letter of letters) coded(`letter.${letter}`, "status", assessment.letters[letter]);
  coded("match", "match", assessment.match);
  coded("flag", "flag", assessment.flag?.level);
  return answers;
}

function relativeAnswers({ relation, affected, carrier }: Relative): Answers {
  const answers: Answers = new Map([["relative.relation", { valueCoding: ownCoding("relation", relation) }]]);
  if (affected) answers.set("relative.affected", { valueBoolean: affected === "yes" });
  if (carrier) answers.set("relative.carrier", { valueBoolean: carrier === "yes" });
  return answers;
}

function said(word: "yes" | "no" | undefined): boolean | undefined {
  return word && word === "yes";
}
