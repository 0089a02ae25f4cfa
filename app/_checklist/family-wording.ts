import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { familyEnglish } from "./family-english";

/** What the family's part says; a reviewed translation is one more file of the shape of the English. */
export const familyPartWords = inLocale({ en: familyEnglish }, locale);
