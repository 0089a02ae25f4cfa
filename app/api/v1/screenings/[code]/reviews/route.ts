import { lookAlikeIds } from "@/lib/evidence/conditions";
import { parseCode } from "@/lib/screening/code";
import { reviewSchema } from "@/lib/screening/review";
import { addReview, findFollowed } from "@/lib/store/reviews";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

type Given = { params: Promise<{ code: string }> };

const schema = reviewSchema(lookAlikeIds);

/** What was said of a screening; who and when is for members, as in the audit trail. */
export const GET = guarded("view", async (caller, _request: Request, { params }: Given) => {
  const code = parseCode((await params).code);
  const found = code && (await findFollowed(caller, code, new Date()));
  if (!found) return problem("no-such-screening");
  const { standing, reviews, child } = found;
  const said = reviews.map(({ reviewer: _, name, at, ...review }) => ({ ...review, ...(caller.kind === "member" && { by: name, at }) }));
  return json({ standing, reviews: said, child: child.map(({ screening }) => screening.code) });
});

/** Appends the member's verdict on a screening; the same verdict twice is one. */
export const POST = guarded("review", async (member, request: Request, { params }: Given) => {
  const review = await readForm(request, schema);
  const code = parseCode((await params).code);
  const reviewed = code && (await addReview(member, code, review, new Date()));
  return reviewed ? json(reviewed, { status: reviewed.outcome === "reviewed" ? 201 : 200 }) : problem("no-such-screening");
});
