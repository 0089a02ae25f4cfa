import "server-only";
import { betterAuth } from "better-auth";
import { isAPIError } from "better-auth/api";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { genericOAuth, twoFactor } from "better-auth/plugins";
import { database } from "@/lib/store/client";
import { browserFamily } from "./browser";
import { HOSPITAL, hospital, hospitalAnswers, hospitalFault, joinByHospital } from "./oidc";
import { activeMembership } from "./membership";
import { TooMany } from "./limit";
import { hashPassword, verifyPassword } from "./password";

/** How long Better Auth's second step refuses after ten wrong codes in a row. */
const LOCKED_S = 15 * 60;
/** A session ends after 12 hours whatever happens; what ends it earlier is decided where members are recognised. */
export const SESSION_S = 12 * 3_600;

const COOKIES = { session_token: "", two_factor: "-step", state: "-state", dont_remember: "-brief", trust_device: "-device" };

// Kept on globalThis: Next may load this module more than once in a process, and each would ask the identity provider anew.
const shared = globalThis as { imageScreenAuth?: Auth; imageScreenHospital?: Auth };

type Auth = ReturnType<typeof make>;

/**
 * Better Auth, made at its first use from SECRET and BASE_URL. It is asked by this room alone and serves no
 * address of its own but the way back from the identity provider: what it offers beyond that is out of reach.
 */
export function auth(): Auth {
  return (shared.imageScreenAuth ??= make(null));
}

/**
 * The same with the identity provider of OIDC_*, for nothing but the way there and back: it asks the provider at its first
 * use, and nobody else is to wait for that.
 * @returns null when there is none, or it does not answer
 */
export async function hospitalAuth(): Promise<Auth | null> {
  const provider = hospital();
  if (!provider || !(await hospitalAnswers(provider))) return null;
  return (shared.imageScreenHospital ??= make(provider));
}

/** The name under which a browser keeps this cookie; over https no other host or path can set it. */
function cookieName(suffix: string, secure: boolean): string {
  return `${secure ? "__Host-" : ""}image-screen${suffix}`;
}

/** The name of the session cookie. */
export function sessionCookie(): string {
  return cookieName(COOKIES.session_token, process.env.BASE_URL?.startsWith("https:") ?? false);
}

function make(provider: ReturnType<typeof hospital>) {
  const { BASE_URL: baseURL, SECRET: secret } = process.env;
  if (!baseURL || !secret) throw new Error("BASE_URL and SECRET are not set");
  const secure = baseURL.startsWith("https:");
  return betterAuth({
    appName: "IMAGe Screen",
    baseURL,
    basePath: "/api/auth",
    secret,
    database: prismaAdapter(database(), { provider: "postgresql", transaction: true }),
    // Its messages may name an e-mail; what happens here stands in the audit trail.
    logger: { disabled: true },
    telemetry: { enabled: false },
    // Limits are ours, by account and by address, in the database.
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 512, password: { hash: hashPassword, verify: verifyPassword } },
    session: { expiresIn: SESSION_S, disableSessionRefresh: true, cookieCache: { enabled: false } },
    account: { accountLinking: { enabled: false }, updateAccountOnSignIn: false },
    user: { validateUserInfo: ({ user, source }) => hospitalFault(user, source.action) },
    databaseHooks: {
      account: { create: { before: async (account) => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }) } },
      session: {
        create: {
          // Nobody gets a session who is no active member, whichever way they came.
          before: async (session) => {
            if ((await activeMembership(session.userId)) === null && !(await joinByHospital(session.userId))) return false;
            return { data: { ...session, ipAddress: "", userAgent: browserFamily(session.userAgent ?? null) } };
          },
        },
      },
    },
    advanced: {
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      defaultCookieAttributes: { secure, sameSite: "lax", httpOnly: true, path: "/" },
      cookies: Object.fromEntries(Object.entries(COOKIES).map(([cookie, suffix]) => [cookie, { name: cookieName(suffix, secure) }])),
    },
    onAPIError: { errorURL: `${baseURL}/account/sign-in?trouble=hospital` },
    plugins: [twoFactor({ issuer: "IMAGe Screen" }), ...(provider ? [genericOAuth({ config: [{ providerId: HOSPITAL, ...provider }] })] : [])],
  });
}

/**
 * Better Auth's refusals as null. What it throws beside them, such as an absent database, stays what it is.
 * @throws {TooMany} where its own limit of wrong codes is reached
 */
export async function refusable<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    // A second step that was encrypted with another SECRET cannot be checked, and is as wrong as a wrong code.
    if (error instanceof Error && /\b(decrypt|tag|ciphertext)\b/i.test(error.message) && !isAPIError(error)) return null;
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    if (error.statusCode === 429) throw new TooMany(LOCKED_S, "code", false);
    return null;
  }
}
