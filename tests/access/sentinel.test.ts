import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSER_FAMILIES } from "@/lib/access/browser";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { raw } from "@/tests/cli/asking";
import { BUILT, PASSWORD, call, each, newMember, send, signIn } from "./server";
import type { Answer, Person, Served } from "./server";

/** What nobody may type anywhere, and no place may keep: as a name, an e-mail, a date, percent-encoded and in letters beyond ASCII. */
const SENTINELS = ["Zzyzx-Smith-1987", "zzyzx.jones@sentinel.example", "1987-03-14T15:09:26", "%5Azyzx%2DBrown%2D1988", "Żzyzx-Müller-李-1989"];
/** What people do type: the site's name, a member's name and the e-mail to sign in with. */
const TYPED = { site: "Qquux Ward of Controls", name: "Qquux-Control-Name", email: "qquux.control@typed.example" };
const HEADERS = [
  "user-agent", "referer", "x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip", "x-image-screen-address", "idempotency-key", "cookie", "accept", "accept-language", "accept-encoding",
  "authorization", "origin", "content-type", "content-encoding", "if-none-match", "if-modified-since", "from", "x-request-id", "traceparent", "rsc", "next-router-state-tree", "next-action", "expect",
];
const QUERY = ["match", "flag", "sex", "age", "letter", "observed", "excluded", "after", "limit", "action", "member", "code", "state", "error", "next", "trouble", "_rsc", "url"];
const PATHS = ["/", "/screenings", "/account/audit", "/account/sign-in", "/account", "/api/v1/screenings", "/api/v1/health", "/api/auth/callback/hospital", "/_next/image", "/evidence"];
const BELOW = ["/", "/screenings/", "/account/", "/api/", "/api/auth/", "/api/v1/screenings/", "/_next/", "/_next/static/", "/_next/data/"];
const DRAFT = {
  checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", gestation: "term", size: { weight: -2.3, length: -2, head: -1 }, findings: { iugr: "observed", hypospadias: "excluded" }, origin: { iugr: "measured" },
  variant: { gene: "CDKN1C", consequence: "missense", region: "pcna", class: "pathogenic", allele: "maternal", tested: true }, context: { steroids: false, surgeryPlanned: true }, follows: "IS-0000-0000",
};
const SENDERS: [method: string, path: string, body: (text: string) => object][] = [
  ["POST", "/api/v1/account/sign-in", (text) => ({ email: text, password: text })],
  ["POST", "/api/v1/account/sign-in", (text) => ({ email: `${text.replace(/[^a-z0-9.-]/gi, "")}@mail.example`, password: text })],
  ["POST", "/api/v1/account/sign-in", (text) => ({ email: TYPED.email, password: text })],
  ["POST", "/api/v1/account/sign-in/code", (text) => ({ code: text, kind: "totp" })],
  ["POST", "/api/v1/account/sign-in/code", (text) => ({ code: text.slice(0, 20), kind: "recovery" })],
  ["POST", "/api/v1/account/sign-in/hospital", (text) => ({ link: text })],
  ["POST", "/api/v1/account/link", (text) => ({ token: text })],
  ["POST", "/api/v1/account/set-up", (text) => ({ token: text, site: text, name: text, email: "nobody@mail.example", password: `${text} and more` })],
  ["POST", "/api/v1/account/join", (text) => ({ token: text, password: `${text} and more` })],
  ["POST", "/api/v1/account/password", (text) => ({ current: text, password: `${text} and more` })],
  ["POST", "/api/v1/account/two-step", (text) => ({ password: text })],
  ["PUT", "/api/v1/account/two-step", (text) => ({ code: text })],
  ["DELETE", "/api/v1/account/two-step", (text) => ({ password: text })],
  ["POST", "/api/v1/members", (text) => ({ name: text, email: text, role: text })],
  ["POST", "/api/v1/screenings", (text) => ({ ...DRAFT, [text]: text })],
  ["POST", "/api/v1/assess", (text) => ({ ...DRAFT, [text]: text })],
];
const SEGMENTS: [method: string, path: (text: string) => string, body?: object][] = [
  ["GET", (text) => `/api/v1/screenings/${text}`], ["DELETE", (text) => `/api/v1/screenings/${text}`],
  ["PATCH", (text) => `/api/v1/members/${text}`, { role: "admin" }], ["DELETE", (text) => `/api/v1/members/${text}`],
  ["POST", (text) => `/api/v1/members/${text}/link`], ["DELETE", (text) => `/api/v1/account/sessions/${text}`],
];

let dataDir: string;
let child: ChildProcess;
let out = "";
let server: Served;
let admin: Person;
let control: Person;
const faults: string[] = [];

type Sent = Parameters<typeof send>[1];

