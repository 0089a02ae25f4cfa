import "server-only";
import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { countAttempt, forgetAttempts } from "@/lib/store/attempts";

const WINDOW_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

const LIMITS = {
  // A person mistypes a few times; at 40 guesses an hour a password outside the common ones is not found in a lifetime.
  account: { most: 10, in: WINDOW_MS, who: mailbox },
  // A whole ward, often a whole hospital, comes from one address at the change of shifts.
  address: { most: 100, in: WINDOW_MS, who: network },
  // Only links that are not there count. A link has 128 bits: this keeps a guesser from loading the database.
  link: { most: 30, in: WINDOW_MS, who: network },
  // Three codes of a million are good at a time: ten tries find one with 3 chances in 100,000.
  code: { most: 10, in: WINDOW_MS, who: asItIs },
  // Someone at a screen that a member left open.
  password: { most: 10, in: WINDOW_MS, who: asItIs },
  // A child's file for a colleague, a few a day. More than that is an export of the site, which is a reviewer's decision.
  file: { most: 10, in: DAY_MS, who: asItIs },
  // A program that runs away must not keep a ward from saving; ten a second are plenty, and many screenings go in one request.
  key: { most: 600, in: MINUTE_MS, who: asItIs },
  // Only keys that are not good count, so that a neighbour's mistake stops no program that has a good one.
  "wrong-key": { most: 30, in: WINDOW_MS, who: network },
};

/**
 * Too many attempts of this kind: the next is heard after so many whole seconds, at least one. `first`: the one with which
 * the lock began.
 */
export class TooMany extends Error {
  constructor(
    readonly retryAfterSeconds: number,
    readonly kind: string,
    readonly first: boolean,
  ) {
    super("too many attempts");
  }
}

/**
 * Takes one attempt to sign in: 10 an account (by e-mail, whether or not there is such an account) and 100 a network
 * address in 15 minutes. To be awaited before the password is checked, so that parallel guesses count. An address that is
 * refused takes none of the account's: one machine cannot keep more than ten members out.
 * @throws {TooMany} when either is used up
 */
export async function takeAttempt({ account, address }: { account?: string; address: string }, now: Date): Promise<void> {
  await take("address", address, now);
  if (account !== undefined) await take("account", account, now);
}

/** Gives an account its attempts back, after a success. The address keeps its count: it may be guessing at others. */
export function forgiveAccount(account: string): Promise<void> {
  return forgetAttempts(underSecret("account", mailbox(account)));
}

/**
 * Takes one of 30 vain look-ups of a link or a key (`who`: network address), 10 codes of the second step or 10 checks of the
 * current password (`who`: member) in 15 minutes, one of a key's 600 requests a minute (`who`: its id), or one of 10 single files in 24 hours (`who`: member
 * or key without the right to export). To be awaited before the check.
 * @throws {TooMany} when they are used up
 */
export function takeFrom(kind: "link" | "code" | "password" | "file" | "key" | "wrong-key", who: string, now: Date): Promise<void> {
  return take(kind, who, now);
}

/**
 * Is this the first time within so many seconds? Makes a code single-use (ASVS 5.0.0, 6.5.1): asked once the code is found
 * right, of two parallel uses one is the first.
 */
export async function takeOnce(key: string, seconds: number, now: Date): Promise<boolean> {
  const { count } = await countAttempt(underSecret("once", key), seconds * 1000, now);
  return count === 1;
}

/** The time in which one code of an authenticator is good: its own half minute and one on each side. */
export const CODE_S = 90;

/** Under which a code of this account is known to be used. */
export function codeKey(userId: string, code: string): string {
  return `${userId}:${code}`;
}

async function take(kind: keyof typeof LIMITS, who: string, now: Date): Promise<void> {
  const limit = LIMITS[kind];
  const { count, endsAt } = await countAttempt(underSecret(kind, limit.who(who)), limit.in, now);
  if (count > limit.most) throw new TooMany(Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000)), kind, count === limit.most + 1);
}

/** What the database may know of it under this server's own secret: see keyedHash. */
export function underSecret(kind: string, value: string): string {
  const secret = process.env.SECRET;
  if (!secret) throw new Error("SECRET is not set");
  return keyedHash(secret, kind, value);
}

/**
 * What the database may know of an e-mail or an address: the kind and an HMAC-SHA-256 of both. Without the secret nobody
 * who reads the table can try addresses until one fits.
 */
export function keyedHash(secret: string, kind: string, value: string): string {
  return `${kind}:${createHmac("sha256", secret).update(`attempt:${kind}:${value}`).digest("hex")}`;
}

function asItIs(who: string): string {
  return who;
}

function mailbox(email: string): string {
  return email.trim().toLowerCase();
}

/** Who pays for an attempt from there: an IPv4 address, or the /64 of an IPv6 one, all of which one customer holds. */
function network(address: string): string {
  const [plain = ""] = address.split("%");
  const version = isIP(plain);
  if (version === 4) return plain;
  // No address at all: one share for all such, so that nobody gains by sending none.
  if (version !== 6) return "";
  const groups = groupsOf(plain);
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 6).join(":") === "0:0:0:0:0:65535";
  if (mapped) return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  return groups.slice(0, 4).map((group) => group.toString(16)).join(":");
}

/** The eight groups of an IPv6 address. URL writes every one the same way, an IPv4 tail as two groups. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return groups.map((group) => Number.parseInt(group, 16));
}
