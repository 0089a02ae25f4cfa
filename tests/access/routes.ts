import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Action } from "@/lib/access/table";
import { PASSWORD } from "./server";
import { draft, mayDo } from "./two-sites";
import type { Identity, Target } from "./two-sites";

/** Who may: everybody, whoever holds a link or credentials, or a member whose role allows the action. */
type Rule = Action | "open" | "signed-out flow";

// Every page and handler has its row: one without fails below, and so does a row without its page or handler.
export const rules: Record<string, Rule> = {
  "GET /": "open",
  "GET /evidence": "open",
  "GET /account": "account",
  "GET /account/audit": "audit",
  "GET /account/join": "open",
  "GET /account/keys": "keys",
  "GET /account/members": "members",
  "GET /account/retention": "erase",
  "GET /account/set-up": "open",
  "GET /account/sign-in": "open",
  "GET /cohort": "list",
  "GET /cohort/publish": "export",
  "GET /programs": "open",
  "GET /sampling": "open",
  "GET /screenings": "list",
  "GET /screenings/[code]": "view",
  "GET /screenings/compare": "view",
  "DELETE /api/[[...rest]]": "open",
  "GET /api/[[...rest]]": "open",
  "PATCH /api/[[...rest]]": "open",
  "POST /api/[[...rest]]": "open",
  "PUT /api/[[...rest]]": "open",
  "GET /api/auth/callback/hospital": "signed-out flow",
  "GET /api/v1/account": "account",
  "POST /api/v1/account/join": "signed-out flow",
  "POST /api/v1/account/link": "signed-out flow",
  "POST /api/v1/account/password": "account",
  "GET /api/v1/account/session": "account",
  "GET /api/v1/account/sessions": "account",
  "DELETE /api/v1/account/sessions/[id]": "account",
  "POST /api/v1/account/set-up": "signed-out flow",
  "POST /api/v1/account/sign-in": "signed-out flow",
  "POST /api/v1/account/sign-in/code": "signed-out flow",
  "POST /api/v1/account/sign-in/hospital": "signed-out flow",
  "POST /api/v1/account/sign-out": "account",
  "DELETE /api/v1/account/two-step": "account",
  "POST /api/v1/account/two-step": "account",
  "PUT /api/v1/account/two-step": "account",
  "GET /api/fhir/Questionnaire/image-checklist": "open",
  "GET /api/fhir/metadata": "open",
  "POST /api/v1/assess": "open",
  "GET /api/v1/audit": "audit",
  "POST /api/v1/birth-size": "open",
  "POST /api/v1/conditions": "open",
  "GET /api/v1/cohort": "list",
  "GET /api/v1/cohort/tables": "export",
  "GET /api/v1/dictionary/csv": "open",
  "GET /api/v1/dictionary/redcap": "open",
  "GET /api/v1/health": "open",
  "GET /api/v1/health/live": "open",
  "GET /api/v1/health/ready": "open",
  "POST /api/v1/import": "open",
  "GET /api/v1/keys": "keys",
  "POST /api/v1/keys": "keys",
  "DELETE /api/v1/keys/[id]": "keys",
  "POST /api/v1/laboratory": "open",
  "GET /api/v1/members": "members",
  "POST /api/v1/members": "members",
  "DELETE /api/v1/members/[id]": "members",
  "PATCH /api/v1/members/[id]": "members",
  "POST /api/v1/members/[id]/link": "members",
  "GET /api/v1/openapi.json": "open",
  "GET /api/v1/retention": "erase",
  "PUT /api/v1/retention": "erase",
  "GET /api/v1/screenings": "list",
  "POST /api/v1/screenings": "save",
  "DELETE /api/v1/screenings/[code]": "erase",
  "GET /api/v1/screenings/[code]": "view",
  "GET /api/v1/screenings/[code]/export/csv": "file",
  "GET /api/v1/screenings/[code]/export/fhir": "file",
  "GET /api/v1/screenings/[code]/export/fhir-response": "file",
  "GET /api/v1/screenings/[code]/export/json": "file",
  "GET /api/v1/screenings/[code]/export/phenopacket": "file",
  "GET /api/v1/screenings/[code]/reviews": "view",
  "POST /api/v1/screenings/[code]/reviews": "review",
  "GET /api/v1/screenings/export-report": "export",
};

/** What is the same for everybody, in the words of the checklist. */
export const told = ["/api/fhir/Questionnaire/image-checklist", "/api/fhir/metadata", "/api/v1/dictionary/csv", "/api/v1/dictionary/redcap", "/api/v1/health", "/api/v1/health/live", "/api/v1/health/ready", "/api/v1/openapi.json"];
// What nobody in particular gets from what is open to all; a faulty form is 422 elsewhere.
const forAll: Record<string, number> = { ...Object.fromEntries(["DELETE", "GET", "PATCH", "POST", "PUT"].map((method) => [`${method} /api/[[...rest]]`, 404])), "GET /api/auth/callback/hospital": 303, "POST /api/v1/account/sign-in/hospital": 404, ...Object.fromEntries(told.map((path) => [`GET ${path}`, 200])) };
// Without a form: whoever may has it done to what is their own, and is therefore asked in a test of its own.
export const atOnce = ["POST /api/v1/account/sign-out", "DELETE /api/v1/keys/[id]", "DELETE /api/v1/members/[id]", "POST /api/v1/members/[id]/link"];

