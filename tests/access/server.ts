import { spawn } from "node:child_process";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Role } from "@/lib/access/table";

/** Is there anything to start? */
export const BUILT = existsSync(join(".next", "BUILD_ID"));

/** The built application on a scratch data directory, and a way to look behind it. */
export type Served = {
  origin: string;
  /** What its cookies are signed with. */
  secret: string;
  /** The application's own address of the database. */
  plainUrl: string;
  /** Past every restriction. */
  query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
};

/** Somebody with an account. `cookie` as a browser sends it. */
export type Person = { id: string; site: string; name: string; email: string; cookie: string };

export type Answer = { status: number; location: string; cookies: string[]; head: string; body: string };

export const PASSWORD = "a lamp beside the cot";
const START_MS = 60_000;
// Settings of the shell must not reach it, least of all the address of a real database. Vitest has a BASE_URL of its own.
const SETTINGS = ["DATABASE_URL", "HOST", "BASE_URL", "TRUSTED_PROXY", "SECRET", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "BACKUP_DIR", "BACKUP_KEEP", "LOG_FORMAT", "DRAIN_SECONDS", "MIN_CELL", "OFFLINE", "PSEUDO_LOCALE", "NODE_OPTIONS"];
// Next's own server does not notice that nobody waits for it any more.
const LEAVE = "data:text/javascript,process.on('disconnect',()=>process.exit())";
const PARALLEL = 8;
const agent = new Agent({ keepAlive: true, maxSockets: PARALLEL });

/** One process that is ready when it prints `ready`. */
async function start(args: string[], env: Record<string, string>, ready: RegExp): Promise<{ found: RegExpExecArray; output: string; end(): Promise<void> }> {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.includes(name)));
  // The channel is how our own server learns that we are gone, by whatever means.
  const child = spawn(process.execPath, args, { env: { ...kept, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const end = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  for (const deadline = Date.now() + START_MS; ; await sleep(20)) {
    const found = ready.exec(output);
    if (found) return { found, output, end };
    if (child.exitCode === null && Date.now() < deadline) continue;
    await end();
    throw new Error(`It does not start:\n${output}`);
  }
}

/** The built server as people start it, and nobody in it yet. */
export async function startServer(env: Record<string, string> = {}): Promise<Served> {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-served-")));
  // As root the database runs as a user of its own, which has to pass.
  chmodSync(dataDir, 0o755);
  const args = ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"];
  const { found, output, end } = await start(args, { PORT: "0", DATA_DIR: dataDir, ...env }, /^Ready on (\S+)$/m);
  const [, cluster = ""] = /^Data: (\S+) \(/m.exec(output) ?? [];
  // The fifth line of what PostgreSQL writes down about itself.
  const host = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[4] ?? "";
  const pool = new pg.Pool({ host, user: "postgres", database: "image_screen", max: 2 });
  pool.on("error", () => {});
  const stop = async (): Promise<void> => {
    await pool.end();
    await end();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    origin: found[1] ?? "",
    secret: readFileSync(join(dataDir, "secret"), "utf8").trim(),
    plainUrl: `postgresql://image_screen_app@localhost/image_screen?host=${host}`,
    query: async (sql, values) => (await pool.query<Record<string, unknown>>(sql, values)).rows,
    stop,
  };
}

/**
 * The same build on the same data behind nothing but Next's own server: what our listener takes away arrives here, so that
 * pages and handlers have to guard themselves.
 */
export async function startBare({ origin, plainUrl, secret }: Served): Promise<{ origin: string; end(): Promise<void> }> {
  const env = { DATABASE_URL: plainUrl, SECRET: secret, BASE_URL: origin, ORIGINS: origin };
  const { found, end } = await start(["--import", LEAVE, "node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", "0"], env, /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)[\s\S]*Ready/);
  return { origin: `http://127.0.0.1:${found[1]}`, end };
}

/** One request, exactly as given: no path is tidied up, no redirect followed. */
export async function send(origin: string, { method, path, headers = {}, body }: { method: string; path: string; headers?: Record<string, string>; body?: string }): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", reject);
      reply.on("end", () => {
        const { statusCode: status = 0, headers: { location = "", "set-cookie": cookies = [] }, rawHeaders } = reply;
        resolve({ status, location, cookies, head: rawHeaders.join("\n"), body: Buffer.concat(chunks).toString() });
      });
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // A connection that the server had closed in the meantime; nothing of this request was heard.
      if (sent.reusedSocket && error.code === "ECONNRESET") resolve(send(origin, { method, path, headers, body }));
      else reject(error);
    });
    sent.end(body);
  });
}

