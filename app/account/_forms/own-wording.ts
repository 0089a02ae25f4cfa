import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { ownEnglish } from "./own-english";

/** What the forms for one's own account say. */
export const ownWords = inLocale({ en: ownEnglish }, locale);
