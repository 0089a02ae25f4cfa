import "server-only";
import { escapeLiteral } from "pg";
import { fingerprint } from "./backup-secret";
import { withClient } from "./backup-tables";

const MARK = /^SECRET ([0-9a-f]{8})$/;

/**
 * Leaves the fingerprint of the SECRET at the table of the sessions that it signs. Processes on one database need the same
 * one: with two, whoever signs in at one is a stranger at the other, each counts attempts for itself, and no second step
 * fits. A lost one has to be replaced, so that another than before is no reason to refuse.
 * @param url the address of the migrated database for its owner
 * @returns what to tell whoever starts it, where another SECRET was used there before
 */
export async function markSecret(url: string, secret: string): Promise<string | null> {
  const mine = fingerprint(secret);
  const before = await withClient(url, async (client) => {
    // Of two that start at the same moment the second reads what the first has left.
    await client.query('BEGIN; LOCK TABLE "session" IN SHARE UPDATE EXCLUSIVE MODE');
    const { rows } = await client.query<{ mark: string | null }>("SELECT obj_description('\"session\"'::regclass, 'pg_class') AS mark");
    const found = MARK.exec(rows[0]?.mark ?? "")?.[1] ?? mine;
    if (rows[0]?.mark !== `SECRET ${mine}`) await client.query(`COMMENT ON TABLE "session" IS ${escapeLiteral(`SECRET ${mine}`)}`);
    await client.query("COMMIT");
    return found;
  });
  if (before === mine) return null;
  return `SECRET is another one (fingerprint ${mine}) than this database was used with before (${before}): those sessions and second steps do not fit it. Two processes on one database need the same SECRET; stop one of them.`;
}
