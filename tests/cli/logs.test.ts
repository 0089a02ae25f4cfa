import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { routePatterns } from "@/lib/cli/requests";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { startEmbedded } from "@/lib/store/embedded";
import { BUILT, send } from "@/tests/access/server";
import { rules } from "@/tests/access/routes";
import { kill } from "@/tests/store/launching";
import { raw } from "./asking";

/** What is typed, sent or asked for here; none of it may be on a line. */
const TYPED = { site: "Zzyzx Ward", name: "Qquux Name", email: "qquux@typed.example", password: "a lamp beside the zzyzx cot" };
const NEVER = [...Object.values(TYPED), "zzyzx", "qquux", "hypospadias", "iugr", "198.51.100.7", "127.0.0.1", "Firefox", "__Host", "set-up#", "IS-"];
const KEYS = ["time", "level", "event", "id", "method", "route", "status", "ms", "cut", "erased", "message", "migrations", "version", "node"];
const DRAFT = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed", hypospadias: "excluded" } };
type Line = { time: string; level: string; event: string; id?: string; method?: string; route?: string; status?: number; ms?: number; message?: string };
let [dataDir, out, errors, origin, cookie] = ["", "", "", "", ""];
let child: ChildProcess;
let sent = 0;

const lines = (): Line[] => out.trim().split("\n").map((one) => JSON.parse(one) as Line);
const requests = () => lines().filter(({ event }) => event === "request");

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  sent += 1;
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  return send(origin, { method, path, headers: { origin, cookie, "content-type": "application/json", "user-agent": "Firefox/zzyzx", "x-forwarded-for": "198.51.100.7", "x-request-id": "zzyzx", "idempotency-key": `zzyzx-qquux-${sent}`, ...headers }, ...(text !== undefined && { body: text }) });
}

