import { relations } from "@/lib/family/pedigree";
import { ages, contexts, gestations, measures, sexes, variantParts } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Part, Row } from "@/lib/screening/checklist";
import { letters, letterStatuses, matches } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { findingLink } from "./fhir-expressions";
import { fhirEnglish } from "./fhir-words";
import type { Asked, List } from "./fhir-words";

/** One question of the form and what may answer it. `worked-out` is calculated from the others and never taken from outside. */
export type Question =
  | { kind: "finding"; linkId: string; feature: FeatureId; row: Row }
  | { kind: "coded"; linkId: Asked; list: List; values: readonly string[] }
  | { kind: "worked-out"; linkId: Asked; list: List; values: readonly string[] }
  | { kind: "z"; linkId: Asked }
  | { kind: "yes"; linkId: Asked };

export type Section = { linkId: string; title: string; about?: string; questions: Question[]; sections?: Section[] };

const coded = (linkId: Asked, list: List, values: readonly string[]): Question => ({ kind: "coded", linkId, list, values });
const yes = (linkId: Asked): Question => ({ kind: "yes", linkId });

function finding(feature: FeatureId): Question {
  return { kind: "finding", linkId: findingLink(feature), feature, row: checklist[feature] };
}

function ofPart(part: Part): Section {
  return { linkId: `group.${part}`, title: words("en").parts[part].title, about: words("en").parts[part].about, questions: featureIds.filter((feature) => checklist[feature].part === part).map(finding) };
}

const parts = ["I", "M", "A", "Ge", "face", "body", "elsewhere"] as const satisfies Part[];
const variant = Object.keys(variantParts) as (keyof typeof variantParts)[];
const { groups } = fhirEnglish;

/** A relative, as often as there are relatives. */
export const relativeGroup: Section = {
  linkId: "group.relative",
  title: groups.relative,
  questions: [coded("relative.relation", "relation", relations), yes("relative.affected"), yes("relative.carrier")],
};

/** What is worked out: the words of the rules, in the order of the rules. */
const resultGroup: Section = {
  linkId: "group.result",
  title: groups.result,
  questions: [
    ...letters.map((letter): Question => ({ kind: "worked-out", linkId: `letter.${letter}`, list: "status", values: letterStatuses })),
    { kind: "worked-out", linkId: "match", list: "match", values: matches },
    { kind: "worked-out", linkId: "flag", list: "flag", values: ["red", "amber"] },
  ],
};

/** The whole form, in the order in which it is asked: one source for the questionnaire, what is written and what is read. */
export const form: readonly Section[] = [
  { linkId: "group.child", title: groups.child, questions: [coded("sex", "sex", sexes), coded("age", "age", ages), coded("gestation", "gestation", gestations)] },
  { linkId: "group.size", title: groups.size, questions: measures.map((measure) => ({ kind: "z", linkId: `size.${measure}` })) },
  ...parts.map(ofPart),
  { linkId: "group.variant", title: groups.variant, questions: [...variant.map((part) => coded(`variant.${part}`, part, variantParts[part])), yes("variant.tested")] },
  { linkId: "group.context", title: groups.context, questions: contexts.map((context) => yes(`context.${context}`)) },
  {
    linkId: "group.family",
    title: groups.family,
    questions: [yes("family.consanguinity"), coded("family.transmittedBy", "transmittedBy", ["mother", "father", "new"])],
    sections: [relativeGroup],
  },
  resultGroup,
];
