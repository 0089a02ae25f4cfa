import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { reviewFormEnglish } from "./review-english";

/** What the form for one's own verdict says. */
export const reviewFormWords = inLocale({ en: reviewFormEnglish }, locale);
