import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSER_FAMILIES } from "@/lib/access/browser";
import { exportFormats } from "@/lib/screening/filter";
import { backUp } from "@/lib/store/backup";
import { raw } from "@/tests/cli/asking";
import { spoiled } from "./sentinel-forms";
import { backedUpWith, directoriesWith, isIn, tablesWith } from "./sentinel-places";
import { BELOW, DRAFT, FILES, HEADERS, NUMBERS, PATHS, QUERY, SENDERS, SENTINELS, SOUND, TYPED } from "./sentinel-typed";
import { BUILT, PASSWORD, call, each, send, signIn } from "./server";
import type { Answer, Person, Served } from "./server";

let [dataDir, cluster, out, keys, code, owner] = ["", "", "", 0, "", ""];
const begun = Date.now();
let child: ChildProcess;
let server: Served;
let admin: Person;
const faults = new Set<string>();

/** What no place may keep; a key joins them once it is made. */
const never = [...SENTINELS, ...NUMBERS];

/**
 * The one text that may come back is the address that was asked for, to whoever asked: percent-encoded where a redirect
 * leads to the sign-in page and back, or past a slash at the end. Never a foreign one.
 */
function isOwnAddress(location: string, path: string): boolean {
  const [{ origin, pathname }, asked] = [new URL(location, server.origin), new URL(path, server.origin)];
  if (origin !== asked.origin || !/^\/[!-~]*$/.test(location)) return false;
  const [page, next = ""] = location.split("?next=");
  if (page !== "/account/sign-in") return `${pathname}/` === asked.pathname;
  const back = new URL(decodeURIComponent(next), server.origin);
  return next.startsWith("%2F") && !next.includes("/") && back.origin === asked.origin && back.pathname === asked.pathname && [...back.searchParams].every(([name, value]) => asked.searchParams.getAll(name).includes(value));
}

