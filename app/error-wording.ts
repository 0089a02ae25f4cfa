import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { errorEnglish } from "./error-english";

/** What is said of a page that could not be made. */
export const errorWords = inLocale({ en: errorEnglish }, locale);
