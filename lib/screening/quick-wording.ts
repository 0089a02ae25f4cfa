import { inLocale } from "./locale";
import type { Locale } from "./locale";
import { quickEnglish } from "./quick-english";

/** What a quick key does, in the order in which they are shown. */
export const quickActs = {
  answer: ["observed", "excluded", "open", "undo"],
  go: ["next", "previous", "definition", "find", "save", "back", "all"],
  part: ["I", "M", "A", "Ge", "face", "body", "elsewhere"],
  field: ["sex", "age", "size", "laboratory", "variant", "family", "context"],
} as const;

type QuickGroup = keyof typeof quickActs;
export type QuickAct = (typeof quickActs)[QuickGroup][number];

/** What is said of the ways through the checklist by keyboard. */
export type QuickWords = {
  /** At the top of the rows; `hint` without, `quickHint` with quick keys. */
  ways: Record<"find" | "example" | "quick" | "on" | "off" | "hint" | "quickHint" | "lost", string>;
  title: string;
  about: string;
  groups: Record<QuickGroup, string>;
  acts: Record<QuickAct, string>;
  /** Keys that are not called as they are written. */
  keys: Partial<Record<string, string>>;
  switchOff: string;
  close: string;
};

const locales = { en: quickEnglish } satisfies Record<"en", QuickWords>;

/** The words of a locale. */
export function quickWords(locale: Locale): QuickWords {
  return inLocale(locales, locale);
}
