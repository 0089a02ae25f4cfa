import "server-only";
import { createHmac } from "node:crypto";
import { database } from "@/lib/store/client";
import { auth, hasSessionCookie } from "./auth";
import { activeMembership } from "./membership";
import type { Membership } from "./membership";

/** A session that is not used for this long has ended. */
export const IDLE_MS = 30 * 60_000;
const TOUCH_MS = 60_000;

/** Somebody who is signed in and an active member of a site, as of this request. */
export type Member = Membership & {
  userId: string;
  sessionId: string;
  /** Under which the browser keeps this member's draft: the same on every sign-in, and tells nothing. */
  draftKey: string;
  twoStep: boolean;
};

/**
 * Who asks? Read from the database at every request, so that an ended session, a changed role and a removed member count
 * at once. A session ends 30 minutes after its last use and 12 hours after its start.
 * @param headers of the request
 * @returns null for everybody who is not an active member with a living session
 * @throws when the database is away
 */
export async function memberOf(headers: Headers, now: Date): Promise<Member | null> {
  if (!hasSessionCookie(headers)) return null;
  const found = await auth().api.getSession({ headers });
  if (!found) return null;
  const { session, user } = found;
  const idle = now.getTime() - session.updatedAt.getTime();
  if (idle > IDLE_MS) {
    await database().session.deleteMany({ where: { id: session.id } });
    return null;
  }
  const membership = await activeMembership(user.id);
  if (!membership) return null;
  if (idle > TOUCH_MS) await database().session.updateMany({ where: { id: session.id }, data: { updatedAt: now } });
  return { ...membership, userId: user.id, sessionId: session.id, draftKey: draftKeyOf(membership.id), twoStep: user.twoFactorEnabled === true };
}

function draftKeyOf(id: string): string {
  return createHmac("sha256", process.env.SECRET ?? "").update(`draft:${id}`).digest("base64url").slice(0, 22);
}
