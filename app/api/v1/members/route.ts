import { inviteForm } from "@/lib/access/form";
import { invite, listMembers } from "@/lib/access/members";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** Everybody who belongs or belonged to one's own site. */
export const GET = guarded("members", async (member) => json({ members: await listMembers(member) }));

/** Invites somebody to one's own site. */
export const POST = guarded("members", async (member, request) => {
  const invited = await invite(member, await readForm(request, inviteForm), new Date());
  return invited === "exists" ? problem("member-exists") : json(invited, { status: 201 });
});
