import "server-only";
import { betterAuth } from "better-auth";
import { isAPIError } from "better-auth/api";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { genericOAuth, twoFactor } from "better-auth/plugins";
import { database } from "@/lib/store/client";
import { browserFamily } from "./browser";
import { HOSPITAL, hospital, hospitalFault, joinByHospital } from "./oidc";
import { activeMembership } from "./membership";
import { TooMany } from "./limit";
import { hashPassword, verifyPassword } from "./password";

/** How long Better Auth's second step refuses after ten wrong codes in a row. */
const LOCKED_S = 15 * 60;
/** A session ends after 12 hours whatever happens; what ends it earlier is decided where members are recognised. */
export const SESSION_S = 12 * 3_600;

const COOKIES = { session_token: "", two_factor: "-step", state: "-state", dont_remember: "-brief", trust_device: "-device" };

// Kept on globalThis: Next may load this module more than once in a process, and each would ask the identity provider anew.
const shared = globalThis as { imageScreenAuth?: Auth };

type Auth = ReturnType<typeof make>;

/**
 * Better Auth, made at its first use from SECRET, BASE_URL and OIDC_*. It is asked by this room alone and serves no
 * address of its own but the way back from the identity provider: what it offers beyond that is out of reach.
 */
export function auth(): Auth {
  return (shared.imageScreenAuth ??= make());
}

/** The name under which a browser keeps this cookie; over https no other host or path can set it. */
function cookieName(suffix: string, secure: boolean): string {
  return `${secure ? "__Host-" : ""}image-screen${suffix}`;
}

/** Is there a session cookie at all? Without one nobody needs to be looked for. */
export function hasSessionCookie(headers: Headers): boolean {
  return (headers.get("cookie") ?? "").includes("image-screen=");
}

function make() {
  const { BASE_URL: baseURL, SECRET: secret } = process.env;
  if (!baseURL || !secret) throw new Error("BASE_URL and SECRET are not set");
  const secure = baseURL.startsWith("https:");
  const provider = hospital();
  return betterAuth({
    appName: "IMAGe Screen",
    baseURL,
    basePath: "/api/auth",
    secret,
    database: prismaAdapter(database(), { provider: "postgresql" }),
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
      user: { create: { after: joinByHospital } },
      account: { create: { before: async (account) => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }) } },
      session: {
        create: {
          // Nobody gets a session who is no active member, whichever way they came.
          before: async (session) => {
            if ((await activeMembership(session.userId)) === null) return false;
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
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    if (error.statusCode === 429) throw new TooMany(LOCKED_S);
    return null;
  }
}
