import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Refusal } from "@/lib/store/refusal";

/** A server that already holds its port and answers 503 until it is given something to serve. */
export type Listening = {
  port: number;
  serve(handle: RequestListener): void;
  /** Refuses what is new, lets what is under way finish, at most `ms` milliseconds, and gives the port back. */
  drain(ms: number): Promise<void>;
};

const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 };
const GRACE_MS = 500;
// What a proxy in front would set: there is none yet, and Next believes these.
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"];

/** Every origin under which a browser on this machine reaches the server. */
export function ownOrigins(port: number): string[] {
  return ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}${port === 80 ? "" : `:${port}`}`);
}

/**
 * Takes the port. Only requests for one of our own origins pass: a foreign name that leads to this address is how a
 * foreign page would read what it may not (DNS rebinding).
 * @param port 0 takes any free one
 * @throws {Refusal} when the port cannot be had
 */
export async function listen(host: string, port: number): Promise<Listening> {
  let handle: RequestListener = starting;
  let draining = false;
  const open = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  const server = createServer(LIMITS, (request, response) => {
    underWay.add(response);
    response.once("close", () => {
      underWay.delete(response);
      if (draining) finish(request.socket);
    });
    if (pass(request, response, hosts)) handle(request, response);
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Refusal(`Port ${port} cannot be had (${error.code}); set PORT to another.`)));
    server.listen({ host, port }, resolve);
  });
  const real = (server.address() as AddressInfo).port;
  const hosts = new Set(ownOrigins(real).map((origin) => origin.slice("http://".length)));
  const drain = async (ms: number): Promise<void> => {
    draining = true;
    const closed = new Promise((resolve) => server.close(resolve));
    const busy = new Set([...underWay].map((response) => response.req.socket));
    for (const socket of open) if (!busy.has(socket)) socket.destroy();
    const late = setTimeout(() => server.closeAllConnections(), ms);
    await closed;
    clearTimeout(late);
  };
  return { port: real, serve: (given) => (handle = given), drain };
}

function pass(request: IncomingMessage, response: ServerResponse, hosts: Set<string>): boolean {
  for (const name of FORWARDED) delete request.headers[name];
  if (!hosts.has(request.headers.host?.toLowerCase() ?? "")) return refuse(response, 421, "This server answers to localhost only.");
  // Next answers 500 to a method that it does not know.
  if (request.method === "TRACE") return refuse(response, 405, "TRACE is not answered.");
  if (!request.url?.startsWith("/") || !isDecodable(request.url)) return refuse(response, 400, "The request names no path of this server.");
  return true;
}

/** A broken percent-escape is the sender's fault; Next would answer 500. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, status: number, sentence: string): false {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" }).end(`${sentence}\n`);
  return false;
}

function starting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "1" }).end("IMAGe Screen is starting.\n");
}

function finish(socket: Socket): void {
  socket.end();
  setTimeout(() => socket.destroy(), GRACE_MS).unref();
}
