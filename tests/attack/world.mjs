import { createHash, randomBytes, randomUUID } from "node:crypto";
import pg from "pg";

/** @import { Running } from "./server.mjs" */
/** @import { Session } from "./requests.mjs" */

/**
 * Somebody with an account, made through the product's own links.
 * @typedef {object} Person
 * @property {string} name
 * @property {string} email
 * @property {string} cookie as it is sent; "" while signed out
 */

/**
 * Two sites with members and screenings, and what an attacker of one may know of the other.
 * @typedef {object} World
 * @property {Running} server
 * @property {pg.Client} database
 * @property {string} checklist version in force
 * @property {Record<Exclude<Session, "nobody">, Person>} people
 * @property {{ here: string[], there: string[] }} codes of the two sites' screenings
 * @property {{ here: string[], there: string[] }} members whose ids may be attacked: none of those here that sign in
 * @property {{ here: string[], there: string[] }} words that must never be read by the other site
 * @property {string[]} sessions ids of the stranger's
 * @property {string[]} tokens of links that were not used
 */

const PASSWORD = "seven quiet herons by the lock";
const SCREENINGS = 12;

/**
 * Makes the two sites. The second is begun in the database, for the product has one site only.
 * @param {Running} server @param {string} checklist
 * @returns {Promise<World>}
 */
export async function makeWorld(server, checklist) {
  const database = new pg.Client(await server.database());
  // It ends with the server at the latest.
  database.on("error", () => {});
  await database.connect();
  const admin = person("Quillan Hereward", "quillan@here.example");
  const clinician = person("Isolde Herewith", "isolde@here.example");
  const stranger = person("Tamsin Therefore", "tamsin@there.example");
  const [, token] = /\/account\/set-up#([\w-]+)/.exec(server.output()) ?? [];
  await call(server, "POST", "/api/v1/account/set-up", { token, site: "Ward Hereabouts", name: admin.name, email: admin.email, password: PASSWORD }, 201);
  await signIn({ server, database }, admin);
  const invited = await call(server, "POST", "/api/v1/members", { name: clinician.name, email: clinician.email, role: "clinician" }, 201, admin);
  await call(server, "POST", "/api/v1/account/join", { token: String(invited.link).split("#")[1], password: PASSWORD }, 201);
  const spare = await call(server, "POST", "/api/v1/members", { name: "Spare Hereunto", email: "spare@here.example", role: "clinician" }, 201, admin);
  const there = await foundSite(database, stranger);
  await call(server, "POST", "/api/v1/account/join", { token: there.token, password: PASSWORD }, 201);
  await signIn({ server, database }, clinician);
  await signIn({ server, database }, stranger);
  const { rows } = await database.query("SELECT session.id FROM session JOIN membership USING (user_id) WHERE membership.id = $1", [there.member]);
  return {
    server,
    database,
    checklist,
    people: { admin, clinician, stranger },
    codes: { here: await screenings(server, clinician, checklist), there: await screenings(server, stranger, checklist) },
    members: { here: [String(spare.id)], there: [there.member] },
    words: { here: ["Hereabouts", "Hereward", "Herewith", "Hereunto", "@here.example"], there: ["Thereabouts", "Therefore", "@there.example"] },
    sessions: rows.map(({ id }) => String(id)),
    tokens: [String(spare.link).split("#")[1] ?? ""],
  };
}

/** @param {string} name @param {string} email @returns {Person} */
function person(name, email) {
  return { name, email, cookie: "" };
}

/** @param {pg.Client} database @param {Person} stranger */
async function foundSite(database, { name, email }) {
  const [site, member, token] = [randomUUID(), randomUUID(), randomBytes(16).toString("base64url")];
  await database.query("INSERT INTO site (id, name) VALUES ($1, 'Ward Thereabouts')", [site]);
  await database.query("INSERT INTO membership (id, site_id, name, email, role, state, created_at) VALUES ($1, $2, $3, $4, 'reviewer', 'invited', now())", [member, site, name, email]);
  const hash = createHash("sha256").update(token).digest("hex");
  await database.query("INSERT INTO access_link (hash, kind, membership_id, site_id, expires_at) VALUES ($1, 'join', $2, $3, now() + interval '1 day')", [hash, member, site]);
  return { member, token };
}

/**
 * Signs somebody in, whatever was tried before under their name: the limits are another test's.
 * @param {Pick<World, "server" | "database">} world @param {Person} who
 */
export async function signIn({ server, database }, who) {
  await database.query("DELETE FROM attempt");
  const reply = await send(server, "POST", "/api/v1/account/sign-in", { email: who.email, password: PASSWORD });
  const [cookie = ""] = reply.headers.getSetCookie().map((line) => line.split(";")[0] ?? "").filter((pair) => /image-screen=./.test(pair));
  if (reply.status !== 200 || cookie === "") throw new Error(`${who.email} cannot sign in: ${reply.status} ${await reply.text()}`);
  who.cookie = cookie;
}

/**
 * So many more clinicians of this site, each signed in.
 * @param {World} world @param {number} count @returns {Promise<Person[]>}
 */
export async function enlist(world, count) {
  const people = [];
  for (let number = 1; number <= count; number += 1) {
    const one = person(`Member ${number}`, `member${number}@here.example`);
    const invited = await call(world.server, "POST", "/api/v1/members", { name: one.name, email: one.email, role: "clinician" }, 201, world.people.admin);
    await world.database.query("DELETE FROM attempt");
    await call(world.server, "POST", "/api/v1/account/join", { token: String(invited.link).split("#")[1], password: PASSWORD }, 201);
    await signIn(world, one);
    people.push(one);
  }
  return people;
}

/** @param {Running} server @param {Person} who */
export async function isSignedIn(server, who) {
  return (await send(server, "GET", "/api/v1/screenings?limit=1", null, who)).status === 200;
}

/** @param {Running} server @param {Person} who @param {string} checklist */
async function screenings(server, who, checklist) {
  const codes = [];
  for (let made = 0; made < SCREENINGS; made += 1) {
    const draft = { checklist, sex: "female", age: "newborn", size: { weight: -(23 + made) / 10 }, findings: { iugr: "observed", "adrenal-insufficiency": "observed" } };
    codes.push(String((await call(server, "POST", "/api/v1/screenings", draft, 201, who)).code));
  }
  return codes;
}

/** @param {Running} server @param {string} method @param {string} path @param {unknown} body @param {number} expected @param {Person} [who] @returns {Promise<Record<string, unknown>>} */
async function call(server, method, path, body, expected, who) {
  const reply = await send(server, method, path, body, who);
  const text = await reply.text();
  if (reply.status !== expected) throw new Error(`${method} ${path}: ${reply.status} ${text}\n${server.output()}`);
  return JSON.parse(text);
}

/** @param {Running} server @param {string} method @param {string} path @param {unknown} body @param {Person} [who] */
function send({ origin }, method, path, body, who) {
  const headers = { origin, cookie: who?.cookie ?? "", "content-type": "application/json", "idempotency-key": randomUUID() };
  return fetch(`${origin}${path}`, { method, headers, redirect: "manual", ...(body === null ? {} : { body: JSON.stringify(body) }) });
}
