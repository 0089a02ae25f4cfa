import "server-only";
import { Client, escapeIdentifier } from "pg";
import { Refusal } from "./refusal";

/** Where the migrations say which of them were applied. */
export const HISTORY = "_prisma_migrations";

/**
 * What is of the moment and in no backup. Sessions and links open doors: one that had been ended or used would open again.
 * Kept are the keys of the last day's saves, so that a save repeated after a restore still gives the same screening.
 */
export const MOMENTARY = ["access_link", "attempt", "session", "verification"];

/** A table as the database describes it. */
export type Table = {
  name: string;
  columns: { name: string; type: string }[];
  /** The columns of its primary key. */
  key: string[];
  /** The columns that number themselves, each with its sequence as SQL names it. */
  numbered: { column: string; sequence: string }[];
};

type Found = Table & { needs: string[] };

const CONNECT_MS = 8_000;
const FOUND = `
  SELECT c.relname AS name,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
    (SELECT coalesce(json_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum)), '[]')
       FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
    (SELECT coalesce(json_agg(json_build_object('column', a.attname, 'sequence', pg_get_serial_sequence(c.oid::regclass::text, a.attname))), '[]')
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity <> '' AND NOT a.attisdropped) AS numbered,
    (SELECT coalesce(json_agg(DISTINCT other.relname), '[]')
       FROM pg_constraint f JOIN pg_class other ON other.oid = f.confrelid WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS needs
  FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1) ORDER BY c.relname`;

/** The tables of a backup, each after those that it refers to. */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Found>(FOUND, [[HISTORY, ...MOMENTARY]]);
  const ordered: Found[] = [];
  while (ordered.length < rows.length) {
    const known = new Set(ordered.map((table) => table.name));
    const ready = rows.filter((table) => !known.has(table.name) && table.needs.every((need) => known.has(need)));
    if (ready.length === 0) throw new Refusal("The tables refer to each other in a circle; there is no order to restore them in.");
    ordered.push(...ready);
  }
  return ordered;
}

/** Names as SQL takes them, whatever they are. */
export function quoted(names: string[]): string {
  return names.map(escapeIdentifier).join(", ");
}

/**
 * A connection for `work` on which every value has one text, whatever server and login it is, and which row-level security
 * cannot keep rows from without saying so. A server's limits for requests are not meant for this.
 */
export async function withClient<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, application_name: "image-screen backup" });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SET DateStyle = 'ISO'; SET TimeZone = 'UTC'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET row_security = off; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
