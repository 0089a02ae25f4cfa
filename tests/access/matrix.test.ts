import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { may } from "@/lib/access/table";
import type { Action } from "@/lib/access/table";
import { BUILT, PASSWORD, call, each, save, send, signIn, startBare, startServer } from "./server";
import type { Answer, Served } from "./server";
import { draft, twoSites } from "./two-sites";
import type { Identity, Target, TwoSites } from "./two-sites";

type Rule = Action | "open" | "signed-out flow";
type Asked = { route: string; target?: Target | undefined; identity: Identity; variant: string; method: string };

// Every page and handler has its row: one without fails below, and so does a row without its page or handler.
const rules: Record<string, Rule> = {
  "GET /": "open",
  "GET /account": "account",
  "GET /account/audit": "audit",
  "GET /account/join": "open",
  "GET /account/members": "members",
  "GET /account/set-up": "open",
  "GET /account/sign-in": "open",
  "GET /screenings": "list",
  "GET /screenings/[code]": "view",
  "DELETE /api/[[...rest]]": "open",
  "GET /api/[[...rest]]": "open",
  "PATCH /api/[[...rest]]": "open",
  "POST /api/[[...rest]]": "open",
  "PUT /api/[[...rest]]": "open",
  "GET /api/auth/callback/hospital": "signed-out flow",
  "POST /api/v1/account/join": "signed-out flow",
  "POST /api/v1/account/link": "signed-out flow",
  "POST /api/v1/account/password": "account",
  "DELETE /api/v1/account/sessions/[id]": "account",
  "POST /api/v1/account/set-up": "signed-out flow",
  "POST /api/v1/account/sign-in": "signed-out flow",
  "POST /api/v1/account/sign-in/code": "signed-out flow",
  "POST /api/v1/account/sign-in/hospital": "signed-out flow",
  "POST /api/v1/account/sign-out": "account",
  "DELETE /api/v1/account/two-step": "account",
  "POST /api/v1/account/two-step": "account",
  "PUT /api/v1/account/two-step": "account",
  "POST /api/v1/assess": "open",
  "GET /api/v1/health": "open",
  "POST /api/v1/members": "members",
  "DELETE /api/v1/members/[id]": "members",
  "PATCH /api/v1/members/[id]": "members",
  "POST /api/v1/members/[id]/link": "members",
  "GET /api/v1/screenings": "list",
  "POST /api/v1/screenings": "save",
  "DELETE /api/v1/screenings/[code]": "erase",
  "GET /api/v1/screenings/[code]": "view",
};

// What nobody in particular gets from what is open to all; a faulty form is 422 elsewhere.
const forAll: Record<string, number> = { ...Object.fromEntries(["DELETE", "GET", "PATCH", "POST", "PUT"].map((method) => [`${method} /api/[[...rest]]`, 404])), "GET /api/auth/callback/hospital": 302, "POST /api/v1/account/sign-in/hospital": 404, "GET /api/v1/health": 200 };
// They would do it to one's own without being given a form.
const atOnce = ["POST /api/v1/account/sign-out", "DELETE /api/v1/members/[id]", "POST /api/v1/members/[id]/link", "DELETE /api/v1/screenings/[code]"];

const forms: Record<string, object> = {
  "POST /api/v1/screenings": draft,
  "POST /api/v1/account/password": { current: PASSWORD, password: "another lamp beside it" },
  "POST /api/v1/account/two-step": { password: PASSWORD },
  "PUT /api/v1/account/two-step": { code: "123456" },
  "DELETE /api/v1/account/two-step": { password: PASSWORD },
  "POST /api/v1/members": { name: "Somebody Else", email: "somebody@else.example", role: "admin" },
  "PATCH /api/v1/members/[id]": { role: "admin" },
};

