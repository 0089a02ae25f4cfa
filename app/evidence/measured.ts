import type { IssueCode, ReasonCode } from "@/lib/screening/assess";
import { sizeLimits } from "@/lib/screening/rules";
import type { issueRules, Letter, LetterStatus, Match } from "@/lib/screening/rules";
import type { Source } from "@/lib/screening/sources";

const z = (limit: number) => limit.toFixed(1).replace("-", "−");
const { weight, length } = sizeLimits;

/** What the rules decide by a measure, the age or the sex: the rows that assess.ts reads beside the table. Above the table's rows of the same status. */
export const measuredRows: readonly { letter: Letter; status: LetterStatus; code: ReasonCode; when: string; source: Source }[] = [
  { letter: "I", status: "met", code: "weight-very-low", when: `Birth weight z ${z(weight.met)} or below`, source: "intergrowth" },
  { letter: "I", status: "met", code: "length-very-low", when: `Birth length z ${z(length.met)} or below`, source: "intergrowth" },
  { letter: "I", status: "supported", code: "weight-low", when: `Birth weight z above ${z(weight.met)}, at most ${z(weight.small)}`, source: "intergrowth" },
  { letter: "I", status: "not-met", code: "size-normal", when: `Birth weight z above ${z(weight.small)}, and length z above ${z(length.small)} where measured`, source: "intergrowth" },
  { letter: "I", status: "unknown", code: "size-undecided", when: "A weight or a length was measured, and none of these holds", source: "intergrowth" },
  { letter: "M", status: "not-met", code: "metaphyses-excluded-late", when: "Metaphyseal dysplasia excluded at five years or later, and nothing above", source: "hamajima-2013" },
  { letter: "M", status: "unknown", code: "metaphyses-excluded-early", when: "The same before five years, or at an unknown age", source: "hamajima-2013" },
  { letter: "Ge", status: "not-met", code: "genitalia-excluded", when: "In a boy: micropenis, undescended testes and hypospadias all excluded, and nothing above", source: "medlineplus" },
  { letter: "Ge", status: "not-applicable", code: "sex-female", when: "A girl, unless 46,XY was found", source: "medlineplus" },
  { letter: "Ge", status: "unknown", code: "sex-unknown", when: "The sex is not given", source: "medlineplus" },
];

/** What the rows of a letter cannot say by themselves. */
export const letterNotes: Record<Letter, string> = {
  I: "z-scores are those on INTERGROWTH-21st, rounded to 0.1. A measured weight outranks the tick for it. Not met wins over supported: later smallness does not undo a normal size at birth.",
  M: "A film that was not taken leaves the letter unknown. It is not required for a match: three proven siblings had no metaphyseal change.",
  A: "Central adrenal insufficiency supports only. “Not met” holds for the age at which it was tested.",
  Ge: "Boys and children of undetermined sex. A child recorded as female in whom 46,XY was found is read as a boy.",
};

/** When a match is reached. */
export const matchWhen: Record<Match, string> = {
  "all-letters": "Every applicable letter is met.",
  "core-pair": "I and A are met.",
  partial: "I or A is met, a second letter met or supported, and neither I nor A is not met. Where A is unknown, two letters are met.",
  "few-letters": "Two or more applicable letters are known, and none of the above.",
  insufficient: "Everything else.",
};

/** When an issue is raised that no row of the table can say: it needs sex, size, letters or context. */
export const issueWhen: Record<Exclude<IssueCode, (typeof issueRules)[number]["code"]>, string> = {
  "observed-below-excluded": "A feature observed, and the general one above it excluded",
  "recorded-female-46xy": "Recorded as female, 46,XY found",
  "male-finding-in-female": "A girl with micropenis, undescended testes or hypospadias",
  "measured-size-outranks-tick": "Birth weight measured, and its tick says otherwise",
  "birth-size-was-normal": "I not met, small later",
  "steroids-hide-cortisol": "Steroids given, and cortisol or insufficiency answered",
  "virilised-female": "Ambiguous genitalia, not a boy",
  "girl-with-core-pair": "A girl with I and A met",
  "surgery-before-axis": "Surgery planned, A unknown",
  "sex-not-known": "The sex is not given",
  "variant-origin-disputed": "A CDKN1C variant whose told origin cannot all be true",
  "head-spared": "Head z at least 1.5 above weight or length z",
};

/** Newest last. */
export const rulesHistory = [
  { version: "1.0", when: "November 2026", what: "The first version.", signed: "Nobody yet" },
  {
    version: "1.1",
    when: "November 2026",
    what: "Low cortisol with ACTH above twice the limit is named as a pattern, and blood taken before 24 hours of life is pointed out; a variant proven on the father’s copy is silent whatever it is. No letter, match or flag changes.",
    signed: "Nobody yet",
  },
] as const;
