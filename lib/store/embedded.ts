import "server-only";
import { existsSync, rmSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import type { Server } from "./cluster";
import { initialise, launch, openSocketDirectory, rotate, shutDown } from "./cluster";
import type { Place } from "./placement";
import { placeCluster } from "./placement";
import { Refusal } from "./refusal";
import { OWNER, PLAIN } from "./roles";

/** A running PostgreSQL that this process alone may stop. */
export type Embedded = {
  /** Connection string of the database for its owner, who migrates it. */
  url: string;
  /** The same for the application, whose role owns nothing. */
  plainUrl: string;
  /** new: made just now; started: was there; adopted: was still running after its launcher had died. */
  started: "new" | "started" | "adopted";
  /** The directory that holds the database. */
  where: string;
  /** Why that is not in the data directory, to be put after "because"; null where it is. */
  why: string | null;
  stop(): Promise<void>;
  /** Stops it and removes everything that it wrote. */
  discard(): Promise<void>;
};

// What waits for a killed predecessor to be reaped, or for one that is stopping.
const START_MS = 20_000;
const LOCK_MS = 1_500;
const STARTING = "57P03";
const ENDED = /^57P0/;
const AGAIN_MS = 1_000;
// Longer than the longest command.
const TAKEN_MS = 600_000;
const ROTATE_MS = 30_000;
// Said by a start that finds what a killed predecessor left, and goes away by itself.
const WAITS = /lock file .* already exists|shared memory block|the database system is (starting up|shutting down)/;
// Left by one that was killed between making the file and writing into it.
const EMPTY = /lock file "(.+)" is empty/;
const LEFT_MS = 3_000;
const LOCK = 4_947_001;
const DATABASE = "image_screen";

/** Another launcher has the data directory. */
class Taken extends Refusal {}

/**
 * Starts the PostgreSQL of a data directory, or takes over the one that a killed launcher left running. When it goes away
 * later it is started again, as often as that takes: a full disk is made room on while the application waits.
 * @param dataDir an existing directory
 * @param onLost called when the database goes away later and another process takes it
 * @param tell is given the reason, whenever it is another one, for which the database cannot be started again yet
 * @throws {Refusal} when another process has it, or it cannot live or start there
 */
export async function startEmbedded(dataDir: string, onLost: (error: Error) => void = () => {}, tell: (sentence: string) => void = () => {}): Promise<Embedded> {
  const place = placeCluster(dataDir);
  const fresh = await initialise(place);
  place.settle();
  const held = await hold(place);
  let stopping = false;
  let regained = Promise.resolve();
  const rotating = setInterval(() => rotate(place.log), ROTATE_MS).unref();
  const watch = (client: Client): void => {
    client.once("end", () => {
      if (!stopping) regained = regain(place, () => stopping, tell).then((again) => void (again && watch(again)), onLost);
    });
  };
  watch(held.client);
  const stop = async (): Promise<void> => {
    stopping = true;
    clearInterval(rotating);
    await regained;
    await shutDown(place);
  };
  const discard = async (): Promise<void> => {
    await stop();
    rmSync(place.why ? dirname(place.cluster) : place.cluster, { recursive: true, force: true });
  };
  return { url: urlOf(place, OWNER), plainUrl: urlOf(place, PLAIN), started: fresh ? "new" : held.adopted ? "adopted" : "started", where: place.cluster, why: place.why, stop, discard };
}

function urlOf(place: Place, role: string): string {
  return `postgresql://${role}@localhost/${DATABASE}?host=${openSocketDirectory(place)}`;
}

/**
 * Gives `work` the owner's address of the database of a data directory: the running one beside its launcher, else one
 * that is started for this and stopped again.
 * @throws {Refusal} when none has been made there yet, or it cannot start
 */
export async function withEmbedded<Value>(dataDir: string, work: (url: string) => Promise<Value>): Promise<Value> {
  const made = ["postgres", "postgres.location"].some((name) => existsSync(join(dataDir, name)));
  if (!made) throw new Refusal(`There is no database at ${dataDir} yet; it is made at the first start.`);
  const place = placeCluster(dataDir);
  const running = await connect(place, "postgres");
  if (running) {
    await running.end();
    return work(urlOf(place, OWNER));
  }
  const database = await startEmbedded(dataDir);
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}

/**
 * Brings the database back, however long that takes. A command that found it standing still may have started it for itself,
 * and gives it back when it is done.
 * @returns null where it was over before
 * @throws {Refusal} when another process keeps it
 */
async function regain(place: Place, isOver: () => boolean, tell: (sentence: string) => void): Promise<Client | null> {
  let since = Number.POSITIVE_INFINITY;
  for (let told = ""; !isOver(); await sleep(AGAIN_MS)) {
    try {
      return (await hold(place)).client;
    } catch (error) {
      since = error instanceof Taken ? Math.min(since, Date.now()) : Number.POSITIVE_INFINITY;
      if (Date.now() - since > TAKEN_MS) throw error;
      const sentence = error instanceof Error ? error.message : String(error);
      if (sentence !== told) tell((told = sentence));
    }
  }
  return null;
}

/** Connects, starting PostgreSQL where nobody answers, and takes the launcher's lock for the life of the connection. */
async function hold(place: Place): Promise<{ client: Client; adopted: boolean }> {
  let deadline = Date.now() + START_MS;
  let server: Server | null = null;
  for (;;) {
    // As long as it says that it recovers, it is not stuck, however much there is to recover.
    const client = await connect(place, "postgres", (code) => code === STARTING && (deadline = Date.now() + START_MS));
    if (client && (await take(client, place))) return { client, adopted: server === null };
    if (server?.exit && !waits(place, server.exit)) throw new Refusal(`PostgreSQL does not start: ${server.exit} (see ${place.log})`);
    if (Date.now() > deadline) {
      server?.kill();
      throw new Refusal(`PostgreSQL does not start at ${place.cluster}: ${server?.exit ?? "it does not answer"} (see ${place.log})`);
    }
    if (server === null || server.exit) server = launch(place);
    await sleep(server.exit ? 200 : 40);
  }
}

/**
 * Makes the database ours and gives it what it needs; false where it was lost over that.
 * @throws {Refusal} when another process has it
 * @throws what the database refuses, and it is stopped
 */
async function take(client: Client, place: Place): Promise<boolean> {
  try {
    await takeLock(client, place);
    await provide(client, place);
    // Last, so that whoever waits for the end of this connection from now on has not missed it.
    await client.query("SELECT 1");
    return true;
  } catch (error) {
    await client.end().catch(() => {});
    if (error instanceof Taken) throw error;
    if (!(error instanceof Refusal || error instanceof DatabaseError) || ENDED.test(String((error as DatabaseError).code))) return false;
    await shutDown(place);
    throw error;
  }
}

/** Is this the end of a start for a reason that goes away? An empty lock file does not by itself: nobody can be asked whose it is. */
function waits(place: Place, exit: string): boolean {
  const empty = EMPTY.exec(exit)?.[1];
  if (empty === undefined) return WAITS.test(exit);
  const file = isAbsolute(empty) ? empty : join(place.cluster, empty);
  const found = statSync(file, { throwIfNoEntry: false });
  // Whoever writes into it does so at once.
  if (found?.size === 0 && Date.now() - found.mtimeMs > LEFT_MS) rmSync(file);
  return true;
}

/** null: nobody there yet, or one that is starting or stopping. */
async function connect(place: Place, database: string, refused: (code: unknown) => void = () => {}): Promise<Client | null> {
  const client = new Client({
    host: openSocketDirectory(place),
    user: "postgres",
    database,
    application_name: `image-screen ${process.pid}`,
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    refused(error instanceof DatabaseError ? error.code : undefined);
    await client.end().catch(() => {});
    return null;
  }
}

async function takeLock(client: Client, place: Place): Promise<void> {
  const deadline = Date.now() + LOCK_MS;
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [LOCK]);
    if (rows[0]?.mine) return;
    // The connection of a launcher killed a moment ago may not have been noticed yet.
    if (Date.now() > deadline) break;
    await sleep(50);
  }
  const { rows } = await client.query<{ name: string }>(
    "SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted AND objid = $1 LIMIT 1",
    [LOCK],
  );
  const holder = rows[0]?.name.replace("image-screen ", "process ") ?? "another process";
  throw new Taken(`IMAGe Screen already runs on this data directory (${holder}): ${dirname(place.log)}`);
}

/** Both roles are plain, for a superuser would pass every restriction; the owner migrates, the other is the application's. */
async function provide(client: Client, place: Place): Promise<void> {
  for (const role of [OWNER, PLAIN]) {
    const { rows } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
    if (rows.length === 0) await client.query(`CREATE ROLE ${role} LOGIN`);
  }
  const { rows } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
  if (rows.length === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  const own = await connect(place, DATABASE);
  if (!own) throw new Refusal(`The database in ${place.cluster} does not answer (see ${place.log})`);
  // Under row-level security the planner uses an index only for operators that leak nothing of the rows they pass over,
  // and trusts those of arrays (@> and &&) by this declaration alone. Without it the same lists are slower.
  const { rows: leaking } = await own.query("SELECT FROM pg_proc WHERE proname IN ('arraycontains', 'arrayoverlap') AND NOT proleakproof");
  // Asked first: a start on a full disk may read, and not write.
  if (leaking.length > 0) await own.query("ALTER FUNCTION arraycontains(anyarray, anyarray) LEAKPROOF; ALTER FUNCTION arrayoverlap(anyarray, anyarray) LEAKPROOF");
  await own.end();
}
