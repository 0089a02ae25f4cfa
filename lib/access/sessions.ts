import "server-only";
import { appendAudit } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import { SESSION_S } from "./auth";
import { isId } from "./form";
import { IDLE_MS } from "./guard";
import type { Member } from "./guard";

/** A living session as its member sees it. */
export type Listed = { id: string; browser: string; startedAt: Date; seenAt: Date; current: boolean };

function living(now: Date) {
  return { expiresAt: { gt: now }, updatedAt: { gt: new Date(now.getTime() - IDLE_MS) } };
}

/** One's own living sessions, the last used first. */
export async function listSessions({ userId, sessionId }: Member, now = new Date()): Promise<Listed[]> {
  const rows = await database().session.findMany({ where: { userId, ...living(now) }, orderBy: { updatedAt: "desc" } });
  return rows.map(({ id, userAgent, createdAt, updatedAt }) => ({ id, browser: userAgent ?? "other", startedAt: createdAt, seenAt: updatedAt, current: id === sessionId }));
}

/** Ends one of one's own sessions; false when there is none of that id. */
export async function endSession({ id: actor, site, userId }: Member, session: string, now: Date): Promise<boolean> {
  if (!isId(session)) return false;
  return inSite(site, async (transaction) => {
    const { count } = await transaction.session.deleteMany({ where: { id: session, userId } });
    if (count === 0) return false;
    await appendAudit(transaction, { at: now, actor, action: "session-ended", subject: actor, site });
    return true;
  });
}

/** Forgets sessions that have ended by themselves. */
export async function sweepSessions(now: Date): Promise<void> {
  const idle = new Date(now.getTime() - Math.min(IDLE_MS, SESSION_S * 1000));
  await database().session.deleteMany({ where: { OR: [{ expiresAt: { lte: now } }, { updatedAt: { lte: idle } }] } });
  await database().verification.deleteMany({ where: { expiresAt: { lte: now } } });
}
