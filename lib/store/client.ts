import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool, PoolClient } from "pg";
import { noteAway } from "./away";
import { openPool, siteOf, socketOf, speaking } from "./connection";
import type { Speaking } from "./connection";
import type { Prisma } from "./generated/client";
import { PrismaClient } from "./generated/client";

// The one error over the end of a transaction that says that it was undone.
const LOST_AGAINST_ANOTHER = "P2034";
const TRANSACTION = { maxWait: 5_000, timeout: 10_000 };

// Kept on globalThis: Next may load this module more than once in a process, and each pool holds connections.
const shared = globalThis as { imageScreenDatabase?: PrismaClient; imageScreenPool?: { url: string; pool: Pool } };

/**
 * The process's only database client, made at its first use from DATABASE_URL.
 * @throws Error when that setting is missing
 */
export function database(): PrismaClient {
  return (shared.imageScreenDatabase ??= new PrismaClient({ adapter: new PrismaPg(connections()), errorFormat: "minimal" }));
}

/** The connections of Prisma, and of what is asked without it. */
function connections(): Pool {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  if (shared.imageScreenPool?.url !== url) shared.imageScreenPool = { url, pool: openPool(url) };
  return shared.imageScreenPool.pool;
}

/** What a transaction is asked. */
export type Transaction = Prisma.TransactionClient;

/** The database went away over the end of a transaction: nobody here knows whether it was done. */
export class Undecided extends Error {}

/**
 * Runs `work` in one transaction that sees the rows of one site and no other: the database's row-level security reads the
 * site from the transaction. Without it there is no row of any site.
 * @param site null for what belongs to nobody's site
 * @throws {Undecided} when it was lost while it ended
 */
export async function inSite<Value>(site: string | null, work: (transaction: Transaction) => Promise<Value>): Promise<Value> {
  let isEnding = false;
  try {
    return await database().$transaction(async (transaction) => {
      if (site !== null) await transaction.$executeRaw`SELECT set_config('app.site', ${site}, true)`;
      const value = await work(transaction);
      isEnding = true;
      return value;
    }, TRANSACTION);
  } catch (error) {
    if (!databaseIsAway(error)) throw error;
    noteAway();
    throw isEnding && (error as { code?: unknown }).code !== LOST_AGAINST_ANOTHER ? new Undecided("lost over its end", { cause: error }) : error;
  }
}

/** Asks the database one statement by itself, past Prisma. */
export function ask<Row extends object>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
  return speaking(connections()).$queryRaw<Row[]>(text, ...values);
}

/**
 * The same as `inSite` for what is asked most: statements in SQL and nothing of Prisma, which was a third of what
 * a save cost. The connection goes back to the pool only when the database has said how the transaction ended.
 * @throws {Undecided} when it was lost while it ended
 */
export async function inSiteSpeaking<Value>(site: string, work: (transaction: Speaking) => Promise<Value>): Promise<Value> {
  let isEnding = false;
  let held: PoolClient | null = null;
  let late: NodeJS.Timeout | undefined;
  try {
    const client = (held = await connections().connect());
    late = setTimeout(() => socketOf(client).destroy(Object.assign(new Error("the transaction takes too long"), { code: "ETIMEDOUT" })), TRANSACTION.timeout);
    await client.query(`BEGIN; ${siteOf(site)}`);
    const value = await work(speaking(client));
    isEnding = true;
    const { command } = await client.query("COMMIT");
    // So PostgreSQL ends a transaction in which something had failed.
    if (command !== "COMMIT") throw new Error("the transaction was undone");
    client.release();
    return value;
  } catch (error) {
    await giveBack(held, isEnding);
    if (!databaseIsAway(error)) throw error;
    noteAway();
    throw isEnding ? new Undecided("lost over its end", { cause: error }) : error;
  } finally {
    clearTimeout(late);
  }
}

/** Undoes what is under way; a connection of which nobody knows where it stands is closed. */
async function giveBack(held: PoolClient | null, isEnding: boolean): Promise<void> {
  const undone = held !== null && !isEnding && (await held.query("ROLLBACK").then(() => true, () => false));
  held?.release(!undone);
}

/** Does the database answer? */
export async function databaseAnswers(): Promise<boolean> {
  try {
    await database().$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}

// Node's errors of a connection, Prisma's connection errors (P1…, no connection in time, a transaction that ended early, lost or
// could not begin) and PostgreSQL's classes 08 connection, 53 resources, 57 operator and 58 system.
const AWAY_CODE = /^(ECONN[A-Z]+|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|EADDRNOTAVAIL|ENOTFOUND|EAI_[A-Z]+|P1\d{3}|P2024|P2028|P2034|P2037|(08|53|57|58)[0-9A-Z]{3})$/;
// What the driver throws without any code, and the socket that is not there, whose code is that of any missing file.
const AWAY_MESSAGE = /^(Connection terminated|timeout (expired|exceeded)|Client has encountered a connection error|connect ENOENT )/m;

// What the driver makes of an error of the connection, the code left out.
const AWAY_KIND = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError)$/;

/** Is this error the database's absence, and no fault of the request or of ours? */
export function databaseIsAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, errorCode, originalCode, kind, message, cause, meta } = error as Record<string, unknown>;
  if ([code, errorCode, originalCode].some((one) => typeof one === "string" && AWAY_CODE.test(one))) return true;
  if (typeof kind === "string" && AWAY_KIND.test(kind)) return true;
  if (typeof message === "string" && AWAY_MESSAGE.test(message)) return true;
  return databaseIsAway(cause) || databaseIsAway((meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError);
}
