import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { sheetEnglish } from "./english";

/** What stands beside the checklist from the beginning; a reviewed translation is one more file of the shape of the English. */
export const sheetWords = inLocale({ en: sheetEnglish }, locale);
