import { locale } from "@/app/locale";
import * as validation from "@/lib/evidence/validation-words";
import { inLocale } from "@/lib/screening/locale";
import { rulesEnglish } from "./english";
import { figuresEnglish } from "./figures-english";
import { pageEnglish } from "./page-english";

/** What the evidence page says; a reviewed translation is one more file of the shape of each English one. */
export const pageWords = inLocale({ en: pageEnglish }, locale);
export const rulesWords = inLocale({ en: rulesEnglish }, locale);
export const figuresWords = inLocale({ en: figuresEnglish }, locale);

/** What the validation says, on this page and in print alike. */
export const sayings = inLocale({ en: { ...validation } }, locale);
