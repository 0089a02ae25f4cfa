import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { birthSizeEnglish } from "./birth-size-english";

/** What the part says that works out birth size; a reviewed translation is one more file of the shape of the English. */
export const sizeWords = inLocale({ en: birthSizeEnglish }, locale);

/** A number with a true minus sign. */
export const withMinus = (text: string) => text.replace("-", "−");
