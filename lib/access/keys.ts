import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { appendAudit } from "@/lib/store/audit";
import { database, inSite } from "@/lib/store/client";
import { isId } from "./form";
import type { Member } from "./guard";
import { takeFrom } from "./limit";
import { hashOf } from "./links";
import { keyMay } from "./table";
import type { Role, Scope, State } from "./table";

const KEY_BYTES = 32;
// However it is spaced: what is meant as a key never falls back on a cookie beside it.
const SENT = /^bearer[ \t]+(isk_.*)$/i;

/** A program that comes with a key of a site, as of this request. `id` is the key's, which is what acts; `maker`: who made it. */
export type Program = {
  kind: "key";
  id: string;
  site: string;
  siteName: string;
  scope: Scope;
  maker: { role: Role; state: State };
  /** A program has no page, and no page's draft is its own. */
  draftKey: null;
};

/**
 * A key as the keys' page shows it. `works`: who made it is still a member, and nobody has revoked it; `exports`: and it may
 * take out many screenings at once.
 */
export type Listed = { id: string; name: string; scope: Scope; maker: string; madeAt: Date; lastUsedOn: Date | null; revokedAt: Date | null; works: boolean; exports: boolean };

/**
 * The key that a request comes with, whatever it is worth. Another kind of authorization, as a proxy in front may want it
 * from browsers, is no key.
 */
export function keyIn(headers: Headers): string | null {
  return SENT.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/**
 * Whose key is this? Read from the database at every request, so that a revoked key and a removed maker count at once.
 * @param address where the request comes from
 * @returns null for a key that is not good, whatever is the matter with it
 * @throws {TooMany} after 600 requests of a key in a minute, or 30 of no good key from an address in 15
 */
export async function programOf(key: string, address: string, now: Date): Promise<Program | null> {
  const program = await findProgram(key, now);
  await (program ? takeFrom("key", program.id, now) : takeFrom("wrong-key", address, now));
  return program;
}

/** The same, counted against no limit: for who was let in and is at it still. */
export async function findProgram(key: string, now: Date): Promise<Program | null> {
  const hash = hashOf(key);
  const today = new Date(now.toISOString().slice(0, 10));
  return database().$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT set_config('app.key', ${hash}, true)`;
    const found = await transaction.apiKey.findUnique({ where: { hash, revokedAt: null } });
    if (!found) return null;
    const { id, siteId, membershipId, scope, lastUsedOn } = found;
    await transaction.$executeRaw`SELECT set_config('app.site', ${siteId}, true)`;
    const maker = await transaction.membership.findUnique({ where: { id: membershipId, siteId, state: "active" }, include: { site: true } });
    if (!maker) return null;
    if (lastUsedOn === null || lastUsedOn < today) await transaction.apiKey.updateMany({ where: { id, siteId }, data: { lastUsedOn: today } });
    // The database's checks hold scope, role and state to these.
    return { kind: "key", id, site: siteId, siteName: maker.site.name ?? "", scope: scope as Scope, maker: { role: maker.role as Role, state: maker.state as State }, draftKey: null };
  });
}

/** Was a key meant and none sent, as from a shell where $KEY is not set? What a browser sends beside its cookie is not looked at. */
export function lacksKey(headers: Headers): boolean {
  return !headers.has("cookie") && /^bearer[ \t]*$/i.test(headers.get("authorization") ?? "");
}

/** Makes a key of one's own site: 256 random bits, answered this once; the database knows its hash alone. */
export async function makeKey({ id: actor, site }: Member, { name, scope }: { name: string; scope: Scope }, now: Date): Promise<{ id: string; key: string }> {
  const id = randomUUID();
  const key = `isk_${randomBytes(KEY_BYTES).toString("base64url")}`;
  await inSite(site, async (transaction) => {
    await transaction.apiKey.create({ data: { id, siteId: site, membershipId: actor, name, scope, hash: hashOf(key), createdAt: now } });
    await appendAudit(transaction, { at: now, actor, action: "key", subject: id, site });
  });
  return { id, key };
}

/** Revokes a key of one's own site for good, from the next request on; false when there is none of that id, or none any more. */
export async function revokeKey({ id: actor, site }: Member, subject: string, now: Date): Promise<boolean> {
  if (!isId(subject)) return false;
  return inSite(site, async (transaction) => {
    const { count } = await transaction.apiKey.updateMany({ where: { id: subject, siteId: site, revokedAt: null }, data: { revokedAt: now } });
    if (count === 0) return false;
    await appendAudit(transaction, { at: now, actor, action: "key-revoked", subject, site });
    return true;
  });
}

/** Every key that the site has or had, the newest first. */
export async function listKeys({ site }: Member): Promise<Listed[]> {
  const found = await inSite(site, (transaction) => transaction.apiKey.findMany({ where: { siteId: site }, include: { membership: true }, orderBy: [{ createdAt: "desc" }, { id: "asc" }] }));
  return found.map(({ id, name, membership, createdAt: madeAt, lastUsedOn, revokedAt, ...row }) => {
    // The database's checks hold scope, role and state to these.
    const [scope, maker] = [row.scope as Scope, { role: membership.role as Role, state: membership.state as State }];
    const works = revokedAt === null && maker.state === "active";
    return { id, name, scope, maker: membership.name, madeAt, lastUsedOn, revokedAt, works, exports: works && keyMay(scope, maker, "export") };
  });
}
