import { randomBytes, randomUUID } from "node:crypto";
import { keyMay, may } from "@/lib/access/table";
import type { Action, Role, Scope } from "@/lib/access/table";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { CODE_BYTES, makeCode } from "@/lib/screening/code";
import { call, cookieOf, invited, newMember, newSite, save, signIn } from "./server";
import type { Person, Served } from "./server";

type Site = "here" | "there";
/** `site`: whose it is; absent for what nobody of the matrix may reach. */
export type Target = { is: string; value: string; site?: Site };
/**
 * Who asks. `role`: of a member whose session lives; without one nobody is signed in, whatever the cookie says. `own`: what
 * they may read about themselves. `variants`: the header variants worth trying, all where absent. `key`: of a program, with
 * somebody's cookie beside it that must not count; `scope`: of one that is good, and `role` is that of its maker.
 */
export type Identity = { who: string; cookie: () => string; site?: Site; role?: Role; own?: string[]; variants?: string[]; key?: string; scope?: Scope };

/** May they, where keys are heard at all? */
export function mayDo({ role, key, scope }: Identity, action: Action): boolean {
  if (!role) return false;
  return key === undefined ? may(role, "active", action) : scope !== undefined && keyMay(scope, { role, state: "active" }, action);
}

/** Two sites, everybody who may ask something of them, what is asked for, and what must stay where it is. */
export type TwoSites = {
  people: Record<"admin" | "clinician" | "reviewer" | "thereAdmin", Person>;
  identities: Identity[];
  /** By the folder above the dynamic segment. */
  targets: Record<string, Target[]>;
  codes: Record<Site, string[]>;
  secrets: { text: string; site: Site; admins: boolean }[];
};

const LAPSED = 2_000;
const FEW = ["plain", "everything"];
export const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed", "adrenal-insufficiency": "observed" } };
const rare = { class: "benign", allele: "paternal", tested: false };
const planted = {
  here: { ...draft, size: { weight: -7.3 }, variant: { gene: "SAMD9", consequence: "in-frame-indel", region: "elsewhere", ...rare } },
  there: { ...draft, size: { weight: -8.7 }, variant: { gene: "POLE", consequence: "missense", region: "arg279-leu-or-ser", ...rare } },
};
const spelt: Record<Site, string[]> = { here: ["in-frame-indel", "−7.3", "-7.3"], there: ["arg279-leu-or-ser", "−8.7", "-8.7"] };


/** Makes them over HTTP, as people would; only what time or a mistake would do is written into the database. */
export async function twoSites(server: Served): Promise<TwoSites> {
  const admin = await newSite(server, "Ward Hereabouts", "Ada Hereford");
  const thereAdmin = await newSite(server, "Ward Thereabouts", "Tamsin Therefore");
  const clinician = await newMember(server, admin, "clinician", "Cleo Hereby");
  const reviewer = await newMember(server, admin, "reviewer", "Rolf Herein");
  const colleagues = { here: await newMember(server, admin, "clinician", "Colin Hereunto"), there: await newMember(server, thereAdmin, "reviewer", "Thea Thereby") };
  const ended = await lapsed(server, admin);
  const demotedNow = { name: "Dora Hereon", email: "dora-hereon@ward.example", cookie: await signIn(server, "dora-hereon@ward.example") };
  const keys = await keysOf(server, admin, thereAdmin);
  Object.assign(ended, await outlived(server, admin));
  const codes: TwoSites["codes"] = { here: [], there: [] };
  for (let made = 0; made < 3; made += 1) {
    codes.here.push(await save(server, admin, planted.here));
    codes.there.push(await save(server, thereAdmin, planted.there));
  }
  const member = (who: string, { cookie, name, email }: Pick<Person, "cookie" | "name" | "email">, role: Role, site: Site = "here"): Identity => ({ who, cookie: () => cookie, site, role, own: [name, email] });
  const nobody = (who: string, cookie: () => string, variants?: string[]): Identity => ({ who, cookie, ...(variants && { variants }) });
  const identities = [
    nobody("nobody", () => ""),
    ...forged(admin.cookie).map(([who, cookie]) => nobody(who, () => cookie, FEW)),
    ...Object.entries(ended).map(([who, cookie]) => nobody(who, cookie, /^(signed out|invited)/.test(who) ? FEW : undefined)),
    member("another site's admin", thereAdmin, "admin", "there"),
    member("a clinician", clinician, "clinician"),
    { ...member("a reviewer", reviewer, "reviewer"), variants: FEW },
    { ...member("an admin", admin, "admin"), variants: FEW },
    { ...member("one demoted, signed in again", demotedNow, "clinician"), variants: FEW },
    ...keys.identities,
  ];
  return { people: { admin, clinician, reviewer, thereAdmin }, identities, codes, targets: { ...(await targetsOf(server, codes, colleagues)), keys: keys.targets }, secrets: [...(await secretsOf(server, codes)), ...keys.secrets] };
}

