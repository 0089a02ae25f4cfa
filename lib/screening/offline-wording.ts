import { inLocale } from "./locale";
import type { Locale } from "./locale";

/** What the page says that a browser keeps for when there is no network. */
export type OfflineWords = Record<"title" | "about" | "again", string>;

const locales = {
  en: {
    title: "No network: assessing works, saving waits.",
    about: "The server cannot be reached, and this is the checklist as this browser keeps it. What you tick stays in this tab. A screening that you save while signed in waits here and is sent when the server answers.",
    again: "Try to connect",
  },
} satisfies Record<"en", OfflineWords>;

/** The words of a locale. */
export function offlineWords(locale: Locale): OfflineWords {
  return inLocale(locales, locale);
}
