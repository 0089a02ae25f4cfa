import "server-only";
import type { Client } from "pg";
import { DatabaseError, escapeIdentifier } from "pg";
import type { Head, Page } from "./backup-file";
import { PAGE, writeBackup } from "./backup-file";
import type { Table } from "./backup-tables";
import { HISTORY, quoted, tablesOf, withClient } from "./backup-tables";
import { reach } from "./migrate";
import { Refusal } from "./refusal";

/** Told now and then how many rows are through. */
export type Progress = (rows: number) => void;

const FORBIDDEN = "42501";

/**
 * Writes everything that a database keeps into a file, as it stands at one moment while saves go on, in the memory of a
 * page. Left out is what is of the moment: sessions, one-time links, attempts.
 * @param url the address of the database for its owner
 * @param about the version of the program, the time, and a fingerprint of the SECRET, which is not in the file
 * @returns how many rows it holds
 * @throws {Refusal} when the database cannot be read or has nothing yet, or the file is there already or cannot be written
 */
export async function backUp(url: string, path: string, about: Pick<Head, "application" | "made" | "secret">, progress: Progress = () => {}): Promise<number> {
  await reach(url);
  try {
    return await withClient(url, async (client) => {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      const head = { ...about, postgres: await versionOf(client), migrations: await migrationsOf(client) };
      return writeBackup(path, head, counted(pagesOf(client), progress));
    });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code === FORBIDDEN) throw new Refusal("A backup can be made by the owner of the database only; this login may not read all of it.");
    throw new Refusal(`The database cannot be read: ${error.message}.`);
  }
}

async function versionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  return rows[0]?.version ?? "";
}

/** The first statement of the transaction that reads a table: what is committed by now is in the backup. */
async function migrationsOf(client: Client): Promise<Head["migrations"]> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [HISTORY]);
  const made = rows[0]?.there ? await client.query<Head["migrations"][number]>(`SELECT migration_name AS name, checksum FROM ${HISTORY} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY name`) : null;
  if (!made?.rows.length) throw new Refusal("The database has no tables of IMAGe Screen yet; there is nothing to back up.");
  return made.rows;
}

async function* pagesOf(client: Client): AsyncGenerator<Page, void> {
  for (const table of await tablesOf(client)) {
    const columns = table.columns.map(({ name }) => name);
    const head = { table: table.name, columns, next: await nextNumbers(client, table) };
    const texts = columns.map((name) => `${escapeIdentifier(name)}::text`).join(", ");
    await client.query(`DECLARE page NO SCROLL CURSOR FOR SELECT array_to_json(ARRAY[${texts}])::text AS row FROM ${escapeIdentifier(table.name)}${table.key.length > 0 ? ` ORDER BY ${quoted(table.key)}` : ""}`);
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`FETCH ${PAGE} FROM page`);
      yield { table: head, rows: rows.map(({ row }) => row) };
      if (rows.length < PAGE) break;
    }
    await client.query("CLOSE page");
  }
}

/** No snapshot holds a sequence: it may be ahead of the rows by the saves made meanwhile, and never behind. */
async function nextNumbers(client: Client, { numbered }: Table): Promise<[string, string][]> {
  const next: [string, string][] = [];
  for (const { column, sequence } of numbered) {
    const { rows } = await client.query<{ next: string }>(`SELECT last_value + is_called::int AS next FROM ${sequence}`);
    next.push([column, rows[0]?.next ?? "1"]);
  }
  return next;
}

/** Tells the progress as pages pass. */
export async function* counted(pages: AsyncIterable<Page>, progress: Progress): AsyncGenerator<Page, void> {
  let rows = 0;
  for await (const page of pages) {
    yield page;
    progress((rows += page.rows.length));
  }
}
