import "server-only";
import type { Socket } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import { noteAway } from "./away";
import type { Prisma } from "./generated/client";
import { PrismaClient } from "./generated/client";

const CONNECT_MS = 5_000;
const IDLE_MS = 9_000;
// A server that is reached and says nothing: frozen, or behind a network that drops. Longer than any connection is idle
// and any transaction may take. A time limit of each query will not do: its connection would go back to the pool, and with
// it a transaction that was never undone.
const SILENT_MS = 12_000;
// The one error over the end of a transaction that says that it was undone.
const LOST_AGAINST_ANOTHER = "P2034";
const TRANSACTION = { maxWait: 5_000, timeout: 10_000 };

// Kept on globalThis: Next may load this module more than once in a process, and each pool holds connections.
const shared = globalThis as { imageScreenDatabase?: PrismaClient };

/**
 * The process's only database client, made at its first use from DATABASE_URL.
 * @throws Error when that setting is missing
 */
export function database(): PrismaClient {
  return (shared.imageScreenDatabase ??= connect());
}

function connect(): PrismaClient {
  const connectionString = process.env.DATABASE_URL;
  if (!connectionString) throw new Error("DATABASE_URL is not set");
  const adapter = new PrismaPg({
    connectionString,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    onConnect: (client) => {
      // The pool leaves a new connection without a listener for a moment, and losing it then would end the process.
      // Whoever uses a lost connection is told so by its query.
      client.on("error", () => {});
      const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
      stream.setTimeout(SILENT_MS, () => stream.destroy(Object.assign(new Error("the database says nothing"), { code: "ETIMEDOUT" })));
    },
  });
  return new PrismaClient({ adapter, errorFormat: "minimal" });
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

/** Asks the database one statement by itself. */
export function ask<Row extends object>(text: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
  return database().$queryRaw<Row[]>(text, ...values);
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
