import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { rootEnglish } from "./english";

/** What stands on every page and around the checklist; a reviewed translation is one more file of the shape of the English. */
export const rootWords = inLocale({ en: rootEnglish }, locale);