describe.skipIf(!BUILT)("the log as JSON", () => {
  beforeAll(async () => {
    dataDir = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-logs-")));
    chmodSync(dataDir, 0o711);
    const backups = join(dataDir, "backups");
    const env = { ...process.env, NODE_ENV: "production" as const, PORT: "0", DATA_DIR: dataDir, DATABASE_URL: "", HOST: "", BASE_URL: "", LOG_FORMAT: "json", BACKUP_DIR: backups, TRUSTED_PROXY: "127.0.0.1" };
    child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env, stdio: ["ignore", "pipe", "pipe"] });
    child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
    await vi.waitUntil(() => out.includes(`"event":"backup"`), { timeout: 20_000, interval: 20 });
    origin = /Ready on (http\S+?)"/.exec(out)?.[1] ?? "";
  });

  afterAll(async () => {
    await kill(child);
    await startEmbedded(dataDir).then((database) => database.discard());
    rmSync(dataDir, { recursive: true, force: true });
  });

  test("tells the start, and of a link that makes an admin only how to get one", () => {
    // Of a slow start the framework says more.
    expect(lines().map(({ event }) => event).filter((event) => event !== "console")).toEqual(["database", "migrated", "notice", "no-account", "ready", "backup"]);
    expect(out).toContain("npm run link -- site");
    expect(lines().find(({ event }) => event === "ready")).toMatchObject({ level: "info", version: "0.1.0", node: process.versions.node });
    const [backup = ""] = readdirSync(join(dataDir, "backups"));
    expect(lines().at(-1)).toMatchObject({ level: "info", message: `Daily backup: 2 rows in ${join(dataDir, "backups", backup)}.` });
  });

  test("has a line for each request with its route's pattern and the number that the answer has, and nothing that was sent", async () => {
    const { Client } = await import("pg");
    const token = "zzyzxZZYZXzzyzxZZYZX12";
    const host = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[4] ?? "";
    const client = new Client({ host, user: "postgres", database: "image_screen" });
    await client.connect();
    await client.query("INSERT INTO access_link (hash, kind, expires_at) VALUES (encode(sha256($1), 'hex'), 'set-up', now() + interval '1 hour')", [token]);
    expect((await ask("POST", "/api/v1/account/set-up", { token, ...TYPED })).status).toBe(201);
    for (const password of ["zzyzx", TYPED.password]) cookie = (await ask("POST", "/api/v1/account/sign-in", { email: TYPED.email, password })).cookies.map((line) => line.split(";")[0]).join("; ");
    const saved = await ask("POST", "/api/v1/screenings", DRAFT);
    const { code } = JSON.parse(saved.body) as { code: string };
    for (const path of [`/screenings/${code}`, `/screenings?observed=iugr&code=${code}`, `/api/v1/screenings/${code}/`, "/zzyzx", "/api/zzyzx/qquux", "/%7Azyzx", "/%zz?zzyzx", "/account/members", `/account/set-up?next=${token}`]) await ask("GET", path);
    for (const body of ['{"zzyzx":', { zzyzx: "qquux" }, { ...DRAFT, findings: { zzyzx: "observed" } }, "zzyzx".repeat(20_000)]) for (const path of ["screenings", "assess", "import", "members", "account/sign-in", "account/password"]) await ask("POST", `/api/v1/${path}`, body);
    await ask("GET", "/", undefined, { host: "zzyzx.example" });
    await raw(Number(new URL(origin).port), "GET /zzyzx HTTP/9.9\r\nqquux\r\n\r\n");
    // What nobody foresaw: the error's message names the row.
    await client.query("ALTER TABLE screening ADD CONSTRAINT zzyzx_qquux CHECK (age <> 'newborn') NOT VALID");
    expect((await ask("POST", "/api/v1/screenings", DRAFT)).status).toBe(500);
    await client.end();

    await expect.poll(() => requests().length).toBe(sent);
    expect(requests().find(({ id }) => saved.head.includes(`x-request-id\n${id}`))).toMatchObject({ method: "POST", route: "/api/v1/screenings", status: 201, level: "info" });
    const patterns = new Set(Object.keys(rules).map((rule) => rule.split(" ")[1]));
    expect([...new Set(requests().map(({ route = "" }) => route))].filter((route) => !patterns.has(route))).toEqual(["other"]);
    for (const { ms = -1, status = 0, id = "", ...more } of requests()) expect([ms >= 0, status >= 200, /^[0-9a-f]{16}$/.test(id), Object.keys(more).filter((key) => key !== "cut")]).toEqual([true, true, true, ["time", "level", "event", "method", "route"]]);
    expect(lines().findLast(({ event }) => event === "console")).toMatchObject({ level: "error", id: requests().at(-1)?.id, message: expect.stringMatching(/^unexpected: \w+/) as unknown });
  });

  test("tells that the database is lost, and that it is back", async () => {
    process.kill(Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
    await expect.poll(() => out, { timeout: 20_000 }).toContain('"event":"database-back"');
    const [lost, back] = lines().filter(({ event }) => event.startsWith("database-"));
    expect([lost, back]).toMatchObject([{ event: "database-lost", level: "error" }, { event: "database-back", level: "info" }]);
  });

  test("is one object a line to the end, of fields that are known, and names nobody and nothing", async () => {
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    await gone;
    expect(errors).toBe("");
    for (const line of lines()) expect([new Date(line.time).toISOString(), Object.keys(line).filter((key) => !KEYS.includes(key))]).toEqual([line.time, []]);
    const all = lines().filter(({ event }) => event !== "ready").map((line) => JSON.stringify(line)).join("\n");
    for (const text of NEVER) expect(all.toLowerCase(), text).not.toContain(text.toLowerCase());
    expect(existsSync(join(dataDir, "backups"))).toBe(true);
  });
});

test.skipIf(!BUILT)("a path is told as its pattern, and one without a route as other", () => {
  const routeOf = routePatterns(".next");
  const told = { "/": "/", "/?a=b": "/", "/screenings": "/screenings", "/screenings/": "/screenings", "/screenings/IS-0000-0000?x": "/screenings/[code]", "/screenings/compare": "/screenings/compare", "/api/v1/screenings/IS-0000-0000/export/csv": "/api/v1/screenings/[code]/export/csv", "/api/what/ever": "/api/[[...rest]]", "/_next/static/chunks/a.js": "/_next/static/", "/wp-login.php": "other", "/screenings/a/b": "other", "//evil.example/": "other", "*": "other", "": "other" };
  expect(Object.fromEntries(Object.keys(told).map((path) => [path, routeOf(path)]))).toEqual(told);
});
