import { parseCode } from "@/lib/screening/code";
import { eraseScreening, findScreening } from "@/lib/store/screenings";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json, nothing, problem } from "@/app/api/v1/_http/problem";

type Given = { params: Promise<{ code: string }> };

/** One screening as it was saved; its code may be written as people write it. */
export const GET = guarded("view", async (member, _request: Request, { params }: Given) => {
  const code = parseCode((await params).code);
  const screening = code && (await findScreening(member, code));
  return screening ? json(screening) : problem("no-such-screening");
});

/** Erases a screening; its code stays in the audit trail. */
export const DELETE = guarded("erase", async (member, _request: Request, { params }: Given) => {
  const code = parseCode((await params).code);
  return code && (await eraseScreening(member, code, new Date())) ? nothing() : problem("no-such-screening");
});
