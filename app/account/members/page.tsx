import type { Metadata } from "next";
import { requireHere } from "@/app/account/here";
import { listMembers } from "@/lib/access/members";
import { roles } from "@/lib/access/table";
import { Members } from "@/app/account/_forms/members";
import { accountWords } from "@/app/account/wording";

const { members: told, roles: names } = accountWords;

export const metadata: Metadata = { title: told.title };

export default async function MembersPage() {
  const member = await requireHere("members", "/account/members");
  const members = await listMembers(member);
  return (
    <main id="main" className="page">
      <h1>{told.of(member.siteName)}</h1>
      <p className="sub">{told.about}</p>
      <Members members={members} self={member.id} roles={roles.map((role) => [role, names[role].title] as const)} />
    </main>
  );
}
