import { renewLink } from "@/lib/access/members";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** A new one-time link for a member of one's own site. */
export const POST = guarded("members", async (member, _request: Request, { params }: { params: Promise<{ id: string }> }) => {
  const renewed = await renewLink(member, (await params).id, new Date());
  if (renewed === "unknown") return problem("no-such-member");
  return renewed === "hospital" ? problem("hospital-member") : json(renewed, { status: 201 });
});
