import "server-only";
import { parseCode } from "@/lib/screening/code";
import { appendAudit, auditActions } from "@/lib/store/audit";
import type { AuditAction } from "@/lib/store/audit";
import { inSite } from "@/lib/store/client";
import type { Transaction } from "@/lib/store/client";
import { isId } from "./form";
import type { Member } from "./guard";

const PAGE = 100;

/** A line of the audit trail with the names behind its memberships and keys. `id`: its number in the trail. */
export type Line = { id: string; at: Date; actor: string | null; action: string; subject: string | null; code: string | null };

/** Which lines: by action, by membership or key (as actor or subject), by code; older than the number `after`. */
export type Filter = { action?: string; member?: string; code?: string; after?: string };

export { auditActions };

/**
 * A page of one's own site's audit trail, newest first; reading it is itself a line. Lines that belong to no site, such as
 * a failed sign-in of nobody known, are shown to every site.
 * @returns null when the filter names an action, a member, a code or a number that cannot be
 */
export async function readTrail({ id: reader, site }: Member, { action, member, code, after }: Filter, now = new Date()): Promise<{ events: Line[]; next: string | null } | null> {
  if (action !== undefined && !auditActions.includes(action as AuditAction)) return null;
  if (after !== undefined && !/^[1-9]\d{0,17}$/.test(after)) return null;
  if ((member !== undefined && !isId(member)) || (code !== undefined && parseCode(code) === null)) return null;
  const where = {
    OR: [{ siteId: site }, { siteId: null }],
    ...(action === undefined ? {} : { action }),
    ...(code === undefined ? {} : { screeningCode: code }),
    ...(member === undefined ? {} : { AND: [{ OR: [{ actor: member }, { subject: member }] }] }),
    ...(after === undefined ? {} : { id: { lt: BigInt(after) } }),
  };
  return inSite(site, async (transaction) => {
    const rows = await transaction.auditEvent.findMany({ where, orderBy: { id: "desc" }, take: PAGE + 1 });
    const names = await namesIn(transaction, site);
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
    await appendAudit(transaction, { at: now, actor: reader, action: "audit", site });
    const events = rows.slice(0, PAGE).map((row) => ({ id: String(row.id), at: row.at, actor: nameOf(row.actor), action: row.action, subject: nameOf(row.subject), code: row.screeningCode }));
    return { events, next: rows.length > PAGE ? (events.at(-1)?.id ?? null) : null };
  });
}

/** Whom lines of one's own site may name, by membership and key: members by name, then keys, the newest first. */
export function namesBehind({ site }: Member): Promise<Map<string, string>> {
  return inSite(site, (transaction) => namesIn(transaction, site));
}

async function namesIn(transaction: Transaction, site: string): Promise<Map<string, string>> {
  const memberships = await transaction.membership.findMany({ where: { siteId: site }, select: { id: true, name: true, email: true }, orderBy: [{ name: "asc" }, { id: "asc" }] });
  const keys = await transaction.apiKey.findMany({ where: { siteId: site }, select: { id: true, name: true, membershipId: true }, orderBy: [{ createdAt: "desc" }, { id: "asc" }] });
  const names = namesOf(memberships);
  return new Map([...names, ...keyNamesOf(keys.map(({ id, name, membershipId }) => ({ id, name: `Key “${name}” made by ${names.get(membershipId)}` })))]);
}

/** By membership; two of one name are told apart by their e-mail, and by the membership where that is the same, too. */
function namesOf(memberships: readonly { id: string; name: string; email: string }[]): Map<string, string> {
  const times = (text: (membership: { name: string; email: string }) => string) => {
    const counts = new Map<string, number>();
    for (const membership of memberships) counts.set(text(membership), (counts.get(text(membership)) ?? 0) + 1);
    return (membership: { name: string; email: string }) => counts.get(text(membership)) ?? 0;
  };
  const ofName = times(({ name }) => name);
  const ofBoth = times(({ name, email }) => `${name}\n${email}`);
  return new Map(
    memberships.map((one) => {
      const email = ofName(one) > 1 ? `, ${one.email}` : "";
      return [one.id, `${one.name}${email}${ofBoth(one) > 1 ? `, ${one.id.slice(0, 4)}` : ""}`];
    }),
  );
}

/** By key, with who made it; two of one name are told apart by their ids. */
function keyNamesOf(keys: readonly { id: string; name: string }[]): Map<string, string> {
  const twice = (name: string) => keys.filter((key) => key.name === name).length > 1;
  return new Map(keys.map(({ id, name }) => [id, `${name}${twice(name) ? `, ${id.slice(0, 4)}` : ""}`]));
}
