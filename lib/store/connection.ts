import "server-only";
import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { Pool, escapeLiteral, types } from "pg";
import type { PoolClient } from "pg";

const CONNECT_MS = 5_000;
const IDLE_MS = 9_000;
// A server that is reached and says nothing: frozen, or behind a network that drops. Longer than any connection is idle
// and any transaction may take. A time limit of each query will not do: its connection would go back to the pool, and with
// it a transaction that was never undone.
const SILENT_MS = 12_000;
const INT8 = 20;
/** Numbers that may be longer than a number of JavaScript. */
const TYPES = { getTypeParser: (oid: number, format: "text" | "binary") => (oid === INT8 && format === "text" ? BigInt : types.getTypeParser(oid, format)) } as typeof types;

/** At most ten connections, none of them waited for longer than five seconds. */
export function openPool(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    onConnect: (client) => {
      // The pool leaves a new connection without a listener for a moment, and losing it then would end the process.
      // Whoever uses a lost connection is told so by its query.
      client.on("error", () => {});
      const socket = socketOf(client);
      socket.setTimeout(SILENT_MS, () => socket.destroy(Object.assign(new Error("the database says nothing"), { code: "ETIMEDOUT" })));
    },
  });
  pool.on("error", () => {});
  return pool;
}

/** Under a connection: to cut it at once, whatever it waits for. */
export function socketOf(client: unknown): Socket {
  return (client as { connection: { stream: Socket } }).connection.stream;
}

/** What can be asked in SQL, of a transaction of Prisma as well as without it. */
export type Speaking = {
  /** Columns of type bigint come as BigInt, of numeric as text, of timestamptz as Date. */
  $queryRaw<Rows>(text: TemplateStringsArray, ...values: unknown[]): Promise<Rows>;
  /** How many rows it was about. */
  $executeRaw(text: TemplateStringsArray, ...values: unknown[]): Promise<number>;
};

/** Each statement is prepared once a connection: PostgreSQL reads and plans it then. There are as many as places in the source. */
export function speaking(client: Pool | PoolClient): Speaking {
  const send = (text: TemplateStringsArray, values: unknown[]) => client.query<object>({ ...prepared(text), values, types: TYPES });
  return {
    $queryRaw: async <Rows>(text: TemplateStringsArray, ...values: unknown[]) => (await send(text, values)).rows as Rows,
    $executeRaw: async (text, ...values) => (await send(text, values)).rowCount ?? 0,
  };
}

const known = new WeakMap<TemplateStringsArray, { name: string; text: string }>();

function prepared(pieces: TemplateStringsArray): { name: string; text: string } {
  const before = known.get(pieces);
  if (before) return before;
  const text = pieces.reduce((whole, piece, place) => `${whole}$${place}${piece}`);
  // Told by its text: two copies of a module in one process share the connections.
  const made = { name: createHash("sha256").update(text).digest("hex").slice(0, 32), text };
  known.set(pieces, made);
  return made;
}

/** The statement that lets the transaction under way see one site. */
export function siteOf(site: string): string {
  return `SELECT set_config('app.site', ${escapeLiteral(site)}, true)`;
}
