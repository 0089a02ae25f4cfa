import type { Change, Likeness } from "./compare";
import { reviewEnglish } from "./review-english";
import type { confirming, EraseReason, Review, StandingVerdict } from "./verdict";
import type { Status } from "./assess";
import { inLocale } from "./locale";
import type { Locale } from "./locale";

/** What is said of reviews, follow-ups and comparisons. */
export type ReviewWords = {
  /** Where a screening stands, in a word or two. */
  standings: Record<StandingVerdict, string>;
  /** What a reviewer says with each verdict. */
  verdicts: Record<Review["verdict"], { title: string; about: string }>;
  classes: Record<(typeof confirming)[number], string>;
  confirmed: (gene: string, read: string) => string;
  disagreement: string;
  /** A verdict of which the server did not say that it is saved. */
  unsaved: Record<"no-such-screening" | "no-answer" | "database-away", string>;
  likenesses: Record<Likeness, { title: string; about: string }>;
  statuses: Record<Status | "not-assessed", string>;
  eraseReasons: Record<EraseReason, string>;
  change: (feature: string, from: string, to: string) => string;
};

const locales = { en: reviewEnglish } satisfies Record<"en", ReviewWords>;

/** The words of a locale. */
export function reviewWords(locale: Locale): ReviewWords {
  return inLocale(locales, locale);
}

/** A verdict with its gene and class, or its condition, as `labelOf` names it. */
export function sayReview(review: Review, labelOf: (condition: string) => string, locale: Locale): string {
  const { verdicts, classes, confirmed } = reviewWords(locale);
  if (review.verdict === "confirmed") return confirmed(review.gene, classes[review.class]);
  return review.verdict === "other-condition" ? `${verdicts[review.verdict].title}: ${labelOf(review.condition)}` : verdicts[review.verdict].title;
}

/** What a follow-up says otherwise of a feature. */
export function sayChange({ from, to }: Change, feature: string, locale: Locale): string {
  const { statuses, change } = reviewWords(locale);
  return change(feature, statuses[from ?? "not-assessed"], statuses[to ?? "not-assessed"]);
}