const SLOW = 300_000;
const five = (name: string) => Array(5).fill(name).join(":");
const tree = encodeURIComponent(JSON.stringify(["", { children: ["screenings", { children: ["__PAGE__", {}] }] }, null, "refetch"]));
const rsc = { rsc: "1" };
const prefetch = { ...rsc, "next-router-prefetch": "1" };
const internal = {
  "x-nextjs-data": "1", "x-middleware-prefetch": "1", "x-middleware-next": "1", "x-middleware-rewrite": "/", "x-middleware-skip": "1", "x-matched-path": "/", "x-now-route-matches": "1=/", "x-invoke-path": "/",
  "x-invoke-status": "200", "x-invoke-output": "/", "x-original-url": "/", "x-rewrite-url": "/", "x-http-method-override": "GET", "next-resume": "1", "x-prerender-revalidate": "1", "next-hmr-refresh": "1",
};
/** What Next 16 and those in front of it listen to. Of CVE-2025-29927 every published value, and the present name of the file. */
const variants: Record<string, Record<string, string>> = {
  plain: {},
  rsc,
  prefetch,
  "whole prefetch": { ...rsc, "next-router-prefetch": "2" },
  "segment tree": { ...prefetch, "next-router-segment-prefetch": "/_tree" },
  "segment page": { ...prefetch, "next-router-segment-prefetch": "/screenings/$d$code/__PAGE__" },
  "state tree": { ...rsc, "next-router-state-tree": tree, "next-url": "/screenings" },
  "subrequest middleware": { "x-middleware-subrequest": five("middleware") },
  "subrequest src": { "x-middleware-subrequest": five("src/middleware") },
  "subrequest pages": { "x-middleware-subrequest": "pages/_middleware" },
  "subrequest proxy": { "x-middleware-subrequest": five("proxy") },
  action: { "next-action": "7f".repeat(21) },
  internal,
  everything: { ...internal, ...prefetch, "next-router-segment-prefetch": "/_tree", "next-router-state-tree": tree, "next-action": "7f".repeat(21), "x-middleware-subrequest": five("middleware") },
};

/** The routes of files: a page for GET, a handler for every method that it exports. */
function routesOf(files: readonly { path: string; source: string }[]): string[] {
  return files.flatMap(({ path, source }) => {
    const [, folder = "", kind] = /^app(\/.*)?\/(page|route)\.(?:tsx?|jsx?|mdx?)$/.exec(path) ?? [];
    if (!kind) return [];
    const address = folder.replaceAll(/\/\([^)]*\)/g, "") || "/";
    if (kind === "page") return [`GET ${address}`];
    const methods = [...source.matchAll(/\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b(?=\s*[(=:},])/g)].map(([name]) => name);
    return methods.length === 0 ? [`? ${address}`] : [...new Set(methods)].map((method) => `${method} ${address}`);
  });
}

function ruleFaults(found: readonly string[], rows: readonly string[]): string[] {
  return [...found.filter((route) => !rows.includes(route)).map((route) => `${route} has no rule`), ...rows.filter((row) => !found.includes(row)).map((row) => `${row} is a rule of nothing`)];
}

const sources = readdirSync("app", { recursive: true, encoding: "utf8" }).map((name) => join("app", name).replaceAll("\\", "/"));
const routes = routesOf(sources.filter((path) => /\/(page|route)\.\w+$/.test(path)).map((path) => ({ path, source: readFileSync(path, "utf8") })));

describe("the rules", () => {
  test("are those of every page and handler, and of nothing else", () => {
    expect(ruleFaults(routes, Object.keys(rules))).toEqual([]);
  });

  test("would miss a new page, a new method and one that has gone", () => {
    const seeded = [
      { path: "app/(inside)/secret/page.tsx", source: "" },
      { path: "app/api/v1/health/route.ts", source: "export const GET = one;\nexport async function PUT() {}\nconst remove = two;\nexport { remove as DELETE };" },
      { path: "app/api/v1/odd/route.ts", source: 'export * from "./elsewhere";' },
    ];
    expect(ruleFaults(routesOf(seeded), ["GET /api/v1/health", "GET /gone"])).toEqual([
      "GET /secret has no rule", "PUT /api/v1/health has no rule", "DELETE /api/v1/health has no rule", "? /api/v1/odd has no rule", "GET /gone is a rule of nothing",
    ]);
  });
});