/** All of them, a few at a time. */
export async function each<Given>(given: readonly Given[], work: (one: Given) => Promise<void>): Promise<void> {
  const left = given.values();
  const worker = async (): Promise<void> => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

/**
 * JSON as one of our own pages sends it.
 * @throws {Error} where the status is not the expected one
 */
export async function call({ origin }: Served, method: string, path: string, { body, cookie = "", status }: { body?: unknown; cookie?: string; status: number }): Promise<Answer & { json: Record<string, unknown> }> {
  const headers = { origin, cookie, "content-type": "application/json", "idempotency-key": randomBytes(16).toString("hex") };
  const answer = await send(origin, { method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} instead of ${status}: ${answer.body}`);
  return { ...answer, json: answer.body === "" ? {} : (JSON.parse(answer.body) as Record<string, unknown>) };
}

/** Signs somebody in, whatever was tried before: the limits are another test's. */
export async function signIn(server: Served, email: string): Promise<string> {
  await server.query("DELETE FROM attempt");
  const { cookies } = await call(server, "POST", "/api/v1/account/sign-in", { body: { email, password: PASSWORD }, status: 200 });
  return cookies.map((line) => line.split(";")[0] ?? "").join("; ");
}

/** A site with its first admin, by a set-up link as whoever runs the server makes one. */
export async function newSite(server: Served, site: string, name: string): Promise<Person> {
  const token = randomBytes(16).toString("base64url");
  const email = mailOf(name);
  await server.query("INSERT INTO access_link (hash, kind, expires_at) VALUES ($1, 'set-up', now() + interval '1 hour')", [createHash("sha256").update(token).digest("hex")]);
  await call(server, "POST", "/api/v1/account/set-up", { body: { token, site, name, email, password: PASSWORD }, status: 201 });
  return personOf(server, name, await signIn(server, email));
}

/** Somebody with an invitation and without an account. */
export async function invited(server: Served, admin: Person, role: Role, name: string): Promise<Person & { token: string }> {
  const { json } = await call(server, "POST", "/api/v1/members", { body: { name, email: mailOf(name), role }, cookie: admin.cookie, status: 201 });
  return { ...(await personOf(server, name, "")), token: String(json.link).split("#")[1] ?? "" };
}

/** A member whom an admin invites, who joins and signs in. */
export async function newMember(server: Served, admin: Person, role: Role, name: string): Promise<Person> {
  const { token } = await invited(server, admin, role, name);
  await call(server, "POST", "/api/v1/account/join", { body: { token, password: PASSWORD }, status: 201 });
  return personOf(server, name, await signIn(server, mailOf(name)));
}

/** Saves a draft. Answers its code. */
export async function save(server: Served, { cookie }: Person, draft: object): Promise<string> {
  const { json } = await call(server, "POST", "/api/v1/screenings", { body: draft, cookie, status: 201 });
  return String(json.code);
}

/** The cookie of a session of this token, signed as the server signs it. */
export function cookieOf({ secret }: Pick<Served, "secret">, token: string): string {
  return `image-screen=${encodeURIComponent(`${token}.${createHmac("sha256", secret).update(token).digest("base64")}`)}`;
}

function mailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(" ", "-")}@ward.example`;
}

async function personOf({ query }: Served, name: string, cookie: string): Promise<Person> {
  const email = mailOf(name);
  const [row] = await query("SELECT id, site_id FROM membership WHERE email = $1", [email]);
  return { id: String(row?.id), site: String(row?.site_id), name, email, cookie };
}
