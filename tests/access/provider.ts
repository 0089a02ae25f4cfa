import { spawn } from "node:child_process";
import { createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
// @ts-expect-error: it comes without types.
import Provider from "oidc-provider";
import pg from "pg";
import { GET as comeBack } from "@/app/api/auth/callback/hospital/route";
import { POST as joinRoute } from "@/app/api/v1/account/join/route";
import { POST as setUpRoute } from "@/app/api/v1/account/set-up/route";
import { POST as hospitalRoute } from "@/app/api/v1/account/sign-in/hospital/route";
import { POST as signInRoute } from "@/app/api/v1/account/sign-in/route";
import { POST as linkRoute } from "@/app/api/v1/members/[id]/link/route";
import { DELETE as removeRoute } from "@/app/api/v1/members/[id]/route";
import { POST as inviteRoute } from "@/app/api/v1/members/route";
import { GET as listRoute } from "@/app/api/v1/screenings/route";
import { siteLink } from "@/lib/access/links";
import { cookiesOf, ORIGIN } from "./people";

/** What the provider says of somebody; the key under which it knows them is their subject. */
export type Person = { email: string; email_verified: boolean; name?: string; picture?: string };
/** How the next id tokens are spoilt: other claims, another key under the same name, another algorithm, or none at all. */
export type Forgery = { claims?: Record<string, unknown>; signedWith?: "foreign key" | "client secret" | "nothing"; gone?: true; at?: "token" | "me" };
export type Hospital = Awaited<ReturnType<typeof hospitalOnLoopback>>;

type Context = { path: string; body: { id_token?: string; sub?: string } };
type Made = {
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
  interactionFinished(request: IncomingMessage, response: ServerResponse, outcome: object): Promise<void>;
  use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void;
};

export const CLIENT = { client_id: "image-screen", client_secret: "a secret between the hospital and the screen" };
const KID = "key-of-the-hospital";

/**
 * An identity provider on a port of its own, where nobody listens before `open`. Its login page lets in whoever the browser
 * names in `x-person`, and nobody as "nobody". `issued`: every token and code that it has given.
 */
export async function hospitalOnLoopback() {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const people = new Map<string, Person>();
  const state = { forgery: null as Forgery | null, silent: false, issuer };
  const issued = new Set<string>();
  const [own, foreign] = [newKey(), newKey()];
  let server = createServer();
  return {
    issuer,
    people,
    state,
    issued,
    /** @param origin of the application */
    open(origin: string): Promise<void> {
      const provider = configured(state.issuer, `${origin}/api/auth/callback/hospital`, people, own);
      provider.use(async (context, next) => {
        await next();
        if (context.path === "/token") keep(issued, context.body);
        if (state.forgery) forge(context, state.forgery, { own, foreign });
      });
      server = createServer((request, response) => {
        if (state.silent) return;
        if (request.url?.startsWith("/login/")) void logIn(provider, request, response);
        else provider.callback()(request, response);
      });
      return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
    },
    close(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
    /** Follows somebody's browser through the provider's pages. @returns the address of the way back */
    async through(start: string, who: string): Promise<string> {
      let [at, cookie] = [start, ""];
      for (let steps = 0; at.startsWith(issuer) && steps < 6; steps += 1) {
        const answer = await fetch(at, { redirect: "manual", headers: { cookie, "x-person": who } });
        cookie = cookiesOf(answer, cookie);
        const location = answer.headers.get("location");
        if (!location) throw new Error(`${answer.status} ${await answer.text()}`);
        at = new URL(location, at).href;
      }
      issued.add(new URL(at).searchParams.get("code") ?? at);
      return at;
    },
  };
}

function newKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function configured(issuer: string, redirectUri: string, people: Map<string, Person>, key: KeyObject): Made {
  type Asked = { oidc: { provider: { Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> } }; client: { clientId: string }; session: { accountId: string } } };
  return new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [redirectUri], token_endpoint_auth_method: "client_secret_post" }],
    pkce: { required: () => true, methods: ["S256"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "picture"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/login/${uid}` },
    cookies: { keys: [randomUUID()] },
    jwks: { keys: [{ ...key.export({ format: "jwk" }), kid: KID, use: "sig", alg: "RS256" }] },
    findAccount: (_: unknown, who: string) => {
      const person = people.get(who);
      return person && { accountId: who, claims: async () => ({ sub: who, ...person }) };
    },
    loadExistingGrant: async ({ oidc: { provider, client, session } }: Asked) => {
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  }) as Made;
}

function logIn(provider: Made, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const who = String(request.headers["x-person"]);
  const outcome = who === "nobody" ? { error: "access_denied", error_description: "somebody said no" } : { login: { accountId: who } };
  return provider.interactionFinished(request, response, outcome);
}

function keep(issued: Set<string>, body: object): void {
  for (const value of Object.values(body)) if (typeof value === "string" && value.length > 20 && !value.includes(" ")) issued.add(value);
}

function forge({ path, body }: Context, { claims, signedWith, gone, at = "token" }: Forgery, keys: { own: KeyObject; foreign: KeyObject }): void {
  if (path === "/me" && at === "me") Object.assign(body, claims);
  if (path !== "/token" || at !== "token" || !body.id_token) return;
  if (gone) delete body.id_token;
  else body.id_token = token({ ...payloadOf(body.id_token), ...claims }, signedWith, keys);
}

function payloadOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
}

function token(claims: object, signedWith: Forgery["signedWith"], { own, foreign }: { own: KeyObject; foreign: KeyObject }): string {
  const alg = signedWith === "nothing" ? "none" : signedWith === "client secret" ? "HS256" : "RS256";
  const signed = [{ alg, typ: "JWT", kid: KID }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  if (alg === "none") return `${signed}.`;
  if (alg === "HS256") return `${signed}.${createHmac("sha256", CLIENT.client_secret).update(signed).digest("base64url")}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), signedWith ? foreign : own).toString("base64url")}`;
}

type Row = Record<string, unknown>;
/** Where the application runs, with an identity provider that nobody has reached yet. */
export type World = { origin: string; setUp: string; send(request: Request): Promise<Response>; query: Query; stop(): Promise<void> };
type Query = (sql: string, values?: unknown[]) => Promise<Row[]>;

export const CALLBACK = "/api/auth/callback/hospital";
const START_MS = 60_000;
const ROUTES: Record<string, (request: Request) => Promise<Response>> = {
  "POST /api/v1/account/set-up": setUpRoute,
  "POST /api/v1/account/join": joinRoute,
  "POST /api/v1/account/sign-in": signInRoute,
  "POST /api/v1/account/sign-in/hospital": hospitalRoute,
  "POST /api/v1/members": inviteRoute,
  "GET /api/v1/screenings": listRoute,
  [`GET ${CALLBACK}`]: comeBack,
};

/** The route handlers in this process, on the database that `query` asks. */
export async function handlers(env: Record<string, string>, query: Query): Promise<World> {
  Object.assign(process.env, env);
  const send = async (request: Request) => {
    const { pathname } = new URL(request.url);
    const params = Promise.resolve({ id: /members\/([^/]+)/.exec(pathname)?.[1] ?? "" });
    if (pathname.endsWith("/link")) return linkRoute(request, { params });
    if (request.method === "DELETE") return removeRoute(request, { params });
    const route = ROUTES[`${request.method} ${pathname}`];
    if (!route) throw new Error(request.url);
    return route(request);
  };
  return { origin: ORIGIN, setUp: await siteLink(ORIGIN), send, query, stop: async () => {} };
}

/** The built server as a process, on a data directory of its own. */
export async function built(env: Record<string, string>): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), "image-screen-test-"));
  // As root the database runs as a user of its own, which has to pass.
  chmodSync(dataDir, 0o755);
  const settled = { ...process.env, DATABASE_URL: "", BASE_URL: "", SECRET: "", ...env, NODE_ENV: "production" as const, PORT: "0", DATA_DIR: dataDir };
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env: settled, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const ended = new Promise((resolve) => child.on("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + START_MS; !/^Ready on /m.test(output); await sleep(20)) {
    if (child.exitCode === null && Date.now() < deadline) continue;
    await stop();
    throw new Error(output);
  }
  const cluster = /^Data: (\S+) \(/m.exec(output)?.[1] ?? "";
  // The socket's directory is the fifth line of what PostgreSQL writes down about itself.
  const host = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[4];
  const client = new pg.Client({ host, user: "postgres", database: "image_screen" });
  await client.connect();
  const query: Query = async (sql, values) => (await client.query<Row>(sql, values)).rows;
  const origin = /^Ready on (\S+)$/m.exec(output)?.[1] ?? "";
  return { origin, setUp: /http\S+\/account\/set-up#\S+/.exec(output)?.[0] ?? "", send: (request) => fetch(request), query, stop: () => client.end().then(stop) };
}
