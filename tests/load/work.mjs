import { randomInt, randomUUID } from "node:crypto";
import { request } from "node:http";

/** @import { Agent } from "node:http" */
/** @import { Person } from "../attack/world.mjs" */

/**
 * What members do, as a browser or a program asks for it.
 * @typedef {"save" | "list" | "open" | "list page" | "open page"} Act
 */

/** How many of a hundred are which. @type {Record<Act, number>} */
const SHARES = { save: 20, list: 15, open: 15, "list page": 20, "open page": 30 };
export const ACTS = /** @type {Act[]} */ (Object.keys(SHARES));

/** @returns {Act} */
export function anyAct() {
  let left = randomInt(100);
  return ACTS.find((act) => (left -= SHARES[act]) < 0) ?? "save";
}

/**
 * One request, and whether it was answered as it must be.
 * @param {{ origin: string, agent: Agent }} where
 * @param {Person} who
 * @param {Act} act
 * @param {{ draft: unknown, code: string }} about
 * @param {string} [at] another path than ours: every answer of 200 is right
 * @returns {Promise<{ fault: string | null, code: string | null, ms: number }>} `code` of what was saved
 */
export async function perform({ origin, agent }, who, act, { draft, code }, at) {
  const begun = performance.now();
  const body = act === "save" ? JSON.stringify(draft) : "";
  const { status, text } = await send(`${origin}${at ?? pathOf(act, code)}`, { method: act === "save" ? "POST" : "GET", agent, headers: { origin, cookie: who.cookie, "content-type": "application/json", "idempotency-key": randomUUID() } }, body).catch((/** @type {NodeJS.ErrnoException} */ error) => ({ status: 0, text: error.code ?? error.message }));
  const ms = performance.now() - begun;
  if (at) return { fault: status === 200 ? null : `${act}: ${status} ${text.slice(0, 120)}`, code: null, ms };
  const saved = act === "save" ? (/IS-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? null) : null;
  const right = act === "save" ? status === 201 && saved !== null : status === 200 && (act.startsWith("list") || text.includes(code));
  return { fault: right ? null : `${act}: ${status} ${text.slice(0, 120)}`, code: saved, ms };
}

/** @param {Act} act @param {string} code */
function pathOf(act, code) {
  return { save: "/api/v1/screenings", list: "/api/v1/screenings?limit=50", open: `/api/v1/screenings/${code}`, "list page": "/screenings", "open page": `/screenings/${code}` }[act];
}

/**
 * A connection that was kept may be closed by the server while the next request is on its way; that one goes again, as a
 * browser sends it again.
 * @param {string} url @param {import("node:http").RequestOptions} options @param {string} body @returns {Promise<{ status: number, text: string }>}
 */
function send(url, options, body) {
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk)).on("end", () => resolve({ status: response.statusCode ?? 0, text })).on("error", reject);
    });
    asked.on("error", (/** @type {NodeJS.ErrnoException} */ error) => (asked.reusedSocket && error.code === "ECONNRESET" ? resolve(send(url, options, body)) : reject(error))).end(body);
  });
}
