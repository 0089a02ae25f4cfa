import type { Mode, Verdict } from "@/lib/family/inheritance";
import type { Family, Relation, Relative } from "@/lib/family/pedigree";
import { familyEnglish } from "./family-english";
import { inLocale } from "./locale";
import type { Locale } from "./locale";

/** What is said of a family: apart from the other words, for they are fetched with their part of the checklist. */
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
};

const locales = { en: familyEnglish } satisfies Record<"en", FamilyWords>;

/** The words of a locale. */
export function familyWords(locale: Locale): FamilyWords {
  return inLocale(locales, locale);
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
