import type { Metadata } from "next";
import { requireHere } from "@/app/account/here";
import { listMembers } from "@/lib/access/members";
import { roles } from "@/lib/access/table";
import { Members } from "@/app/account/_forms/members";
import { roleWords } from "@/app/account/words";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const member = await requireHere("members", "/account/members");
  const members = await listMembers(member);
  return (
    <main id="main" className="page">
      <h1>Members of {member.siteName}</h1>
      <p className="sub">A clinician saves and opens screenings. A reviewer also reviews and exports them. An admin can do both, manages members and keys, reads the audit and erases.</p>
      <Members members={members} self={member.id} roles={roles.map((role) => [role, roleWords[role].title] as const)} />
    </main>
  );
}
