import fc from "fast-check";

/** @typedef {{ text: string, type: string | null }} Body text: one character a byte */

/** Words in double braces are put in when a request is sent: they differ from run to run, the seed's requests do not. */
const DRAFT = {
  checklist: "{{checklist}}",
  sex: "male",
  age: "newborn",
  size: { weight: -2.3, length: -3.1 },
  findings: { iugr: "observed", "adrenal-insufficiency": "observed", hypospadias: "excluded" },
  origin: { iugr: "measured" },
  context: { steroids: true },
};
const GUESS = "not the password of anybody";

/** What each handler is meant to get; one that is not listed gets an empty object. @type {Record<string, unknown>} */
const sound = {
  "/api/v1/assess": DRAFT,
  "/api/v1/screenings": DRAFT,
  "/api/v1/account/sign-in": { email: "{{email}}", password: GUESS },
  "/api/v1/account/sign-in/code": { code: "123456", kind: "totp" },
  "/api/v1/account/sign-in/hospital": { link: "{{token}}" },
  "/api/v1/account/link": { token: "{{token}}" },
  "/api/v1/account/set-up": { token: "AAAAAAAAAAAAAAAAAAAAAA", site: "Ward", name: "Somebody", email: "somebody@example.org", password: GUESS },
  "/api/v1/account/join": { token: "AAAAAAAAAAAAAAAAAAAAAA", password: GUESS },
  "/api/v1/account/password": { current: GUESS, password: `${GUESS}, either` },
  "/api/v1/account/two-step": { password: GUESS, code: "123456" },
  "/api/v1/members": { name: "Somebody", email: "somebody@example.org", role: "clinician" },
  "/api/v1/members/[id]": { role: "clinician" },
};

const keys = fc.constantFrom("__proto__", "constructor", "prototype", "toString", "then", "toJSON", "$where", "", "\u0000", "id", "site", "siteId", "role", "state");
// PostgreSQL takes no NUL, JSON no number without end, JavaScript no whole surrogate; and what other languages would run.
const hostile = fc.oneof(
  fc.constantFrom(null, true, -1, 0.1, 1e21, 1e308, -0, Number.MAX_SAFE_INTEGER, "", " ", "\u0000", "a\u0000b", "\ud800", "\udfff\ud800", "\u202eltr", "\ufeff", "ﷺ".repeat(500)),
  fc.constantFrom("' OR '1'='1", "'; DROP TABLE screening; --", "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "../../../../etc/passwd", "%00", "$2b$10$", "javascript:alert(1)", "=1+1", "\r\nSet-Cookie: a=b"),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.integer({ min: 2_000, max: 70_000 }).map((length) => "a".repeat(length)),
  fc.jsonValue({ maxDepth: 3 }),
);

const utf8 = (/** @type {string} */ text) => Buffer.from(text, "utf8").toString("latin1");
const written = (/** @type {unknown} */ value) => utf8(JSON.stringify(value));
const insert = (/** @type {string} */ text, /** @type {string} */ member) => text.replace("{", () => `{${utf8(member)}${/^\{\s*\}/.test(text) ? "" : ","}`);

/** @param {unknown} value @returns {fc.Arbitrary<string>} */
function mutated(value) {
  const object = /** @type {Record<string, unknown>} */ (value);
  const names = Object.keys(object);
  const text = written(object);
  const name = fc.constantFrom(...(names.length > 0 ? names : ["a"]));
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(name, hostile).map(([key, other]) => written({ ...object, [key]: other })) },
    { weight: 2, arbitrary: name.map((key) => written({ ...object, [key]: undefined })) },
    { weight: 2, arbitrary: fc.tuple(keys, hostile).map(([key, other]) => insert(text, `${JSON.stringify(key)}:${JSON.stringify(other)}`)) },
    { weight: 1, arbitrary: name.map((key) => insert(text, `${JSON.stringify(key)}:"twice"`)) },
    { weight: 1, arbitrary: fc.tuple(name, fc.constantFrom("1e400", "-1e-400", "0x10", "NaN", "01", '"\\ud800"', '"\\u0000"', "9007199254740993", "[1,]")).map(([key, raw]) => insert(written({ ...object, [key]: undefined }), `${JSON.stringify(key)}:${raw}`)) },
    { weight: 1, arbitrary: fc.integer({ min: 50, max: 30_000 }).map((depth) => insert(text, `"deep":${"[".repeat(depth)}${"]".repeat(depth)}`)) },
    { weight: 1, arbitrary: fc.nat({ max: Math.max(text.length - 1, 0) }).map((length) => text.slice(0, length)) },
    { weight: 1, arbitrary: fc.tuple(fc.nat({ max: text.length }), fc.constantFrom("\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80", "\x00")).map(([place, bytes]) => text.slice(0, place) + bytes + text.slice(place)) },
    { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 200_000 }).map((length) => text.padEnd(length)) },
    { weight: 1, arbitrary: hostile.map(written) },
  );
}

const form = fc.array(fc.tuple(keys, fc.string({ maxLength: 20 })), { maxLength: 5 }).map((pairs) => new URLSearchParams(pairs).toString());
// What Next's own endpoints for actions and payloads of React would read.
const flight = fc.constantFrom(
  '------x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n------x--\r\n',
  '------x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$1:__proto__:then"]\r\n------x--\r\n',
  '------x\r\nContent-Disposition: form-data; name="1_$ACTION_ID_00"; filename="../../a.html"\r\n\r\n<b>\r\n------x--\r\n',
);
const types = fc.constantFrom("text/plain", "application/json; charset=utf-16", "application/xml", "text/json", "application/json;a=b", "application/json\t", "", "application/x-ndjson");

/**
 * A body for a handler: now and then the right one, mostly one that is nearly right.
 * @param {string} pattern the handler's path as its folders write it
 * @returns {fc.Arbitrary<Body>}
 */
export function bodyFor(pattern) {
  const right = sound[pattern] ?? {};
  const json = "application/json";
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant({ text: written(right), type: /** @type {string | null} */ (json) }) },
    { weight: 10, arbitrary: mutated(right).map((text) => ({ text, type: json })) },
    { weight: 2, arbitrary: fc.tuple(mutated(right), fc.option(types)).map(([text, type]) => ({ text, type })) },
    { weight: 1, arbitrary: form.map((text) => ({ text, type: "application/x-www-form-urlencoded" })) },
    { weight: 1, arbitrary: flight.map((text) => ({ text, type: "multipart/form-data; boundary=----x" })) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes) => ({ text: Buffer.from(bytes).toString("latin1"), type: json })) },
    { weight: 1, arbitrary: fc.constant({ text: "", type: null }) },
  );
}