export const forms: Record<string, object> = {
  "POST /api/v1/screenings": draft,
  "POST /api/v1/account/password": { current: PASSWORD, password: "another lamp beside it" },
  "POST /api/v1/account/two-step": { password: PASSWORD },
  "PUT /api/v1/account/two-step": { code: "123456" },
  "DELETE /api/v1/account/two-step": { password: PASSWORD },
  "DELETE /api/v1/screenings/[code]": { reason: "mistake" },
  "POST /api/v1/screenings/[code]/reviews": { verdict: "lost" },
  "PUT /api/v1/retention": { years: 1 },
  "POST /api/v1/keys": { name: "Somebody's Program", scope: "write" },
  "POST /api/v1/members": { name: "Somebody Else", email: "somebody@else.example", role: "admin" },
  "PATCH /api/v1/members/[id]": { role: "admin" },
};

const five = (name: string) => Array(5).fill(name).join(":");
const tree = encodeURIComponent(JSON.stringify(["", { children: ["screenings", { children: ["__PAGE__", {}] }] }, null, "refetch"]));
export const rsc = { rsc: "1" };
const prefetch = { ...rsc, "next-router-prefetch": "1" };
const internal = {
  "x-nextjs-data": "1", "x-middleware-next": "1", "x-middleware-rewrite": "/", "x-middleware-skip": "1", "x-matched-path": "/", "x-now-route-matches": "1=/",
  "x-original-url": "/", "x-rewrite-url": "/", "x-http-method-override": "GET", "next-resume": "1", "x-prerender-revalidate": "1", "next-hmr-refresh": "1",
};
/** What Next 16 and those in front of it listen to. Of CVE-2025-29927 every published value, and the present name of the file. */
export const variants: Record<string, Record<string, string>> = {
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
  "for Next itself": { "x-middleware-prefetch": "1", "x-invoke-path": "/", "x-invoke-status": "200", "x-invoke-output": "/", "x-invoke-query": "%7B%7D" },
  everything: { ...internal, ...prefetch, "next-router-segment-prefetch": "/_tree", "next-router-state-tree": tree, "next-action": "7f".repeat(21), "x-middleware-subrequest": five("middleware") },
};

/** Of these a handler gets one of each kind: it renders nothing. */
export const forPages = ["prefetch", "whole prefetch", "segment page", "subrequest src", "subrequest pages"];

/** The routes of files: a page for GET, a handler for every method that it exports. */
export function routesOf(files: readonly { path: string; source: string }[]): string[] {
  return files.flatMap(({ path, source }) => {
    const [, folder = "", kind] = /^app(\/.*)?\/(page|route)\.(?:tsx?|jsx?|mdx?)$/.exec(path) ?? [];
    if (!kind) return [];
    const address = folder.replaceAll(/\/\([^)]*\)/g, "") || "/";
    if (kind === "page") return [`GET ${address}`];
    const methods = [...source.matchAll(/\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b(?=\s*[(=:},])/g)].map(([name]) => name);
    return methods.length === 0 ? [`? ${address}`] : [...new Set(methods)].map((method) => `${method} ${address}`);
  });
}

/** What is wrong between the routes that there are and the rows of a table. */
export function ruleFaults(found: readonly string[], rows: readonly string[]): string[] {
  return [...found.filter((route) => !rows.includes(route)).map((route) => `${route} has no rule`), ...rows.filter((row) => !found.includes(row)).map((row) => `${row} is a rule of nothing`)];
}

const sources = readdirSync("app", { recursive: true, encoding: "utf8" }).map((name) => join("app", name).replaceAll("\\", "/"));
/** Every page and handler of the application. */
export const routes = routesOf(sources.filter((path) => /\/(page|route)\.\w+$/.test(path)).map((path) => ({ path, source: readFileSync(path, "utf8") })));

/** The status that somebody gets. A page hears no key. */
export function expected(route: string, identity: Identity, target?: Target): number {
  const rule = rules[route] ?? "open";
  const isPage = !route.includes(" /api/");
  if (rule === "open" || rule === "signed-out flow") return forAll[route] ?? (isPage ? 200 : 422);
  if (!identity.role || (isPage && identity.key !== undefined)) return isPage ? 307 : 401;
  if (!mayDo(identity, rule)) return isPage ? 404 : 403;
  if (target && target.site !== identity.site) return 404;
  if (route === "GET /api/v1/account/session") return 204;
  return route.startsWith("GET") ? 200 : 422;
}

/** What they send: the right form, or an empty one where the right one would do it. */
export function bodyFor(route: string, identity: Identity, target?: Target): object | undefined {
  const rule = rules[route] ?? "open";
  if (route.startsWith("GET")) return undefined;
  if (rule === "open" || rule === "signed-out flow") return {};
  return mayDo(identity, rule) && (!target || target.site === identity.site) ? {} : forms[route];
}

/** Without this in its address even who may is refused. */
const needs: Record<string, string> = { "GET /api/v1/cohort/tables": "?reason=quality" };

/** The address, with the target in its dynamic segment. */
export function pathOf(route: string, target?: Target): string {
  return (route.split(" ")[1] ?? "").replace(/\[+[.\w]+\]+/, target?.value ?? "no/such/place") + (needs[route] ?? "");
}

/** Other addresses under which a page might answer. */
export function waysOfWriting(path: string, build: string): string[] {
  return [
    ...[".rsc", ".prefetch.rsc", ".segments/_tree.segment.rsc", ".segments/screenings/$d$code/__PAGE__.segment.rsc", ".json", ".txt", "/", "/.", "%2f", ";x", "?_rsc=1", "?__nextDataReq=1"].map((end) => path + end),
    `/_next/data/${build}${path}.json`, `/_next/image?url=${path}&w=64&q=75`, `/x/..${path}`, `/${path}`, `/.${path}`, path.toUpperCase(), path.replace("a", "%61"), path.replace("/", "/%2e/"),
  ];
}
