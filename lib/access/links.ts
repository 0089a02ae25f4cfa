import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { appendAudit } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import type { Transaction } from "@/lib/store/client";
import { endSessions, lockMembership } from "./membership";
import { hashPassword } from "./password";

/** What a one-time link leads to. `join` makes the account of an invited member, `reset` gives an active one a new password. */
export type Link = { kind: "set-up" } | ({ kind: "join" | "reset"; membership: string; siteId: string } & Invited);
type Invited = { name: string; email: string; site: string };

const TOKEN_BYTES = 16;
const DAY_MS = 24 * 3_600_000;
const LIFE_MS = { "set-up": DAY_MS, join: 7 * DAY_MS, reset: DAY_MS };
/** The site of the first migration, which the first set-up takes over. */
const FIRST_SITE = "local";

/** What the database knows of a token. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Makes a link and ends every earlier one of the same membership. Answers the token, which is known nowhere else. */
export async function makeLink(transaction: Transaction, kind: Link["kind"], of: { site: string; membership: string } | null, now: Date): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  if (of) await transaction.accessLink.deleteMany({ where: { membershipId: of.membership } });
  const expiresAt = new Date(now.getTime() + LIFE_MS[kind]);
  await transaction.accessLink.create({ data: { hash: hashOf(token), kind, expiresAt, siteId: of?.site, membershipId: of?.membership } });
  return token;
}

/**
 * The link that makes the first admin and site: 128 random bits, good once and for 24 hours. Every call ends the one before.
 * @returns null where there is an account already
 */
export async function firstLink(baseUrl: string): Promise<string | null> {
  if ((await database().user.count()) > 0) return null;
  const token = await inSite(null, async (transaction) => {
    // Of two processes that start at the same moment, the second ends the link of the first.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('set-up', 0))`;
    await transaction.accessLink.deleteMany({ where: { kind: "set-up" } });
    return makeLink(transaction, "set-up", null, new Date());
  });
  return setUpAddress(token, baseUrl);
}

/** A link that makes a further site with its first admin, for whoever runs the server. */
export async function siteLink(baseUrl: string): Promise<string> {
  const now = new Date();
  const token = await inSite(null, async (transaction) => {
    const made = await makeLink(transaction, "set-up", null, now);
    await appendAudit(transaction, { at: now, actor: null, action: "site-link", site: null });
    return made;
  });
  return setUpAddress(token, baseUrl);
}

function setUpAddress(token: string, baseUrl: string): string {
  return `${baseUrl}/account/set-up#${token}`;
}

/**
 * What a link of this hash leads to, without using it.
 * @returns null when there is none, or none any more
 */
export async function findLink(hash: string, now: Date): Promise<Link | null> {
  const link = await database().accessLink.findUnique({ where: { hash, expiresAt: { gt: now } } });
  if (link?.kind === "set-up") return { kind: "set-up" };
  const { siteId, membershipId } = link ?? {};
  if (!link || !siteId || !membershipId) return null;
  return inSite(siteId, async (transaction) => {
    const { name, email, state, site } = await transaction.membership.findUniqueOrThrow({ where: { id: membershipId }, include: { site: true } });
    const kind = state === "active" ? "reset" : "join";
    return kind === link.kind && state !== "removed" ? { kind, membership: membershipId, siteId, name, email, site: site.name ?? "" } : null;
  });
}

/** The account that a set-up link makes. */
export type SetUp = { token: string; site: string; name: string; email: string; password: string };

/**
 * Makes a site and its first admin. The first one takes over the site of screenings that were saved before there were accounts.
 * @returns "gone" when the link is not good any more, "taken" when the e-mail has an account
 * @throws {Busy}
 */
export async function setUp({ token, site: siteName, name, email, password }: SetUp, now: Date): Promise<"done" | "gone" | "taken"> {
  const hash = hashOf(token);
  if ((await findLink(hash, now))?.kind !== "set-up") return "gone";
  const hashed = await hashPassword(password);
  const isFirst = (await inSite(FIRST_SITE, (transaction) => transaction.site.count({ where: { id: FIRST_SITE, name: null } }))) === 1;
  try {
    return await taking(() => found(isFirst ? FIRST_SITE : newSite(), { hash, siteName, name, email, hashed }, now));
  } catch (error) {
    if (!(error instanceof Named)) throw error;
    return taking(() => found(newSite(), { hash, siteName, name, email, hashed }, now));
  }
}

