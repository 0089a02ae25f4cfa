/** @import { Attack } from "./requests.mjs" */
/** @import { Answer } from "./wire.mjs" */
/** @import { World } from "./world.mjs" */

/** What anybody may see without a session; every other route answers with a refusal or the way to sign in. */
const OPEN = /^\/(evidence|programs|sampling)?$|^\/account\/(sign-in|set-up|join)$|^\/api\/v1\/(assess|birth-size|conditions|health(\/(live|ready))?|import|laboratory|openapi\.json|dictionary\/(csv|redcap))$|^\/api\/fhir\/|^\/api\/v1\/account\/(sign-in.*|link|set-up|join)$/;
// Written so that no request of ours holds them: an address may come back in a page's payload.
const MACHINE = [/\n\s+at .{1,200}:\d+:\d+/, /PrismaClient|prisma\.\w+\.find/, /syntax error at or near|invalid input syntax|invalid byte sequence|violates \w+-?\w* ?constraint|relation "\w+" does not/, /ECONNREFUSED|ENOENT|EACCES/, /postgresql:\/\//, /image_screen_(app|owner)/, /node_modules\//];
const CODE = /IS-[0-9A-Z]{4}-[0-9A-Z]{4}/g;

/**
 * Everything that is wrong with an answer, in one word each with what shows it.
 * @param {Attack} attack @param {string} sent what went over the wire @param {Answer} answer @param {World} world
 * @param {string} root absolute path of the project, which nobody may learn
 */
export function faultsOf(attack, sent, answer, world, root) {
  return [...faultsOfStatus(attack, answer), ...leaks(attack, sent, answer, world), ...traces(answer, [root, world.server.dataDir]), ...headerFaults(attack, answer)];
}

/** @param {Attack} attack @param {Answer} answer */
function faultsOfStatus({ whole, session, pattern, method, target }, { status, survived, headers, text }) {
  const faults = [];
  if (status === 0 && whole) faults.push("silence: the connection ended without an answer");
  if (status >= 500 && !(status === 503 && headers.has("retry-after"))) faults.push(`error: ${status} on ${pattern}: ${text.slice(0, 60)}`);
  // Who sends too much may be cut off.
  if (survived === false && whole && status !== 413) faults.push("connection: an ordinary request after it was not answered");
  // HEAD and OPTIONS tell what there is, not what is in it; a target that was spelt otherwise may be another route.
  if (session === "nobody" && status === 200 && !OPEN.test(pattern) && !["HEAD", "OPTIONS"].includes(method) && isRouteOf(pattern, target)) faults.push(`bypass: 200 without a session on ${pattern}`);
  return faults;
}

/** @param {string} pattern @param {string} target */
function isRouteOf(pattern, target) {
  if (/^\/(_next|icon\.svg|apple-icon\.png|manifest\.webmanifest|sw\.js)/.test(pattern)) return false;
  const form = pattern.replace(/\[+[^\]]+\]+/g, "\u0000").replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\u0000", "[^/?#]+");
  return new RegExp(`^${form}/?(\\?|$)`).test(target);
}

/** @param {Attack} attack @param {string} sent @param {Answer} answer @param {World} world */
function leaks({ session }, sent, { text, headers }, { codes, words, tokens }) {
  // Whoever holds a link is told to whom it was given.
  if (tokens.some((token) => sent.includes(token))) return [];
  const seen = `${[...headers.values()].join("\n")}\n${text}`;
  const foreign = session === "stranger" ? words.here : session === "nobody" ? [...words.here, ...words.there] : words.there;
  const known = new Set(session === "stranger" ? codes.there : codes.here);
  const all = new Set([...codes.here, ...codes.there]);
  const told = [...new Set(seen.match(CODE) ?? [])].filter((code) => all.has(code) && !sent.includes(code) && (session === "nobody" || !known.has(code)));
  return [...foreign.filter((word) => seen.includes(word) && !sent.includes(word)).map((word) => `leak: ${word}`), ...told.map((code) => `leak: ${code}`)];
}

/** @param {Answer} answer @param {string[]} paths */
function traces({ text }, paths) {
  const script = /^\s*(\(self|\(globalThis|!function|"use strict")/.test(text);
  return [...paths.filter((path) => text.includes(path)), ...(script ? [] : MACHINE.filter((trace) => trace.test(text)).map(String))].map((trace) => `trace: ${trace}`);
}

/** @param {Attack} attack @param {Answer} answer */
function headerFaults({ session, pattern }, { status, headers, text }) {
  // What Node itself refuses, before any program sees it, has a line and nothing to protect.
  if (status === 0 || ([400, 408, 413, 417, 431].includes(status) && text === "")) return [];
  const faults = [];
  const wanted = { "x-content-type-options": /^nosniff$/, "referrer-policy": /^no-referrer$/, "cross-origin-resource-policy": /^same-origin$/ };
  for (const [name, value] of Object.entries(wanted)) if (!value.test(headers.get(name) ?? "")) faults.push(`header: ${name} is ${headers.get(name) ?? "missing"}`);
  if (headers.has("x-powered-by") || headers.has("server")) faults.push("header: says what it runs on");
  if (headers.has("access-control-allow-origin")) faults.push("header: lets other origins read");
  if (headers.get("content-type")?.startsWith("text/html")) faults.push(...pageFaults(headers));
  const kept = !/no-store/.test(headers.get("cache-control") ?? "");
  if (session !== "nobody" && status === 200 && kept && !/^\/(_next|icon|sw\.js)/.test(pattern)) faults.push(`header: cache-control is ${headers.get("cache-control") ?? "missing"}`);
  const away = /^(https?:)?[/\\]{2}(?!localhost|127\.0\.0\.1|\[::1\])/.exec(headers.get("location") ?? "");
  if (away) faults.push(`redirect: to ${headers.get("location")}`);
  return faults;
}

/** @param {Map<string, string>} headers */
function pageFaults(headers) {
  const policy = headers.get("content-security-policy") ?? "";
  const faults = [];
  // Outside of our own pages nothing may run at all.
  const strict = policy.startsWith("default-src 'none'") && (!policy.includes("script-src") || /script-src[^;]*'nonce-[^']{16,}'/.test(policy));
  if (!strict || policy.includes("'unsafe-")) faults.push(`header: content-security-policy is ${policy || "missing"}`);
  if (!policy.includes("frame-ancestors 'none'") || !policy.includes("base-uri 'none'")) faults.push("header: content-security-policy lets frames or bases in");
  if (headers.get("cross-origin-opener-policy") !== "same-origin") faults.push("header: cross-origin-opener-policy is missing");
  if (!headers.has("permissions-policy")) faults.push("header: permissions-policy is missing");
  return faults;
}
