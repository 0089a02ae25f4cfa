import { renewLink } from "@/lib/access/members";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** A new one-time link for a member of one's own site. */
export const POST = guarded("members", async (member, _request: Request, { params }: { params: Promise<{ id: string }> }) => {
  const link = await renewLink(member, (await params).id, new Date());
  return link === "unknown" ? problem("no-such-member") : json({ link }, { status: 201 });
});
