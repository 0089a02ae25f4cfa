import { STATUS_CODES } from "node:http";
import type { OutgoingHttpHeaders, Server, ServerOptions, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * A response that waits to be taken: since when it is watched, and how much its connection had got rid of by then; and
 * until when its request has to be there as a whole. The connection is the one it came by: a request whose body is given up
 * no longer has one.
 */
type Waiting = { socket: Socket; since: number; taken: number; due: number };

/** What a server has open and under way. */
export type Watch = {
  open: ReadonlySet<Socket>;
  underWay: ReadonlyMap<ServerResponse, { socket: Socket }>;
  /** `long`: a request that is answered while it comes. */
  begin(response: ServerResponse, long: boolean, closed: () => void): void;
};

/** How patient a server is: milliseconds, and the fewest bytes a second that a client has to take. */
export type Patience = { headers: number; request: number; long: number; idle: number; take: number; leastPerSecond: number; check: number };

/**
 * 10 s for the headers of a request, 30 s for the whole of it, half an hour for one that is answered while it comes, 30 s
 * without anything sent or taken, 1 kB/s over a minute.
 */
export const PATIENCE: Patience = { headers: 10_000, request: 30_000, long: 1_800_000, idle: 30_000, take: 60_000, leastPerSecond: 1_000, check: 2_000 };

const KEEP_ALIVE_MS = 5_000;
const MAX_HEADER_BYTES = 16_384;
const MAX_CONNECTIONS = 2_048;
const GRACE_MS = 500;
const STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413 };

/**
 * Node's own settings. It knows one time for all requests, which is the longest here; the shorter one is kept by
 * watchClients. A missing Host is left to us: Node would refuse it without our headers.
 */
export function serverOptions({ headers, request, long, check }: Patience): ServerOptions {
  return { headersTimeout: headers, requestTimeout: Math.max(request, long), keepAliveTimeout: KEEP_ALIVE_MS, connectionsCheckingInterval: check, maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false };
}

/** Cuts off who sends or takes nothing, or in drops: each would hold memory and, through the stream behind it, the database. */
export function watchClients(server: Server, patience: Patience): Watch {
  const open = new Set<Socket>();
  const underWay = new Map<ServerResponse, Waiting>();
  server.setTimeout(patience.idle, (socket) => (awaited(underWay, socket) ? tooLate(server, socket) : socket.destroy()));
  server.maxConnections = MAX_CONNECTIONS;
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  const checks = setInterval(() => {
    for (const [{ req }, waiting] of underWay) {
      if (!req.complete && Date.now() > waiting.due) tooLate(server, waiting.socket);
      else if (isDripping(req.complete, waiting, patience)) waiting.socket.destroy();
    }
  }, patience.check).unref();
  server.once("close", () => clearInterval(checks));
  const begin = (response: ServerResponse, long: boolean, closed: () => void): void => {
    const { req } = response;
    const { socket } = req;
    const begun = Date.now();
    underWay.set(response, { socket, since: begun, taken: 0, due: begun + (long ? patience.long : patience.request) });
    response.once("close", () => {
      underWay.delete(response);
      closed();
      // Answered before it was read: what is left of it gets no more time than any other.
      if (req.complete || socket.destroyed) return;
      const late = setTimeout(() => req.complete || socket.destroy(), Math.max(GRACE_MS, begun + patience.request - Date.now())).unref();
      socket.once("close", () => clearTimeout(late));
    });
  };
  return { open, underWay, begin };
}

/** Whether part of a request is still to come: who falls silent within one is told so, as who is slow is. */
function awaited(underWay: ReadonlyMap<ServerResponse, Waiting>, socket: Socket): boolean {
  return [...underWay].some(([{ req }, waiting]) => waiting.socket === socket && !req.complete);
}

/** As Node itself says it. */
function tooLate(server: Server, socket: Socket): void {
  server.emit("clientError", Object.assign(new Error("Request timeout"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }), socket);
}

/** Refuses what is no request, or too slow to become one; Node's own answer would have none of these headers. */
export function refuseRaw(error: NodeJS.ErrnoException, socket: Socket, { underWay }: Watch, headers: OutgoingHttpHeaders): void {
  const begun = [...underWay].some(([response, waiting]) => waiting.socket === socket && response.headersSent);
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

/**
 * Looks at one stretch of time after the other: what the system's own buffers took at once must not count for ever. Many
 * clients read nothing before they have sent everything; until then they are judged by what they send.
 */
function isDripping(complete: boolean, waiting: Waiting, { take, leastPerSecond }: Patience): boolean {
  // Public counters take everything queued together for one piece, that is gone at once or not at all.
  const { _handle: handle } = waiting.socket as Socket & { _handle?: { bytesWritten: number; writeQueueSize: number } | null };
  if (!handle) return false;
  const taken = handle.bytesWritten - handle.writeQueueSize;
  const spent = Date.now() - waiting.since;
  if (complete && handle.writeQueueSize > 0 && spent < take) return false;
  const drips = complete && handle.writeQueueSize > 0 && taken - waiting.taken < (leastPerSecond * spent) / 1_000;
  Object.assign(waiting, { since: Date.now(), taken });
  return drips;
}
