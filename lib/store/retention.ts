import "server-only";
import type { Code } from "@/lib/screening/code";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import type { Transaction } from "./client";
import { LONGEST_MS, clockAgrees } from "./clock";
import { children } from "./cohort";
import { Prisma } from "./generated/client";
import { eraseIn } from "./screenings";
import type { Actor } from "./screenings";

const BATCH = 50;
const DAY_MS = 86_400_000;
const NOTICE_MS = 30 * DAY_MS;
const SOON_MS = 60_000;
const IN_USE_MS = 14 * DAY_MS;

/**
 * How long a site keeps screenings, and what comes of it: on 1 January of `next`, `due` screenings are erased, those of
 * children who were last screened more than `years` years before. `years` is null where they are kept for good.
 */
export type Retention = { years: number | null; next: number; due: number };

/** A site that asks for it: for how many years it keeps, and since which year it erases. */
type Sweeping = { site: string; years: number; since: number };

/**
 * How long one's own site keeps screenings, and how many are erased next.
 * @throws when the database is away
 */
export async function readRetention({ site }: Actor, now: Date): Promise<Retention> {
  return inSite(site, async (transaction) => {
    const { retentionYears: years, retentionFrom } = await transaction.site.findUniqueOrThrow({ where: { id: site }, select: { retentionYears: true, retentionFrom: true } });
    const next = Math.max(now.getUTCFullYear() + 1, retentionFrom ?? 0);
    return { years, next, due: years === null ? 0 : (await dueIn(transaction, site, next - years)).length };
  });
}

/**
 * Sets how many years screenings are kept, or null for good; a line in the audit trail tells that it was done. It is first
 * acted upon on a 1 January that is at least 30 days away, so that nobody's screenings go unannounced.
 * @throws when the database is away
 */
export async function setRetention({ id: actor, site }: Actor, years: number | null, now: Date): Promise<void> {
  const from = new Date(now.getTime() + NOTICE_MS).getUTCFullYear() + 1;
  await inSite(site, async (transaction) => {
    await transaction.site.updateMany({ where: { id: site }, data: { retentionYears: years, retentionFrom: years === null ? null : from } });
    await appendAudit(transaction, { at: now, actor, action: years === null ? "retention-off" : "retention-on", site });
  });
}

/** `doubted`: in some site something is due, and its audit trail makes the clock doubtful; nothing was erased there. */
export type Swept = { erased: number; doubted: boolean };

/**
 * Erases, in every site that asks for it, the screenings of all children whose newest is of a year that ended so many years
 * ago; to be called daily. What was not due on 1 January stays: once somebody has erased a screening of a later year since,
 * nobody can tell any more whose newest it was, and the site's rest waits for the next year. Nothing goes, either, where the
 * clock is doubtful. Each screening leaves a line in the audit trail, of nobody's doing. What is interrupted is done the next
 * time; two at once do nothing twice.
 * @param within how old the newest settled line of a site's audit trail may be, in ms
 * @throws when the database is away
 */
export async function eraseExpired(now: Date, within = LONGEST_MS): Promise<Swept> {
  const sites = await inSite(null, async (transaction) => {
    await transaction.$executeRaw`SELECT set_config('app.sweep', 'retention', true)`;
    return transaction.$queryRaw<Sweeping[]>`SELECT id AS site, retention_years::int AS years, retention_from::int AS since FROM site ORDER BY id`;
  });
  const year = now.getUTCFullYear();
  const swept: Swept = { erased: 0, doubted: false };
  for (const { site, years, since } of sites) {
    if (year < since) continue;
    const due = await inSite(site, (transaction) => dueNow(transaction, site, year - years, now));
    if (due.length === 0) continue;
    if (await inSite(site, (transaction) => clockAgrees(transaction, now, within))) swept.erased += await eraseAll(site, due, year - years, now);
    else swept.doubted = true;
  }
  return swept;
}

