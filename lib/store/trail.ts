import "server-only";
import { createHash } from "node:crypto";
import { Client, DatabaseError } from "pg";
import { Refusal } from "./refusal";

/** A line of the audit trail by its number and hash, as an administrator may have noted it. */
export type Mark = { number: bigint; hash: string };

/** What a walk through the trail found: every line sound, or the first fault as a sentence. */
export type Verdict = { sound: true; last: Mark } | { sound: false; fault: string };

type Line = {
  id: string;
  at: Date;
  actor: string | null;
  action: string;
  subject: string | null;
  screening_code: string | null;
  site_id: string | null;
  previous: string;
  hash: string;
};

const PAGE = 5_000;
const CONNECT_MS = 8_000;
const LOWEST = "-9223372036854775808";
const BEGINNING: Mark = { number: 0n, hash: "0".repeat(64) };
// What PostgreSQL says of a column or table that is not there, and of one that may not be read.
const UNKNOWN = ["42P01", "42703"];
const FORBIDDEN = "42501";

/**
 * Reads the whole audit trail as it stands at one moment, makes every hash anew without asking the database for it, and
 * answers the first line that was changed, taken out, moved, put in or cut off at the end.
 * @param url the address of the database for its owner
 * @param noted a line that was there once: a trail written wholly anew is found by this alone
 * @throws {Refusal} when the database cannot be read or has no such trail
 */
export async function verifyTrail(url: string, noted: Mark = BEGINNING): Promise<Verdict> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, application_name: "image-screen verify-audit" });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // Row-level security would hide lines without a word; this makes the database refuse instead.
    await client.query("SET LOCAL row_security = off");
    return await walk(client, noted);
  } catch (error) {
    if (error instanceof DatabaseError && UNKNOWN.includes(error.code ?? "")) throw new Refusal("The database has no chained audit trail yet; start IMAGe Screen once, so that it is brought up to date.");
    if (error instanceof DatabaseError && error.code === FORBIDDEN) throw new Refusal("The audit trail can be verified by the owner of the database only; this login may not read all of it.");
    throw new Refusal(`The audit trail cannot be read: ${error instanceof Error ? error.message : "unknown reason"}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

async function walk(client: Client, noted: Mark): Promise<Verdict> {
  let last = BEGINNING;
  let met = noted.number === BEGINNING.number && noted.hash === BEGINNING.hash;
  for (let after = LOWEST; ; ) {
    const lines = await page(client, after);
    for (const line of lines) {
      const fault = faultOf(line, last);
      if (fault) return { sound: false, fault };
      last = { number: BigInt(line.id), hash: line.hash };
      if (last.number === noted.number && last.hash === noted.hash) met = true;
    }
    if (lines.length < PAGE) break;
    after = String(last.number);
  }
  const fault = (await faultAtEnd(client, last)) ?? (met ? null : `Line ${noted.number} is not the one that was noted: the trail was written anew, or another line was noted.`);
  return fault === null ? { sound: true, last } : { sound: false, fault };
}

async function page(client: Client, after: string): Promise<Line[]> {
  const { rows } = await client.query<Line>(
    "SELECT id, at, actor, action, subject, screening_code, site_id, previous, hash FROM audit_event WHERE id > $1 ORDER BY id LIMIT $2",
    [after, PAGE],
  );
  return rows;
}

function faultOf(line: Line, last: Mark): string | null {
  const expected = last.number + 1n;
  if (BigInt(line.id) < expected) return `Line ${line.id} was put in: the trail begins with line 1.`;
  if (BigInt(line.id) > expected) return `Line ${expected} is missing; the next one is line ${line.id}.`;
  const whole = hashOf(line) === line.hash;
  if (line.previous === last.hash) return whole ? null : `Line ${line.id} was changed.`;
  if (whole) return `Line ${line.id} does not continue line ${last.number}: one of the two was written anew.`;
  return `Line ${line.id} is not the one that was written there: it was changed, moved from another place or put in.`;
}

/** The head is where the database writes the next line; it remembers the last one. */
async function faultAtEnd(client: Client, last: Mark): Promise<string | null> {
  const { rows } = await client.query<{ id: string; hash: string }>("SELECT id, hash FROM audit_head");
  const head = rows[0];
  if (!head) return "The head of the trail is missing: lines at its end may be cut off.";
  if (BigInt(head.id) > last.number) return `Line ${last.number + 1n} is missing: the trail is cut off after line ${last.number}, and ${head.id} had been written.`;
  if (BigInt(head.id) < last.number) return `Line ${BigInt(head.id) + 1n} was put in: the head of the trail knows ${head.id} lines.`;
  return head.hash === last.hash ? null : `Line ${last.number} was written anew: the head of the trail knows another one.`;
}

/**
 * The hash of a line: SHA-256 over its fields, each with its length in bytes before it, a missing one as a dash.
 * @returns null for a time that no line was ever written at
 */
export function hashOf({ previous, id, at, actor, action, subject, screening_code, site_id }: Omit<Line, "hash">): string | null {
  // PostgreSQL's infinity comes as a number.
  if (!(at instanceof Date) || Number.isNaN(at.getTime())) return null;
  const fields = [previous, id, at.toISOString(), actor, action, subject, screening_code, site_id];
  const text = fields.map((field) => (field === null ? "-" : `${Buffer.byteLength(field)}:${field}`)).join(",");
  return createHash("sha256").update(text).digest("hex");
}
