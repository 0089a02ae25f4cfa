import type { Mode, Verdict } from "@/lib/family/inheritance";
import type { Family, Relation, Relative } from "@/lib/family/pedigree";
import type { FamilyCode, FamilyReason } from "@/lib/family/reasons";
import { familyEnglish } from "./family-english";
import { known } from "./wording";
import type { Locale } from "./wording";

/**
 * What is said of a family: apart from the other words, for they are fetched with their part of the checklist.
 * `who`: all whom a reason names; `others`: without the mother.
 */
export type FamilyWords = {
  relations: Record<Relation, string>;
  modes: Record<Mode, string>;
  verdicts: Record<Verdict, string>;
  nothing: string;
  who: (relations: readonly Relation[]) => string;
  affected: Record<"yes" | "no" | "unknown", string>;
  carrier: Record<"yes" | "no", string>;
  transmittedBy: Record<"mother" | "father" | "new", string>;
  consanguinity: Record<"yes" | "no", string>;
  reasons: Record<FamilyCode, (who: string, others: string) => string>;
};

const locales = { en: familyEnglish } satisfies Record<Locale, FamilyWords>;

/** The words of a locale. */
export function familyWords(locale: Locale): FamilyWords {
  return locales[locale];
}

/** One sentence for what a family's reading says; see lib/family/inheritance. */
export function sayFamilyReason({ code, relatives }: FamilyReason, locale: Locale): string {
  const { reasons, who } = familyWords(locale);
  return known(reasons, code)?.(who(relatives), who(relatives.filter((relation) => relation !== "mother"))) ?? code;
}

/** What is known of a relative, as a sentence. */
export function sayRelative({ relation, affected, carrier }: Relative, locale: Locale): string {
  const { relations, affected: signs, carrier: tests } = familyWords(locale);
  return `${relations[relation]}: ${[signs[affected ?? "unknown"], ...(carrier ? [tests[carrier]] : [])].join(", ")}.`;
}

/** What is known of the parents together and of the transmission: none, one or two sentences. */
export function sayParents({ consanguinity, transmittedBy }: Family, locale: Locale): string[] {
  const said = familyWords(locale);
  return [...(transmittedBy ? [said.transmittedBy[transmittedBy]] : []), ...(consanguinity ? [said.consanguinity[consanguinity]] : [])];
}
