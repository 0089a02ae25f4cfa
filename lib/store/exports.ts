import "server-only";
import type { Screening } from "@/lib/screening/draft";
import type { ExportReason, Page } from "@/lib/screening/filter";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import { fromRow } from "./row";
import { conditions, idOf } from "./screenings";
import type { Actor } from "./screenings";

const PAGE = 500;

/**
 * Takes every matching screening out of the site, newest first, a page of the table at a time: any number of them needs
 * the memory of one page. The line in the audit trail is there before the first screening; what is saved meanwhile is
 * left out, what is erased meanwhile is gone.
 * @returns null when `page.after` names no screening
 * @throws when the database is away, here or in the middle
 */
export async function exportScreenings({ id: actor, site }: Actor, page: Page, reason: ExportReason, now: Date): Promise<AsyncGenerator<Screening, void> | null> {
  const begun = await inSite(site, async (transaction) => {
    const after = page.after === undefined ? undefined : await idOf(transaction, site, page.after);
    if (after === null) return null;
    await appendAudit(transaction, { at: now, actor, action: `export-${reason}`, site });
    return { after };
  });
  return begun && pagesOf(site, page, begun.after);
}

async function* pagesOf(site: string, page: Page, after: bigint | undefined): AsyncGenerator<Screening, void> {
  for (let last = after; ; ) {
    const where = { siteId: site, ...(last === undefined ? {} : { id: { lt: last } }), ...conditions(page) };
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
export async function reportExport({ id: actor, site }: Actor, page: Page, now: Date): Promise<ExportReport | null> {
  const groups = await inSite(site, async (transaction) => {
    const after = page.after === undefined ? undefined : await idOf(transaction, site, page.after);
    if (after === null) return null;
    const where = { siteId: site, ...(after === undefined ? {} : { id: { lt: after } }), ...conditions(page) };
    const found = await transaction.screening.groupBy({ by: ["age", "sex", "gestation"], where, _count: { _all: true } });
    await appendAudit(transaction, { at: now, actor, action: "list", site });
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
