import "server-only";
import { appendAudit } from "@/lib/store/audit";
import type { AuditAction } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import { auth, hospitalAuth, refusable } from "./auth";
import type { Member } from "./guard";
import { CODE_S, TooMany, codeKey, forgiveAccount, takeAttempt, takeFrom, takeOnce } from "./limit";
import { activeMembership } from "./membership";
import { HOSPITAL, hospitalName } from "./oidc";
import { hashOf } from "./links";
import { sweepSessions } from "./sessions";

/** What came of a step, with the cookies that the browser is to keep. */
export type Step<Outcome extends string, More = object> = ({ outcome: Outcome; cookies: string[] } & More) | { outcome: "refused" };

/** The cookie of the first step: a random name of the challenge, and its signature. */
const STEP_COOKIE = /(?:^|; ?)((?:__Host-)?image-screen-step=(2fa-[\w-]+)\.[^;]*)/;
/** Where a way through the identity provider ends that led nowhere; why is not for the address. */
const TROUBLE = "/account/sign-in?trouble=hospital";

/** Who sends a request: its headers, and the network address as the listener found it. */
export type Sender = { headers: Headers; address: string };

/**
 * The first step. Unknown e-mail, wrong password, removed member: all the same, also in the time they take.
 * @returns "code" when a second step is to follow
 * @throws {TooMany} {Busy}
 */
export async function signIn({ email, password }: { email: string; password: string }, { headers, address }: Sender, now: Date): Promise<Step<"done" | "code">> {
  await attempt({ account: email, address }, now);
  const asked = await refusable(auth().api.signInEmail({ body: { email, password }, headers, returnHeaders: true }));
  if (asked === null) {
    await traceOf(email, "sign-in-failed", now);
    return { outcome: "refused" };
  }
  const { response, headers: answered } = asked;
  const cookies = answered.getSetCookie();
  if ("twoFactorRedirect" in response) {
    await traceOf(email, "code-asked", now);
    return { outcome: "code", cookies };
  }
  await signedIn(response.user, now);
  return { outcome: "done", cookies };
}

/**
 * The second step: a code of the authenticator, which counts once, or one of the recovery codes. Ten an account are looked
 * at in 15 minutes, right ones included, however many come in parallel.
 * @throws {TooMany}
 */
export async function signInWithCode({ code, kind }: { code: string; kind: "totp" | "recovery" }, { headers, address }: Sender, now: Date): Promise<Step<"done">> {
  await attempt({ address }, now);
  const challenge = await challengeOf(headers, now);
  if (challenge) await takeFrom("code", challenge.userId, now);
  const asked = challenge && (await verify(kind, { body: { code }, headers: challenge.headers, returnHeaders: true }));
  if (asked === null) {
    await trace(challenge?.userId ?? null, "sign-in-failed", now);
    return { outcome: "refused" };
  }
  const { token, user } = asked.response;
  if (kind === "totp" && !(await takeOnce(codeKey(user.id, code), CODE_S, now))) {
    if (token) await database().session.deleteMany({ where: { token } });
    await trace(user.id, "sign-in-failed", now);
    return { outcome: "refused" };
  }
  await signedIn(user, now);
  return { outcome: "done", cookies: asked.headers.getSetCookie() };
}

type Given = { body: { code: string }; headers: Headers; returnHeaders: true };
type Verified = { response: { token?: string; user: { id: string; email: string } }; headers: Headers };

function verify(kind: "totp" | "recovery", given: Given): Promise<Verified | null> {
  return refusable<Verified>(kind === "totp" ? auth().api.verifyTOTP(given) : auth().api.verifyBackupCode(given));
}

/**
 * What the first step left in this browser: whose second step it is, and the headers with no other cookie. Beside a session
 * Better Auth would check a code for that one instead, and count nothing.
 */
async function challengeOf(headers: Headers, now: Date): Promise<{ userId: string; headers: Headers } | null> {
  const [, cookie, identifier] = STEP_COOKIE.exec(headers.get("cookie") ?? "") ?? [];
  if (!cookie || !identifier) return null;
  const found = await database().verification.findFirst({ where: { identifier, expiresAt: { gt: now } } });
  const alone = new Headers(headers);
  alone.set("cookie", cookie);
  return found && { userId: found.value, headers: alone };
}

