import { inLocale } from "@/lib/screening/locale";
import type { Locale } from "@/lib/screening/locale";
import type { Extent } from "./complete";
import { english } from "./english";
import type { open, Outcome } from "./predictive";

type Told = { title: string; about: string };

/** What the publishable tables say; titles by the first question of a table, rows by side. */
export type PublishWords = Told & {
  link: string;
  none: (most: number) => string;
  edition: (from: number, to: number) => string;
  counted: (children: number, to: number, least: number) => string;
  withheld: string;
  how: { title: string; all: readonly ((least: number) => string)[] };
  waiting: (closed: number, open: number, most: number) => string;
  take: string;
  titles: Readonly<Record<string, string>>;
  rows: Readonly<Record<string, string>>;
  columns: { row: string; children: string };
};

/** What the cohort page says; a reviewed translation is one more file of this shape. */
export type CohortWords = {
  what: string;
  counted: (children: number, screenings: number) => string;
  versions: (rules: readonly { rules: string; count: number }[]) => string;
  empty: string;
  years: Told & { scale: (most: number) => string };
  features: Told & { screened: string; proven: string; published: string; notCounted: string; nobody: string; unasked: (observed: number) => string };
  together: Told & { none: string; without: (count: number) => string; unseen: string };
  verdicts: Told & { firm: (firm: number, children: number) => string; chosen: string; all: string; image: string; every: string; nobody: string };
  complete: Told & { assessed: string; where: string; measured: (weight: number, length: number, head: number) => string; features: (count: number) => string; nobody: string };
  publish: PublishWords;
  outcomes: Record<Outcome, string>;
  open: Record<(typeof open)[number], string>;
  extents: Record<Extent, string>;
  /** Beside a share of fewer than five, and what that means. */
  tooFew: string;
  few: string;
  interval: string;
  independent: string;
  own: (children: number) => string;
  by: string;
  bars: string;
  numbers: string;
  sources: string;
};

const locales = { en: english } satisfies Record<"en", CohortWords>;

/** The words of a locale. */
export function cohortWords(locale: Locale): CohortWords {
  return inLocale(locales, locale);
}
