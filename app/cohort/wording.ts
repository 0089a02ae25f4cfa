import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { cohortPageEnglish } from "./english";

/** What frames the counts on the cohort page; a reviewed translation is one more file of the shape of the English. */
export const cohortPageWords = inLocale({ en: cohortPageEnglish }, locale);
