import "server-only";
import { randomUUID } from "node:crypto";
import { appendAudit } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import type { Transaction } from "@/lib/store/client";
import { isId } from "./form";
import type { Member } from "./guard";
import { makeLink, taking } from "./links";
import { activeMembership, endSessions, keepsPassword, lockMembership } from "./membership";
import type { Role, State } from "./table";

/** A member of one's own site as the members' page shows them. */
export type Listed = { id: string; name: string; email: string; role: Role; state: State };

/** Everybody who belongs or belonged to the site, by name. */
export async function listMembers({ site }: Member): Promise<Listed[]> {
  const select = { id: true, name: true, email: true, role: true, state: true };
  const orderBy = [{ name: "asc" as const }, { id: "asc" as const }];
  const found = await inSite(site, (transaction) => transaction.membership.findMany({ where: { siteId: site }, select, orderBy }));
  // The database's checks hold role and state to these.
  return found as Listed[];
}

/**
 * Invites somebody to one's own site. Whoever was removed and is invited again is a new member: the old name stays where it
 * stands in the audit trail. Whether the e-mail has an account at another site is not told.
 * @returns the address of the one-time link, or "exists" when the site has a member or an invitation with this e-mail
 */
export async function invite(member: Member, { name, email, role }: { name: string; email: string; role: Role }, now: Date): Promise<{ id: string; link: string } | "exists"> {
  const { id: actor, site } = member;
  const invited = await taking(() =>
    inSite(site, async (transaction) => {
      if (await transaction.membership.findFirst({ where: { siteId: site, email, state: { not: "removed" } }, select: { id: true } })) return "exists";
      const id = randomUUID();
      await transaction.membership.create({ data: { id, siteId: site, name, email, role, state: "invited", createdAt: now } });
      const token = await makeLink(transaction, "join", { site, membership: id }, now);
      await appendAudit(transaction, { at: now, actor, action: "invite", subject: id, site });
      return { id, link: joinAddress(token, process.env.BASE_URL) };
    }),
  );
  return invited === "taken" ? "exists" : invited;
}

/**
 * A new one-time link: an invitation for whoever has no account yet, else a new password. Earlier links of theirs end.
 * @returns "hospital" for a member who signs in through the identity provider: a password would be a way around it
 */
export async function renewLink({ id: actor, site }: Member, subject: string, now: Date): Promise<{ link: string } | "unknown" | "hospital"> {
  return inSite(site, async (transaction) => {
    const found = await hold(transaction, site, subject);
    if (!found) return "unknown";
    if (found.userId && !(await keepsPassword(transaction, found.userId))) return "hospital";
    const kind = found.state === "active" ? "reset" : "join";
    const token = await makeLink(transaction, kind, { site, membership: subject }, now);
    await appendAudit(transaction, { at: now, actor, action: kind === "reset" ? "reset-link" : "invite", subject, site });
    return { link: joinAddress(token, process.env.BASE_URL) };
  });
}

/**
 * A new password for the member with this e-mail, for whoever runs the server: the only way back for a site's only admin.
 * @returns null when no account with a password has it
 */
export async function resetLink(email: string, baseUrl: string, now: Date): Promise<string | null> {
  const user = await database().user.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } });
  const membership = user && (await activeMembership(user.id));
  if (!membership) return null;
  const { id: subject, site } = membership;
  return inSite(site, async (transaction) => {
    await lockMembership(transaction, subject);
    if (!(await keepsPassword(transaction, user.id))) return null;
    const token = await makeLink(transaction, "reset", { site, membership: subject }, now);
    await appendAudit(transaction, { at: now, actor: null, action: "reset-link", subject, site });
    return joinAddress(token, baseUrl);
  });
}

function joinAddress(token: string, baseUrl: string | undefined): string {
  return `${baseUrl}/account/join#${token}`;
}

/** Gives a member another role and ends their sessions, and every sign-in that waits for its code; a site keeps at least one admin. */
export async function changeRole({ id: actor, site }: Member, subject: string, role: Role, now: Date): Promise<"done" | "unknown" | "last-admin"> {
  return inSite(site, async (transaction) => {
    const isLast = await isLastAdmin(transaction, site, subject);
    const found = await hold(transaction, site, subject);
    if (!found) return "unknown";
    if (found.role === role) return "done";
    if (isLast) return "last-admin";
    await transaction.membership.update({ where: { id: subject, siteId: site }, data: { role } });
    if (found.userId) await endSessions(transaction, found.userId);
    await appendAudit(transaction, { at: now, actor, action: `role-${role}`, subject, site });
    return "done";
  });
}

/** Removes a member: account, sessions and links go, the name stays for the audit trail; a site keeps at least one admin. */
export async function removeMember({ id: actor, site }: Member, subject: string, now: Date): Promise<"done" | "unknown" | "last-admin"> {
  return inSite(site, async (transaction) => {
    const isLast = await isLastAdmin(transaction, site, subject);
    const found = await hold(transaction, site, subject);
    if (!found) return "unknown";
    if (isLast) return "last-admin";
    await transaction.membership.update({ where: { id: subject, siteId: site }, data: { state: "removed", userId: null } });
    await transaction.accessLink.deleteMany({ where: { membershipId: subject } });
    if (found.userId) await transaction.user.delete({ where: { id: found.userId } });
    await appendAudit(transaction, { at: now, actor, action: "remove", subject, site });
    return "done";
  });
}

/** Somebody of the site who is invited or active, held to the end of the transaction; null where there is nobody of that id. */
async function hold(transaction: Transaction, site: string, subject: string) {
  if (!isId(subject)) return null;
  await lockMembership(transaction, subject);
  return transaction.membership.findUnique({ where: { id: subject, siteId: site, state: { not: "removed" } } });
}

/** Holds all admins of the site, so that of two who remove each other at once one stays. To be asked before one is held. */
async function isLastAdmin(transaction: Transaction, site: string, subject: string): Promise<boolean> {
  const admins = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM membership WHERE site_id = ${site} AND role = 'admin' AND state = 'active' ORDER BY id FOR UPDATE`;
  return admins.length === 1 && admins[0]?.id === subject;
}
