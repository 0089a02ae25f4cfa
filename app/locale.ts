import { inLocale } from "@/lib/screening/locale";
import type { Locale } from "@/lib/screening/locale";

const known = (tag: string | undefined): Locale => (tag === "en-XA" || tag === "ar-XB" ? tag : "en");

/**
 * The language of every page, decided here alone: on the server by PSEUDO_LOCALE, which is for tests, and in the browser by what
 * the server wrote at the top of the page. Without that setting it is English.
 */
export const locale: Locale = known(typeof window === "undefined" ? process.env["PSEUDO_LOCALE"] : document.documentElement.lang);

/** Which way lines run; nothing is said of the usual way. */
export const direction = locale === "ar-XB" ? "rtl" : undefined;

const tag = locale === "en" ? "en-GB" : locale;

/** A day as it is read, in UTC. @example "3 Nov 2026" */
export const sayDay = (day: Date): string => new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(day);

/** A count as it is read. @example "5,319" */
export const sayCount = (count: number): string => new Intl.NumberFormat(tag).format(count);

/** What a table of lib says in English, in the language of the page. */
export const told = <Words>(english: Words): Words => inLocale({ en: english }, locale);

/** For what is English in every language: what programs read, official labels, and names and citations as others wrote them. */
export const inEnglish = locale === "en" ? {} : ({ lang: "en", dir: "ltr" } as const);
