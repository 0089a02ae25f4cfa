import { endSession } from "@/lib/access/sessions";
import { guarded } from "@/app/api/v1/_http/guarded";
import { nothing, problem } from "@/app/api/v1/_http/problem";

/** Ends one of one's own sessions. */
export const DELETE = guarded("account", async (member, _request: Request, { params }: { params: Promise<{ id: string }> }) => {
  const ended = await endSession(member, (await params).id, new Date());
  return ended ? nothing() : problem("no-such-session");
});
