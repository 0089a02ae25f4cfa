import { locale, sayDay } from "@/app/locale";
import { conditions, lookAlikeIds } from "@/lib/evidence/conditions";
import { lastWords } from "@/lib/screening/verdict";
import type { StandingVerdict } from "@/lib/screening/verdict";
import { reviewWords, sayReview } from "@/lib/screening/review-wording";
import type { Reviewed } from "@/lib/store/reviews";
import { screeningsWords } from "@/app/screenings/wording";
import { ReviewForm } from "./review-form";

const labelOf = (id: string) => conditions[id]?.label ?? id;
const { reviews: told } = screeningsWords;

/** `draftKey`: of a member who may review; null for the others. */
type Props = { code: string; standing: StandingVerdict; reviews: Reviewed[]; draftKey: string | null };

/** What colleagues said of a screening, newest first, and the form for one's own verdict. */
export function Reviews({ code, standing, reviews, draftKey }: Props) {
  const { standings, disagreement } = reviewWords(locale);
  const last = lastWords(reviews);
  return (
    <section className="reviews" aria-labelledby="reviews">
      <h2 id="reviews">{told.title}<span data-standing={standing}>{standings[standing].toLowerCase()}</span></h2>
      {standing === "disputed" && <p className="notice">{disagreement}</p>}
      {reviews.length > 0 && (
        <ol className="said">
          {reviews.toReversed().map((review) => (
            <li key={`${review.reviewer} ${review.at.getTime()}`} className={last.includes(review) ? undefined : "former"}>
              {sayReview(review, labelOf, locale)} <small>{review.name || told.formerMember}, <time dateTime={review.at.toISOString().slice(0, 10)}>{sayDay(review.at)}</time>{!last.includes(review) && told.replaced}</small>
            </li>
          ))}
        </ol>
      )}
      {draftKey !== null && <ReviewForm code={code} draftKey={draftKey} conditions={lookAlikeIds.map((id) => [id, labelOf(id)])} />}
    </section>
  );
}
