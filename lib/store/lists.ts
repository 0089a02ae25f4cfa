import "server-only";
import type { Code } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import type { Page } from "@/lib/screening/filter";
import type { StandingVerdict } from "@/lib/screening/verdict";
import { letters, matches } from "@/lib/screening/rules";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import type { Transaction } from "./client";
import type { Prisma, Screening as Row } from "./generated/client";
import { fromRow } from "./row";
import type { Actor } from "./screenings";

/**
 * What the list tells beside a screening: where it stands by its reviews; where nobody has reviewed it, how the latest reviewed
 * one of those that it follows stands; what others did since the member was here last.
 */
export type Beside = { standing: StandingVerdict; earlier: StandingVerdict | null; changed: "new" | "reviewed" | null };
/** `total`: how many there are in all, counted up to `COUNTED`; `next`: the cursor of the following page, null on the last. */
export type Listed = { screenings: Screening[]; beside: Map<Code, Beside>; total: number; next: Code | null };

/** More are not counted: the answer would take longer than the page. */
export const COUNTED = 1000;

/**
 * A page of the site's screenings; looking leaves a line in the audit trail.
 * @returns null when `page.after` names no screening
 * @throws when the database is away
 */
export async function listScreenings(actor: Actor, page: Page, now = new Date()): Promise<Listed | null> {
  const limit = page.limit ?? 50;
  return inSite(actor.site, async (transaction) => {
    const after = page.after === undefined ? undefined : await transaction.screening.findUnique({ where: { code: page.after, siteId: actor.site } });
    if (after === null) return null;
    const away = await awaySince(transaction, actor);
    const where = await conditionsIn(transaction, actor, page, away);
    const rows = await rowsOf(transaction, page, where, after, limit + 1);
    const screenings = rows.slice(0, limit).map(fromRow);
    const beside = await besideOf(transaction, actor, rows.slice(0, limit), away);
    const total = await transaction.screening.count({ where, take: COUNTED + 1 });
    await appendAudit(transaction, { at: now, actor: actor.id, action: "list", site: actor.site });
    return { screenings, beside, total, next: rows.length > limit ? (screenings.at(-1)?.code ?? null) : null };
  });
}

/** What is asked of the table of screenings. */
export type Where = Prisma.ScreeningWhereInput;

/** Each group has its index in the order of the ids: a page reads no more rows than it shows, wherever it begins. */
async function rowsOf(transaction: Transaction, { order = "newest" }: Page, where: Where, after: Row | undefined, take: number): Promise<Row[]> {
  const find = (more: Where, wanted: number, direction: "asc" | "desc" = "desc") => transaction.screening.findMany({ where: { ...where, AND: [more] }, orderBy: { id: direction }, take: wanted });
  if (order === "oldest") return find(after ? { id: { gt: after.id } } : {}, take, "asc");
  if (order === "newest") return find(after ? { id: { lt: after.id } } : {}, take);
  const groups: Where[] = order === "match" ? matches.toReversed().map((match) => ({ match })) : ["red", "amber", null].map((flag) => ({ flag }));
  const from = after ? groups.findIndex((group) => (order === "match" ? group.match === after.match : group.flag === after.flag)) : 0;
  const rows: Row[] = [];
  for (const [index, group] of groups.slice(from).entries()) {
    if (rows.length === take) break;
    rows.push(...(await find(after && index === 0 ? { ...group, id: { lt: after.id } } : group, take - rows.length)));
  }
  return rows;
}

/** Whoever was away for less, over lunch or signed out for idling, is still on the same visit. */
const AWAY_HOURS = 8;
/** More codes than this are not named in one question. */
const MOST_CODES = 10_000;
/** More lines of one visit are not looked through. */
const LINES = 5000;

/**
 * Until where the member has seen the trail: their last line of it before they were away this time. 0 for somebody who was
 * never here before, null for a program, which does not come and go.
 */
