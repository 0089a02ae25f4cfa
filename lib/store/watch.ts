import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

/** What is told of the database: that it does not answer any more, or that it does again after so many milliseconds. */
export type Turn = { lost: true } | { lost: false; afterMs: number };

const EVERY_MS = 15_000;
const SOON_MS = 500;
const CONNECT_MS = 3_000;
const QUERY_MS = 5_000;

/**
 * Holds a connection of its own and tells when the database goes away and when it is back. A connection that is cut while
 * the database answers, as firewalls do with idle ones, is no news.
 * @returns ends it
 */
export function watchDatabase(url: string, tell: (turn: Turn) => void): () => Promise<void> {
  const over = new AbortController();
  const done = watch(url, tell, over.signal);
  return async () => {
    over.abort();
    await done;
  };
}

async function watch(url: string, tell: (turn: Turn) => void, over: AbortSignal): Promise<void> {
  let held: { client: Client; gone: AbortSignal } | null = null;
  let lostAt: number | null = null;
  while (!over.aborted) {
    try {
      held ??= await connect(url);
      await held.client.query("SELECT 1");
      if (lostAt !== null) tell({ lost: false, afterMs: Date.now() - lostAt });
      lostAt = null;
    } catch {
      const wasHeld = held !== null;
      void held?.client.end().catch(() => {});
      held = null;
      // A held connection may have been cut alone; a new one tells.
      if (wasHeld) continue;
      if (lostAt === null && !over.aborted) tell({ lost: true });
      lostAt ??= Date.now();
    }
    await sleep(lostAt === null ? EVERY_MS : SOON_MS, null, { signal: held ? AbortSignal.any([over, held.gone]) : over, ref: false }).catch(() => {});
  }
  await held?.client.end().catch(() => {});
}

async function connect(url: string): Promise<{ client: Client; gone: AbortSignal }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, query_timeout: QUERY_MS, application_name: "image-screen watch" });
  const ended = new AbortController();
  client.on("error", () => {}).on("end", () => ended.abort());
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return { client, gone: ended.signal };
}
