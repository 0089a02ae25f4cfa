import "server-only";
import { createHmac } from "node:crypto";
import { database } from "@/lib/store/client";
import { findProgram, keyIn, programOf } from "./keys";
import type { Program } from "./keys";
import type { Membership } from "./membership";
import { recognise } from "./recognise";
import { keyMay, may } from "./table";
import type { Action } from "./table";

/** A session that is not used for this long has ended. */
export const IDLE_MS = 30 * 60_000;
const TOUCH_MS = 60_000;
const ASK_AGAIN_MS = 5_000;

/** Somebody who is signed in and an active member of a site, as of this request. */
export type Member = Membership & {
  kind: "member";
  userId: string;
  sessionId: string;
  signedInAt: Date;
  /** Under which the browser keeps this member's draft: the same on every sign-in, and tells nothing. */
  draftKey: string;
  twoStep: boolean;
};

/** Who may ask something of a handler: somebody at a browser, or a program with a key. */
export type Caller = Member | Program;

/**
 * Who asks a handler? Whoever brings a key is that program, and cookies are not looked at.
 * @param headers of the request, with the address that the listener found
 * @returns "refused" for a key that is not good, null for nobody
 * @throws {TooMany} see programOf
 * @throws when the database is away
 */
export async function callerOf(headers: Headers, now: Date): Promise<Caller | "refused" | null> {
  const key = keyIn(headers);
  if (key === null) return memberOf(headers, now);
  return (await programOf(key, headers.get("x-image-screen-address") ?? "", now)) ?? "refused";
}

/** May they do this within their own site? */
export function mayCall(caller: Caller, action: Action): boolean {
  return caller.kind === "key" ? keyMay(caller.scope, caller.maker, action) : may(caller.role, caller.state, action);
}

/** Whoever began something long lost the right to it before it was done. */
export class NotAnyMore extends Error {}

/**
 * Goes on with something long for as long as they may: looked at again after five seconds, so that nobody draws out a request
 * beyond the end of a key, a session or a right. What is made before the next part is asked for is not held back.
 * @param headers of the request that began it, where this action was allowed
 * @throws {NotAnyMore} in place of the first part that is asked for too late
 * @throws when the database is away
 */
export async function* whileAllowed<Part>(headers: Headers, action: Action, parts: AsyncIterable<Part>, clock = () => new Date()): AsyncGenerator<Part, void> {
  let looked = clock().getTime();
  for await (const part of parts) {
    const now = clock();
    if (now.getTime() - looked >= ASK_AGAIN_MS) {
      const key = keyIn(headers);
      const caller = await (key === null ? memberOf(headers, now) : findProgram(key, now));
      if (!caller || !mayCall(caller, action)) throw new NotAnyMore("not allowed any more");
      looked = now.getTime();
    }
    yield part;
  }
}

/**
 * Who is signed in? Read from the database at every request, so that an ended session, a changed role and a removed member count
 * at once. A session ends 30 minutes after its last use and 12 hours after its start. A key signs nobody in.
 * @param headers of the request
 * @returns null for everybody who is not an active member with a living session
 * @throws when the database is away
 */
export async function memberOf(headers: Headers, now: Date): Promise<Member | null> {
  const found = keyIn(headers) === null ? await recognise(headers) : null;
  if (!found) return null;
  const { sessionId, userId, startedAt, usedAt, endsAt, twoStep, membership } = found;
  const idle = now.getTime() - usedAt.getTime();
  if (idle > IDLE_MS || endsAt <= now) {
    await database().session.deleteMany({ where: { id: sessionId } });
    return null;
  }
  if (!membership) return null;
  if (idle > TOUCH_MS) await database().session.updateMany({ where: { id: sessionId }, data: { updatedAt: now } });
  return { ...membership, kind: "member", userId, sessionId, signedInAt: startedAt, draftKey: draftKeyOf(membership.id), twoStep };
}

function draftKeyOf(id: string): string {
  return createHmac("sha256", process.env.SECRET ?? "").update(`draft:${id}`).digest("base64url").slice(0, 22);
}
