import "server-only";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";
import { DatabaseError, escapeIdentifier } from "pg";
import type { Progress } from "./backup";
import { counted } from "./backup";
import type { Head, Page, TableHead } from "./backup-file";
import { readBackup } from "./backup-file";
import type { Table } from "./backup-tables";
import { HISTORY, MOMENTARY, quoted, tablesOf, withClient } from "./backup-tables";
import { migrate, reach } from "./migrate";
import { Refusal } from "./refusal";

/** A backup that was read to its end and found whole. */
export type Inspected = { path: string; head: Head; rows: number };

const FOLDER = join(process.cwd(), "prisma", "migrations");
const IN_USE = "55P03";
const LOCK_WAIT_MS = 30_000;

/**
 * Reads a backup to its end and touches no database.
 * @throws {Refusal} when it is not there, of something else, damaged, cut off or of a newer version
 */
export async function inspectBackup(path: string, folder = FOLDER): Promise<Inspected> {
  const { head, pages } = await readBackup(path);
  let rows = 0;
  for await (const page of pages) rows += page.rows.length;
  const unknown = head.migrations.find(({ name }) => !existsSync(join(folder, name)));
  if (unknown) throw new Refusal(`${path} has the migration ${unknown.name}, which this version does not know: it was written by a newer version of IMAGe Screen (${head.application}), which must be used to restore it.`);
  return { path, head, rows };
}

/**
 * Puts a backup into an empty database, in one transaction, and brings that up to date: a backup of an older version meets
 * its own tables first. A database that was only started counts as empty, and what a start has put there is replaced.
 * @param url the address of the database for its owner
 * @throws {Refusal} when the database cannot be reached or is not empty, or the backup does not fit; nothing of it is there then
 */
export async function restoreBackup(url: string, backup: Inspected, progress: Progress = () => {}, folder = FOLDER): Promise<void> {
  await reach(url);
  try {
    // Before anything is migrated: a database in use must stay as it is.
    await withClient(url, async (client) => refuseUnlessEmpty(client, await allTables(client)));
    await migrate(url, folder);
    await withClient(url, (client) => fill(client, backup, progress, folder));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code === IN_USE) throw new Refusal("Another program is using the database; stop it first. Nothing was restored.");
    throw new Refusal(`The backup cannot be restored there, and nothing of it was: ${error.message}.`);
  }
  await migrate(url, folder).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(`The backup is restored and cannot be brought up to date yet. ${error.message}`) : error;
  });
}

async function allTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY name");
  return rows.map(({ name }) => name);
}

/** What a start leaves: the first site, unnamed; the head of a trail without lines; what is of the moment. */
async function refuseUnlessEmpty(client: Client, tables: string[]): Promise<void> {
  for (const table of tables.filter((name) => ![HISTORY, "audit_head", ...MOMENTARY].includes(name))) {
    const what = table === "site" ? "WHERE to_jsonb(held) ->> 'id' IS DISTINCT FROM 'local' OR to_jsonb(held) ->> 'name' IS NOT NULL" : "";
    const { rows } = await client.query<{ held: boolean }>(`SELECT EXISTS (SELECT FROM ${escapeIdentifier(table)} AS held ${what}) AS held`);
    if (rows[0]?.held) throw new Refusal(`The database is not empty: its table ${table} has rows. Restore into an empty one; nothing is overwritten.`);
  }
}

async function fill(client: Client, { path, head, rows }: Inspected, progress: Progress, folder: string): Promise<void> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = ${LOCK_WAIT_MS}`);
  const there = await allTables(client);
  // Whoever starts, migrates, saves or restores here at the same time waits, and finds it filled.
  await client.query(`LOCK TABLE ${quoted(there)} IN ACCESS EXCLUSIVE MODE`);
  await refuseUnlessEmpty(client, there);
  await rebuild(client, head.migrations, there, folder);
  const tables = await tablesOf(client);
  const every = tables.map(({ name }) => name);
  for (const table of every) await client.query(`ALTER TABLE ${escapeIdentifier(table)} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${quoted([...every, ...(await allTables(client)).filter((name) => MOMENTARY.includes(name))])}`);
  const { pages } = await readBackup(path);
  let put = 0;
  for await (const page of counted(pages, progress)) put += await insert(client, fitting(tables, page.table), page);
  if (put !== rows) throw new Refusal(`${path} was changed while it was read; nothing of it was restored.`);
  for (const table of every) await client.query(`ALTER TABLE ${escapeIdentifier(table)} ENABLE TRIGGER USER`);
  await client.query(`ANALYZE ${quoted(every)}; COMMIT`);
}

/** The tables as they were where the backup was made, made anew by the migrations that had been applied there. */
async function rebuild(client: Client, migrations: Head["migrations"], tables: string[], folder: string): Promise<void> {
  const { rows: applied } = await client.query<Head["migrations"][number]>(`SELECT migration_name AS name, checksum FROM ${HISTORY} WHERE rolled_back_at IS NULL`);
  const edited = migrations.find(({ name, checksum }) => !applied.some((one) => one.name === name && one.checksum === checksum));
  if (edited) throw new Refusal(`The migration ${edited.name} is not the one that the backup was made with; restore its file as it was.`);
  const { rows: own } = await client.query<{ name: string }>(
    `SELECT oid::regprocedure::text AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole
     AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')`,
  );
  if (own.length > 0) await client.query(`DROP FUNCTION ${own.map(({ name }) => name).join(", ")} CASCADE`);
  await client.query(`DROP TABLE ${quoted(tables.filter((name) => name !== HISTORY))}`);
  for (const { name } of migrations) await client.query(await readFile(join(folder, name, "migration.sql"), "utf8"));
  await client.query(`DELETE FROM ${HISTORY} WHERE migration_name <> ALL ($1)`, [migrations.map(({ name }) => name)]);
}

function fitting(tables: Table[], { table, columns }: TableHead): Table {
  const found = tables.find(({ name }) => name === table);
  if (found && found.columns.map(({ name }) => name).join() === columns.join()) return found;
  throw new Refusal(`The backup's table ${table} is not as the migrations make it; it was made of a database that had been altered otherwise.`);
}

/** How many rows went in; the next number of each column that numbers itself goes with them. */
async function insert(client: Client, { columns, numbered }: Table, { table, rows }: Page): Promise<number> {
  for (const [column, next] of table.next) {
    const sequence = numbered.find((one) => one.column === column)?.sequence;
    if (sequence) await client.query("SELECT setval($1::regclass, $2, false)", [sequence, next]);
  }
  if (rows.length === 0) return 0;
  const values = columns.map(({ type }, at) => `(line->>${at})::${type}`).join(", ");
  const { rowCount } = await client.query(
    `INSERT INTO ${escapeIdentifier(table.table)} (${quoted(table.columns)}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM jsonb_array_elements($1::jsonb) AS page (line)`,
    [`[${rows.join(",")}]`],
  );
  return rowCount ?? 0;
}
