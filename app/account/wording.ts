import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import type { Retention } from "@/lib/store/retention";
import { accountEnglish } from "./english";

/** What the account's pages say; a reviewed translation is one more file of the shape of the English. */
export const accountWords = inLocale({ en: accountEnglish }, locale);

/** What the audit calls an action; one that today's program does not know is shown as it was noted. */
export function sayAction(action: string): string {
  const { actions } = accountWords;
  return Object.hasOwn(actions, action) ? actions[action as keyof typeof actions] : action;
}

/** What a session is shown as: the browser's family is all that is known of it. */
export function sayBrowser(family: string): string {
  return family === "other" ? accountWords.anotherBrowser : family;
}

/** A time as these pages write it, to the minute, in UTC. */
export function utc(time: Date): string {
  return time.toISOString().slice(0, 16).replace("T", " ");
}

/** What is erased next for its age, and when; null where nothing is. */
export function sayRetention({ years, next, due }: Retention): string | null {
  return years === null || due === 0 ? null : accountWords.retention.due(due, next, years);
}
