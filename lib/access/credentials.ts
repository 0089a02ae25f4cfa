import "server-only";
import { appendAudit } from "@/lib/store/audit";
import type { AuditAction } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import { auth, refusable } from "./auth";
import type { Member } from "./guard";
import { CODE_S, codeKey, takeFrom, takeOnce } from "./limit";
import { keepsPassword } from "./membership";
import type { Step } from "./sign-in";

/** Does this member sign in with a password of this application? */
export function hasPassword({ userId }: Member): Promise<boolean> {
  return keepsPassword(database(), userId);
}

/** Changes one's own password and ends every other session, and every sign-in that waits for its code. */
export async function changePassword(member: Member, { current, password }: { current: string; password: string }, headers: Headers, now: Date): Promise<Step<"done">> {
  await takeFrom("password", member.id, now);
  const body = { currentPassword: current, newPassword: password, revokeOtherSessions: true };
  const done = await refusable(auth().api.changePassword({ body, headers, returnHeaders: true }));
  if (done) await database().verification.deleteMany({ where: { value: member.userId } });
  return settle(member, done, ["password", "password-refused"], now);
}

/** Prepares the second step: the secret for the authenticator and the recovery codes, both shown once. It counts when confirmed. */
export async function startTwoStep(member: Member, password: string, headers: Headers, now: Date): Promise<Step<"done", { uri: string; secret: string; codes: string[] }>> {
  await takeFrom("password", member.id, now);
  const asked = await refusable(auth().api.enableTwoFactor({ body: { password }, headers, returnHeaders: true }));
  if (!asked || !("totpURI" in asked.response)) {
    await leave(member, "password-refused", now);
    return { outcome: "refused" };
  }
  const { totpURI: uri, backupCodes: codes } = asked.response;
  return { outcome: "done", cookies: asked.headers.getSetCookie(), uri, secret: new URL(uri).searchParams.get("secret") ?? "", codes };
}

/** Switches the second step on with a first code of the authenticator, which is not good for signing in any more. */
export async function confirmTwoStep(member: Member, code: string, headers: Headers, now: Date): Promise<Step<"done">> {
  await takeFrom("code", member.id, now);
  const done = await refusable(auth().api.verifyTOTP({ body: { code }, headers, returnHeaders: true }));
  if (done) await takeOnce(codeKey(member.userId, code), CODE_S, now);
  return settle(member, done, ["two-factor-on", "code-refused"], now);
}

/** Switches the second step off. */
export async function stopTwoStep(member: Member, password: string, headers: Headers, now: Date): Promise<Step<"done">> {
  await takeFrom("password", member.id, now);
  const done = await refusable(auth().api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }));
  return settle(member, done, ["two-factor-off", "password-refused"], now);
}

async function settle(member: Member, done: { headers: Headers } | null, [did, refused]: [AuditAction, AuditAction], now: Date): Promise<Step<"done">> {
  await leave(member, done ? did : refused, now);
  return done ? { outcome: "done", cookies: done.headers.getSetCookie() } : { outcome: "refused" };
}

function leave({ id, site }: Member, action: AuditAction, now: Date): Promise<bigint> {
  return inSite(site, (transaction) => appendAudit(transaction, { at: now, actor: id, action, subject: id, site }));
}
