import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { adminEnglish } from "./admin-english";

/** What the forms for the admins of a site say. */
export const adminWords = inLocale({ en: adminEnglish }, locale);
