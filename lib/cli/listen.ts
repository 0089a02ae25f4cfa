import { createServer } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, Server, ServerResponse } from "node:http";
import type { AddressInfo, BlockList } from "node:net";
import { Refusal } from "@/lib/store/refusal";
import { cleanHeaders, responseHeaders } from "./headers";
import { problemOf } from "./problem";
import type { Around } from "./requests";
import { isLoopback, networks } from "./settings.mjs";
import type { Watch } from "./slow";
import { PATIENCE, finish, plainText, refuseRaw, serverOptions, watchClients } from "./slow";

/** A server that already holds its port, says that it lives, and answers everything else with 503 until it is given something to serve. */
export type Listening = {
  port: number;
  /** Under which browsers reach it. */
  origins: string[];
  serve(handle: RequestListener): void;
  /** Refuses what is new, lets what is under way finish, at most `ms` milliseconds, and gives the port back. */
  drain(ms: number): Promise<void>;
};

/** Where it listens and what stands in front; without a baseUrl this machine alone is answered. */
type Place = { host: string; port: number; baseUrl?: string | null; trustedProxy?: readonly string[] };
/** The hosts that requests may name, whose word about addresses counts, and what every response says. */
type Door = { hosts: Set<string>; trusted: BlockList; headers: OutgoingHttpHeaders };

const MAX_BODY_BYTES = 5_000_000;
// Many screenings at once are read a line at a time, whoever sends them; everything else is held as a whole.
const LINES = { path: "/api/v1/screenings", type: /^application\/x-ndjson\b/i, maxBytes: 100_000_000 };
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const PAGE_METHODS = ["GET", "HEAD"];
const LIVE = "/api/v1/health/live";

/** Every origin under which a browser on this machine reaches the server. */
export function ownOrigins(port: number): string[] {
  return ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}${port === 80 ? "" : `:${port}`}`);
}

/**
 * Takes the port. Only requests for one of our own origins pass: a foreign name that leads to this address is how a
 * foreign page would read what it may not (DNS rebinding).
 * @param place its port 0 takes any free one
 * @param around what is done with each request besides
 * @throws {Refusal} when the port cannot be had
 */
export async function listen({ host, port, baseUrl = null, trustedProxy = [] }: Place, patience = PATIENCE, around: Around = (_request, _response, work) => work()): Promise<Listening> {
  let handle: RequestListener = starting;
  let draining = false;
  const door: Door = { hosts: new Set(), trusted: networks(trustedProxy), headers: responseHeaders(baseUrl?.startsWith("https:") ?? false) };
  const server = createServer(serverOptions(patience));
  const watch = watchClients(server, patience);
  hear(server, door, watch, (request, response, pass) => {
    const { socket } = request;
    watch.begin(response, isLines(request), () => draining && finish(socket));
    around(request, response, () => {
      if (pass()) handle(request, response);
    });
  });
  const real = await bind(server, host, port);
  const origins = [...new Set([...(isLoopback(host) ? ownOrigins(real) : []), ...(baseUrl === null ? [] : [baseUrl])])];
  for (const origin of origins) door.hosts.add(new URL(origin).host);
  const drain = async (ms: number): Promise<void> => {
    draining = true;
    const closed = new Promise((resolve) => server.close(resolve));
    const busy = new Set([...watch.underWay.values()].map(({ socket }) => socket));
    for (const socket of watch.open) if (!busy.has(socket)) socket.destroy();
    const late = setTimeout(() => server.closeAllConnections(), ms);
    await closed;
    clearTimeout(late);
  };
  return { port: real, origins, serve: (given) => (handle = given), drain };
}

/** Every way in which a request, or what is none, arrives. */
function hear(server: Server, door: Door, watch: Watch, take: (request: IncomingMessage, response: ServerResponse, pass: () => boolean) => void): void {
  server.on("request", (request, response) => take(request, response, () => pass(request, response, door)));
  // What is too long or not for us is refused before it is sent.
  server.on("checkContinue", (request, response) => {
    take(request, response, () => {
      const passes = pass(request, response, door);
      if (passes) response.writeContinue();
      return passes;
    });
  });
  server.on("checkExpectation", (_request, response) => refuse(response, door, 417, "Only 100-continue may be expected."));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // Node's types call it any stream; here it is the connection.
    refuseRaw(error, socket as IncomingMessage["socket"], watch, door.headers);
  });
}

async function bind(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Refusal(`Port ${port} cannot be had (${error.code}); set PORT to another.`)));
    server.listen({ host, port }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function pass(request: IncomingMessage, response: ServerResponse, door: Door): boolean {
  cleanHeaders(request, door.trusted);
  const { url = "", method = "", headers } = request;
  for (const [name, value] of Object.entries(door.headers)) if (value !== undefined) response.setHeader(name, value);
  // Next says so itself of what may be kept.
  if (!url.startsWith("/_next/static/")) response.setHeader("cache-control", "no-store");
  // Of documents only; on a script it is half a kilobyte that nobody reads.
  else response.removeHeader("permissions-policy");
  if (!door.hosts.has(headers.host?.toLowerCase() ?? "")) return refuse(response, door, 421, "This server does not answer to that name.");
  const path = url.startsWith("/") ? pathOf(url) : null;
  if (path === null) return refuse(response, door, 400, "The request names no path of this server.");
  // Next's own: a page that is an error by itself, and payloads under an address that no header betrays.
  if (/\/_global-error|\.rsc$/i.test(path)) return refuse(response, door, 404, "There is nothing here.");
  // Next takes a POST to a page for one of its own actions, of which there are none here.
  const methods = url.startsWith("/api/") ? METHODS : PAGE_METHODS;
  if (!methods.includes(method)) return refuse(response, door, 405, "This method is not answered here.", { allow: methods.join(", ") });
  const most = isLines(request) ? LINES.maxBytes : MAX_BODY_BYTES;
  if (Number(headers["content-length"] ?? 0) > most) return refuse(response, door, 413, `The body is larger than ${most / 1e6} MB.`);
  return true;
}

function isLines({ method, url = "", headers }: IncomingMessage): boolean {
  return method === "POST" && url.split("?", 1)[0] === LINES.path && LINES.type.test(headers["content-type"] ?? "");
}

/**
 * The path as it is meant. null: a broken percent-escape, to which Next would answer 500; a NUL, which PostgreSQL takes in
 * no text; steps up or backslashes, by which Next would come to another path than the one that was judged here.
 */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(url.split("?", 1)[0] ?? "");
    return url.includes("%00") || /\\|\/\.{1,2}(\/|$)/.test(path) ? null : path;
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, door: Door, status: number, sentence: string, more: OutgoingHttpHeaders = {}): false {
  const { type, body } = response.req.url?.startsWith("/api/") ? problemOf(status, sentence) : { type: {}, body: `${sentence}\n` };
  response.writeHead(status, { ...door.headers, ...plainText(sentence), ...type, ...more, connection: "close" }).end(body);
  return false;
}

/** A long migration must not be taken for a process that hangs. */
function starting({ url = "" }: IncomingMessage, response: ServerResponse): void {
  if (url === LIVE) return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ status: "ok" }));
  const sentence = "IMAGe Screen is starting.";
  const { type, body } = url.startsWith("/api/") ? problemOf(503, sentence) : { type: {}, body: `${sentence}\n` };
  response.writeHead(503, { ...plainText(sentence), ...type, "retry-after": "1" }).end(body);
}
