import { parseCode } from "@/lib/screening/code";
import { findScreening } from "@/lib/store/screenings";
import { answering, json, problem } from "@/app/api/v1/_http/problem";

/** One screening as it was saved; its code may be written as people write it. */
export const GET = answering(async (_request: Request, { params }: { params: Promise<{ code: string }> }) => {
  const code = parseCode((await params).code);
  const screening = code && (await findScreening(code));
  return screening ? json(screening) : problem("no-such-screening");
});
