import "server-only";
import { createHash } from "node:crypto";
import { normalise } from "@/lib/screening/assess";
import type { Assessment, Draft } from "@/lib/screening/assess";
import { CODE_BYTES, makeCode } from "@/lib/screening/code";
import type { Code } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import type { Fault } from "@/lib/screening/faults";
import type { EraseReason } from "@/lib/screening/verdict";
import { assessWhole } from "@/lib/screening/heredity";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import type { Transaction } from "./client";
import { Prisma } from "./generated/client";
import { fromRow, toRow } from "./row";

/** On whose behalf: every function here sees one site only, and names its member in the audit trail. */
export type Actor = {
  /** The membership; null for what the program does by itself, as in a demonstration. */
  id: string | null;
  site: string;
  /** Since when a member is here; a program is not. */
  signedInAt?: Date;
};

const KEY_LIFE_MS = 24 * 3_600_000;
// A key is swept only when no save under way can still look at it; the save's own is never both swept and taken.
const KEY_GRACE_MS = 3_600_000;
const SWEEP = 100;
const ATTEMPTS = 5;

/** What a save needs beside the draft. */
export type SaveRequest = {
  /** The idempotency key, which must not be one that somebody could guess: from the same caller, with the same body, it gives the same screening for 24 hours. */
  key: string;
  /** The line of a request with many, each of which counts by itself. */
  line?: number;
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
  | { outcome: "faulty"; errors: readonly Fault[] }
  | { outcome: "contradiction"; issues: Assessment["issues"] }
  | { outcome: "follows-unknown" };

/** What was sent, read: after an upgrade the bytes that were saved before may have faults. */
export type Read = Draft | { errors: readonly Fault[] };

/** Undoes the transaction that it leaves. */
class Undone extends Error {
  constructor(readonly outcome: SaveOutcome) {
    super(outcome.outcome);
  }
}

/**
 * Saves a draft with its assessment, and the audit line, in one transaction. The assessment is made here: what a
 * browser thought of the draft is not asked. Faults, and issues of level error, refuse the save; the key is asked first.
 * @throws when the database is away
 */
export async function saveScreening(actor: Actor, draft: Read, request: SaveRequest): Promise<SaveOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const code = makeCode(request.random(CODE_BYTES));
    try {
      return await inSite(actor.site, (transaction) => save(transaction, actor, draft, code, request));
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

async function save(transaction: Transaction, actor: Actor, draft: Read, code: Code, request: SaveRequest): Promise<SaveOutcome> {
  const { id, site } = actor;
  const earlier = await claimKey(transaction, actor, code, request);
  if (earlier) return earlier;
  if ("errors" in draft) throw new Undone({ outcome: "faulty", errors: draft.errors });
  if (draft.follows !== undefined && (await idOf(transaction, site, draft.follows)) === null) throw new Undone({ outcome: "follows-unknown" });
  const assessment = assessWhole(draft);
  const issues = assessment.issues.filter((issue) => issue.level === "error");
  if (issues.length) throw new Undone({ outcome: "contradiction", issues });
  const kept = { ...draft, findings: normalise(draft.findings), code, year: request.now.getUTCFullYear(), assessment };
  await transaction.screening.create({ data: toRow(kept, site), select: { id: true } });
  await appendAudit(transaction, { at: request.now, actor: id, action: "save", code, site });
  return { outcome: "saved", code };
}

/**
 * Takes the key for this code, and forgets a few old ones that no other save holds; a parallel save with the same key waits
 * here until the first has ended. Two programs that number their children alike must not take each other's for their own:
 * a key is its caller's alone.
 * @returns null when the key is free, else what became of its first use
 */
async function claimKey(transaction: Transaction, { id, site }: Actor, code: Code, { key, line, bodyHash, now }: SaveRequest): Promise<SaveOutcome | null> {
  // No key holds a blank, so that no key of one draft is that of a line.
  const keyHash = createHash("sha256").update(`${id ?? ""} ${key} ${line ?? ""}`).digest("hex");
  const expires = new Date(now.getTime() + KEY_LIFE_MS);
  const forgotten = new Date(now.getTime() - KEY_GRACE_MS);
  const claimed = await transaction.$executeRaw`
    WITH swept AS (DELETE FROM idempotency WHERE (site_id, key_hash) IN (
      SELECT site_id, key_hash FROM idempotency WHERE expires_at < ${forgotten} AND key_hash <> ${keyHash} LIMIT ${SWEEP} FOR UPDATE SKIP LOCKED))
    INSERT INTO idempotency AS held (site_id, key_hash, body_hash, code, expires_at)
    VALUES (${site}, ${keyHash}, ${bodyHash}, ${code}, ${expires})
    ON CONFLICT (site_id, key_hash) DO UPDATE
    SET body_hash = excluded.body_hash, code = excluded.code, expires_at = excluded.expires_at
    WHERE held.expires_at <= ${now}`;
  if (claimed === 1) return null;
  const held = await transaction.idempotency.findUniqueOrThrow({ where: { siteId_keyHash: { siteId: site, keyHash } } });
  return held.bodyHash === bodyHash ? { outcome: "replayed", code: held.code } : { outcome: "key-of-another-body" };
}

/** Until the transaction ends nobody else reviews or erases it. Its row cannot be locked by who may not change it. */
export async function lockScreening(transaction: Transaction, code: Code): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${code}, 0))`;
}

/** The place of a screening in the site's order; null where the site has none of that code. */
export async function idOf(transaction: Transaction, site: string, code: Code): Promise<bigint | null> {
  const row = await transaction.screening.findUnique({ where: { code, siteId: site }, select: { id: true } });
  return row?.id ?? null;
}

/**
 * One screening of the site as it was saved; looking, or taking it out as a file, leaves a line in the audit trail.
 * @returns null when the site has none of that code
 * @throws when the database is away
 */
export async function findScreening({ id: actor, site }: Actor, code: Code, now = new Date(), action: "view" | "export" = "view"): Promise<Screening | null> {
  const row = await inSite(site, async (transaction) => {
    const found = await transaction.screening.findUnique({ where: { code, siteId: site } });
    if (found) await appendAudit(transaction, { at: now, actor, action, code, site });
    return found;
  });
  return row && fromRow(row);
}

/**
 * Removes a screening, its reviews and what repeats it; its code and the reason stay in the audit trail and in what follows it.
 * @returns false when the site has none of that code
 * @throws when the database is away
 */
export async function eraseScreening(actor: Actor, code: Code, reason: EraseReason, now: Date): Promise<boolean> {
  return inSite(actor.site, (transaction) => eraseIn(transaction, actor, code, reason, now));
}

/** The same within a transaction of its site. */
export async function eraseIn(transaction: Transaction, { id: actor, site }: Actor, code: Code, reason: EraseReason, now: Date): Promise<boolean> {
  await lockScreening(transaction, code);
  const { count } = await transaction.screening.deleteMany({ where: { code, siteId: site } });
  if (count === 0) return false;
  await transaction.idempotency.deleteMany({ where: { code, siteId: site } });
  await appendAudit(transaction, { at: now, actor, action: `erase-${reason}`, code, site });
  return true;
}
