import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { screeningsEnglish } from "./english";

/** What the pages of saved screenings say; a reviewed translation is one more file of the shape of the English. */
export const screeningsWords = inLocale({ en: screeningsEnglish }, locale);
