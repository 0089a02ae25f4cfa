import "server-only";
import { appendAudit } from "@/lib/store/audit";
import type { AuditAction } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import { auth, refusable } from "./auth";
import type { Member } from "./guard";
import { takeFrom } from "./limit";
import type { Step } from "./sign-in";

/** Does this member sign in with a password of this application? Otherwise the identity provider keeps it. */
export async function hasPassword({ userId }: Member): Promise<boolean> {
  return (await database().account.count({ where: { userId, providerId: "credential" } })) > 0;
}

/** Changes one's own password and ends every other session. */
export async function changePassword(member: Member, { current, password }: { current: string; password: string }, headers: Headers, now: Date): Promise<Step<"done">> {
  await takeFrom("password", member.id, now);
  const body = { currentPassword: current, newPassword: password, revokeOtherSessions: true };
  return settle(member, "password", auth().api.changePassword({ body, headers, returnHeaders: true }), now);
}

/** Prepares the second step: the secret for the authenticator and the recovery codes, both shown once. It counts when confirmed. */
export async function startTwoStep(member: Member, password: string, headers: Headers, now: Date): Promise<Step<"done", { uri: string; secret: string; codes: string[] }>> {
  await takeFrom("password", member.id, now);
  const asked = await refusable(auth().api.enableTwoFactor({ body: { password }, headers, returnHeaders: true }));
  if (!asked || !("totpURI" in asked.response)) return { outcome: "refused" };
  const { totpURI: uri, backupCodes: codes } = asked.response;
  return { outcome: "done", cookies: asked.headers.getSetCookie(), uri, secret: new URL(uri).searchParams.get("secret") ?? "", codes };
}

/** Switches the second step on with a first code of the authenticator. */
export async function confirmTwoStep(member: Member, code: string, headers: Headers, now: Date): Promise<Step<"done">> {
  await takeFrom("code", member.id, now);
  return settle(member, "two-factor", auth().api.verifyTOTP({ body: { code }, headers, returnHeaders: true }), now);
}

/** Switches the second step off. */
export async function stopTwoStep(member: Member, password: string, headers: Headers, now: Date): Promise<Step<"done">> {
  await takeFrom("password", member.id, now);
  return settle(member, "two-factor", auth().api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }), now);
}

async function settle({ id, site }: Member, action: AuditAction, asked: Promise<{ headers: Headers }>, now: Date): Promise<Step<"done">> {
  const done = await refusable(asked);
  if (done === null) return { outcome: "refused" };
  await inSite(site, (transaction) => appendAudit(transaction, { at: now, actor: id, action, subject: id, site }));
  return { outcome: "done", cookies: done.headers.getSetCookie() };
}
