import "server-only";
import type { Transaction } from "./client";

const DAY_MS = 86_400_000;
const SETTLED_MS = 7 * DAY_MS;

/** What goes once a year leaves a line as often. */
export const LONGEST_MS = 400 * DAY_MS;

/**
 * Is this time plausible by what a site's audit trail tells? Before what cannot be taken back. The last line may not be of
 * tomorrow, and the newest of those older than a week no older than `within`: what somebody does while a clock is wrong
 * vouches for it a week later only. A trail that is not a week old says nothing against it.
 * @param within in ms
 */
export async function clockAgrees(transaction: Transaction, now: Date, within = LONGEST_MS): Promise<boolean> {
  const day = (ms: number) => new Date(now.getTime() + ms);
  const [line] = await transaction.$queryRaw<[{ agrees: boolean }]>`
    SELECT coalesce((SELECT at FROM audit_event ORDER BY id DESC LIMIT 1) < ${day(DAY_MS)}, true)
      AND coalesce((SELECT max(at) FROM audit_event WHERE at < ${day(-SETTLED_MS)}) >= ${day(-within)}, true) AS agrees`;
  return line.agrees;
}
