import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { programsEnglish } from "./english";

/** What frames the description of the API; a reviewed translation is one more file of the shape of the English. */
export const programsWords = inLocale({ en: programsEnglish }, locale);