describe.skipIf(!BUILT)("the built server", () => {
  let server: Served;
  let bare: Awaited<ReturnType<typeof startBare>>;
  let sites: TwoSites;
  let requests = 0;

  beforeAll(async () => {
    server = await startServer();
    bare = await startBare(server);
    sites = await twoSites(server);
  });
  afterAll(async () => {
    await bare?.end();
    await server?.stop();
    console.log(`Access matrix: ${routes.length} routes × ${sites?.identities.length} identities × ${Object.keys(variants).length} header variants, ${requests} requests.`);
  });

  /** Everything that came back and should not have. */
  function leaksTo({ role, site, own = [] }: Identity, path: string, { head, body }: Answer): string[] {
    const maySee = ({ site: whose, admins, text }: TwoSites["secrets"][number]) => (role !== undefined && site === whose && (!admins || role === "admin")) || own.includes(text);
    // The checklist is open and offers every variant; an address comes back in a redirect.
    const isWord = (text: string) => (path === "/" && /^[a-z0-9-]+$/.test(text)) || path.includes(text);
    return sites.secrets.filter((secret) => !maySee(secret) && !isWord(secret.text) && `${head}\n${body}`.includes(secret.text)).map(({ text }) => text);
  }

  function expected(route: string, { role, site }: Identity, target?: Target): number {
    const rule = rules[route] ?? "open";
    const isPage = !route.includes(" /api/");
    if (rule === "open" || rule === "signed-out flow") return forAll[route] ?? (isPage ? 200 : 422);
    if (!role) return isPage ? 307 : 401;
    if (!may(role, "active", rule)) return isPage ? 404 : 403;
    if (target && target.site !== site) return 404;
    return route.startsWith("GET") ? 200 : 422;
  }

  /** Whoever may gets a form that is empty, where the right one would do it. */
  function bodyFor(route: string, { role, site }: Identity, target?: Target): object | undefined {
    const rule = rules[route] ?? "open";
    if (route.startsWith("GET")) return undefined;
    if (rule === "open" || rule === "signed-out flow") return {};
    return role && may(role, "active", rule) && (!target || target.site === site) ? {} : forms[route];
  }

  function pathOf(route: string, target?: Target): string {
    return (route.split(" ")[1] ?? "").replace(/\[+[.\w]+\]+/, target?.value ?? "no/such/place");
  }

  async function ask(origin: string, { route, target, identity, variant, method }: Asked, more: Record<string, string> = { origin: server.origin }): Promise<Answer> {
    requests += 1;
    const body = bodyFor(route, identity, target);
    const form = body && { "content-type": "application/json", "idempotency-key": randomUUID() };
    const headers = { ...variants[variant], cookie: identity.cookie(), ...form, ...more };
    const given = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const path = pathOf(route, target);
    const first = await send(origin, { path, ...given });
    // Next wants a payload asked for under an address of its own.
    return first.location.startsWith(`${path}?_rsc`) ? send(origin, { path: first.location, ...given }) : first;
  }

  function asked(which: (route: string) => boolean, chosen = Object.keys(variants)): Asked[] {
    return routes.filter(which).flatMap((route) =>
      (route.includes("[") ? (sites.targets[/\/(\w+)\/\[/.exec(route)?.[1] ?? ""] ?? [undefined]) : [undefined]).flatMap((target) =>
        sites.identities.flatMap((identity) => {
          const isOwn = !target || target.site === identity.site;
          const rule = rules[route] as Action;
          if (atOnce.includes(route) && identity.role && isOwn && may(identity.role, "active", rule)) return [];
          const tried = chosen.filter((variant) => (identity.variants ?? chosen).includes(variant) || variant === "plain");
          const [method = "GET"] = route.split(" ");
          const more = method === "GET" ? (["plain", "everything"] as const).map((variant) => ({ route, target, identity, variant, method: "HEAD" })) : [];
          return [...tried.map((variant) => ({ route, target, identity, variant, method })), ...more];
        }),
      ),
    );
  }

  const named = ({ route, target, identity, variant, method }: Asked) => `${method} for ${route} (${target?.is ?? "-"}) by ${identity.who}, ${variant}`;
  const isGuarded = (route: string) => !["open", "signed-out flow"].includes(rules[route] ?? "open");

  /** Every row of every table, but the attempts that are counted and the sessions that end by being looked at. */
  async function snapshot(): Promise<Record<string, unknown>> {
    const tables = ["site", "screening", "membership", '"user"', "account", "two_factor", "verification", "access_link", "idempotency", "audit_event"].map((name) => [name, `SELECT * FROM ${name}`]);
    const all = [...tables, ["session", "SELECT id, user_id, expires_at FROM session WHERE id !~ '^(idle|over)-'"]];
    const [row] = await server.query(`SELECT ${all.map(([name, rows]) => `(SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM (${rows}) t) AS ${name}`).join(", ")}`);
    return row ?? {};
  }

  async function faultsAt(origin: string, all: Asked[], hasStatus: (one: Asked) => boolean): Promise<string[]> {
    const faults: string[] = [];
    await each(all, async (one) => {
      const answer = await ask(origin, one);
      const status = expected(one.route, one.identity, one.target);
      if (hasStatus(one) && answer.status !== status) faults.push(`${named(one)}: ${answer.status} instead of ${status}`);
      if (status === 307 && answer.status === 307 && !answer.location.startsWith("/account/sign-in?next=%2F")) faults.push(`${named(one)}: to ${answer.location}`);
      for (const text of leaksTo(one.identity, pathOf(one.route, one.target), answer)) faults.push(`${named(one)}: shows ${text}`);
    });
    return faults;
  }

  test("serves the pages and handlers of these files", () => {
    const built = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8")) as Record<string, string>;
    const paths = Object.keys(built).filter((entry) => /\/(page|route)$/.test(entry) && !/\/_|^\/icon/.test(entry)).map((entry) => entry.replace(/\/(page|route)$/, "") || "/");
    expect([...new Set(routes.map((route) => route.split(" ")[1]))].sort()).toEqual(paths.sort());
  });

  test("shows every page and payload to whom it belongs alone, whatever is asked for with it", async () => {
    const reads = asked((route) => route.startsWith("GET") && isGuarded(route));
    expect(reads.filter(({ route, target }) => route.includes("[") && !target)).toEqual([]);
    expect(await faultsAt(server.origin, reads, () => true)).toEqual([]);
  }, SLOW);

  test("does so without our listener in front, which takes those headers away", async () => {
    const reads = asked((route) => route.startsWith("GET") && isGuarded(route));
    expect(await faultsAt(bare.origin, reads, ({ variant }) => !("rsc" in (variants[variant] ?? {})))).toEqual([]);
  }, SLOW);

  test("shows members what is theirs, so that the search above means something", async () => {
    const { clinician, thereAdmin } = sites.people;
    for (const [who, site] of [[clinician, "here"], [thereAdmin, "there"]] as const) {
      const code = sites.codes[site][0] ?? "";
      const see = async (origin: string, path: string, headers = {}): Promise<Answer> => send(origin, { method: "GET", path, headers: { cookie: who.cookie, ...headers } });
      const word = sites.secrets.find(({ text }) => text.includes("-in") && site === "here" || text.includes("-or-") && site === "there")?.text ?? "?";
      expect((await see(server.origin, `/screenings/${code}`)).body).toContain(word);
      expect((await see(server.origin, `/api/v1/screenings/${code}`)).body).toContain(word);
      const { location } = await see(bare.origin, `/screenings/${code}`, rsc);
      const payload = await see(bare.origin, location, rsc);
      expect([/text\/x-component/.test(payload.head), payload.body.includes(word)]).toEqual([true, true]);
      for (const path of ["/screenings", "/api/v1/screenings"]) {
        const { body } = await see(server.origin, path);
        expect([...new Set(body.match(/IS-[0-9A-Z]{4}-[0-9A-Z]{4}/g))].sort()).toEqual([...sites.codes[site]].sort());
      }
    }
  });

  test("leaves the database as it is for those who may not, for what is not theirs, and for a faulty form", async () => {
    const before = await snapshot();
    const writes = asked((route) => !route.startsWith("GET") && isGuarded(route));
    expect(await faultsAt(server.origin, writes, () => true)).toEqual([]);
    expect(await faultsAt(bare.origin, writes.filter(({ variant }) => variant === "plain" || variant === "everything"), () => true)).toEqual([]);
    expect(await snapshot()).toEqual(before);
  }, SLOW);

  test("gives everybody the same where it is open, and nothing of a screening", async () => {
    const chosen = asked((route) => !isGuarded(route), ["plain", "everything"]).filter(({ route, method, identity }) => method !== "HEAD" && (route !== "GET /" || !identity.variants));
    expect(await faultsAt(server.origin, chosen, () => true)).toEqual([]);
  }, SLOW);

  test("lets nothing be written from another site's pages, or from none", async () => {
    const before = await snapshot();
    const writes = asked((route) => !route.startsWith("GET") && !/assess|\.\.\./.test(route), ["plain"]);
    const faults: string[] = [];
    const { port } = new URL(server.origin);
    for (const origin of [undefined, "null", "https://evil.example", `http://localhost:${Number(port) + 1}`, `${server.origin}.evil.example`, `https://localhost:${port}`]) {
      await each(writes, async (one) => {
        const { status } = await ask(server.origin, one, origin === undefined ? {} : { origin });
        if (status !== 403) faults.push(`${named(one)}, from ${origin}: ${status}`);
      });
    }
    expect(faults).toEqual([]);
    expect(await snapshot()).toEqual(before);
  }, SLOW);

  test("knows no other method, no action and no other way of writing an address", async () => {
    const before = await snapshot();
    const code = sites.codes.here[0] ?? "";
    const paths = [...new Set(routes.map((route) => route.split(" ")[1] ?? ""))];
    const odd = ["/screenings", `/screenings/${code}`, "/account/members", "/account/audit"].flatMap((path) => [
      ...[".rsc", ".prefetch.rsc", ".segments/_tree.segment.rsc", ".segments/screenings/$d$code/__PAGE__.segment.rsc", ".json", ".txt", "/", "/.", "%2f", ";x", "?_rsc=1", "?__nextDataReq=1"].map((end) => path + end),
      `/_next/data/${readFileSync(".next/BUILD_ID", "utf8")}${path}.json`, `/_next/image?url=${path}&w=64&q=75`, `/x/..${path}`, `/${path}`, `/.${path}`, path.toUpperCase(), path.replace("a", "%61"), path.replace("/", "/%2e/"),
    ]);
    const faults: string[] = [];
    await each(sites.identities.filter(({ who }) => !["an admin", "one demoted, signed in again"].includes(who)), async (identity) => {
      const headers = { origin: server.origin, cookie: identity.cookie(), "content-type": "text/plain;charset=UTF-8", "next-action": "7f".repeat(21) };
      const other = paths.flatMap((path) => ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"].filter((method) => !routes.includes(`${method} ${path}`)).map((method) => ({ method, path: pathOf(`? ${path}`, sites.targets.screenings?.[0]) })));
      for (const { method, path } of [...other, ...odd.map((path) => ({ method: "GET", path }))]) {
        const answer = await send(server.origin, { method, path, headers });
        requests += 1;
        if (method !== "GET" && answer.status < 400 && answer.status !== 204) faults.push(`${method} ${path} by ${identity.who}: ${answer.status}`);
        if (identity.site !== "here") for (const text of leaksTo(identity, path, answer)) faults.push(`${method} ${path} by ${identity.who}: shows ${text}`);
      }
    });
    expect(faults).toEqual([]);
    expect(await snapshot()).toEqual(before);
  }, SLOW);

  test("does for those who may what they ask for, once", async () => {
    const { admin, clinician, reviewer } = sites.people;
    const code = await save(server, clinician, draft);
    const again = await signIn(server, clinician.email);
    const [session] = await server.query("SELECT session.id FROM session JOIN membership USING (user_id) WHERE membership.id = $1 ORDER BY session.created_at DESC LIMIT 1", [clinician.id]);
    await call(server, "DELETE", `/api/v1/account/sessions/${session?.id}`, { cookie: clinician.cookie, status: 204 });
    await call(server, "GET", "/api/v1/screenings", { cookie: again, status: 401 });
    await call(server, "DELETE", `/api/v1/screenings/${code}`, { cookie: admin.cookie, status: 204 });
    await call(server, "GET", `/api/v1/screenings/${code}`, { cookie: clinician.cookie, status: 404 });
    const { json } = await call(server, "POST", "/api/v1/members", { body: forms["POST /api/v1/members"], cookie: admin.cookie, status: 201 });
    await call(server, "POST", `/api/v1/members/${json.id}/link`, { cookie: admin.cookie, status: 201 });
    await call(server, "PATCH", `/api/v1/members/${reviewer.id}`, { body: { role: "clinician" }, cookie: admin.cookie, status: 200 });
    await call(server, "GET", "/api/v1/screenings", { cookie: reviewer.cookie, status: 401 });
    await call(server, "DELETE", `/api/v1/members/${json.id}`, { cookie: admin.cookie, status: 204 });
    await call(server, "POST", "/api/v1/account/sign-out", { body: {}, cookie: clinician.cookie, status: 204 });
    await call(server, "GET", "/api/v1/screenings", { cookie: clinician.cookie, status: 401 });
  });
});