/** Every form in which a text could be kept, as bytes. */
function formsOf(text: string): Buffer[] {
  const decoded = text.includes("%") ? decodeURIComponent(text) : text;
  const spellings = [text, decoded].flatMap((one) => [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)]);
  const cased = [...new Set(spellings.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()]))];
  const bytes = cased.flatMap((one) => [Buffer.from(one), Buffer.from(one, "utf16le"), Buffer.from(one, "utf16le").swap16(), Buffer.from(one, "latin1")]);
  // Base64 of it, wherever in three bytes it begins: what does not depend on its neighbours.
  const inBase64 = [0, 1, 2].map((shift) => Buffer.from(Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString("base64").slice(4, -4)));
  return [...bytes, ...inBase64, Buffer.from(Buffer.from(text).toString("hex"))];
}

const FORMS = new Map([...SENTINELS, ...Object.values(TYPED)].map((text) => [text, formsOf(text)]));

function isIn(text: string, place: Buffer | string): boolean {
  const bytes = Buffer.from(place);
  return (FORMS.get(text) ?? []).some((form) => bytes.includes(form));
}

/** One request; what comes back must not repeat the text. */
async function tell(text: string, sent: Sent): Promise<Answer> {
  const answer = await send(server.origin, sent);
  const what = `${sent.method} ${sent.path.slice(0, 60)} ${JSON.stringify(sent.headers ?? {}).slice(0, 60)}`;
  if (answer.status >= 500) faults.push(`${answer.status}: ${what}`);
  if (isIn(text, answer.head)) faults.push(`in a header: ${what} ${answer.location}`);
  if (isIn(text, answer.body)) faults.push(`in a body: ${what} ${answer.body.slice(0, 0)}`);
  return answer;
}

