import { roleForm } from "@/lib/access/form";
import { changeRole, removeMember } from "@/lib/access/members";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json, nothing, problem } from "@/app/api/v1/_http/problem";

type Given = { params: Promise<{ id: string }> };

/** Gives a member of one's own site another role. */
export const PATCH = guarded("members", async (member, request: Request, { params }: Given) => {
  const { role } = await readForm(request, roleForm);
  const outcome = await changeRole(member, (await params).id, role, new Date());
  return outcome === "done" ? json({}) : problem(outcome === "unknown" ? "no-such-member" : "last-admin");
});

/** Removes a member from one's own site. */
export const DELETE = guarded("members", async (member, _request: Request, { params }: Given) => {
  const outcome = await removeMember(member, (await params).id, new Date());
  return outcome === "done" ? nothing() : problem(outcome === "unknown" ? "no-such-member" : "last-admin");
});
