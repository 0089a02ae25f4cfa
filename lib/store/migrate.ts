import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Client, DatabaseError } from "pg";
import { Refusal } from "./refusal";

type Migration = { name: string; sql: string; checksum: string };
/** What a database says of a migration. */
export type Applied = { migration_name: string; checksum: string; finished: boolean };

const CONNECT_MS = 8_000;
const LOCK_WAIT_MS = 60_000;
const LOOK_MS = 1_000;
// The number Prisma's own migrate takes, so that the two exclude each other.
const LOCK = 72_707_369;

// Classes of PostgreSQL's errors: the connection is gone, or the server is going.
const AWAY = /^(08|57P)/;

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
    await endWithUs(client);
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
 * @param role in which every connection has to begin: as the owner of the tables the application would pass row-level security
 * @throws {Refusal} when the database cannot be reached under this address, or not in this role
 */
export async function reach(url: string, role?: string): Promise<void> {
  const client = await connect(url);
  try {
    if (role === undefined) return;
    const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
    if (rows[0]?.role !== role) throw new Refusal(`The connection to ${address(url)} does not begin in the role ${role}: what stands in between, such as a connection pooler, leaves out the options that it starts with. Connect to PostgreSQL directly.`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The migrations of a folder, in their order. */
export async function readMigrations(folder: string): Promise<Migration[]> {
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
  let client: Client | undefined;
  try {
    // A certificate that the address names is read here already.
    client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, application_name: "image-screen migrate" });
    client.on("error", () => {});
    await client.connect();
    return client;
  } catch (error) {
    await client?.end().catch(() => {});
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
  if (error instanceof DatabaseError) return refused(error) ?? error.message;
  if (!(error instanceof Error)) return "unknown reason";
  if (/timeout/i.test(error.message)) return `nothing answered within ${CONNECT_MS / 1000} seconds`;
  const code = "code" in error ? error.code : undefined;
  if (code === "ECONNREFUSED") return "nothing listens there";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "no machine of that name is known";
  return error.message.replace(/\.$/, "");
}

/** Why it lets nobody in, without the names that its own message repeats. */
function refused({ code, message }: DatabaseError): string | null {
  if (!code?.startsWith("28")) return null;
  if (!message.includes("no pg_hba.conf entry")) return "user or password are not accepted";
  return `its pg_hba.conf lets this login in from here ${message.includes("no encryption") ? "with TLS only, if at all (sslmode=verify-full)" : "to this database not at all"}`;
}

/** The server would go on with a long migration, and hold its lock, for somebody who was killed: it is to look now and then. */
async function endWithUs(client: Client): Promise<void> {
  // Not every server can.
  await client.query(`SET client_connection_check_interval = ${LOOK_MS}`).catch(() => {});
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

async function history(client: Client): Promise<Applied[]> {
  const { rows: found } = await client.query<{ ours: boolean; others: boolean }>(
    `SELECT count(*) FILTER (WHERE tablename = '_prisma_migrations') > 0 AS ours, count(*) > 0 AS others
     FROM pg_tables WHERE schemaname = current_schema()`,
  );
  if (!found[0]?.ours) {
    if (found[0]?.others) throw new Refusal("The database already holds tables that are not of IMAGe Screen; give it an empty database of its own.");
    await client.query(TABLE);
  }
  const { rows } = await client.query<Applied>(
    "SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return rows;
}

/**
 * Those of a folder that a database does not have yet, in their order.
 * @throws {Refusal} when its history and the folder disagree
 */
export function unapplied(migrations: Migration[], rows: Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished } of rows) {
    const migration = known.get(name);
    if (!migration) throw new Refusal(`The database has the migration ${name}, which this version does not know: it was written by a newer version of IMAGe Screen, which must be used to open it.`);
    if (!finished) throw new Refusal(`The migration ${name} was begun by another tool and never finished. Mark it as undone with: npx prisma migrate resolve --rolled-back ${name}; then start again. If that fails because something of it is there already, restore a backup.`);
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
    // What broke off during the very COMMIT may be there: the next start finds out.
    if (!(error instanceof DatabaseError) || AWAY.test(error.code ?? "")) throw new Refusal(`The migration ${name} was interrupted (${reason(error)}). Start again: it is there as a whole or not at all.`);
    await client.query("ROLLBACK").catch(() => {});
    throw new Refusal(`The migration ${name} failed and was undone: ${error.message}.`);
  }
}
