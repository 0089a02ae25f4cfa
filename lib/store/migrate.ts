import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Client, DatabaseError } from "pg";
import { Refusal } from "./refusal";

type Migration = { name: string; sql: string; checksum: string };
type Row = { migration_name: string; checksum: string; finished: boolean };

const CONNECT_MS = 8_000;
const LOCK_WAIT_MS = 60_000;
// The number Prisma's own migrate takes, so that the two exclude each other.
const LOCK = 72_707_369;

// Word for word what Prisma creates: its command line must go on working on the same database.
const TABLE = `CREATE TABLE _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database up to the migrations in `folder`, one transaction each, and answers the names it applied.
 * @throws {Refusal} when the database cannot be reached (within 10 s), holds tables of something else, or its history and
 * the folder disagree: a migration edited afterwards, half applied, or unknown to this version
 */
export async function migrate(url: string, folder = join(process.cwd(), "prisma", "migrations")): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await connect(url);
  try {
    await lock(client);
    const pending = unapplied(migrations, await history(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // Ending the session is what gives the lock back.
    await client.end().catch(() => {});
  }
}

/**
 * Connects once, to tell at the start what would otherwise fail at every request.
 * @throws {Refusal} when the database cannot be reached under this address
 */
export async function reach(url: string): Promise<void> {
  const client = await connect(url);
  await client.end();
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      // A checkout with Windows line ends is the same migration.
      const sql = (await readFile(join(folder, name, "migration.sql"), "utf8")).replaceAll("\r\n", "\n");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, application_name: "image-screen migrate" });
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw new Refusal(`The database ${address(url)} cannot be reached: ${reason(error)}.`);
  }
}

/** Where a connection string leads, without user and password. */
function address(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? (hostname || "localhost");
  return `${decodeURIComponent(pathname.slice(1))} at ${host}${host.startsWith("/") ? "" : `:${port || "5432"}`}`;
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  if (error instanceof DatabaseError) return error.code?.startsWith("28") ? "user or password are not accepted" : error.message;
  if (!(error instanceof Error)) return "unknown reason";
  if (/timeout/i.test(error.message)) return `nothing answered within ${CONNECT_MS / 1000} seconds`;
  const code = "code" in error ? error.code : undefined;
  if (code === "ECONNREFUSED") return "nothing listens there";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "no machine of that name is known";
  return error.message.replace(/\.$/, "");
}

async function lock(client: Client): Promise<void> {
  try {
    await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === "55P03")) throw error;
    throw new Refusal(`Another process has been migrating this database for ${LOCK_WAIT_MS / 1000} seconds; try again when it is done.`);
  }
}

async function history(client: Client): Promise<Row[]> {
  const { rows: found } = await client.query<{ ours: boolean; others: boolean }>(
    `SELECT count(*) FILTER (WHERE tablename = '_prisma_migrations') > 0 AS ours, count(*) > 0 AS others
     FROM pg_tables WHERE schemaname = current_schema()`,
  );
  if (!found[0]?.ours) {
    if (found[0]?.others) throw new Refusal("The database already holds tables that are not of IMAGe Screen; give it an empty database of its own.");
    await client.query(TABLE);
  }
  const { rows } = await client.query<Row>(
    "SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return rows;
}

function unapplied(migrations: Migration[], rows: Row[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished } of rows) {
    const migration = known.get(name);
    if (!migration) throw new Refusal(`The database has the migration ${name}, which this version does not know: it was written by a newer version of IMAGe Screen, which must be used to open it.`);
    if (!finished) throw new Refusal(`The migration ${name} was begun and never finished; repair the database with "prisma migrate resolve" or restore a backup.`);
    if (migration.checksum !== checksum) throw new Refusal(`The migration ${name} was edited after it had been applied; restore its file as it was and write a new migration instead.`);
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    // A whole file in one call: splitting at semicolons would cut PL/pgSQL bodies.
    await client.query(sql);
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, clock_timestamp(), 1)",
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Refusal(`The migration ${name} failed and was undone: ${error instanceof Error ? error.message : "unknown reason"}.`);
  }
}
