import type { Fault } from "@/lib/screening/faults";
import { inLocale } from "@/lib/screening/locale";
import type { Locale } from "@/lib/screening/locale";
import { importEnglish } from "./import-english";

/** What is said of a file that comes in: apart from the other words, for they are fetched with their part of the checklist. */
export type ImportWords = {
  /** What is taken, and that it stays where it is. */
  intro: string;
  stays: string;
  formats: Record<Format, string>;
  file: string;
  paste: string;
  read: string;
  reading: string;
  /** A file of several: how many, and which one. */
  several: (count: number, offered: number) => string;
  which: string;
  child: (number: number, sex: string, age: string, findings: number) => string;
  unreadable: (number: number) => string;
  /** Why nothing was read, and what to do. */
  troubles: Record<Trouble, string>;
  refused: string;
  todo: string;
  faults: Record<Fault["code"], (what: string) => string>;
  /** Names a place of a file that is no feature. */
  place: (pointer: string) => string;
  heading: (format: string) => string;
  count: (fresh: number, same: number, differs: number, elsewhere: number) => string;
  statuses: Record<"observed" | "excluded", string>;
  childGroup: string;
  fields: Record<"sex" | "age" | "gestation" | "weight" | "length" | "head" | "variant" | "context" | "family", string>;
  variant: (tested: boolean, parts: string) => string;
  family: (relatives: number) => string;
  yes: string;
  differs: string;
  mine: (value: string) => string;
  theirs: (value: string) => string;
  same: (count: number) => string;
  mind: string;
  together: (what: string) => string;
  replaced: string;
  replacedBy: (old: string, now: string, features: string) => string;
  elsewhere: string;
  /** Ids of terms that the checklist does not have; `others` have ids of another vocabulary, and are counted only. */
  terms: (status: "observed" | "excluded", ids: string) => string;
  others: (count: number) => string;
  questions: (count: number) => string;
  denied: (context: string) => string;
  take: (count: number) => string;
  nothingToTake: string;
  leave: string;
  taken: (count: number) => string;
  undo: string;
  undone: string;
  another: string;
};

/** What can be read: a phenopacket of version 2, a response to the checklist's questionnaire, what this program exports. */
export type Format = "phenopacket" | "fhir" | "own";

/** Why a file is not looked into at all. */
export type Trouble = "too-large" | "not-json" | "duplicate-key" | "nothing" | "no-response" | "not-read" | "no-reader";

const locales = { en: importEnglish } satisfies Record<"en", ImportWords>;

/** The words of a locale. */
export function importWords(locale: Locale): ImportWords {
  return inLocale(locales, locale);
}
