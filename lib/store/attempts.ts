import "server-only";
import { database } from "./client";

const SWEEP = 100;

/**
 * Counts one more attempt under this key, at once and exactly, however many come in parallel. A window opens with its
 * first attempt, lasts `windowMs` and does not move: whoever goes on trying is not kept out for longer.
 * @returns the attempts of this window, this one included, and when it ends
 * @throws when the database is away
 */
export async function countAttempt(key: string, windowMs: number, now: Date): Promise<{ count: number; endsAt: Date }> {
  const endsAt = new Date(now.getTime() + windowMs);
  const [row] = await database().$queryRaw<{ count: number; endsAt: Date }[]>`
    INSERT INTO attempt AS held (key, count, ends_at)
    VALUES (${key}, 1, ${endsAt})
    ON CONFLICT (key) DO UPDATE
    SET count = CASE WHEN held.ends_at <= ${now} THEN 1 ELSE held.count + 1 END,
      ends_at = CASE WHEN held.ends_at <= ${now} THEN excluded.ends_at ELSE held.ends_at END
    RETURNING count, ends_at AS "endsAt"`;
  if (!row) throw new Error("an attempt was not counted");
  if (row.count === 1) await sweepAttempts(now);
  return row;
}

/** Forgets ended windows, a few for every one that opens; those that another attempt holds are left to a later one. */
async function sweepAttempts(now: Date): Promise<void> {
  await database().$executeRaw`
    DELETE FROM attempt WHERE key IN (
      SELECT key FROM attempt WHERE ends_at <= ${now} LIMIT ${SWEEP} FOR UPDATE SKIP LOCKED)`;
}

/**
 * Closes the window of this key: the next attempt is its first.
 * @throws when the database is away
 */
export async function forgetAttempts(key: string): Promise<void> {
  await database().$executeRaw`DELETE FROM attempt WHERE key = ${key}`;
}