/** One request; notes where the answer repeats the text. */
async function tell(text: string, sent: Parameters<typeof send>[1]): Promise<Answer> {
  const answer = await send(server.origin, sent);
  const what = `${sent.method} ${sent.path.slice(0, 80)} (${answer.status})`;
  const own = answer.location !== "" && isOwnAddress(answer.location, sent.path);
  const head = own ? answer.head.replaceAll(answer.location, "") : answer.head;
  // The framework tells its own script the address of the page; nothing of it is shown. A redirect repeats where it leads.
  const body = own && answer.body === answer.location ? "" : answer.body.replace(/<script\b[^>]*>self\.__next_f\.push\([^<]*<\/script>/g, "");
  if (answer.status >= 500) faults.add(`${what}: a fault of ours`);
  if (isIn(text, head)) faults.add(`${what}: in a header`);
  if (isIn(text, body)) faults.add(`${what}: in the body`);
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
    cluster = /^Data: (\S+) \(/m.exec(out)?.[1] ?? "";
    const host = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[4] ?? "";
    owner = `postgresql://postgres@localhost/image_screen?host=${encodeURIComponent(host)}`;
    const pool = new pg.Pool({ connectionString: owner, max: 2 }).on("error", () => {});
    server = { origin: /^Ready on (\S+)$/m.exec(out)?.[1] ?? "", secret: "", plainUrl: "", query: async (sql, values) => (await pool.query<Record<string, unknown>>(sql, values)).rows, stop: () => pool.end() };
  });

  afterAll(async () => {
    await server.stop();
    await new Promise((resolve) => child.once("close", resolve).kill("SIGTERM"));
    rmSync(dataDir, { recursive: true, force: true });
  });

  test("people type names and e-mails where they are asked for them", async () => {
    await call(server, "POST", "/api/v1/account/set-up", { body: { token: /set-up#(\S+)/.exec(out)?.[1], site: TYPED.site, name: TYPED.name, email: TYPED.email, password: PASSWORD }, status: 201 });
    const [made] = await server.query("SELECT id, site_id FROM membership");
    admin = { name: TYPED.name, email: TYPED.email, id: String(made?.["id"]), site: String(made?.["site_id"]), cookie: await signIn(server, TYPED.email) };
    code = String((await call(server, "POST", "/api/v1/screenings", { body: SOUND, cookie: admin.cookie, status: 201 })).json["code"]);
    never.push(String((await call(server, "POST", "/api/v1/keys", { body: { name: TYPED.key, scope: "write" }, cookie: admin.cookie, status: 201 })).json["key"]));
    expect(isIn(TYPED.name, (await send(server.origin, { method: "GET", path: "/account/members", headers: { cookie: admin.cookie } })).body)).toBe(true);
    // PostgreSQL quotes the row that it refuses; its log must not.
    const twice = { body: JSON.stringify({ name: TYPED.name, email: `two.${TYPED.email}`, role: "clinician" }), headers: { cookie: admin.cookie, origin: server.origin, "content-type": "application/json" } };
    await Promise.all(Array.from({ length: 6 }, () => send(server.origin, { method: "POST", path: "/api/v1/members", ...twice })));
  });

  describe.each([...SENTINELS, ...NUMBERS])("%s", (text) => {
    const isNumber = NUMBERS.includes(text);
    const encoded = encodeURIComponent(text);
    const bytes = Buffer.from(text).toString("latin1");
    const json = () => ({ origin: server.origin, "content-type": "application/json", "idempotency-key": `${bytes.replace(/[^!-~]/g, "")}-${(keys += 1)}` });
    const both = async (work: (cookie: string) => Promise<void>) => each([`note=${bytes}`, `${admin.cookie}; note=${bytes}`], work);

    test("in every value and key of a draft, and as one", async () => {
      const drafts = [text, [text], { [text]: text }, null, ...spoiled(DRAFT, text)];
      await both(async (cookie) => {
        for (const path of ["/api/v1/screenings", "/api/v1/assess"]) await each<unknown>(drafts, async (draft) => void (await tell(text, { method: "POST", path, headers: { ...json(), cookie }, body: JSON.stringify(draft) })));
      });
    });

    test.skipIf(SENTINELS.indexOf(text) > 2)("in every field of an imported file, and instead of each", async () => {
      const files = FILES(text);
      await each([...files, ...files.flatMap((file) => spoiled(file, text))], async (body) => void (await tell(text, { method: "POST", path: "/api/v1/import", headers: json(), body: JSON.stringify(body) })));
    });

    test.skipIf(isNumber)("in every header, also of a save and of a sign-in that succeed", async () => {
      const names = [...HEADERS, `x-${text.replace(/[^a-z0-9-]/gi, "")}`];
      await tell(text, { method: "GET", path: "/screenings", headers: { ...Object.fromEntries(names.map((name) => [name, bytes])), cookie: `${admin.cookie}; x=${bytes}` } });
      await both(async (cookie) => {
        await each(names, async (name) => {
          const header = { [name]: name === "cookie" ? `image-screen=${bytes}; image-screen-step=2fa-${bytes}.${bytes}` : name === "x-forwarded-for" ? `198.51.100.7, ${bytes}, 2001:db8::1` : name === "authorization" ? `Bearer isk_${bytes}` : bytes };
          for (const path of ["/account/members", "/api/v1/screenings?limit=1"]) await tell(text, { method: "GET", path, headers: { cookie, ...header } });
          await tell(text, { method: "POST", path: "/api/v1/screenings", headers: { ...json(), cookie, ...header }, body: JSON.stringify(SOUND) });
        });
      });
      await server.query("DELETE FROM attempt");
      const own = { ...json(), "user-agent": `${bytes} Firefox/140.0`, referer: bytes, "x-forwarded-for": "198.51.100.7" };
      const entered = await tell(text, { method: "POST", path: "/api/v1/account/sign-in", headers: own, body: JSON.stringify({ email: TYPED.email, password: PASSWORD }) });
      const saved = await tell(text, { method: "POST", path: "/api/v1/screenings", headers: { ...own, cookie: admin.cookie }, body: JSON.stringify(SOUND) });
      expect([entered.status, saved.status]).toEqual([200, 201]);
    });

    test.skipIf(isNumber)("in every query and path", async () => {
      await both(async (cookie) => {
        const headers = { ...json(), cookie };
        for (const path of PATHS) await tell(text, { method: "GET", path: `${path}?${[...QUERY, encoded].map((name) => `${name}=${encoded}`).join("&")}`, headers });
        for (const path of ["/screenings", "/account/audit", "/api/v1/screenings"]) for (const name of QUERY) await tell(text, { method: "GET", path: `${path}?${name}=${encoded}`, headers });
        for (const next of [`https://${encoded}.example/`, `//${encoded}`, `/\\${encoded}`, `javascript:${encoded}`]) await tell(text, { method: "GET", path: `/account/sign-in?next=${encodeURIComponent(next)}`, headers });
        for (const path of BELOW) for (const end of ["", "/", ".json", "%00"]) await tell(text, { method: "GET", path: `${path}${encoded}${end}`, headers });
        for (const one of ["GET screenings/*", "DELETE screenings/*", "PATCH members/*", "DELETE members/*", "POST members/*/link", "DELETE account/sessions/*"]) {
          const [method = "", path = ""] = one.split(" ");
          for (const end of ["", "%00"]) await tell(text, { method, path: `/api/v1/${path.replace("*", encoded + end)}`, headers, ...(method === "PATCH" && { body: '{"role":"admin"}' }) });
        }
        for (const name of ["action", "member", "code", "after"]) await tell(text, { method: "GET", path: `/account/audit?${name}=%00${encoded}`, headers });
      });
    });

    test("in bodies of every form, and in what is none", async () => {
      const part = `--edge\r\ncontent-disposition: form-data; name="${text}"; filename="${text}.pdf"\r\ncontent-type: ${text}\r\n\r\n${text}\r\n--edge--\r\n`;
      const broken = [`{"sex":"${text}`, `{"${text}":1,"${text}":2}`, `{"name":"${text}","name":"${text}"}`, `[[[["${text}"]]]]`, `"${text}"`, text, `{"email":{"${text}":["${text}"]}}`, `{"__proto__":{"${text}":1}}`, `{"token":"${text.repeat(3_500)}"}`, `{"email":"${text}\\u0000"}`];
      await both(async (cookie) => {
        await server.query("DELETE FROM attempt");
        await each(SENDERS, async ([method, end, body]) => {
          const path = `/api/v1/${end.replace("CODE", code)}`;
          await tell(text, { method, path, headers: { ...json(), cookie }, body: JSON.stringify(body(text)) });
          if (isNumber) return;
          for (const type of ["multipart/form-data; boundary=edge", "application/x-www-form-urlencoded", `text/plain; name=${bytes}`]) await tell(text, { method, path, headers: { ...json(), cookie, "content-type": type }, body: part });
          for (const one of broken) await tell(text, { method, path, headers: { ...json(), cookie }, body: one });
          const sent = { method, headers: { ...json(), cookie }, body: Buffer.concat([Buffer.from(`{"email":"${text}`), Buffer.of(0xff, 0xc3)]) };
          const noText = await fetch(server.origin + path, sent);
          if (noText.status >= 500 || isIn(text, await noText.text())) faults.add(`${method} ${path}: of bytes that are no text`);
        });
      });
      const port = Number(new URL(server.origin).port);
      const head = `POST /api/v1/screenings HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${server.origin}\r\nContent-Type: application/json\r\nConnection: close\r\n`;
      const lines = [`GET /${text} HTTP/1.1\r\nHost: ${text}\r\n\r\n`, `${text} / HTTP/1.1\r\n\r\n`, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n${text}\r\n\r\n`, `GET /?${text} HTTP/9.9\r\n\r\n`, `${head}Content-Length: 9999\r\n\r\n{"${text}":`, `${head}Transfer-Encoding: chunked\r\n\r\n${text}\r\n`];
      await each(lines, async (line) => {
        if (isIn(text, await raw(port, line))) faults.add(`in an answer to ${JSON.stringify(line)}`);
      });
    });
  });

  test("a key saves, is refused, and is put where it does not belong", async () => {
    await server.query("DELETE FROM attempt");
    const [key = ""] = never.slice(-1);
    const sent = (headers: object, path = "/api/v1/screenings", method = "POST") => tell(key, { method, path, headers: { "content-type": "application/json", "idempotency-key": `of-a-key-${(keys += 1)}`, ...headers }, ...(method === "POST" && { body: JSON.stringify(SOUND) }) });
    const answers = [await sent({ authorization: `Bearer ${key}` }), await sent({ authorization: `Bearer ${key}A` }), await sent({ "x-api-key": key, "user-agent": key, "idempotency-key": key, cookie: `image-screen=${key}`, origin: server.origin })];
    expect(answers.map(({ status }) => status)).toEqual([201, 401, 401]);
    for (const path of ["/screenings", "/account/keys", "/api/v1/screenings", `/api/v1/screenings/${key}`, `/${key}`]) await sent({ authorization: `Bearer ${key}` }, `${path}?key=${key}`, "GET");
    await sent({ cookie: admin.cookie, origin: server.origin }, `/api/v1/keys/${key}`, "DELETE");
  });

  test("comes back in no answer, and nothing of it was a fault of ours", () => {
    expect([...faults]).toEqual([]);
  });

  test("is in no table; what people typed is in those of accounts alone", async () => {
    await server.query("CHECKPOINT");
    const found = await tablesWith(server.query, [...never, ...Object.values(TYPED)]);
    for (const text of never) expect(found[text], text).toEqual([]);
    expect(Object.values(TYPED).map((text) => found[text])).toEqual([["site"], ['"user"', "membership"], ['"user"', "membership"], ["api_key"]]);
  });

  test("is in no file of the database, nor in its write-ahead log, where what people typed is found", () => {
    const found = directoriesWith(cluster, begun, [...never, ...Object.values(TYPED)]);
    for (const text of never) expect(found[text], text).toEqual([]);
    for (const text of Object.values(TYPED)) expect(found[text], text).toEqual(["base", "pg_wal"]);
  });

  test("is in no backup, unpacked; what people typed is there in the tables of accounts alone", async () => {
    const path = join(dataDir, "all.backup");
    await backUp(owner, path, { application: "1", made: new Date().toISOString(), secret: null });
    const found = backedUpWith(path, [...never, ...Object.values(TYPED)]);
    for (const text of never) expect(found[text], text).toEqual([]);
    expect(Object.values(TYPED).map((text) => found[text])).toEqual([["site"], ["membership", "user"], ["membership", "user"], ["api_key"]]);
  });

  test("is in no export of any form, nor is what people typed", async () => {
    const many = exportFormats.map((format) => `screenings?format=${format}&reason=care`);
    const one = ["phenopacket", "fhir", "fhir-response", "csv", "json"].map((format) => `screenings/${code}/export/${format}`);
    for (const path of [...many, ...one, "cohort", "cohort/tables?reason=care", "cohort/tables?reason=care&format=csv", "screenings/export-report"]) {
      const { status, head, body } = await send(server.origin, { method: "GET", path: `/api/v1/${path}`, headers: { cookie: admin.cookie } });
      expect([status, body.length > 10], path).toEqual([200, true]);
      for (const text of [...never, ...Object.values(TYPED)]) expect(isIn(text, head + body), `${path}: ${text}`).toBe(false);
    }
  });

  test("is on no line of the database's log and of the console, nor is what people typed", async () => {
    const log = readFileSync(join(dataDir, "postgres.log"), "utf8");
    expect([log, out]).toEqual([expect.stringContaining("ready to accept connections"), expect.stringContaining("Ready on ")]);
    for (const text of [...never, ...Object.values(TYPED)]) expect([isIn(text, log), isIn(text, out)], text).toEqual([false, false]);
  });

  test("is in no screening, nor is what people typed", async () => {
    const { json } = await call(server, "GET", "/api/v1/screenings?limit=200", { cookie: admin.cookie, status: 200 });
    const [first] = json["screenings"] as { code: string }[];
    const one = await call(server, "GET", `/api/v1/screenings/${first?.code}`, { cookie: admin.cookie, status: 200 });
    for (const text of [...never, ...Object.values(TYPED)]) expect([isIn(text, JSON.stringify(json)), isIn(text, one.body)], text).toEqual([false, false]);
  });

  test("is no browser beyond its family, and no network address", async () => {
    const kept = await server.query("SELECT DISTINCT user_agent AS family, ip_address AS address FROM session");
    expect(kept.filter(({ family, address }) => address !== "" || !(BROWSER_FAMILIES as readonly unknown[]).includes(family))).toEqual([]);
    expect(Object.values(await tablesWith(server.query, ["127.0.0.1", "198.51.100.7", "2001:db8::1", "::1"])).flat()).toEqual([]);
  });
});
