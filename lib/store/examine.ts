import "server-only";
import { join } from "node:path";
import { Client } from "pg";
import { HISTORY } from "./backup-tables";
import { reach, readMigrations, unapplied } from "./migrate";
import type { Applied } from "./migrate";
import { Refusal } from "./refusal";
import { PLAIN, plainUrl } from "./roles";
import { verifyTrail } from "./trail";
import { rightsBeyond, standingWalls, wallsOf } from "./walls";

/** One thing that was looked at, and what to do where it is not as it should be. Nothing in it names a person. */
export type Finding = { grade: "ok" | "warning" | "fault"; about: string; says: string };

/** The address of the database for its owner, whether it is an outside one, the fingerprint of the SECRET beside it, and which stored second steps that opens. */
type Asked = { url: string; outside: boolean; mark: string | null; fitting: (encrypted: string[]) => Promise<number> };
type Look = (client: Client, asked: Asked, folder: string) => Promise<Finding | Finding[]>;

const OLDEST = 15;
const NEWEST = 18;
// The first of each major version without the weaknesses that were known in 2026.
const SAFE: Record<number, number> = { 15: 19, 16: 15, 17: 11, 18: 6 };
const SKEW_MS = 5_000;
const CONNECT_MS = 8_000;
const QUERY_MS = 60_000;

const ok = (about: string, says: string): Finding => ({ grade: "ok", about, says });
const warning = (about: string, says: string): Finding => ({ grade: "warning", about, says });
const fault = (about: string, says: string): Finding => ({ grade: "fault", about, says });

/** What is told of an outside server that does not keep what it acknowledges. */
const KEEPING: Record<string, Finding> = {
  fsync: fault("Database", "fsync is off: when its machine stops, saves are lost and the whole database may be damaged. Switch it on in the server's settings."),
  full_page_writes: warning("Database", "full_page_writes is off: a page that was half written when its machine stopped cannot be mended. Switch it on in the server's settings."),
  synchronous_commit: warning("Database", "synchronous_commit is off: when the server stops hard, the last saves are gone though they were acknowledged. Switch it on for this login and database."),
};

/**
 * Looks at a database in read-only transactions, and tells each finding as it is made.
 */
export async function examineDatabase(asked: Asked, tell: (finding: Finding) => void, folder = join(process.cwd(), "prisma", "migrations")): Promise<void> {
  const { url } = asked;
  let client: Client | undefined;
  try {
    await reach(url);
    // A certificate that the address names is read here already.
    client = new Client({ connectionString: url, application_name: "image-screen doctor", connectionTimeoutMillis: CONNECT_MS, query_timeout: QUERY_MS });
    client.on("error", () => {});
    await client.connect();
    // Row-level security would hide rows without a word; this makes the database refuse instead.
    await client.query("SET default_transaction_read_only = on; SET row_security = off; SET lock_timeout = '5s'");
  } catch (error) {
    await client?.end().catch(() => {});
    return tell(fault("Database", sentenceOf(error)));
  }
  const looks: Record<string, Look> = { Database: server, Clock: clock, Migrations: migrations, Walls: walls, Secret: secret };
  for (const [about, look] of Object.entries(looks)) for (const one of [await look(client, asked, folder).catch((error: unknown) => fault(about, sentenceOf(error)))].flat()) tell(one);
  await client.end().catch(() => {});
  tell(await trail(url));
}

