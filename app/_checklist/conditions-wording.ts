import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { conditionsEnglish } from "./conditions-english";

/** What frames the comparison; a reviewed translation is one more file of the shape of the English. */
export const conditionsWords = inLocale({ en: conditionsEnglish }, locale);