async function eraseAll(site: string, due: Code[], before: number, now: Date): Promise<number> {
  let erased = 0;
  for (let at = 0; at < due.length; at += BATCH) {
    erased += await inSite(site, async (transaction) => {
      let done = 0;
      for (const code of due.slice(at, at + BATCH)) if (!(await isFollowed(transaction, site, code, before)) && (await eraseIn(transaction, { id: null, site }, code, "retention", now))) done += 1;
      return done;
    });
  }
  return erased;
}

/** What is due, and was on 1 January; asked in this order, no erasure comes in between unseen. */
async function dueNow(transaction: Transaction, site: string, before: number, now: Date): Promise<Code[]> {
  const due = await dueIn(transaction, site, before);
  return due.length > 0 && (await laterErased(transaction, site, before, now)) ? [] : due;
}

/** Has somebody erased, since 1 January and for whatever reason, a screening that was not saved before this year? It may have kept others. */
async function laterErased(transaction: Transaction, site: string, before: number, now: Date): Promise<boolean> {
  const [row] = await transaction.$queryRaw<[{ erased: boolean }]>`
    SELECT EXISTS (
      SELECT FROM audit_event gone
      WHERE gone.site_id = ${site} AND gone.at >= ${newYear(now.getUTCFullYear())} AND gone.action LIKE 'erase-%' AND gone.actor IS NOT NULL
        AND NOT EXISTS (SELECT FROM audit_event made WHERE made.screening_code = gone.screening_code AND made.action = 'save' AND made.at < ${newYear(before)})
    ) AS erased`;
  return row.erased;
}

const newYear = (year: number) => new Date(Date.UTC(year, 0));

/** The codes of children whose newest screening is of a year before this one; oldest first. */
async function dueIn(transaction: Transaction, site: string, before: number): Promise<Code[]> {
  const rows = await transaction.$queryRaw<{ code: Code }[]>`
    WITH RECURSIVE own AS MATERIALIZED (SELECT id, code, follows, year FROM screening WHERE site_id = ${site}), ${children},
    over AS (SELECT child FROM named GROUP BY child HAVING max(year) < ${before})
    SELECT named.code FROM named JOIN over USING (child) ORDER BY named.id`;
  return rows.map(({ code }) => code);
}

/** Has somebody followed it up since? */
async function isFollowed(transaction: Transaction, site: string, code: Code, before: number): Promise<boolean> {
  const later: { code: string }[] = await transaction.$queryRaw(Prisma.sql`SELECT code FROM screening WHERE site_id = ${site} AND follows = ${code} AND year >= ${before}`);
  return later.length > 0;
}

/**
 * Erases what is due every day, the first time a day after the start: whoever starts on an old backup has that long to lift
 * it. So that a server that is started daily erases at all, it does so a minute after the start, too, in sites whose audit
 * trail tells that they were in use a week or two ago, as that of an old backup does not.
 * @param tell gets how many were erased, where any were, and whether it failed, also for a doubtful clock; it is then tried
 * again the next day
 * @returns ends it, after the batch under way
 */
export function sweepDaily(tell: (erased: number, failed: boolean) => void): () => Promise<void> {
  let underWay = Promise.resolve();
  const sweep = async (now: Date, within: number) => {
    const { erased, doubted } = await eraseExpired(now, within);
    if (erased > 0) tell(erased, false);
    if (doubted && within === LONGEST_MS) tell(0, true);
  };
  const sweepNow = (within: number) => {
    const now = new Date();
    // One after the other: whoever ends this waits for all of it.
    underWay = underWay.then(() => sweep(now, within)).catch(() => tell(0, true));
  };
  const first = setTimeout(sweepNow, SOON_MS, IN_USE_MS).unref();
  const daily = setInterval(sweepNow, DAY_MS, LONGEST_MS).unref();
  return async () => {
    clearTimeout(first);
    clearInterval(daily);
    await underWay;
  };
}
