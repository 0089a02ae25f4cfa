import { setTimeout as sleep } from "node:timers/promises";
import { attacks } from "./requests.mjs";
import { findRoutes } from "./routes.mjs";
import { faultsOf } from "./verdict.mjs";
import { exchange } from "./wire.mjs";
import { isSignedIn, signIn } from "./world.mjs";

/** @import { Attack } from "./requests.mjs" */
/** @import { World } from "./world.mjs" */

/**
 * What came of a campaign.
 * @typedef {object} Outcome
 * @property {number} sent
 * @property {number} routes
 * @property {Map<string, Map<number, number>>} statuses by route: how often each status came
 * @property {Map<string, number>} served 2xx by session, so that no session was silently dead
 * @property {{ fault: string, times: number, first: string }[]} faults each kind once, with the first request that showed it
 * @property {number[]} memory kilobytes after each batch
 */

const AT_ONCE = 12;
const BATCH = 250;
const PROBE_EVERY = 4;

/**
 * Sends generated requests over every route and looks at every answer.
 * @param {World} world @param {string} root absolute path of the project
 * @param {{ count: number, seed: number }} how
 * @returns {Promise<Outcome>}
 */
export async function campaign(world, root, how) {
  const routes = findRoutes(root);
  const plan = attacks(routes, how);
  /** @type {Outcome} */
  const outcome = { sent: 0, routes: routes.length, statuses: new Map(), served: new Map(), faults: [], memory: [] };
  for (let from = 0; from < plan.length; from += BATCH) {
    const queue = plan.slice(from, from + BATCH);
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(world, root, queue, outcome)));
    if (!world.server.alive()) throw new Error(`The server died within requests ${from} to ${from + BATCH}:\n${world.server.output().slice(-2_000)}`);
    outcome.memory.push(world.server.memory() ?? 0);
    // An attack may have signed somebody out; the next ones are to be as strong.
    for (const person of Object.values(world.people)) if (!(await isSignedIn(world.server, person))) await signIn(world, person);
  }
  return outcome;
}

/** @param {World} world @param {string} root @param {Attack[]} queue @param {Outcome} outcome */
async function work(world, root, queue, outcome) {
  for (let attack = queue.shift(); attack; attack = queue.shift()) {
    outcome.sent += 1;
    const bytes = written(attack, world, outcome.sent);
    const probe = attack.whole && outcome.sent % PROBE_EVERY === 0;
    const answer = await asked(world.server.port, bytes, { method: attack.method, probe });
    const statuses = outcome.statuses.get(attack.pattern) ?? new Map();
    outcome.statuses.set(attack.pattern, statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1));
    if (answer.status >= 200 && answer.status < 300) outcome.served.set(attack.session, (outcome.served.get(attack.session) ?? 0) + 1);
    for (const fault of faultsOf(attack, bytes, answer, world, root)) note(outcome, fault, `${attack.session}, ${answer.status}: ${bytes.slice(0, 400)}`);
    if (answer.status === 0) await sleep(5);
  }
}

/** Next wants a hash of the headers in the address of a request for its payload, and sends the asker there: so we go. @param {number} port @param {string} bytes @param {{ method: string, probe: boolean }} how */
async function asked(port, bytes, how) {
  const answer = await exchange(port, Buffer.from(bytes, "latin1"), how);
  const place = answer.headers.get("location") ?? "";
  if (answer.status !== 307 || !place.includes("_rsc=")) return answer;
  return exchange(port, Buffer.from(bytes.replace(/ \S+ HTTP/, () => ` ${place} HTTP`), "latin1"), how);
}

/** @param {Outcome} outcome @param {string} fault @param {string} request */
function note({ faults }, fault, request) {
  const known = faults.find((one) => one.fault === fault);
  if (known) known.times += 1;
  else faults.push({ fault, times: 1, first: request });
}

/** The request as bytes, with what only this run knows. @param {Attack} attack @param {World} world @param {number} turn */
function written({ session, method, target, headers, body }, world, turn) {
  const filled = filler(session, world, turn);
  const payload = chunk(filled(body));
  const length = String(payload.length);
  const head = [`${method} ${filled(target)} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${filled(value).replace("{{length}}", length)}`).filter((line) => line !== "Cookie: ")];
  return `${head.join("\r\n")}\r\n\r\n${payload}`;
}

/** @param {string} payload */
function chunk(payload) {
  if (!payload.startsWith("{{chunk}}")) return payload;
  const content = payload.slice("{{chunk}}".length, -"\r\n0\r\n\r\n".length);
  return `${content.length.toString(16)}\r\n${content}\r\n0\r\n\r\n`;
}

/** @param {Attack["session"]} session @param {World} world @param {number} turn */
function filler(session, world, turn) {
  const [mine, theirs] = session === "stranger" ? /** @type {const} */ (["there", "here"]) : /** @type {const} */ (["here", "there"]);
  const pick = (/** @type {string[]} */ list) => list[turn % Math.max(list.length, 1)] ?? "none";
  /** @type {Record<string, () => string>} */
  const words = {
    host: () => `localhost:${world.server.port}`,
    origin: () => world.server.origin,
    cookie: () => (session === "nobody" ? "" : world.people[session].cookie),
    key: () => `attack-${turn}`,
    checklist: () => world.checklist,
    own: () => pick(world.codes[mine]),
    foreign: () => pick(world.codes[theirs]),
    spare: () => pick(world.members.here),
    foreignMember: () => pick(world.members.there),
    foreignSession: () => pick(world.sessions),
    email: () => pick(Object.values(world.people).map((one) => one.email)),
    token: () => pick(world.tokens),
  };
  return (/** @type {string} */ text) => text.replace(/\{\{(\w+)\}\}/g, (whole, word) => words[word]?.() ?? whole);
}

/** The counts as a table for people. @param {Outcome} outcome */
export function tableOf({ statuses }) {
  const width = Math.max(...[...statuses.keys()].map((pattern) => pattern.length));
  const line = (/** @type {[string, Map<number, number>]} */ [pattern, counts]) => `${pattern.padEnd(width)}  ${[...counts].sort(([one], [other]) => one - other).map(([status, times]) => `${status || "closed"} × ${times}`).join(", ")}`;
  return [...statuses].sort(([one], [other]) => (one < other ? -1 : 1)).map(line).join("\n");
}