async function signedIn({ id, email }: { id: string; email: string }, now: Date): Promise<void> {
  await forgiveAccount(email);
  await sweepSessions(now);
  await trace(id, "sign-in", now);
}

/** Takes an attempt. The one with which an account or an address is locked leaves a line; those after it none. */
async function attempt(by: { account?: string; address: string }, now: Date): Promise<void> {
  try {
    await takeAttempt(by, now);
  } catch (error) {
    if (error instanceof TooMany && error.first) await (error.kind === "account" ? traceOf(by.account ?? "", "sign-in-locked", now) : trace(null, "sign-in-locked", now));
    throw error;
  }
}

async function traceOf(email: string, action: AuditAction, now: Date): Promise<void> {
  const user = await database().user.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } });
  // Asked for nobody as well, so that it takes as long.
  await trace(user?.id ?? "", action, now);
}

/** Whose account it is becomes the subject; the actor of a failure is nobody known. */
async function trace(userId: string | null, action: AuditAction, now: Date): Promise<void> {
  const membership = userId === null ? null : await activeMembership(userId);
  const site = membership?.site ?? null;
  const actor = action === "sign-in" ? (membership?.id ?? null) : null;
  // Whoever was removed a moment ago did not sign in.
  const done = membership || action === "sign-in-locked" ? action : "sign-in-failed";
  await inSite(site, (transaction) => appendAudit(transaction, { at: now, actor, action: done, subject: membership?.id, site }));
}

/** Ends this session; the cookies it answers are the ones to forget. */
export async function signOut({ id, site, sessionId }: Member, headers: Headers, now: Date): Promise<string[]> {
  const { headers: answered } = await auth().api.signOut({ headers, returnHeaders: true });
  await inSite(site, async (transaction) => {
    await transaction.session.deleteMany({ where: { id: sessionId } });
    await appendAudit(transaction, { at: now, actor: id, action: "sign-out", subject: id, site });
  });
  return answered.getSetCookie();
}

/**
 * The address of the identity provider's page, and the cookie that binds the way back to this browser; of our own page that
 * names the trouble, where the provider does not answer. `token`: an invitation's.
 */
export async function startHospital(token: string | undefined, { headers }: Sender): Promise<{ url: string; cookies: string[] }> {
  const invitation = token === undefined ? {} : { requestSignUp: true, additionalData: { invitation: hashOf(token) } };
  const body = { provider: HOSPITAL, callbackURL: "/screenings", disableRedirect: true, ...invitation };
  const provider = await hospitalAuth();
  const asked = provider && (await refusable(provider.api.signInSocial({ body, headers, returnHeaders: true })));
  return asked?.response.url ? { url: asked.response.url, cookies: asked.headers.getSetCookie() } : { url: TROUBLE, cookies: [] };
}

/**
 * The way back from the identity provider: a redirect with a session, or to the sign-in page with the trouble named and
 * nothing about why. It counts as an attempt of this network address.
 * @throws {TooMany}
 */
export async function finishHospital(request: Request, now: Date): Promise<Response> {
  // Nobody comes back from where nobody was sent.
  if (hospitalName() === null || !new URL(request.url).searchParams.has("state")) return redirect(TROUBLE);
  // What a foreign page fetches as a picture or in a frame is no attempt, and must not use up those of a whole hospital.
  if ((request.headers.get("sec-fetch-dest") ?? "document") !== "document") return redirect(TROUBLE);
  await attempt({ address: request.headers.get("x-image-screen-address") ?? "" }, now);
  const answer = await (await hospitalAuth())?.handler(request);
  const cookies = answer?.headers.getSetCookie() ?? [];
  const token = /image-screen=([^.;]+)/.exec(cookies.join("\n"))?.[1];
  const session = token ? await database().session.findUnique({ where: { token: decodeURIComponent(token) } }) : null;
  await sweepSessions(now);
  await trace(session?.userId ?? null, session ? "sign-in" : "sign-in-failed", now);
  return redirect(session ? "/screenings" : TROUBLE, cookies);
}

function redirect(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: `${process.env.BASE_URL}${path}`, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
