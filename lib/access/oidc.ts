import "server-only";
import { getOAuthState } from "better-auth/api";
import { database } from "@/lib/store/client";
import { findLink, acceptLink } from "./links";

/** The identity provider's id, as it stands in the way back and in the account's row. */
export const HOSPITAL = "hospital";

const ANSWER_MS = 5_000;

/** The label of the identity provider's button, null when none is configured. */
export function hospitalName(): string | null {
  return process.env.OIDC_ISSUER ? (process.env.OIDC_NAME ?? "Hospital sign-in") : null;
}

/** How the identity provider is spoken to: discovery, PKCE, an id token that is verified with state and nonce. */
export function hospital() {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = process.env;
  if (!issuer || !clientId) return null;
  return {
    discoveryUrl: discoveryOf(issuer),
    clientId,
    ...(clientSecret ? { clientSecret } : {}),
    scopes: ["openid", "email", "profile"],
    pkce: true,
    disableImplicitSignUp: true,
    requireIdTokenVerification: true,
    // An answer without an id token would be believed without signature and nonce: it is nobody's.
    accountSubject: ({ tokens, profile }: { tokens: { idToken?: string }; profile: { sub?: unknown } }) => (tokens.idToken ? String(profile.sub) : ""),
    // A picture is not kept.
    mapProfileToUser: () => ({ image: undefined }),
  };
}

function discoveryOf(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

/**
 * Does the identity provider answer, in time and under the very name that it is configured by (OpenID Connect Discovery
 * 1.0, 4.3)?
 */
export async function hospitalAnswers({ discoveryUrl }: { discoveryUrl: string }): Promise<boolean> {
  try {
    const answer = await fetch(discoveryUrl, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
    const { issuer } = (await answer.json()) as { issuer?: unknown };
    return answer.ok && typeof issuer === "string" && discoveryOf(issuer) === discoveryUrl;
  } catch {
    return false;
  }
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
  return link && link.email === user.email?.toLowerCase() ? undefined : { error: "not_invited" };
}

/**
 * Makes an account that belongs to nobody yet the invited member. It happens at its first session: should the server end
 * before, the invitation is still good for another try. An account that fits no invitation goes again.
 */
export async function joinByHospital(userId: string): Promise<boolean> {
  const hash = await invitedBy();
  if (hash && (await fits(userId)) && (await acceptLink({ hash, userId, now: new Date() }))) return true;
  await database().user.deleteMany({ where: { id: userId } });
  return false;
}

async function fits(userId: string): Promise<boolean> {
  const user = await database().user.findUnique({ where: { id: userId }, select: { email: true } });
  return user !== null && user.email === (await invitation())?.email;
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
