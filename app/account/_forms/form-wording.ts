import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { formEnglish } from "./form-english";

/** What every form says; a reviewed translation is one more file of the shape of the English. */
export const formWords = inLocale({ en: formEnglish }, locale);
