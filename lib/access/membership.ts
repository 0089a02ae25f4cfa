import "server-only";
import { database } from "@/lib/store/client";
import type { Transaction } from "@/lib/store/client";
import type { Role, State } from "./table";

/** Somebody's place in a site. */
export type Membership = { id: string; site: string; siteName: string; name: string; email: string; role: Role; state: State };

/**
 * The active membership of an account.
 * @returns null when it has none
 * @throws when the database is away
 */
export async function activeMembership(userId: string): Promise<Membership | null> {
  return database().$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT set_config('app.user', ${userId}, true)`;
    const found = await transaction.membership.findUnique({ where: { userId, state: "active" } });
    if (!found) return null;
    await transaction.$executeRaw`SELECT set_config('app.site', ${found.siteId}, true)`;
    const site = await transaction.site.findUniqueOrThrow({ where: { id: found.siteId } });
    const { id, siteId, name, email, role, state } = found;
    // The database's checks hold role and state to these.
    return { id, site: siteId, siteName: site.name ?? "", name, email, role: role as Role, state: state as State };
  });
}

/** What is done to one membership at once is done in order, so that a removal finds the account that a link has just made. */
export async function lockMembership(transaction: Transaction, id: string): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM membership WHERE id = ${id} FOR UPDATE`;
}

/** Ends every session of an account, and every sign-in that waits for its code. */
export async function endSessions(transaction: Transaction, userId: string): Promise<void> {
  await transaction.session.deleteMany({ where: { userId } });
  await transaction.verification.deleteMany({ where: { value: userId } });
}

/** Does this account have a password of this application? Otherwise the identity provider keeps it. */
export async function keepsPassword(client: Transaction, userId: string): Promise<boolean> {
  return (await client.account.count({ where: { userId, providerId: "credential" } })) > 0;
}