function forged(real: string): [who: string, cookie: string][] {
  const [name = "", value = ""] = real.split("=");
  const [token = "", signature = ""] = decodeURIComponent(value).split(".");
  const other = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
  const signed = (...parts: string[]) => `${name}=${encodeURIComponent(parts.join("."))}`;
  return [
    ["a made-up cookie", signed(randomBytes(24).toString("base64url"), randomBytes(32).toString("base64"))],
    ["a cookie with another token", signed(other(token), signature)],
    ["a cookie with another signature", signed(token, other(signature))],
    ["a cookie without its signature", signed(token)],
    ["a cookie under another name", `__Host-${real}`],
  ];
}

/** Programs of both sites. Each sends the cookie of the other site's admin as well. */
async function keysOf(server: Served, here: Person, there: Person): Promise<{ identities: Identity[]; targets: Target[]; secrets: TwoSites["secrets"] }> {
  const make = async ({ cookie }: Person, name: string, scope: Scope): Promise<{ id: string; key: string }> => {
    const { json } = await call(server, "POST", "/api/v1/keys", { body: { name, scope }, cookie, status: 201 });
    return { id: String(json.id), key: String(json.key) };
  };
  const maker = await newMember(server, here, "admin", "Mona Hereward");
  const [read, write, revoked, orphan, elsewhere] = [await make(here, "Hereafter Reader", "read"), await make(here, "Hereafter Writer", "write"), await make(here, "Hereafter Revoked", "write"), await make(maker, "Hereafter Orphan", "write"), await make(there, "Thereafter Reader", "read")];
  await call(server, "DELETE", `/api/v1/keys/${revoked.id}`, { cookie: here.cookie, status: 204 });
  await call(server, "DELETE", `/api/v1/members/${maker.id}`, { cookie: here.cookie, status: 204 });
  const program = (who: string, key: string, other: Person, good?: Pick<Identity, "site" | "scope">): Identity => ({ who, key, cookie: () => other.cookie, variants: FEW, ...(good && { role: "admin", ...good }) });
  const identities = [
    program("a key that reads", read.key, there, { site: "here", scope: "read" }),
    program("a key that writes", write.key, there, { site: "here", scope: "write" }),
    program("another site's key", elsewhere.key, here, { site: "there", scope: "read" }),
    program("a revoked key", revoked.key, here),
    program("a removed member's key", orphan.key, here),
    program("a made-up key", `isk_${randomBytes(32).toString("base64url")}`, here),
  ];
  const targets: Target[] = [{ is: "here", value: read.id, site: "here" }, { is: "there", value: elsewhere.id, site: "there" }, { is: "absent", value: randomUUID() }];
  const names = ["Hereafter Reader", "Hereafter Writer", "Hereafter Revoked", "Hereafter Orphan", "Thereafter Reader"];
  const secrets = names.map((text) => ({ text, site: text.startsWith("There") ? ("there" as const) : ("here" as const), admins: true }));
  return { identities, targets, secrets };
}

async function targetsOf({ query }: Served, codes: TwoSites["codes"], colleagues: Record<Site, Person>): Promise<TwoSites["targets"]> {
  const sessionOf = async ({ id }: Person): Promise<string> => String((await query("SELECT session.id FROM session JOIN membership USING (user_id) WHERE membership.id = $1", [id]))[0]?.id);
  const own = (here: string, there: string, absent: string): Target[] => [
    { is: "here", value: here, site: "here" },
    { is: "there", value: there, site: "there" },
    { is: "absent", value: absent },
  ];
  return {
    screenings: own(codes.here[0] ?? "", codes.there[0] ?? "", makeCode(randomBytes(CODE_BYTES))),
    members: own(colleagues.here.id, colleagues.there.id, randomUUID()),
    // A session is its member's alone, whatever the site.
    sessions: own(await sessionOf(colleagues.here), await sessionOf(colleagues.there), randomUUID()).map(({ is, value }) => ({ is, value })),
  };
}

