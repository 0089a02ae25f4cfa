import fc from "fast-check";
import { bodyFor } from "./bodies.mjs";

/** @import { Route } from "./routes.mjs" */

/** @typedef {"nobody" | "clinician" | "admin" | "stranger"} Session stranger: a reviewer of another site */

/**
 * One request, with words in double braces for what is known only when it is sent.
 * @typedef {object} Attack
 * @property {string} pattern the route that it is meant for
 * @property {Session} session
 * @property {string} method
 * @property {string} target
 * @property {[name: string, value: string][]} headers
 * @property {string} body one character a byte
 * @property {boolean} whole whether its lines and lengths are as HTTP wants them, so that an answer and more are due
 */

const ELSEWHERE = ["/nothing/here", "/_next/static/chunks/none.js", "/_next/data/x/screenings.json", "/_next/image?url=%2Ficon.svg&w=64&q=75", "/icon.svg", "/apple-icon.png", "/manifest.webmanifest", "/sw.js", "/api/auth/session", "/api/auth/get-session", "/api/auth/sign-up/email", "/api/auth/sign-in/email", "/api/auth/error?error=%3Cb%3E", "/api/auth/callback/hospital?code=a&state=b", "/.git/config", "/.env", "/package.json", "/server.js", "/_not-found", "/_global-error", "/500", "/404"];
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUERY"];

const segment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("{{own}}", "{{foreign}}", "{{spare}}", "{{foreignMember}}", "{{foreignSession}}") },
  { weight: 2, arbitrary: fc.constantFrom("IS-0000-0000", "is00000000", "00000000-0000-4000-8000-000000000000", "1", "-1", "null", "undefined", "constructor", "__proto__") },
  { weight: 2, arbitrary: fc.constantFrom("%00", "%0d%0aX-In:%201", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e", "%252e%252e%252f", "'%20OR%20'1'='1", "1;SELECT%20pg_sleep(5)", "%F0%9F%92%89", "%C0%AF", "%ff", "%", "%u0041", "a".repeat(3_000), "[code]", "%5Bcode%5D", "$%7B7*7%7D", "%3Cscript%3E", "*", ".", "~") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).map((text) => encodeURIComponent(text)) },
);

/** @param {string} path @returns {fc.Arbitrary<string>} */
const filled = (path) => (/\[[^\]]+\]/.test(path) ? segment.chain((part) => filled(path.replace(/\[\[?(\.\.\.)?[^\]]+\]\]?/, () => part))) : fc.constant(path));