/** Of two set-ups at once the other has named the first site. */
class Named extends Error {}

function newSite(): string {
  return `site-${randomBytes(6).toString("hex")}`;
}

type Founder = { hash: string; siteName: string; name: string; email: string; hashed: string };

function found(site: string, { hash, siteName, name, email, hashed }: Founder, now: Date): Promise<"done" | "gone"> {
  return inSite(site, async (transaction) => {
    if (!(await use(transaction, hash, now))) return "gone";
    if (site !== FIRST_SITE) await transaction.site.create({ data: { id: site, name: siteName } });
    else if ((await transaction.site.updateMany({ where: { id: site, name: null }, data: { name: siteName } })).count === 0) throw new Named();
    const userId = await createAccount(transaction, { name, email, hashed });
    const id = randomUUID();
    await transaction.membership.create({ data: { id, siteId: site, userId, name, email, role: "admin", state: "active", createdAt: now } });
    await appendAudit(transaction, { at: now, actor: id, action: "set-up", subject: id, site });
    return "done";
  });
}

/**
 * Uses an invitation or a reset with a new password. A reset ends every session, every sign-in that waits for
 * its code, and the second step.
 * @returns "gone" when the link is not good any more, "taken" when the e-mail has an account at another site
 * @throws {Busy}
 */
export async function join({ token, password }: { token: string; password: string }, now: Date): Promise<"done" | "gone" | "taken"> {
  const hash = hashOf(token);
  const link = await findLink(hash, now);
  if (!link || link.kind === "set-up") return "gone";
  const hashed = await hashPassword(password);
  return taking(() =>
    inSite(link.siteId, async (transaction) => {
      await lockMembership(transaction, link.membership);
      if (!(await use(transaction, hash, now))) return "gone";
      if (link.kind === "reset") await resetPassword(transaction, link.membership, hashed);
      else await activate(transaction, link.membership, await createAccount(transaction, { ...link, hashed }));
      const action = link.kind === "reset" ? "password" : "join";
      await appendAudit(transaction, { at: now, actor: link.membership, action, subject: link.membership, site: link.siteId });
      return "done";
    }),
  );
}

/** Uses an invitation for an account that the identity provider has vouched for; false when it is not good any more. */
export async function acceptLink({ hash, userId, now }: { hash: string; userId: string; now: Date }): Promise<boolean> {
  const link = await findLink(hash, now);
  if (link?.kind !== "join") return false;
  return inSite(link.siteId, async (transaction) => {
    await lockMembership(transaction, link.membership);
    if (!(await use(transaction, hash, now))) return false;
    await activate(transaction, link.membership, userId);
    await appendAudit(transaction, { at: now, actor: link.membership, action: "join", subject: link.membership, site: link.siteId });
    return true;
  });
}

/** Of two who use a link at once, one deletes its row. */
async function use(transaction: Transaction, hash: string, now: Date): Promise<boolean> {
  return (await transaction.accessLink.deleteMany({ where: { hash, expiresAt: { gt: now } } })).count === 1;
}

async function activate(transaction: Transaction, id: string, userId: string): Promise<void> {
  await transaction.membership.update({ where: { id, state: "invited" }, data: { userId, state: "active" } });
}

async function createAccount(transaction: Transaction, { name, email, hashed }: { name: string; email: string; hashed: string }): Promise<string> {
  const id = randomUUID();
  const account = { id: randomUUID(), accountId: id, providerId: "credential", password: hashed };
  await transaction.user.create({ data: { id, name, email, accounts: { create: account } } });
  return id;
}

async function resetPassword(transaction: Transaction, membership: string, password: string): Promise<void> {
  const { userId } = await transaction.membership.findUniqueOrThrow({ where: { id: membership } });
  if (!userId) throw new Error("a removed member has no password");
  const key = { providerId: "credential", accountId: userId };
  await transaction.account.upsert({ where: { providerId_accountId: key }, create: { ...key, id: randomUUID(), userId, password }, update: { password } });
  await transaction.user.update({ where: { id: userId }, data: { twoFactorEnabled: false } });
  await transaction.twoFactor.deleteMany({ where: { userId } });
  await endSessions(transaction, userId);
}

/** P2002: the e-mail of an account is unique among all sites of the server, that of a membership within its site. */
export async function taking<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | "taken"> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "P2002") return "taken";
    throw error;
  }
}
