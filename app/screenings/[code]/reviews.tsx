import { conditions, lookAlikeIds } from "@/lib/evidence/conditions";
import { lastWords } from "@/lib/screening/verdict";
import type { StandingVerdict } from "@/lib/screening/verdict";
import { reviewWords, sayReview } from "@/lib/screening/review-wording";
import type { Reviewed } from "@/lib/store/reviews";
import { ReviewForm } from "./review-form";

const labelOf = (id: string) => conditions[id]?.label ?? id;
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** `draftKey`: of a member who may review; null for the others. */
type Props = { code: string; standing: StandingVerdict; reviews: Reviewed[]; draftKey: string | null };

/** What colleagues said of a screening, newest first, and the form for one's own verdict. */
export function Reviews({ code, standing, reviews, draftKey }: Props) {
  const { standings, disagreement } = reviewWords("en");
  const last = lastWords(reviews);
  return (
    <section className="reviews" aria-labelledby="reviews">
      <h2 id="reviews">Review: <span data-standing={standing}>{standings[standing].toLowerCase()}</span></h2>
      {standing === "disputed" && <p className="notice">{disagreement}</p>}
      {reviews.length > 0 && (
        <ol className="said">
          {reviews.toReversed().map((review) => (
            <li key={`${review.reviewer} ${review.at.getTime()}`} className={last.includes(review) ? undefined : "former"}>
              {sayReview(review, labelOf, "en")} <small>{review.name || "A former member"}, <time dateTime={review.at.toISOString().slice(0, 10)}>{day.format(review.at)}</time>{!last.includes(review) && "; replaced by a later verdict"}</small>
            </li>
          ))}
        </ol>
      )}
      {draftKey !== null && <ReviewForm code={code} draftKey={draftKey} conditions={lookAlikeIds.map((id) => [id, labelOf(id)])} />}
    </section>
  );
}
