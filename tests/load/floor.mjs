import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { Agent, createServer } from "node:http";
import pg from "pg";
import { ACTS, perform } from "./work.mjs";

/** @import { Act } from "./work.mjs" */
/** @import { World } from "../attack/world.mjs" */
/** @typedef {{ client: number, name?: string, text: string, values: unknown[] }} Statement */

const CODE = /^IS-[0-9A-Z]{4}-[0-9A-Z]{4}$/;
const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

/**
 * The statements that our server sends for each act. Each act is done three times: the first fills what the server keeps;
 * what differs between the other two is new in every request.
 * @param {World} world @param {string} file where the server writes them down @param {{ draft: unknown, code: string }} about the same each time
 * @returns {Promise<Record<Act, { statements: Statement[], fresh: Set<string> }>>}
 */
export async function statementsOf({ server, people }, file, about) {
  const agent = new Agent({ keepAlive: true });
  /** @param {Act} act @returns {Promise<Statement[]>} */
  const once = async (act) => {
    rmSync(file, { force: true });
    const { fault } = await perform({ origin: server.origin, agent }, people.clinician, act, about);
    if (fault) throw new Error(fault);
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : [];
  };
  /** @type {Partial<Record<Act, { statements: Statement[], fresh: Set<string> }>>} */
  const found = {};
  for (const act of ACTS) {
    await once(act);
    const [one, other] = [await once(act), await once(act)];
    if (one.length === 0 || one.map(({ text }) => text).join() !== other.map(({ text }) => text).join()) throw new Error(`${act} is not the same statements each time.`);
    found[act] = { statements: one, fresh: differing(one, other) };
  }
  agent.destroy();
  return /** @type {Record<Act, { statements: Statement[], fresh: Set<string> }>} */ (found);
}

/** @param {Statement[]} one @param {Statement[]} other */
function differing(one, other) {
  const fresh = new Set();
  one.forEach(({ values }, at) => values.forEach((value, place) => {
    if (typeof value === "string" && value !== other[at]?.values[place]) fresh.add(value);
  }));
  return fresh;
}

/**
 * The floor: a bare node:http handler that does the same SQL in the same order, with as many connections as ours, and
 * answers what it read. It knows no session, checks nothing and renders nothing.
 * @param {string} url of the same database, in the same role @param {Awaited<ReturnType<typeof statementsOf>>} acts @param {{ any: () => string, another: () => string }} codes one that was saved, and one that was not
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serveSql(url, acts, codes) {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on("error", () => {});
  const byPath = new Map(ACTS.map((act) => [`/${act.replace(" ", "-")}`, act]));
  const server = createServer((asked, response) => {
    const act = byPath.get(asked.url ?? "");
    asked.resume().on("end", () => {
      if (!act) return void response.writeHead(404).end();
      replay(pool, acts[act], act === "save" ? codes.another() : codes.any()).then((body) => response.writeHead(200, { "content-type": "application/json" }).end(body), (error) => response.writeHead(500).end(String(error)));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const address = server.address();
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await pool.end();
  };
  return { origin: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, close };
}

/** @param {pg.Pool} pool @param {{ statements: Statement[], fresh: Set<string> }} act @param {string} code */
async function replay(pool, { statements, fresh }, code) {
  /** @type {Map<string, unknown>} */
  const made = new Map();
  /** @type {pg.PoolClient | null} */
  let held = null;
  const read = [];
  try {
    for (const { name, text, values } of statements) {
      held ??= await pool.connect();
      const { rows } = await held.query({ ...(name && { name }), text, values: values.map((value) => (typeof value === "string" && fresh.has(value) ? (made.get(value) ?? renew(made, value, code)) : value)) });
      read.push(rows);
      // As the driver knows it from the server.
      if (held.getTransactionStatus() === "T") continue;
      held.release();
      held = null;
    }
    return JSON.stringify({ code, read });
  } finally {
    held?.release(true);
  }
}

/** @param {Map<string, unknown>} made @param {string} value @param {string} code */
function renew(made, value, code) {
  const kind = CODE.test(value) ? code : HASH.test(value) ? randomBytes(32).toString("hex") : INSTANT.test(value) ? new Date() : null;
  if (kind === null) throw new Error("A statement holds something new that the floor cannot make.");
  made.set(value, kind);
  return kind;
}