async function secretsOf({ query }: Served, codes: TwoSites["codes"]): Promise<TwoSites["secrets"]> {
  const rows = await query("SELECT m.name, m.email, s.name AS site FROM membership m JOIN site s ON s.id = m.site_id");
  const siteOf = (name: unknown): Site => (name === "Ward Hereabouts" ? "here" : "there");
  const names = rows.flatMap(({ name, email, site }) => [name, email].map((text) => ({ text: String(text), site: siteOf(site), admins: true })));
  const shared = (["here", "there"] as const).flatMap((site) => [site === "here" ? "Ward Hereabouts" : "Ward Thereabouts", ...spelt[site], ...codes[site]].map((text) => ({ text, site, admins: false })));
  return [...names, ...shared];
}

/** Those who were put out, or never let in, and what their browsers would still send. */
async function lapsed(server: Served, admin: Person): Promise<Record<string, () => string>> {
  const leave = async (name: string, role: Role, method: string, path: (id: string) => string, body?: object): Promise<() => string> => {
    const { id, cookie } = await newMember(server, admin, role, name);
    const own = path("") === "/api/v1/account/sign-out";
    await call(server, method, path(id), { ...(body && { body }), cookie: own ? cookie : admin.cookie, status: method === "PATCH" ? 200 : 204 });
    return () => cookie;
  };
  const { query } = server;
  const { name, email } = await invited(server, admin, "clinician", "Ivy Heretofore");
  await query(`INSERT INTO "user" (id, name, email, email_verified) VALUES ('early', $1, $2, true)`, [name, email]);
  await sessions(server, "early", { userId: "early", count: 1, expires: "1 hour", idle: "0" });
  return {
    "signed out": await leave("Otto Hereof", "admin", "POST", () => "/api/v1/account/sign-out", {}),
    demoted: await leave("Dora Hereon", "admin", "PATCH", (one) => `/api/v1/members/${one}`, { role: "clinician" }),
    removed: await leave("Rita Hereto", "admin", "DELETE", (one) => `/api/v1/members/${one}`),
    "invited, with a session by mistake": () => cookieOf(server, "early-1"),
  };
}

/** Those whose time is over. To be made after the last sign-in, for each sweeps the sessions that have ended. */
async function outlived(server: Served, admin: Person): Promise<Record<string, () => string>> {
  const { id } = await newMember(server, admin, "admin", "Lena Hereinafter");
  const [member] = await server.query("SELECT user_id FROM membership WHERE id = $1", [id]);
  const userId = String(member?.user_id);
  // Whoever finds one ended deletes it: every request brings a session of its own.
  return {
    "idle for 31 minutes": await sessions(server, "idle", { userId, count: LAPSED, expires: "1 hour", idle: "31 minutes" }),
    "after 12 hours": await sessions(server, "over", { userId, count: LAPSED, expires: "-1 second", idle: "0" }),
  };
}

/** Sessions of an account, written past the application; each call gives the cookie of the next. */
export async function sessions(server: Served, name: string, { userId, count, expires, idle }: { userId: string; count: number; expires: string; idle: string }): Promise<() => string> {
  await server.query(
    `INSERT INTO session (id, token, user_id, expires_at, updated_at, ip_address, user_agent)
     SELECT $1 || '-' || n, $1 || '-' || n, $2, now() + $4::interval, now() - $5::interval, '', 'Firefox' FROM generate_series(1, $3) n`,
    [name, userId, count, expires, idle],
  );
  let next = 0;
  return () => cookieOf(server, `${name}-${(next++ % count) + 1}`);
}

/** Every row of every table, but the attempts that are counted, the sessions that end by being looked at and the day that a key was used. */
export async function snapshot({ query }: Served): Promise<Record<string, unknown>> {
  const tables = ["site", "screening", "membership", '"user"', "account", "two_factor", "verification", "access_link", "idempotency", "audit_event"].map((name) => [name, `SELECT * FROM ${name}`]);
  const all = [...tables, ["session", "SELECT id, user_id, expires_at FROM session WHERE id !~ '^(idle|over)-'"], ["api_key", "SELECT id, site_id, membership_id, name, scope, hash, created_at, revoked_at FROM api_key"]];
  const [row] = await query(`SELECT ${all.map(([name, rows]) => `(SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM (${rows}) t) AS ${name}`).join(", ")}`);
  return row ?? {};
}
