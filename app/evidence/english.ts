import type { Context } from "@/lib/screening/bands";
import type { IssueCode } from "@/lib/screening/assess";
import { sizeLimits } from "@/lib/screening/rules";
import type { issueRules, Letter, Match } from "@/lib/screening/rules";
import type { MeasuredCode } from "./measured";

const z = (limit: number) => limit.toFixed(1).replace("-", "−");
const { weight, length } = sizeLimits;

const measured: Record<MeasuredCode, string> = {
  "weight-very-low": `Birth weight z ${z(weight.met)} or below`,
  "length-very-low": `Birth length z ${z(length.met)} or below`,
  "weight-low": `Birth weight z above ${z(weight.met)}, at most ${z(weight.small)}`,
  "size-normal": `Birth weight z above ${z(weight.small)}, and length z above ${z(length.small)} where measured`,
  "size-undecided": "A weight or a length was measured, and none of these holds",
  "metaphyses-excluded-late": "Metaphyseal dysplasia excluded at five years or later, and nothing above",
  "metaphyses-excluded-early": "The same before five years, or at an unknown age",
  "genitalia-excluded": "In a boy: micropenis, undescended testes and hypospadias all excluded, and nothing above",
  "sex-female": "A girl, unless 46,XY was found",
  "sex-unknown": "The sex is not given",
};

const letterNotes: Record<Letter, string> = {
  I: "z-scores are those on INTERGROWTH-21st, rounded to 0.1. A measured weight outranks the tick for it. Not met wins over supported: later smallness does not undo a normal size at birth.",
  M: "A film that was not taken leaves the letter unknown. It is not required for a match: three proven siblings had no metaphyseal change.",
  A: "Central adrenal insufficiency supports only. “Not met” holds for the age at which it was tested.",
  Ge: "Boys and children of undetermined sex. A child recorded as female in whom 46,XY was found is read as a boy.",
};

const matchWhen: Record<Match, string> = {
  "all-letters": "Every applicable letter is met.",
  "core-pair": "I and A are met.",
  partial: "I or A is met, a second letter met or supported, and neither I nor A is not met. Where A is unknown, two letters are met.",
  "few-letters": "Two or more applicable letters are known, and none of the above.",
  insufficient: "Everything else.",
};

const issueWhen: Record<Exclude<IssueCode, (typeof issueRules)[number]["code"]>, string> = {
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

const contexts: Record<keyof Context, string> = {
  steroids: "steroids given", surgeryPlanned: "surgery planned", earlySample: "sample taken before 24 hours of life", acthTwiceLimit: "ACTH above twice the upper limit",
};

/** The English of the rules as the evidence page tells them. */
export const rulesEnglish = {
  /** What the rules decide by a measure, the age or the sex. */
  measured,
  /** What the rows of a letter cannot say by themselves. */
  letterNotes,
  /** When a match is reached. */
  matchWhen,
  /** When an issue is raised that no row of the table can say: it needs sex, size, letters or context. */
  issueWhen,
  criteria: {
    about: "Each letter is read by the rows below; any one row is enough. Met counts before supported, supported before not met, with the one exception that I names. What no row reaches is unknown, which is never the same as absent.",
    columns: ["Status", "When", "Source"],
  },
  groups: { oneOf: "one of", atLeast: (count: number) => `at least ${count} of`, excluded: "excluded:", known: "answered either way, one of", open: "not assessed:", and: "and" },
  context: (wanted: boolean, what: keyof Context) => `${wanted ? "" : "no "}${contexts[what]}`,
  matches: {
    /** Each with its source. */
    about: [
      "The match says how many letters fit, and no more. Where a letter does not apply, it is not asked for. No published score for IMAGe syndrome was found; these limits are our own. M is not required: 8 of 10 had metaphyseal dysplasia in one series (",
      "), none of three proven siblings in another (",
      ").",
    ],
    caption: "The matches, strongest first",
    columns: ["Match", "When"],
  },
  flags: {
    about: "Red is for a possible adrenal crisis and for nothing else. It never depends on the match. Amber is looked for only where nothing red is found. No doses are given.",
    caption: "Flags",
    columns: ["Flag", "When observed", "Source"],
    levels: { red: "Red", amber: "Amber" },
    say: (red: string, amber: string) => `Red says: ${red} Amber says: ${amber}`,
  },
  issues: {
    count: (count: number) => `What is raised beside the letters, and never changes them: ${count} issues`,
    caption: "Issues",
    columns: ["When", "What it says"],
  },
  history: {
    about: (rules: string) => `Rules ${rules}. No paediatric endocrinologist has signed them yet. A change that can change an assessment is a new version; a saved screening keeps the version it was made by.`,
    caption: "History of the rules",
    columns: ["Version", "What changed", "Signed by"],
    versions: {
      "1.0": { what: "The first version. November 2026.", signed: "Nobody yet" },
      "1.1": {
        what: "Low cortisol with ACTH above twice the limit is named as a pattern, and blood taken before 24 hours of life is pointed out; a variant proven on the father’s copy is silent whatever it is. No letter, match or flag changes. November 2026.",
        signed: "Nobody yet",
      },
    },
  },
};