/** Ways to write a path that some other part may read differently. @type {((path: string) => string)[]} */
const spellings = [
  (path) => `${path}/`, (path) => `/${path}`, (path) => `/.${path}`, (path) => `/x/..${path}`, (path) => `/x/%2e%2e${path}`, (path) => path.replace(/(?<=.)\//, "%2f"), (path) => path.toUpperCase(),
  (path) => `${path};a=b`, (path) => `${path}%00`, (path) => `${path}%20`, (path) => `${path}.rsc`, (path) => `${path}.json`, (path) => `${path}.segments/_tree.segment.rsc`, (path) => `/_next/data/x${path}.json`,
  (path) => `/index${path}`, (path) => path.replaceAll("/", "\\"), (path) => `http://{{host}}${path}`, (path) => `http://evil.example${path}`, (path) => path.replace("e", "%65"), (path) => `/en${path}`, (path) => `${path}#a`, (path) => `${path}${"/a".repeat(2_000)}`,
];
const spelt = fc.oneof({ weight: 6, arbitrary: fc.constant((/** @type {string} */ path) => path) }, { weight: 3, arbitrary: fc.constantFrom(...spellings) });

const parameter = fc.tuple(
  fc.constantFrom("match", "flag", "sex", "letter", "observed", "after", "limit", "next", "action", "member", "code", "trouble", "_rsc", "nxtPcode", "nxtPid", "__nextDataReq", "__nextLocale", "__proto__", "constructor", "redirect", "callbackURL", "id", ""),
  fc.constantFrom("", "classic", "red", "A:met", "50", "0", "99999999999999999999", "-1", "{{own}}", "{{foreign}}", "//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "%00", "%ff", "' OR 1=1--", "<svg onload=1>", "a".repeat(2_000), "\u0000"),
);
const query = fc.array(parameter, { maxLength: 4 }).map((pairs) => (pairs.length > 0 ? `?${pairs.map(([name, value]) => `${name}=${value.includes("{{") || /^%..$/.test(value) ? value : encodeURIComponent(value)}`).join("&")}` : ""));

/** @type {[string, string][]} */
const oddHeaders = [
  ["RSC", "1"], ["Next-Router-Prefetch", "1"], ["Next-Router-Prefetch", "2"], ["Next-Router-Segment-Prefetch", "/_tree"], ["Next-Router-Segment-Prefetch", "/../../x"], ["Next-Router-State-Tree", "%5B%22%22%2C%7B%7D%5D"],
  ["Next-Router-State-Tree", "not json"], ["Next-Router-State-Tree", encodeURIComponent(JSON.stringify(Array.from({ length: 200 }).reduce((inner) => ["", { children: inner }], [])))], ["Next-Url", "/screenings"],
  ["Next-Action", "0000000000000000000000000000000000000000"], ["Next-Action", "x"], ["Next-HMR-Refresh", "1"], ["x-middleware-subrequest", "middleware:middleware:middleware:middleware:middleware"], ["x-middleware-subrequest", "src/middleware:proxy:proxy:proxy:proxy"],
  ["x-middleware-rewrite", "/screenings"], ["x-middleware-next", "1"], ["x-middleware-override-headers", "cookie"], ["x-middleware-set-cookie", "a=b"], ["x-middleware-prefetch", "1"], ["x-nextjs-data", "1"], ["x-invoke-path", "/screenings"], ["x-invoke-status", "200"],
  ["x-matched-path", "/screenings"], ["x-now-route-matches", "1=a"], ["x-prerender-revalidate", "x"], ["x-next-resume", "1"], ["Range", "bytes=0-0"], ["Range", `bytes=${"0-,".repeat(300)}`], ["If-None-Match", "*"], ["If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT"],
  ["Accept", "text/x-component"], ["Accept", "application/json"], ["Accept-Encoding", "gzip"], ["Accept-Encoding", "br;q=0, identity;q=0"], ["Content-Encoding", "gzip"], ["Content-Encoding", "br"], ["Expect", "100-continue"], ["Expect", "something"], ["Origin", "null"], ["Origin", "http://evil.example"],
  ["Sec-Fetch-Site", "cross-site"], ["Sec-Fetch-Mode", "navigate"], ["Sec-Purpose", "prefetch"], ["X-Forwarded-For", "127.0.0.1, 10.0.0.1"], ["X-Forwarded-Host", "evil.example"], ["X-Forwarded-Proto", "https"], ["Forwarded", "for=1.1.1.1;host=evil.example"], ["x-image-screen-address", "10.1.2.3"],
  ["X-HTTP-Method-Override", "DELETE"], ["X-Original-URL", "/screenings"], ["X-Rewrite-URL", "/screenings"], ["Idempotency-Key", ""], ["Idempotency-Key", "a".repeat(5_000)], ["Authorization", "Bearer x"], ["Cookie", `a=${"b".repeat(6_000)}`], ["Cookie", "image-screen=x.y; image-screen=z"], ["Cookie", "__Host-image-screen=%00; =; ;;a"],
  ["Cookie", Array.from({ length: 300 }, (_, each) => `c${each}=1`).join("; ")], ["User-Agent", "() { :; }; echo"], ["User-Agent", "\xff\xfe\xfd"], ["Referer", "javascript:alert(1)"], ["Accept-Language", "a,".repeat(1_000)], ["Upgrade", "h2c"], ["Purpose", "prefetch"], ["X-Api-Version", "../.."],
];
/** Lines that no client writes: what comes back is at most a refusal. @type {[string, string][]} */
const brokenHeaders = [
  ["Transfer-Encoding", "chunked, identity"], ["Transfer-Encoding", "xchunked"], ["Transfer-Encoding ", "chunked"], ["Content-Length", "5"], ["Content-Length", "-1"], ["Content-Length", "1e3"], ["Host", "evil.example"], ["Host", "localhost"], ["X-Nul", "a\x00b"], ["X-Fold", "a\r\n b"],
  ["Na me", "x"], ["", "x"], ["X-Long", "a".repeat(20_000)], ["Connection", "Upgrade"], ["Transfer-Encoding", "chunked"],
];

const none = fc.constant(/** @type {[string, string][]} */ ([]));

/** @param {Route} route @returns {fc.Arbitrary<Attack>} */
function attackOn({ pattern, methods }) {
  const method = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...methods) }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) });
  return fc.record({
    session: fc.constantFrom(/** @type {Session} */ ("nobody"), "clinician", "admin", "stranger"),
    method,
    target: fc.tuple(filled(pattern), spelt, query).map(([path, spell, asked]) => spell(path) + (path.includes("?") ? "" : asked)),
    odd: fc.oneof({ weight: 2, arbitrary: none }, { weight: 3, arbitrary: fc.array(fc.constantFrom(...oddHeaders), { maxLength: 4 }) }),
    broken: fc.oneof({ weight: 19, arbitrary: none }, { weight: 1, arbitrary: fc.array(fc.constantFrom(...brokenHeaders), { minLength: 1, maxLength: 2 }) }),
    body: bodyFor(pattern),
    chunked: fc.nat({ max: 5 }).map((dice) => dice === 0),
    foreign: fc.nat({ max: 9 }).map((dice) => dice === 0),
  }).map(({ session, method: verb, target, odd, broken, body, chunked, foreign }) => {
    const sends = !["GET", "HEAD", "OPTIONS", "TRACE"].includes(verb);
    return { pattern, session, method: verb, target, headers: [...headersOf(sends ? body.type : null, foreign), ...odd, ...broken, ...(sends ? [framing(chunked)] : [])], body: sends ? framed(body.text, chunked) : "", whole: broken.length === 0 && !odd.some(([name]) => name === "Upgrade" || name === "Expect") };
  });
}

