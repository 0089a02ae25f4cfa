import "server-only";
import type { Screening } from "@/lib/screening/draft";
import type { ExportReason, Page } from "@/lib/screening/filter";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import type { Transaction } from "./client";
import { conditions } from "./lists";
import type { Where } from "./lists";
import { fromRow } from "./row";
import { idOf } from "./screenings";
import type { Actor } from "./screenings";

const PAGE = 500;

/**
 * Takes every matching screening out of the site, newest first, a page of the table at a time: any number of them needs
 * the memory of one page. The line in the audit trail is there before the first screening; what is saved meanwhile is
 * left out, what is erased meanwhile is gone.
 * @returns null when `page.after` names no screening
 * @throws when the database is away, here or in the middle
 */
export async function exportScreenings(actor: Actor, page: Page, reason: ExportReason, now: Date): Promise<AsyncGenerator<Screening, void> | null> {
  const where = await inSite(actor.site, async (transaction) => {
    const asked = await whereOf(transaction, actor, page);
    if (asked) await appendAudit(transaction, { at: now, actor: actor.id, action: `export-${reason}`, site: actor.site });
    return asked;
  });
  return where && pagesOf(actor.site, where);
}

async function whereOf(transaction: Transaction, actor: Actor, page: Page): Promise<Where | null> {
  const after = page.after === undefined ? undefined : await idOf(transaction, actor.site, page.after);
  if (after === null) return null;
  const where = await conditions(transaction, actor, page);
  return after === undefined ? where : { AND: [where, { id: { lt: after } }] };
}

async function* pagesOf(site: string, asked: Where): AsyncGenerator<Screening, void> {
  for (let last: bigint | undefined; ; ) {
    const where = last === undefined ? asked : { AND: [asked, { id: { lt: last } }] };
    const rows = await inSite(site, (transaction) => transaction.screening.findMany({ where, orderBy: { id: "desc" }, take: PAGE }));
    for (const row of rows) yield fromRow(row);
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.id;
  }
}

/**
 * How easily those whom an export would hold could be told from each other: `count` screenings; `unique`, those that are
 * the only one of their age band, sex and gestation band; `smallest`, the size of the smallest such group, 0 for none.
 */
export type ExportReport = { count: number; unique: number; smallest: number };

/**
 * What an export of the same questions would let out, before it is decided; a look at the list, as the audit trail tells it.
 * @returns null when `page.after` names no screening
 * @throws when the database is away
 */
export async function reportExport(actor: Actor, page: Page, now: Date): Promise<ExportReport | null> {
  const groups = await inSite(actor.site, async (transaction) => {
    const where = await whereOf(transaction, actor, page);
    if (!where) return null;
    const found = await transaction.screening.groupBy({ by: ["age", "sex", "gestation"], where, _count: { _all: true } });
    await appendAudit(transaction, { at: now, actor: actor.id, action: "list", site: actor.site });
    return found;
  });
  if (groups === null) return null;
  const merged = new Map<string, number>();
  for (const { age, sex, gestation, _count } of groups) {
    // Not told and told to be unknown look the same to a reader.
    const group = `${age} ${sex} ${gestation ?? "unknown"}`;
    merged.set(group, (merged.get(group) ?? 0) + _count._all);
  }
  const sizes = [...merged.values()];
  return { count: sizes.reduce((sum, size) => sum + size, 0), unique: sizes.filter((size) => size === 1).length, smallest: sizes.length ? Math.min(...sizes) : 0 };
}
