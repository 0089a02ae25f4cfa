import type { variantParts } from "./bands";

/** What a colleague can find of a screened child afterwards. */
export const verdicts = ["confirmed", "other-condition", "not-image", "lost", "undecided"] as const;
export type Verdict = (typeof verdicts)[number];

/** Where a screening stands by all its reviews: nobody has said anything, a verdict, or verdicts that disagree. */
export const standings = ["none", ...verdicts, "disputed"] as const;
export type StandingVerdict = (typeof standings)[number];

/** The classes of a variant that confirm (ACMG/AMP 2015, PMID 25741868). */
export const confirming = ["pathogenic", "likely-pathogenic"] as const;

/** Why a screening is erased: the family wishes it, it was a mistake or is there twice, or its time is over. */
export const eraseReasons = ["withdrawn", "mistake", "duplicate", "retention"] as const;
export type EraseReason = (typeof eraseReasons)[number];

export type Review =
  | { verdict: "not-image" | "lost" | "undecided" }
  | { verdict: "confirmed"; gene: (typeof variantParts.gene)[number]; class: (typeof confirming)[number] }
  | { verdict: "other-condition"; condition: string };

/** Two verdicts are the same where they name the same gene or condition; of how the class of a variant is read they may differ. */
const nameOf = (review: Review) => [review.verdict, "gene" in review ? review.gene : "condition" in review ? review.condition : ""].join(" ");

/** Each reviewer's last word. */
export function lastWords<Said extends { reviewer: string }>(reviews: readonly Said[]): Said[] {
  return [...new Map(reviews.map((review) => [review.reviewer, review])).values()];
}

/**
 * Where a screening stands: each reviewer's last word counts, and one who is undecided or has lost sight of the child
 * contradicts nobody. Disagreement is told, never averaged.
 * @param reviews in the order in which they were written
 */
export function standingOf(reviews: readonly (Review & { reviewer: string })[]): StandingVerdict {
  const last = lastWords(reviews);
  const firm = last.filter(({ verdict }) => verdict !== "undecided" && verdict !== "lost");
  const [one] = firm;
  if (one) return new Set(firm.map(nameOf)).size === 1 ? one.verdict : "disputed";
  return last.some(({ verdict }) => verdict === "undecided") ? "undecided" : (last[0]?.verdict ?? "none");
}