/** What our own page would send; now and then it comes from elsewhere. @param {string | null} type @param {boolean} foreign @returns {[string, string][]} */
function headersOf(type, foreign) {
  return [["Host", "{{host}}"], ["Cookie", "{{cookie}}"], ...(foreign ? [] : /** @type {[string, string][]} */ ([["Origin", "{{origin}}"]])), ["Idempotency-Key", "{{key}}"], ...(type === null ? [] : /** @type {[string, string][]} */ ([["Content-Type", type]]))];
}

/** @param {boolean} chunked @returns {[string, string]} */
function framing(chunked) {
  return chunked ? ["Transfer-Encoding", "chunked"] : ["Content-Length", "{{length}}"];
}

/** @param {string} body @param {boolean} chunked */
function framed(body, chunked) {
  return chunked && body !== "" ? `{{chunk}}${body}\r\n0\r\n\r\n` : chunked ? "0\r\n\r\n" : body;
}

/**
 * Requests over every route and some places that are none; the same seed gives the same.
 * @param {Route[]} routes @param {{ count: number, seed: number }} how
 * @returns {Attack[]}
 */
export function attacks(routes, { count, seed }) {
  const elsewhere = fc.constantFrom(...ELSEWHERE).chain((pattern) => attackOn({ pattern, kind: "page", methods: ["GET", "POST"] }));
  const anyone = fc.oneof(...routes.map((route) => ({ weight: 4, arbitrary: attackOn(route) })), { weight: 8, arbitrary: elsewhere });
  return fc.sample(anyone, { numRuns: count, seed });
}
