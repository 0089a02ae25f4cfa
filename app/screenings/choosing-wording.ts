import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { choosingEnglish } from "./choosing-english";

/** What the browser says of the chosen screenings. */
export const choosingWords = inLocale({ en: choosingEnglish }, locale);
