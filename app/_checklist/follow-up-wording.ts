import { locale } from "@/app/locale";
import { inLocale } from "@/lib/screening/locale";
import { followUpEnglish } from "./follow-up-english";

/** What stands where a follow-up of a screening cannot begin at once. */
export type FollowUpWords = Record<"otherDraft" | "replace" | "keep" | "lost" | "again" | "gone" | "all", string>;

/** The same of one screening, as texts that go from the server to the browser. */
export function followUpWords(code: string): FollowUpWords {
  const { otherDraft, lost, gone, ...plain } = inLocale({ en: followUpEnglish }, locale);
  return { ...plain, otherDraft: otherDraft(code), lost: lost(code), gone: gone(code) };
}
