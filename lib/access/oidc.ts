import "server-only";
import { getOAuthState } from "better-auth/api";
import { database } from "@/lib/store/client";
import { findLink, acceptLink } from "./links";

/** The identity provider's id, as it stands in the way back and in the account's row. */
export const HOSPITAL = "hospital";

/** The label of the identity provider's button, null when none is configured. */
export function hospitalName(): string | null {
  return process.env.OIDC_ISSUER ? (process.env.OIDC_NAME ?? "Hospital sign-in") : null;
}

/** How the identity provider is spoken to: discovery, PKCE, an id token that is verified with state and nonce. */
export function hospital() {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = process.env;
  if (!issuer || !clientId) return null;
  return {
    discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    ...(clientSecret ? { clientSecret } : {}),
    scopes: ["openid", "email", "profile"],
    pkce: true,
    disableImplicitSignUp: true,
    requireIdTokenVerification: true,
  };
}

type Claimed = { email?: string | null; emailVerified?: boolean };

/**
 * Why somebody whom the identity provider vouches for is not let in: an e-mail that it has not verified, or a first time
 * without an invitation to that very e-mail.
 */
export async function hospitalFault(user: Claimed, action: string): Promise<{ error: string } | undefined> {
  if (user.emailVerified !== true) return { error: "email_not_verified" };
  if (action === "sign-in") return undefined;
  if (action !== "create-user") return { error: "not_linked" };
  const link = await invitation();
  return link?.email === user.email?.toLowerCase() ? undefined : { error: "not_invited" };
}

/** Makes of the account that has just been created the invited member. An account that fits no invitation any more goes again. */
export async function joinByHospital(user: { id: string }): Promise<void> {
  const hash = await invitedBy();
  if (hash && (await acceptLink({ hash, userId: user.id, now: new Date() }))) return;
  await database().user.deleteMany({ where: { id: user.id } });
  throw new Error("the invitation is gone");
}

async function invitation() {
  const hash = await invitedBy();
  const link = hash ? await findLink(hash, new Date()) : null;
  return link?.kind === "join" ? link : null;
}

/** The hash of the invitation with which this way through the identity provider was begun. */
async function invitedBy(): Promise<string | null> {
  const state = await getOAuthState();
  return typeof state?.invitation === "string" ? state.invitation : null;
}
