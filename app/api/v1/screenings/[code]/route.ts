import { parseCode } from "@/lib/screening/code";
import { eraseForm } from "@/lib/screening/review";
import { eraseScreening, findScreening } from "@/lib/store/screenings";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json, nothing, problem } from "@/app/api/v1/_http/problem";

type Given = { params: Promise<{ code: string }> };

/** One screening as it was saved; its code may be written as people write it. */
export const GET = guarded("view", async (member, _request: Request, { params }: Given) => {
  const code = parseCode((await params).code);
  const screening = code && (await findScreening(member, code));
  return screening ? json(screening) : problem("no-such-screening");
});

/** Erases a screening for a reason; its code and the reason stay in the audit trail. */
export const DELETE = guarded("erase", async (member, request: Request, { params }: Given) => {
  const { reason } = await readForm(request, eraseForm);
  const code = parseCode((await params).code);
  return code && (await eraseScreening(member, code, reason, new Date())) ? nothing() : problem("no-such-screening");
});
