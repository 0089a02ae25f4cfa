import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Action } from "@/lib/access/table";
import { atOnce, bodyFor, expected, forPages, forms, pathOf, routes, routesOf, rsc, ruleFaults, rules, told, variants, waysOfWriting } from "./routes";
import { BUILT, call, each, save, send, signIn, startBare, startServer } from "./server";
import type { Answer, Served } from "./server";
import { draft, mayDo, sessions, snapshot, twoSites } from "./two-sites";
import type { Identity, Target, TwoSites } from "./two-sites";

type Asked = { route: string; target?: Target | undefined; identity: Identity; variant: string; method: string };

const SLOW = 300_000;
// With LONG=1 everybody asks for everything with every header; else every page still meets each of them, from somebody.
const EVERY = process.env.LONG === "1" ? 1 : 4;
const answeredAndForgotten = /assess|birth-size|conditions|import|laboratory|\.\.\./;
// Next answers these with another status, or on its own behalf; what matters is that nothing is shown.
const UNSURE = ["rsc", "x-middleware-prefetch"];

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
  function leaksTo({ role, site, key, own = [] }: Identity, path: string, { head, body }: Answer): string[] {
    const maySee = ({ site: whose, admins, text }: TwoSites["secrets"][number]) => (role !== undefined && site === whose && (!admins || (role === "admin" && key === undefined))) || own.includes(text);
    // The checklist is open and offers every variant, and so does what is told of it; an address comes back in a redirect.
    const isWord = (text: string) => (["/", "/programs", ...told].includes(path) && /^[a-z0-9-]+$/.test(text)) || path.includes(text);
    return sites.secrets.filter((secret) => !maySee(secret) && !isWord(secret.text) && `${head}\n${body}`.includes(secret.text)).map(({ text }) => text);
  }

  async function ask(origin: string, { route, target, identity, variant, method }: Asked, more: Record<string, string> = { origin: server.origin }): Promise<Answer> {
    requests += 1;
    // What is limited is another test's. In order, for many do this at once.
    if (identity.key !== undefined || route.includes("/export/")) await server.query("DELETE FROM attempt WHERE key IN (SELECT key FROM attempt WHERE key ~ '^((wrong-)?key|file):' ORDER BY key FOR UPDATE)");
    const body = bodyFor(route, identity, target);
    const form = body && { "content-type": "application/json", "idempotency-key": randomUUID() };
    const headers = { ...variants[variant], cookie: identity.cookie(), ...(identity.key !== undefined && { authorization: `Bearer ${identity.key}` }), ...form, ...more };
    const given = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const path = pathOf(route, target);
    const first = await send(origin, { path, ...given });
    // Next wants a payload asked for under an address of its own.
    return first.location.startsWith(`${path}?_rsc`) ? send(origin, { path: first.location, ...given }) : first;
  }

  function asked(which: (route: string) => boolean, chosen = Object.keys(variants)): Asked[] {
    let turn = 0;
    return routes.filter(which).flatMap((route) =>
      (route.includes("[") ? (sites.targets[/\/(\w+)\/\[/.exec(route)?.[1] ?? ""] ?? [undefined]) : [undefined]).flatMap((target) =>
        sites.identities.flatMap((identity) => {
          const isOwn = !target || target.site === identity.site;
          const rule = rules[route] as Action;
          if (atOnce.includes(route) && isOwn && mayDo(identity, rule)) return [];
          const tried = chosen.filter((variant) => (identity.variants ?? chosen).includes(variant) && !(route.includes(" /api/") && forPages.includes(variant)));
          const [method = "GET"] = route.split(" ");
          const more = method === "GET" ? [...(identity.variants ? [] : ["plain"]), "everything"].map((variant) => ({ route, target, identity, variant, method: "HEAD" })) : [];
          turn += 1;
          return [...tried.filter((variant, at) => ["plain", "everything"].includes(variant) || (at + turn) % EVERY === 0).map((variant) => ({ route, target, identity, variant, method })), ...more];
        }),
      ),
    );
  }

  const named = ({ route, target, identity, variant, method }: Asked) => `${method} for ${route} (${target?.is ?? "-"}) by ${identity.who}, ${variant}`;
  const isGuarded = (route: string) => !["open", "signed-out flow"].includes(rules[route] ?? "open");

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
    const paths = Object.keys(built).filter((entry) => /\/(page|route)$/.test(entry) && !/\/_|^\/(icon|apple-icon|manifest)\b/.test(entry)).map((entry) => entry.replace(/\/(page|route)$/, "") || "/");
    expect([...new Set(routes.map((route) => route.split(" ")[1]))].sort()).toEqual(paths.sort());
  });

  test("shows every page and payload to whom it belongs alone, whatever is asked for with it", async () => {
    const reads = asked((route) => route.startsWith("GET") && isGuarded(route));
    expect(reads.filter(({ route, target }) => route.includes("[") && !target)).toEqual([]);
    expect(routes.filter((route) => /^GET \/(?!api)/.test(route) && isGuarded(route) && new Set(reads.filter((one) => one.route === route).map(({ variant }) => variant)).size < Object.keys(variants).length)).toEqual([]);
    const [served, alone] = await Promise.all([
      faultsAt(server.origin, reads, () => true),
      // Our listener takes those headers away; here they arrive.
      faultsAt(bare.origin, reads.filter(({ identity: { who }, method }) => ["nobody", "removed", "another site's admin", "a clinician", "another site's key", "a revoked key"].includes(who) && method === "GET"), ({ variant }) => !UNSURE.some((name) => name in (variants[variant] ?? {}))),
    ]);
    expect({ served, alone }).toEqual({ served: [], alone: [] });
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
        expect([...new Set(body.match(/IS-(?!XXXX)[0-9A-Z]{4}-[0-9A-Z]{4}/g))].sort()).toEqual([...sites.codes[site]].sort());
      }
    }
  });

  test("does not tell another site's screening from none", async () => {
    const [, there, absent] = (sites.targets.screenings ?? []).map(({ value }) => value);
    for (const [method, path] of [["GET", "/screenings/"], ["GET", "/api/v1/screenings/"], ["DELETE", "/api/v1/screenings/"]] as const) {
      const seen = async (code = "") => {
        const { status, head, body } = await send(server.origin, { method, path: path + code, headers: { cookie: sites.people.admin.cookie, origin: server.origin } });
        const [, nonce = "none"] = /'nonce-([^']+)'/.exec(head) ?? [];
        return { status, body: body.replaceAll(code, "CODE").replaceAll(nonce, "NONCE") };
      };
      expect(await seen(there)).toEqual(await seen(absent));
    }
  });

  test("ends a session after half an hour without use and at its twelfth hour, by time alone", async () => {
    const [member] = await server.query("SELECT user_id FROM membership WHERE id = $1", [sites.people.clinician.id]);
    for (const [name, expires, idle, status] of [["used", "1 minute", "29 minutes", 200], ["unused", "1 minute", "31 minutes", 401], ["ended", "-1 second", "0", 401]] as const) {
      const cookie = await sessions(server, name, { userId: String(member?.user_id), count: 1, expires, idle });
      await call(server, "GET", "/api/v1/screenings", { cookie: cookie(), status });
    }
    const [left] = await server.query("SELECT count(*)::int AS count FROM session WHERE id ~ '^(idle|over)-'");
    expect(left?.count).toBeGreaterThan(0);
  });

  test("leaves the database as it is for those who may not, for what is not theirs, and for a faulty form", async () => {
    const before = await snapshot(server);
    const writes = asked((route) => !route.startsWith("GET") && isGuarded(route));
    const [served, alone] = await Promise.all([
      faultsAt(server.origin, writes, () => true),
      faultsAt(bare.origin, writes.filter(({ variant }) => variant === "plain" || variant === "everything"), () => true),
    ]);
    expect({ served, alone }).toEqual({ served: [], alone: [] });
    expect(await snapshot(server)).toEqual(before);
  }, SLOW);

  test("gives everybody the same where it is open, and nothing of a screening", async () => {
    const chosen = asked((route) => !isGuarded(route), ["plain", "everything"]).filter(({ route, method, identity }) => method !== "HEAD" && (route !== "GET /" || !identity.variants));
    expect(await faultsAt(server.origin, chosen, () => true)).toEqual([]);
  }, SLOW);

  test("lets nothing be written from another site's pages, or from none", async () => {
    const before = await snapshot(server);
    const writes = asked((route) => !route.startsWith("GET") && !answeredAndForgotten.test(route), ["plain"]).filter(({ identity }) => ["nobody", "another site's admin", "a clinician", "an admin"].includes(identity.who));
    const faults: string[] = [];
    for (const origin of [undefined, "null", "https://evil.example", `http://localhost:${Number(new URL(server.origin).port) + 1}`, `${server.origin}.evil.example`, server.origin.replace("http:", "https:")]) {
      await each(writes, async (one) => {
        const { status } = await ask(server.origin, one, origin === undefined ? {} : { origin });
        if (status !== 403) faults.push(`${named(one)}, from ${origin}: ${status}`);
      });
    }
    expect(faults).toEqual([]);
    expect(await snapshot(server)).toEqual(before);
  }, SLOW);

  test("takes a program at its key: no Origin, no cookie, until it is revoked", async () => {
    const { key, cookie } = sites.identities.find(({ who }) => who === "a key that writes") ?? {};
    const ask = (more: Record<string, string> = {}) => send(server.origin, { method: "POST", path: "/api/v1/screenings", headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": randomUUID(), ...more }, body: JSON.stringify(draft) });
    const saved = [await ask(), await ask({ origin: "https://evil.example" }), await ask({ cookie: cookie?.() ?? "" })];
    expect(saved.map(({ status }) => status)).toEqual([201, 201, 201]);
    const codes = saved.map(({ body: said }) => (JSON.parse(said) as { code: string }).code);
    const rows = await server.query("SELECT DISTINCT name FROM screening JOIN site ON site.id = site_id WHERE code = ANY($1)", [codes]);
    expect(rows).toEqual([{ name: "Ward Hereabouts" }]);
    for (const code of codes) await call(server, "DELETE", `/api/v1/screenings/${code}`, { body: { reason: "mistake" }, cookie: sites.people.admin.cookie, status: 204 });
    expect((await ask({ authorization: "Bearer isk_wrong", cookie: sites.people.admin.cookie, origin: server.origin })).status).toBe(401);
  });

  test("knows no other method, no action and no other way of writing an address", async () => {
    // A clinician who opens a screening leaves a line.
    const written = async () => ({ ...(await snapshot(server)), audit_event: "" });
    const before = await written();
    const code = sites.codes.here[0] ?? "";
    const paths = [...new Set(routes.map((route) => route.split(" ")[1] ?? ""))];
    const odd = ["/screenings", `/screenings/${code}`, "/account/members", "/account/audit"].flatMap((path) => waysOfWriting(path, readFileSync(".next/BUILD_ID", "utf8")));
    const faults: string[] = [];
    await each(sites.identities.filter(({ who }) => ["nobody", "removed", "another site's admin", "a clinician"].includes(who)), async (identity) => {
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
    expect(await written()).toEqual(before);
  }, SLOW);

  test("does for those who may what they ask for, once", async () => {
    const { admin, clinician, reviewer } = sites.people;
    const code = await save(server, clinician, draft);
    const again = await signIn(server, clinician.email);
    const [session] = await server.query("SELECT session.id FROM session JOIN membership USING (user_id) WHERE membership.id = $1 ORDER BY session.created_at DESC LIMIT 1", [clinician.id]);
    await call(server, "DELETE", `/api/v1/account/sessions/${session?.id}`, { cookie: clinician.cookie, status: 204 });
    await call(server, "GET", "/api/v1/screenings", { cookie: again, status: 401 });
    await call(server, "DELETE", `/api/v1/screenings/${code}`, { body: { reason: "mistake" }, cookie: admin.cookie, status: 204 });
    await call(server, "GET", `/api/v1/screenings/${code}`, { cookie: clinician.cookie, status: 404 });
    const { json } = await call(server, "POST", "/api/v1/members", { body: forms["POST /api/v1/members"], cookie: admin.cookie, status: 201 });
    await call(server, "POST", `/api/v1/members/${json.id}/link`, { cookie: admin.cookie, status: 201 });
    await call(server, "PATCH", `/api/v1/members/${reviewer.id}`, { body: { role: "clinician" }, cookie: admin.cookie, status: 200 });
    await call(server, "GET", "/api/v1/screenings", { cookie: reviewer.cookie, status: 401 });
    await call(server, "DELETE", `/api/v1/members/${json.id}`, { cookie: admin.cookie, status: 204 });
    const [key] = sites.targets.keys ?? [];
    await call(server, "DELETE", `/api/v1/keys/${key?.value}`, { cookie: admin.cookie, status: 204 });
    await call(server, "POST", "/api/v1/account/sign-out", { body: {}, cookie: clinician.cookie, status: 204 });
    await call(server, "GET", "/api/v1/screenings", { cookie: clinician.cookie, status: 401 });
  });
});
