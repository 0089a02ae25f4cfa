import type { Assessment, Issue, IssueCode, Reason, ReasonCode, Suggestion } from "./assess";
import type { Molecular } from "./molecular";
import type { AgeBand, Context, GestationBand, Sex } from "./bands";
import type { FeatureId, Part, Shows } from "./checklist";
import type { Letter, LetterStatus, Match, sizeLimits, Test } from "./rules";
import type { TermIssue } from "./hpo-map";
import { inLocale } from "./locale";
import type { Locale } from "./locale";
import { issueSources } from "./rules";
import type { Source } from "./sources";
import { english } from "./english";

/** What a measured size says for letter I. */
export type SizeSays = `${keyof typeof sizeLimits}-${"met" | "small" | "normal"}` | "head";

/** Every sentence the product says about a child; a reviewed translation is one more file of this shape. */
export type Words = {
  features: Record<FeatureId, string>;
  parts: Record<Part, { title: string; about: string }>;
  statuses: Record<LetterStatus, string>;
  matches: Record<Match, { title: string; about: string }>;
  reasons: Record<ReasonCode, (features: string, z: string) => string>;
  issues: Record<IssueCode | TermIssue["code"], (features: string) => string>;
  suggestions: Record<Suggestion | TermIssue["suggestion"], string>;
  molecular: Record<Molecular, string>;
  tests: Record<Test, string>;
  flags: Record<"red" | "amber", { title: string; about: string; sample: string }>;
  sexes: Record<Sex, string>;
  ages: Record<AgeBand, string>;
  gestations: Record<GestationBand, string>;
  /** A measured size beside the limits of letter I, each said with a true minus sign. */
  sizes: Record<SizeSays, (met: string, small: string) => string>;
  headSpared: (gaps: [above: string, other: "weight" | "length"][]) => string;
  /** For a size in the week before or after 33+0 weeks. */
  twoStandards: string;
  contexts: Record<keyof Context, string>;
  shows: Record<Shows, string>;
  join: (parts: string[]) => string;
};

const locales = { en: english } satisfies Record<"en", Words>;

/** The words of a locale. */
export function words(locale: Locale): Words {
  return inLocale(locales, locale);
}

/** A stored code that today's rules no longer know is shown as it was stored: never hidden, never guessed. */
export function known<Value>(table: Record<string, Value>, code: string): Value | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

function listed(features: readonly FeatureId[], locale: Locale): string {
  const { features: labels, join } = words(locale);
  return join(features.map((feature) => labels[feature]));
}

/** One sentence for a reason of a letter or a flag. z is shown with a true minus sign and one decimal. */
export function sayReason(reason: Reason, locale: Locale): string {
  const z = reason.z === undefined ? "" : reason.z.toFixed(1).replace("-", "−");
  return known(words(locale).reasons, reason.code)?.(listed(reason.features, locale), z) ?? reason.code;
}

/** The signs behind a flag: one reason in its own words, of several each sign once, whichever of them name it. */
export function saySigns(reasons: readonly Reason[], locale: Locale): string {
  const signs = [...new Set(reasons.flatMap(({ features }) => features))];
  return reasons.length > 1 && signs.length > 0 ? listed(signs, locale) : reasons.map((reason) => sayReason(reason, locale)).join(". ");
}

/** What an issue is and what to do about it. */
export function sayIssue(issue: Issue | TermIssue, locale: Locale): { what: string; todo: string; source: Source } {
  const { issues, suggestions } = words(locale);
  return {
    what: known(issues, issue.code)?.(listed(issue.features, locale)) ?? issue.code,
    todo: known(suggestions, issue.suggestion) ?? issue.suggestion,
    source: known(issueSources, issue.code) ?? "rules",
  };
}

/** One sentence a line of open letters: the letter's name and the tests in their order. */
export function sayTests(open: Assessment["unknown"][number], locale: Locale): string[] {
  return open.tests.map((test) => known(words(locale).tests, test) ?? test);
}

/** A short spoken summary for a live region: match, then the four letters. */
export function sayBriefly({ match, letters, flag }: Assessment, locale: Locale): string {
  const { matches, statuses, flags } = words(locale);
  const each = (Object.keys(letters) as Letter[]).map((letter) => `${letter} ${statuses[letters[letter]]}`).join(", ");
  return `${flag ? `${flags[flag.level].title}. ` : ""}${matches[match].title}: ${each}.`;
}
