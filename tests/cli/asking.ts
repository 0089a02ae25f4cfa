import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import type { Listening } from "@/lib/cli/listen";
import { listen } from "@/lib/cli/listen";
import type { Patience } from "@/lib/cli/slow";

type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

const open: Listening[] = [];

/** A server on a free port, until `hangUp`. */
export async function listening(more: { baseUrl?: string; trustedProxy?: string[]; host?: string } = {}, patience?: Patience): Promise<Listening> {
  const given = await listen({ host: "127.0.0.1", port: 0, ...more }, patience);
  open.push(given);
  return given;
}

export function get(port: number, headers: Record<string, string | string[]> = {}, path = "/", method = "GET"): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (reply) => {
      let body = "";
      reply.on("data", (chunk) => (body += chunk));
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }));
    });
    sent.on("error", reject).end();
  });
}

/** Sends raw bytes and gives back everything until the server closes. */
export function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

/** Ends every server of this test. */
export async function hangUp(): Promise<void> {
  for (const each of open.splice(0)) await each.drain(0);
}
