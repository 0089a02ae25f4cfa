import "server-only";
import type { Code } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import { standingOf } from "@/lib/screening/verdict";
import type { Review, StandingVerdict } from "@/lib/screening/verdict";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import type { Transaction } from "./client";
import { fromRow } from "./row";
import { idOf, lockScreening } from "./screenings";
import type { Actor } from "./screenings";

/** A review with who wrote it and when, as the audit trail tells. */
export type Reviewed = Review & { reviewer: string; name: string; at: Date };

/** `again`: the member's last word on this screening was the same; nothing is written twice. */
export type ReviewOutcome = { outcome: "reviewed" | "again"; standing: StandingVerdict };

/** More screenings of one child than this are not looked for. */
const MOST = 100;

/**
 * Appends a member's verdict and its line in the audit trail, and says where the screening stands now. Reviewers of one
 * screening, and whoever erases it, wait for each other, so that all of them count.
 * @returns null when the site has no screening of that code
 * @throws when the database is away
 */
export async function addReview({ id: actor, site }: Actor & { id: string }, code: Code, review: Review, now: Date): Promise<ReviewOutcome | null> {
  return inSite(site, async (transaction) => {
    await lockScreening(transaction, code);
    const screeningId = await idOf(transaction, site, code);
    if (screeningId === null) return null;
    const before = (await reviewsIn(transaction, screeningId)).filter(({ reviewer }) => reviewer === actor).at(-1);
    if (before && same(before.review, review)) return { outcome: "again", standing: await standingIn(transaction, screeningId) };
    const auditId = await appendAudit(transaction, { at: now, actor, action: "review", code, site });
    await transaction.review.create({ data: { siteId: site, screeningId, auditId, ...review }, select: { id: true } });
    const all = await reviewsIn(transaction, screeningId);
    const standing = standingOf(all.map((one) => ({ ...one.review, reviewer: one.reviewer })));
    await transaction.standing.updateMany({ where: { screeningId, siteId: site }, data: { verdict: standing } });
    return { outcome: "reviewed", standing };
  });
}

const same = (one: Review, other: Review) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

async function standingIn(transaction: Transaction, screeningId: bigint): Promise<StandingVerdict> {
  const row = await transaction.standing.findUniqueOrThrow({ where: { screeningId } });
  return row.verdict as StandingVerdict;
}

async function reviewsIn(transaction: Transaction, screeningId: bigint): Promise<{ review: Review; reviewer: string; at: Date }[]> {
  const rows = await transaction.review.findMany({ where: { screeningId }, orderBy: { id: "asc" }, include: { audit: { select: { actor: true, at: true } } } });
  return rows.map(({ verdict, gene, class: read, condition, audit }) => {
    const parts = { verdict, ...(gene !== null && { gene }), ...(read !== null && { class: read }), ...(condition !== null && { condition }) };
    return { review: parts as Review, reviewer: audit.actor ?? "", at: audit.at };
  });
}

/** A screening, what colleagues said of it, and every screening of the same child with where it stands. */
export type Followed = { screening: Screening; standing: StandingVerdict; reviews: Reviewed[]; child: { screening: Screening; standing: StandingVerdict }[] };

/**
 * One screening of the site with its reviews, oldest first, and all screenings of the same child in the order in which
 * they were saved, itself among them; looking leaves a line in the audit trail.
 * @returns null when the site has none of that code
 * @throws when the database is away
 */
export async function findFollowed({ id: actor, site }: Actor, code: Code, now: Date): Promise<Followed | null> {
  return inSite(site, async (transaction) => {
    const row = await transaction.screening.findUnique({ where: { code, siteId: site } });
    if (!row) return null;
    const reviews = await reviewsIn(transaction, row.id);
    const members = await transaction.membership.findMany({ where: { id: { in: reviews.map(({ reviewer }) => reviewer) } }, select: { id: true, name: true } });
    const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? "";
    const child = await ofOneChild(transaction, site, code);
    const standing = await standingIn(transaction, row.id);
    await appendAudit(transaction, { at: now, actor, action: "view", code, site });
    return { screening: fromRow(row), standing, reviews: reviews.map(({ review, reviewer, at }) => ({ ...review, reviewer, name: nameOf(reviewer), at })), child };
  });
}

/** Earlier and later ones, and branches; also beyond one that was erased, whose code the others still name. */
async function ofOneChild(transaction: Transaction, site: string, code: Code): Promise<Followed["child"]> {
  for (let known = [code]; ; ) {
    const rows = await transaction.screening.findMany({ where: { siteId: site, OR: [{ code: { in: known } }, { follows: { in: known } }] }, orderBy: { id: "asc" }, take: MOST, include: { standing: true } });
    const named = new Set([...known, ...rows.flatMap(({ code: one, follows }) => (follows === null ? [one] : [one, follows]))]);
    if (named.size === known.length || rows.length === MOST) return rows.map(({ standing, ...row }) => ({ screening: fromRow(row), standing: (standing?.verdict ?? "none") as StandingVerdict }));
    known = [...named];
  }
}

/**
 * Some screenings of the site side by side, in the order asked; each leaves its line in the audit trail. Those that the
 * site has not, or has no more, are left out.
 * @throws when the database is away
 */
export async function findTogether({ id: actor, site }: Actor, codes: readonly Code[], now: Date): Promise<Screening[]> {
  return inSite(site, async (transaction) => {
    const rows = await transaction.screening.findMany({ where: { siteId: site, code: { in: [...codes] } } });
    const found = codes.flatMap((code) => rows.find((row) => row.code === code) ?? []);
    for (const { code } of found) await appendAudit(transaction, { at: now, actor, action: "view", code, site });
    return found.map(fromRow);
  });
}