describe.skipIf(!BUILT)("what nobody may keep", () => {
  beforeAll(async () => {
    dataDir = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-sentinel-")));
    // As root the database runs as a user of its own, which has to pass.
    chmodSync(dataDir, 0o755);
    const env = { ...process.env, NODE_ENV: "production" as const, PORT: "0", DATA_DIR: dataDir, DATABASE_URL: "", HOST: "", BASE_URL: "", SECRET: "" };
    child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env, stdio: ["ignore", "pipe", "pipe"] });
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => /^Ready on http/m.test((out += chunk.toString())) && resolve());
      child.once("close", () => reject(new Error(out)));
    });
    const [, cluster = ""] = /^Data: (\S+) \(/m.exec(out) ?? [];
    const host = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[4] ?? "";
    const pool = new pg.Pool({ host, user: "postgres", database: "image_screen", max: 2 });
    pool.on("error", () => {});
    server = { origin: /^Ready on (\S+)$/m.exec(out)?.[1] ?? "", secret: "", plainUrl: "", query: async (sql, values) => (await pool.query<Record<string, unknown>>(sql, values)).rows, stop: () => pool.end() };
  });

  afterAll(async () => {
    await server.stop();
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  });

  test("people type names and e-mails where they are asked for them", async () => {
    const token = /account\/set-up#(\S+)/.exec(out)?.[1];
    await call(server, "POST", "/api/v1/account/set-up", { body: { token, ...TYPED, password: PASSWORD }, status: 201 });
    const [made] = await server.query("SELECT id, site_id FROM membership");
    admin = { id: String(made?.["id"]), site: String(made?.["site_id"]), ...TYPED, cookie: await signIn(server, TYPED.email) };
    control = await newMember(server, admin, "reviewer", TYPED.name);
    await call(server, "POST", "/api/v1/screenings", { body: { ...DRAFT, follows: undefined }, cookie: control.cookie, status: 201 });
    // PostgreSQL quotes the row that it refuses; its log must not.
    const twice = { body: JSON.stringify({ name: TYPED.name, email: `two.${TYPED.email}`, role: "clinician" }), headers: { cookie: admin.cookie, origin: server.origin, "content-type": "application/json" } };
    await Promise.all(Array.from({ length: 6 }, () => send(server.origin, { method: "POST", path: "/api/v1/members", ...twice })));
  });

  describe.each(SENTINELS)("%s", (text) => {
    const encoded = encodeURIComponent(text);
    const bytes = Buffer.from(text).toString("latin1");
    const json = () => ({ origin: server.origin, "content-type": "application/json", "idempotency-key": `${bytes.replace(/[^!-~]/g, "")}-${Math.random()}` });
    const both = async (work: (cookie: string) => Promise<void>) => each([`note=${bytes}`, `${admin.cookie}; note=${bytes}`], work);

    test("in every value and key of a draft, and as one", async () => {
      const drafts = [text, [text], { [text]: text }, null, ...spoiled(DRAFT, text)];
      await both(async (cookie) => {
        for (const path of ["/api/v1/screenings", "/api/v1/assess"]) for (const draft of drafts) await tell(text, { method: "POST", path, headers: { ...json(), cookie }, body: JSON.stringify(draft) });
      });
    });

    test("in every header, also of a save and of a sign-in that succeed", async () => {
      await both(async (cookie) => {
        for (const name of [...HEADERS, `x-${text.replace(/[^a-z0-9-]/gi, "")}`]) {
          for (const path of ["/", "/screenings", "/api/v1/screenings", "/nothing"]) await tell(text, { method: "GET", path, headers: { cookie, [name]: name === "cookie" ? `image-screen=${bytes}; image-screen-step=${bytes}` : bytes } });
          const headers = { ...json(), cookie, [name]: name === "cookie" ? `${admin.cookie}; x=${bytes}` : bytes };
          await tell(text, { method: "POST", path: "/api/v1/screenings", headers, body: JSON.stringify({ ...DRAFT, follows: undefined }) });
        }
      });
      await server.query("DELETE FROM attempt");
      const answer = await tell(text, { method: "POST", path: "/api/v1/account/sign-in", headers: { ...json(), "user-agent": `${bytes} Firefox/140.0`, referer: bytes }, body: JSON.stringify({ email: TYPED.email, password: PASSWORD }) });
      expect(answer.status).toBe(200);
    });

    test("in every query and path", async () => {
      await both(async (cookie) => {
        const headers = { ...json(), cookie };
        for (const path of PATHS) for (const name of [...QUERY, encoded]) await tell(text, { method: "GET", path: `${path}?${name}=${encoded}`, headers });
        for (const path of BELOW) for (const end of ["", "/", ".json", "%00"]) await tell(text, { method: "GET", path: `${path}${encoded}${end}`, headers });
        for (const [method, path, body] of SEGMENTS) for (const end of ["", "%00"]) await tell(text, { method, path: path(encoded + end), headers, ...(body && { body: JSON.stringify(body) }) });
        for (const name of ["action", "member", "code", "after"]) await tell(text, { method: "GET", path: `/account/audit?${name}=%00${encoded}`, headers });
      });
    });

    test("in bodies of every form, and in what is none", async () => {
      const boundary = "----WebKitFormBoundary";
      const part = `--${boundary}\r\ncontent-disposition: form-data; name="${text}"; filename="${text}.pdf"\r\ncontent-type: ${text}\r\n\r\n${text}\r\n--${boundary}--\r\n`;
      const broken = [`{"sex":"${text}`, `{"${text}":1,"${text}":2}`, `{"name":"${text}","name":"${text}"}`, `[[[["${text}"]]]]`, `"${text}"`, text, `{"email":{"${text}":["${text}"]}}`, `{"__proto__":{"${text}":1}}`, `{"token":"${text.repeat(3_500)}"}`, `{"email":"${text}\\u0000"}`];
      await both(async (cookie) => {
        await server.query("DELETE FROM attempt");
        for (const [method, path, body] of SENDERS) {
          await tell(text, { method, path, headers: { ...json(), cookie }, body: JSON.stringify(body(text)) });
          for (const type of [`multipart/form-data; boundary=${boundary}`, "application/x-www-form-urlencoded", `text/plain; name=${bytes}`]) await tell(text, { method, path, headers: { ...json(), cookie, "content-type": type }, body: part });
          for (const one of broken) await tell(text, { method, path, headers: { ...json(), cookie }, body: one });
        }
      });
      const port = Number(new URL(server.origin).port);
      const head = `POST /api/v1/screenings HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${server.origin}\r\nContent-Type: application/json\r\nConnection: close\r\n`;
      const lines = [`GET /${text} HTTP/1.1\r\nHost: ${text}\r\n\r\n`, `${text} / HTTP/1.1\r\n\r\n`, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n${text}\r\n\r\n`, `GET /?${text} HTTP/9.9\r\n\r\n`, `${head}Content-Length: 9999\r\n\r\n{"${text}":`, `${head}Transfer-Encoding: chunked\r\n\r\n${text}\r\n`];
      await each(lines, async (line) => {
        if (isIn(text, await raw(port, line))) faults.push(`in an answer to ${JSON.stringify(line)}`);
      });
    });
  });

  test("comes back in no answer", () => {
    expect(faults).toEqual([]);
  });
});

/** The draft with the text once in each place: instead of a value, and as a further key. */
function spoiled(draft: unknown, text: string): unknown[] {
  if (typeof draft !== "object" || draft === null) return [text, { [text]: text }];
  const inside = Object.entries(draft).flatMap(([key, value]) => spoiled(value, text).map((part) => ({ ...draft, [key]: part })));
  return [...inside, { ...draft, [text]: true }];
}
