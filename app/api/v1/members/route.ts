import { inviteForm } from "@/lib/access/form";
import { invite } from "@/lib/access/members";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** Invites somebody to one's own site. */
export const POST = guarded("members", async (member, request) => {
  const invited = await invite(member, await readForm(request, inviteForm), new Date());
  return invited === "exists" ? problem("member-exists") : json(invited, { status: 201 });
});
