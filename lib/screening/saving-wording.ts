import { savingEnglish } from "./saving-english";
import { inLocale } from "./locale";
import type { Locale } from "./locale";

/** What keeps a save from being known to be made: no network, no clear answer, a server or database that is away, an ended session. */
export type Hindrance = "network" | "answer" | "away" | "session";
/** Why the server will not make a save. */
export type Refusal = "role" | "nobody" | "signed-in" | "another" | "contradiction" | "erased" | "other";
/** Why nothing is sent: the form is not ready, or something is to be decided first. */
export type Unready = "contradiction-here" | "ageless" | "nothing" | "no-score" | "undecided";

/** What is said of whether a screening is saved. */
export type SavingWords = Record<"save" | "again" | "saving" | "trying" | "changed" | "besides" | "inDoubt" | "signIn" | "startOver" | "itsOwn" | "fine", string> & {
  /** `doubt`: it may have been saved without this page being told. */
  waiting: (why: Hindrance, doubt: boolean) => string;
  /** What becomes of it. */
  hindered: Record<Hindrance, string>;
  next: (seconds: number) => string;
  refused: (why: Refusal, status: number, doubt: boolean) => string;
  unready: Record<Unready, string>;
  saved: (code: string) => string;
  /** The form was emptied since. */
  savedEarlier: (code: string) => string;
  /** Saved as it was sent; the form says something else by now. */
  savedBefore: string;
  open: (code: string) => string;
  followUp: (code: string) => string;
  drop: (code: string) => string;
  /** To whoever is signed in no more, before and after the way to sign in. */
  nobody: { before: string; after: string };
  /** The save of a member who is signed in no more. */
  somebodyWaits: string;
};

const locales = { en: savingEnglish } satisfies Record<"en", SavingWords>;

/** The words of a locale. */
export function savingWords(locale: Locale): SavingWords {
  return inLocale(locales, locale);
}
