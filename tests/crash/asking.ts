import { Agent, request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";

/** An answer; status 0 where there was none, with the reason as its text. */
export type Reply = { status: number; headers: IncomingHttpHeaders; text: string; ms: number };

/** How somebody who is signed in asks the application. */
export type Asker = { port: number; agent: Agent; cookie: string };

const ACCOUNT = { email: "first@example.org", password: "a lamp beside the cot" };
// Past this an answer has not come at all.
const PATIENCE_MS = 20_000;

/** Asks once; what arrived of an answer that was cut off is its text. */
export function ask({ port, agent, cookie }: Asker, method: string, path: string, body?: string, more: Record<string, string> = {}): Promise<Reply> {
  const since = Date.now();
  const host = `localhost:${port}`;
  const sent = { host, origin: `http://${host}`, cookie, ...(body !== undefined && { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }), ...more };
  return new Promise((resolve) => {
    let text = "";
    const none = (reason: string, headers: IncomingHttpHeaders = {}) => resolve({ status: 0, headers, text: text || reason, ms: Date.now() - since });
    const asking = request({ host: "localhost", port, agent, method, path, headers: sent, timeout: PATIENCE_MS }, (reply) => {
      reply.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      reply.on("error", () => none("cut off", reply.headers));
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text, ms: Date.now() - since }));
    });
    asking.on("timeout", () => asking.destroy(new Error("no answer in time")));
    asking.on("error", (error) => none(error.message));
    asking.end(body);
  });
}

/** The first account, by the link that the application printed at its start, and a session of it. */
export async function enter(port: number, output: string): Promise<Asker> {
  const asker = { port, agent: new Agent({ keepAlive: true }), cookie: "" };
  const [, token] = /\/account\/set-up#(\S+)/.exec(output) ?? [];
  const made = await ask(asker, "POST", "/api/v1/account/set-up", JSON.stringify({ token, site: "Ward One", name: "First", ...ACCOUNT }));
  if (made.status !== 201) throw new Error(`no account: ${made.status} ${made.text}`);
  const { status, headers, text } = await signIn(asker);
  if (status !== 200) throw new Error(`nobody is signed in: ${status} ${text}`);
  return { ...asker, cookie: (headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ") };
}

/** Signs the first account in once more. */
function signIn(asker: Asker): Promise<Reply> {
  return ask({ ...asker, cookie: "" }, "POST", "/api/v1/account/sign-in", JSON.stringify(ACCOUNT));
}

/**
 * Says an answer that it cannot be answered now as it must: 503, when to come again, and as a problem where it is no page's?
 * @returns what is wrong with it, or null
 */
export function unclean({ status, headers, text }: Reply, type = /^application\/problem\+json$/): string | null {
  if (status !== 503) return `${status} ${text.slice(0, 200)}`;
  if (!/^\d+$/.test(headers["retry-after"] ?? "")) return "503 without Retry-After";
  return type.test(headers["content-type"] ?? "") ? null : `503 as ${headers["content-type"]}`;
}

const PAGES = ["/", "/screenings", "/account"];
const HANDLERS = ["/api/v1/health", "/api/v1/screenings?limit=1"];

/**
 * Asks once for everything that is no save: pages, the API and signing in.
 * @param count is told each answer, by path and status
 * @returns what is wrong with them: everything is answered, or refused in its own way
 */
export async function others(asker: Asker, count: Record<string, number>): Promise<string[]> {
  const asked = [...[...PAGES, ...HANDLERS].map((path) => [path, ask(asker, "GET", path)] as const), ["signing in", signIn(asker)] as const];
  const faults: string[] = [];
  for (const [path, asking] of asked) {
    const reply = await asking;
    count[`${path} ${reply.status}`] = (count[`${path} ${reply.status}`] ?? 0) + 1;
    const fault = reply.status > 0 && reply.status < 500 ? null : unclean(reply, PAGES.includes(path) ? /^text\/html/ : undefined);
    if (fault) faults.push(`${path}: ${fault}`);
  }
  return faults;
}
