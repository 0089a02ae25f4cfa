import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { rowsEnglish } from "./rows-english";

/** What the rows and fields say; a reviewed translation is one more file of the shape of the English. */
export const rowsWords = inLocale({ en: rowsEnglish }, locale);