/** PostgreSQL's messages quote no row where nothing is written. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  return `It cannot be looked at: ${error instanceof Error ? error.message : "unknown reason"}.`;
}

const server: Look = async (client, asked, folder) => {
  const { rows } = await client.query<{ name: string; value: string }>("SELECT name, setting AS value FROM pg_settings WHERE name = ANY ($1)", [Object.keys(KEEPING)]);
  const off = asked.outside ? rows.filter(({ value }) => value === "off") : [];
  return [await version(client, asked, folder), ...off.flatMap(({ name }) => KEEPING[name] ?? [])].flat();
};

const version: Look = async (client, { outside }) => {
  const { rows } = await client.query<{ number: string; name: string }>("SELECT current_setting('server_version_num') AS number, split_part(current_setting('server_version'), ' ', 1) AS name");
  const number = Number(rows[0]?.number);
  const [major, minor] = [Math.floor(number / 10_000), number % 10_000];
  const what = `PostgreSQL ${rows[0]?.name}`;
  if (major < OLDEST) return warning("Database", `${what} is older than the oldest that this version is tried with (${OLDEST}): back up, and restore into a newer one.`);
  if (major > NEWEST) return warning("Database", `${what} is newer than the newest that this version is tried with (${NEWEST}).`);
  const safe = SAFE[major] ?? 0;
  if (outside && minor < safe) return warning("Database", `${what} has known weaknesses; bring it to ${major}.${safe} or later.`);
  return ok("Database", `${what} answers.`);
};

const clock: Look = async (client) => {
  const before = Date.now();
  const { rows } = await client.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  const after = Date.now();
  const apart = Math.max(0, Math.abs((rows[0]?.now.getTime() ?? 0) - (before + after) / 2) - (after - before) / 2);
  if (apart > SKEW_MS) return fault("Clock", `It is ${Math.round(apart / 1_000)} s apart from the database's: second steps and lines of the audit trail need the right time. Let both follow a time server.`);
  const last = await client.query<{ at: Date }>("SELECT at FROM audit_event ORDER BY id DESC LIMIT 1");
  const ahead = (last.rows[0]?.at.getTime() ?? 0) - after;
  if (ahead > SKEW_MS) return fault("Clock", `The last line of the audit trail lies ${Math.round(ahead / 60_000)} minutes ahead: the clock was set back, or was wrong when that was written.`);
  return ok("Clock", `The database's clock differs by less than ${SKEW_MS / 1_000} s.`);
};

const migrations: Look = async (client, _asked, folder) => {
  const known = await readMigrations(folder);
  const pending = unapplied(known, await history(client)).map(({ name }) => name);
  if (pending.length > 0) return warning("Migrations", `Still to be applied: ${pending.join(", ")}. The next start does it; back up before.`);
  return ok("Migrations", `All ${known.length} are applied, none edited or unknown.`);
};

async function history(client: Client): Promise<Applied[]> {
  const { rows: there } = await client.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [HISTORY]);
  if (!there[0]?.there) throw new Refusal("The database has no tables of IMAGe Screen yet; they are made at the first start.");
  return (await client.query<Applied>(`SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM ${HISTORY} WHERE rolled_back_at IS NULL`)).rows;
}

const walls: Look = async (client, { url, outside }, folder) => {
  const applied = new Set((await history(client)).map(({ migration_name: name }) => name));
  const [wanted, standing] = [wallsOf((await readMigrations(folder)).filter(({ name }) => applied.has(name)).map(({ sql }) => sql)), await standingWalls(client)];
  const beyond = await rightsBeyond(client);
  if (beyond === null) return fault("Walls", `The role ${PLAIN}, in which the application works, is missing; make it as docs/operations.md says.`);
  const fallen = [...wanted].filter((wall) => !standing.has(wall));
  const added = [...standing].filter((wall) => !wanted.has(wall));
  const { rows } = await client.query<{ above: boolean }>("SELECT rolsuper AS above FROM pg_roles WHERE rolname = current_user");
  const entrance = outside ? await reach(plainUrl(url), PLAIN).then(() => null, sentenceOf) : null;
  const findings = [
    ...(fallen.length > 0 ? [fault("Walls", `Missing or switched off since it was made: ${fallen.join("; ")}. Find out who did it, and restore a backup or make it anew as the migration has it.`)] : []),
    ...(added.length > 0 ? [fault("Walls", `No migration made this: ${added.join("; ")}. Find out who did it, and take it away.`)] : []),
    ...(beyond.length > 0 ? [fault("Walls", `The role ${PLAIN} ${beyond.join(", ")}; take that from it.`)] : []),
    ...(entrance === null ? [] : [fault("Walls", entrance)]),
    ...(outside && rows[0]?.above ? [warning("Walls", "The login of DATABASE_URL is a superuser; one that owns the tables is enough.")] : []),
  ];
  return findings.length > 0 ? findings : ok("Walls", `Row-level security, triggers and the rights of ${PLAIN} are as the migrations made them (${wanted.size} checked).`);
};

const secret: Look = async (client, { mark, fitting }) => {
  const { rows } = await client.query<{ secret: string }>("SELECT secret FROM two_factor");
  if (mark === null && rows.length > 0) return fault("Secret", `There is none here that can be read, and ${rows.length} second steps are stored that need it: put the file secret back, or set SECRET as the server has it, before the next start makes another.`);
  if (mark === null) return warning("Secret", "There is none here: set SECRET as the server has it, or the file secret is missing and would be made anew at the next start.");
  const fit = await fitting(rows.map((row) => row.secret));
  if (fit < rows.length) return fault("Secret", `${rows.length - fit} of ${rows.length} second steps were encrypted with another one than this (fingerprint ${mark}): put that one back, or make each of those members a new link.`);
  return ok("Secret", `Its fingerprint is ${mark}; ${rows.length === 0 ? "there are no second steps yet" : `it fits all ${rows.length} second steps`}.`);
};

async function trail(url: string): Promise<Finding> {
  try {
    const verdict = await verifyTrail(url);
    if (!verdict.sound) return fault("Audit trail", `It is not as it was written. ${verdict.fault}`);
    return ok("Audit trail", `It is whole. Its last line, to be noted elsewhere: ${verdict.last.number}:${verdict.last.hash}`);
  } catch (error) {
    return fault("Audit trail", sentenceOf(error));
  }
}
