import { STATUS_CODES } from "node:http";
import type { OutgoingHttpHeaders, Server, ServerOptions, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A response that waits to be taken: since when it is watched, and how much its connection had got rid of by then. */
type Waiting = { since: number; taken: number };

/** What a server has open and under way. */
export type Watch = {
  open: ReadonlySet<Socket>;
  underWay: ReadonlyMap<ServerResponse, unknown>;
  begin(response: ServerResponse, closed: () => void): void;
};

/** How patient a server is: milliseconds, and the fewest bytes a second that a client has to take. */
export type Patience = { headers: number; request: number; idle: number; take: number; leastPerSecond: number; check: number };

/** 10 s for the headers of a request, 30 s for the whole of it, 30 s without anything sent or taken, 1 kB/s over a minute. */
export const PATIENCE: Patience = { headers: 10_000, request: 30_000, idle: 30_000, take: 60_000, leastPerSecond: 1_000, check: 2_000 };

const KEEP_ALIVE_MS = 5_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_CONNECTIONS = 2_048;
const GRACE_MS = 500;
const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413 };

/** Node's own settings. A missing Host is left to us: Node would refuse it without our headers. */
export function serverOptions({ headers, request, check }: Patience): ServerOptions {
  return { headersTimeout: headers, requestTimeout: request, keepAliveTimeout: KEEP_ALIVE_MS, connectionsCheckingInterval: check, maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false };
}

/** Cuts off who sends or takes nothing, or in drops: each would hold memory and, through the stream behind it, the database. */
export function watchClients(server: Server, patience: Patience): Watch {
  const open = new Set<Socket>();
  const underWay = new Map<ServerResponse, Waiting>();
  server.setTimeout(patience.idle);
  server.maxConnections = MAX_CONNECTIONS;
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  const checks = setInterval(() => {
    for (const [{ req }, waiting] of underWay) if (isDripping(req.socket, waiting, patience)) req.socket.destroy();
  }, patience.check).unref();
  server.once("close", () => clearInterval(checks));
  const begin = (response: ServerResponse, closed: () => void): void => {
    underWay.set(response, { since: Date.now(), taken: 0 });
    response.once("close", () => {
      underWay.delete(response);
      closed();
    });
  };
  return { open, underWay, begin };
}

/** Refuses what is no request, or too slow to become one; Node's own answer would have none of these headers. */
export function refuseRaw(error: NodeJS.ErrnoException, socket: Socket, { underWay }: Watch, headers: OutgoingHttpHeaders): void {
  const begun = [...underWay.keys()].some((response) => response.req.socket === socket && response.headersSent);
  if (!socket.writable || begun || error.code === "ECONNRESET") return void socket.destroy();
  const status = STATUS[error.code ?? ""] ?? 400;
  const sentence = STATUS_CODES[status] ?? "";
  const lines = Object.entries({ ...headers, ...plainText(sentence), connection: "close" }).map(([name, value]) => `${name}: ${value}`);
  socket.write([`HTTP/1.1 ${status} ${sentence}`, ...lines, "", `${sentence}\n`].join("\r\n"));
  finish(socket);
}

/** The headers of a sentence of our own, to be sent with a line feed. */
export function plainText(sentence: string): OutgoingHttpHeaders {
  return { "content-type": "text/plain; charset=utf-8", "content-length": sentence.length + 1, "cache-control": "no-store" };
}

/** Ends a connection, and waits for the other side only a moment. */
export function finish(socket: Socket): void {
  socket.end();
  setTimeout(() => socket.destroy(), GRACE_MS).unref();
}

/** Looks at one stretch of time after the other: what the system's own buffers took at once must not count for ever. */
function isDripping(socket: Socket, waiting: Waiting, { take, leastPerSecond }: Patience): boolean {
  // Public counters take everything queued together for one piece, that is gone at once or not at all.
  const { _handle: handle } = socket as Socket & { _handle?: { bytesWritten: number; writeQueueSize: number } | null };
  if (!handle) return false;
  const taken = handle.bytesWritten - handle.writeQueueSize;
  const spent = Date.now() - waiting.since;
  if (handle.writeQueueSize > 0 && spent < take) return false;
  const drips = handle.writeQueueSize > 0 && taken - waiting.taken < (leastPerSecond * spent) / 1_000;
  Object.assign(waiting, { since: Date.now(), taken });
  return drips;
}
