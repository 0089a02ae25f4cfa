import type { ExportFormat, ExportReason } from "@/lib/screening/filter";
import { inLocale } from "@/lib/screening/locale";
import type { Locale } from "@/lib/screening/locale";
import type { PlainColumn } from "./csv-columns";
import { english } from "./english";
import type { PhenopacketLoss } from "./phenopacket-out";

/** What is said of files that leave or come in; a reviewed translation is one more file of this shape. */
export type ExchangeWords = {
  /** The columns of the table of screenings that are no features. */
  columns: Record<PlainColumn, string>;
  /** Said beside a feature: what an empty field means. */
  empty: string;
  /** What a phenopacket does not hold. */
  phenopacketLosses: Record<PhenopacketLoss, string>;
  /** Where a file comes in. */
  door: Record<"title" | "about" | "drop" | "lost", string>;
  /** The ways in which one screening is handed on. */
  share: { title: string; about: string; formats: Record<"phenopacket" | "fhir" | "fhir-response" | "csv" | "json" | "print", { name: string; serves: string }>; few: string; left: string; dictionary: string };
  /** Taking out all screenings of a list. */
  many: {
    report: (count: number, unique: number, smallest: number) => string;
    formats: Record<ExportFormat, string>;
    reasons: Record<ExportReason, string>;
  } & Record<"title" | "about" | "counting" | "lost" | "format" | "reason" | "choose" | "reasonFirst" | "download" | "columns" | "redcap" | "redcapDictionary", string>;
  redcap: {
    /** Shown before the data dictionary is handed out. */
    warning: string;
    code: string;
    child: string;
    context: string;
    variant: string;
    scores: Record<"weight" | "length" | "head", string>;
    scoreNote: string;
    observed: string;
    excluded: string;
    yes: string;
    no: string;
    boysOnly: string;
  };
};

const locales = { en: english } satisfies Record<"en", ExchangeWords>;

/** The words of a locale. */
export function exchangeWords(locale: Locale): ExchangeWords {
  return inLocale(locales, locale);
}
