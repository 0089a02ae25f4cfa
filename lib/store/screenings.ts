import "server-only";
import { createHash } from "node:crypto";
import { assess, normalise } from "@/lib/screening/assess";
import type { Assessment, Draft } from "@/lib/screening/assess";
import { CODE_BYTES, makeCode } from "@/lib/screening/code";
import type { Code } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import type { Page } from "@/lib/screening/filter";
import { appendAudit } from "./audit";
import { database } from "./client";
import { Prisma } from "./generated/client";
import { fromRow, toRow } from "./row";

/** The site of everyone, inserted by the first migration, until there are accounts. */
const SITE = "local";

const KEY_LIFE_MS = 24 * 3_600_000;
// A key is swept only when no save under way can still look at it.
const KEY_GRACE_MS = 3_600_000;
const SWEEP = 100;
const ATTEMPTS = 5;
const TRANSACTION = { maxWait: 5_000, timeout: 10_000 };

/** What a save needs beside the draft. */
export type SaveRequest = {
  /** The idempotency key: the same key with the same body gives the same screening for 24 hours. */
  key: string;
  /** A hash of the body as it came. */
  bodyHash: string;
  now: Date;
  /** A cryptographic source of that many bytes. */
  random: (size: number) => Uint8Array;
};

/** `replayed`: this key had saved this body before. The rest saved nothing. */
export type SaveOutcome =
  | { outcome: "saved" | "replayed"; code: Code }
  | { outcome: "key-of-another-body" }
  | { outcome: "contradiction"; issues: Assessment["issues"] }
  | { outcome: "follows-unknown" };

/** Undoes the transaction that it leaves. */
class Undone extends Error {
  constructor(readonly outcome: SaveOutcome) {
    super(outcome.outcome);
  }
}

/**
 * Saves a draft with its assessment, and the audit line, in one transaction. The assessment is made here: what a
 * browser thought of the draft is not asked. Issues of level error refuse the save.
 * @throws when the database is away
 */
export async function saveScreening(draft: Draft, request: SaveRequest): Promise<SaveOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const code = makeCode(request.random(CODE_BYTES));
    try {
      return await database().$transaction((transaction) => save(transaction, draft, code, request), TRANSACTION);
    } catch (error) {
      if (error instanceof Undone) return error.outcome;
      if (attempt === ATTEMPTS || !worthAnotherTry(error)) throw error;
    }
  }
}

/** P2002: the code is taken, the only unique value that is not asked for first. P2034: lost against another transaction. */
function worthAnotherTry(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && ["P2002", "P2034"].includes(error.code);
}

async function save(transaction: Prisma.TransactionClient, draft: Draft, code: Code, request: SaveRequest): Promise<SaveOutcome> {
  const earlier = await claimKey(transaction, code, request);
  if (earlier) return earlier;
  if (draft.follows !== undefined && (await idOf(transaction, draft.follows)) === null) throw new Undone({ outcome: "follows-unknown" });
  const assessment = assess(draft);
  const issues = assessment.issues.filter((issue) => issue.level === "error");
  if (issues.length) throw new Undone({ outcome: "contradiction", issues });
  const kept = { ...draft, findings: normalise(draft.findings), code, year: request.now.getUTCFullYear(), assessment };
  await transaction.screening.create({ data: toRow(kept, SITE), select: { id: true } });
  await appendAudit(transaction, { at: request.now, actor: null, action: "save", screeningCode: code, siteId: SITE });
  return { outcome: "saved", code };
}

/**
 * Takes the key for this code; a parallel save with the same key waits here until the first has ended.
 * @returns null when the key is free, else what became of its first use
 */
async function claimKey(transaction: Prisma.TransactionClient, code: Code, { key, bodyHash, now }: SaveRequest): Promise<SaveOutcome | null> {
  const keyHash = createHash("sha256").update(key).digest("hex");
  const expires = new Date(now.getTime() + KEY_LIFE_MS);
  const claimed = await transaction.$executeRaw`
    INSERT INTO idempotency AS held (site_id, key_hash, body_hash, code, expires_at)
    VALUES (${SITE}, ${keyHash}, ${bodyHash}, ${code}, ${expires})
    ON CONFLICT (site_id, key_hash) DO UPDATE
    SET body_hash = excluded.body_hash, code = excluded.code, expires_at = excluded.expires_at
    WHERE held.expires_at <= ${now}`;
  if (claimed === 1) {
    await sweepKeys(transaction, now);
    return null;
  }
  const held = await transaction.idempotency.findUniqueOrThrow({ where: { siteId_keyHash: { siteId: SITE, keyHash } } });
  return held.bodyHash === bodyHash ? { outcome: "replayed", code: held.code } : { outcome: "key-of-another-body" };
}

/** Forgets old keys, a few a save; those that another save holds are left to a later one. */
async function sweepKeys(transaction: Prisma.TransactionClient, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEY_GRACE_MS);
  await transaction.$executeRaw`
    DELETE FROM idempotency WHERE (site_id, key_hash) IN (
      SELECT site_id, key_hash FROM idempotency WHERE expires_at < ${before} LIMIT ${SWEEP} FOR UPDATE SKIP LOCKED)`;
}

async function idOf(client: Prisma.TransactionClient, code: Code): Promise<bigint | null> {
  const row = await client.screening.findUnique({ where: { code, siteId: SITE }, select: { id: true } });
  return row?.id ?? null;
}

/**
 * A page of screenings, newest first. `next` is the cursor of the following page, null on the last.
 * @returns null when `page.after` names no screening
 * @throws when the database is away
 */
export async function listScreenings(page: Page): Promise<{ screenings: Screening[]; next: Code | null } | null> {
  const limit = page.limit ?? 50;
  const after = page.after === undefined ? undefined : await idOf(database(), page.after);
  if (after === null) return null;
  const rows = await database().screening.findMany({
    where: { siteId: SITE, ...(after === undefined ? {} : { id: { lt: after } }), ...conditions(page) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const screenings = rows.slice(0, limit).map(fromRow);
  return { screenings, next: rows.length > limit ? (screenings.at(-1)?.code ?? null) : null };
}

const letterColumns = { I: "letterI", M: "letterM", A: "letterA", Ge: "letterGe" } as const;

function conditions(page: Page): Prisma.ScreeningWhereInput {
  const where: Prisma.ScreeningWhereInput = {};
  if (page.match) where.match = page.match;
  if (page.flag) where.flag = page.flag === "none" ? null : page.flag;
  if (page.sex) where.sex = page.sex;
  if (page.age) where.age = page.age;
  if (page.observed.length) where.observed = { hasEvery: page.observed };
  if (page.excluded.length) where.excluded = { hasEvery: page.excluded };
  for (const [letter, column] of Object.entries(letterColumns)) {
    const statuses = page.letter.filter((asked) => asked.startsWith(`${letter}:`)).map((asked) => asked.slice(letter.length + 1));
    if (statuses.length) where[column] = { in: statuses };
  }
  return where;
}

/**
 * One screening as it was saved.
 * @returns null when there is none of that code
 * @throws when the database is away
 */
export async function findScreening(code: Code): Promise<Screening | null> {
  const row = await database().screening.findUnique({ where: { code, siteId: SITE } });
  return row && fromRow(row);
}
