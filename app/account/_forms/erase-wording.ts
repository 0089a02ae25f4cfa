import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { eraseEnglish } from "./erase-english";

/** What is said and asked before a screening is erased. */
export const eraseWords = inLocale({ en: eraseEnglish }, locale);
