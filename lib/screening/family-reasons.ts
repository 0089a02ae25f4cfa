import type { FamilyCode, FamilyReason } from "@/lib/family/reasons";
import { familyReasonsEnglish } from "./family-reasons-english";
import { familyWords } from "./family-wording";
import { known } from "./wording";
import { inLocale } from "./locale";
import type { Locale } from "./locale";

/** What a reading says: apart from the family's other words, for it is fetched with the reading. `who`: all whom a reason names; `others`: without the mother. */
export type ReasonWords = Record<FamilyCode, (who: string, others: string) => string>;

const locales = { en: familyReasonsEnglish } satisfies Record<"en", ReasonWords>;

/** One sentence for what a family's reading says; see lib/family/inheritance. */
export function sayFamilyReason({ code, relatives }: FamilyReason, locale: Locale): string {
  const { who } = familyWords(locale);
  return known(inLocale(locales, locale), code)?.(who(relatives), who(relatives.filter((relation) => relation !== "mother"))) ?? code;
}
