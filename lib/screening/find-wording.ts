import type { FeatureId } from "./checklist";
import { findEnglish } from "./find-english";
import { inLocale } from "./locale";
import type { Locale } from "./locale";

/** What is said while a feature is looked for. */
export type FindWords = {
  /** Heading of what was found. */
  list: string;
  found: (count: number) => string;
  /** Nothing is called so, and these are called alike. */
  near: (count: number) => string;
  none: string;
  /** The other name that a feature was found by. */
  by: (name: string) => string;
  /** What people say at the bedside, where neither the label nor HPO says so. */
  everyday: Partial<Record<FeatureId, readonly string[]>>;
  /** Words that mean the same, group by group. */
  same: readonly string[];
  /** Words that a name may lack: they tell nothing alone. */
  mere: string;
  /** Words that turn the meaning of the others, and so are never left out: high is not low. They tell nothing alone. */
  firm: string;
};

const locales = { en: findEnglish } satisfies Record<"en", FindWords>;

/** The words of a locale. */
export function findWords(locale: Locale): FindWords {
  return inLocale(locales, locale);
}