async function awaySince(transaction: Transaction, { id, signedInAt }: Actor): Promise<bigint | null> {
  if (id === null || signedInAt === undefined) return null;
  const [last] = await transaction.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM (
      SELECT id, at, lead(at, 1, ${signedInAt}::timestamptz) OVER (ORDER BY id) AS next
      FROM (SELECT id, at FROM audit_event WHERE actor = ${id} AND at < ${signedInAt} ORDER BY id DESC LIMIT ${LINES}) AS lines
    ) AS visits WHERE next - at > make_interval(hours => ${AWAY_HOURS}) ORDER BY id DESC LIMIT 1`;
  return last?.id ?? 0n;
}

const byOthers = ({ id }: Actor) => ({ OR: [{ actor: null }, { actor: { not: id } }] });

async function besideOf(transaction: Transaction, actor: Actor, rows: readonly Row[], away: bigint | null): Promise<Map<Code, Beside>> {
  const standings = await transaction.standing.findMany({ where: { screeningId: { in: rows.map(({ id }) => id) } } });
  const lines = away === null ? [] : await transaction.auditEvent.findMany({ where: { siteId: actor.site, screeningCode: { in: rows.map(({ code }) => code) }, id: { gt: away }, action: { in: ["save", "review"] }, ...byOthers(actor) }, select: { screeningCode: true, action: true } });
  const before = await earlierOf(transaction, rows.filter(({ follows }) => follows !== null).map(({ code }) => code));
  return new Map(
    rows.map(({ id, code }): [Code, Beside] => {
      const did = lines.flatMap(({ screeningCode, action }) => (screeningCode === code ? [action] : []));
      const changed = did.includes("save") ? "new" : did.includes("review") ? "reviewed" : null;
      const standing = (standings.find(({ screeningId }) => screeningId === id)?.verdict ?? "none") as StandingVerdict;
      return [code, { standing, earlier: standing === "none" ? (before.get(code) ?? null) : null, changed }];
    }),
  );
}

/** How the nearest reviewed screening stands among those that each of these follows. */
async function earlierOf(transaction: Transaction, codes: readonly Code[]): Promise<Map<Code, StandingVerdict>> {
  if (codes.length === 0) return new Map();
  const found = await transaction.$queryRaw<{ start: string; verdict: string }[]>`
    WITH RECURSIVE up(start, id, follows, depth) AS (
      SELECT code, id, follows, 0 FROM screening WHERE code = ANY(${codes})
      UNION ALL SELECT up.start, s.id, s.follows, depth + 1 FROM up JOIN screening s ON s.code = up.follows WHERE depth < 20)
    SELECT DISTINCT ON (start) start, verdict FROM up JOIN standing ON screening_id = up.id WHERE depth > 0 AND verdict <> 'none' ORDER BY start, depth`;
  return new Map(found.map(({ start, verdict }) => [start, verdict as StandingVerdict]));
}

const letterColumns = { I: "letterI", M: "letterM", A: "letterA", Ge: "letterGe" } as const;

/** What is asked, as the table is asked; what changed since the actor was here last is read from the trail. */
export async function conditions(transaction: Transaction, actor: Actor, page: Page): Promise<Where> {
  return conditionsIn(transaction, actor, page, page.changed ? await awaySince(transaction, actor) : null);
}

async function conditionsIn(transaction: Transaction, actor: Actor, page: Page, away: bigint | null): Promise<Where> {
  const siteId = actor.site;
  const where: Where = { siteId };
  if (page.match) where.match = page.match;
  if (page.flag) where.flag = page.flag === "none" ? null : page.flag;
  if (page.sex) where.sex = page.sex;
  if (page.age) where.age = page.age;
  if (page.observed.length) where.observed = { hasEvery: page.observed };
  if (page.excluded.length) where.excluded = { hasEvery: page.excluded };
  // What a variant means is worked out of every one that is told, and of nothing else.
  if (page.variant) where.molecular = null;
  if (page.verdict) where.standing = { is: { siteId, verdict: page.verdict } };
  for (const letter of letters) {
    const statuses = page.letter.filter((asked) => asked.startsWith(`${letter}:`)).map((asked) => asked.slice(letter.length + 1));
    if (statuses.length) where[letterColumns[letter]] = { in: statuses };
  }
  if (page.code ?? page.begins) where.code = { ...(page.code && { in: page.code }), ...(page.begins && { gte: filledUp(page.begins, "0"), lte: filledUp(page.begins, "Z") }) };
  if (page.changed && away !== null && away > 0n) where.OR = await changedSince(transaction, actor, away);
  return where;
}

/** The first and the last code of a beginning: all are of one length, and unlike LIKE a comparison passes row-level security by the index. */
const filledUp = (begins: string, symbol: string) => `${begins}${`IS-${symbol.repeat(4)}-${symbol.repeat(4)}`.slice(begins.length)}`;

/** Saved by others since, told by the first of them, for the ids follow the order of the saves; or reviewed by others since. */
async function changedSince(transaction: Transaction, actor: Actor, away: bigint): Promise<Where[]> {
  const since = { siteId: actor.site, id: { gt: away } };
  const codesOf = async (more: Prisma.AuditEventWhereInput) => (await transaction.auditEvent.findMany({ where: { ...since, ...more }, select: { screeningCode: true }, distinct: ["screeningCode"], take: MOST_CODES })).flatMap(({ screeningCode }) => screeningCode ?? []);
  const [saved] = await transaction.$queryRaw<{ id: bigint | null }[]>`
    SELECT min(s.id) AS id FROM audit_event a JOIN screening s ON s.code = a.screening_code
    WHERE a.site_id = ${actor.site} AND a.id > ${away} AND a.action = 'save' AND a.actor IS DISTINCT FROM ${actor.id}`;
  const own = await codesOf({ action: "save", actor: actor.id });
  return [...(saved?.id ? [{ id: { gte: saved.id }, code: { notIn: own } }] : []), { code: { in: await codesOf({ action: "review", ...byOthers(actor) }) } }];
}
