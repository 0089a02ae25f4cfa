import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "@/tests/attack/server.mjs";
import { run } from "./database";
import { place, start } from "./launching";

/** One process of the built application, as the load balancer in front of it sees it. */
export type One = {
  ask: (method: string, path: string, asked?: Asked) => Promise<Answer>;
  output: () => string;
  alive: () => boolean;
  /** kill -9, and whatever it had open is cut. */
  kill: () => Promise<void>;
  stop: () => Promise<number | null>;
};
type Asked = { body?: object; who?: string; bearer?: string; key?: string; from?: string };
type Answer = { status: number; body: Record<string, unknown>; cookie: string };
/** A database that the application's login owns on a hospital's server. */
export type Outside = { url: string; administrator: string };

export const NAME = "screen.hospital.example";
export const PASSWORD = "seven quiet herons by the lock";
const SECRET = "a secret that every process has alike";
const ANSWER_MS = 30_000;

/** A PostgreSQL as a hospital gives one; `made` makes an empty database on it, whose owner is no superuser. */
export async function hospital(): Promise<(name: string) => Promise<Outside>> {
  const { url: owner } = await start(place());
  const at = (login: string, name: string) => owner.replace("image_screen_owner@", `${login}@`).replace("/image_screen?", `/${name}?`);
  await run(at("postgres", "postgres"), "DROP DATABASE image_screen WITH (FORCE)");
  await run(at("postgres", "postgres"), "DROP ROLE image_screen_app; DROP ROLE image_screen_owner; CREATE ROLE hospital LOGIN CREATEROLE");
  return async (name) => {
    await run(at("postgres", "postgres"), `CREATE DATABASE ${name} OWNER hospital`);
    return { url: at("hospital", name), administrator: at("postgres", name) };
  };
}

/** Starts one process of the application on a port of its own and, like a machine of its own, with a data directory of its own. */
export async function startOne(url: string, more: Record<string, string> = {}): Promise<One> {
  const port = await freePort();
  const settings = { DATABASE_URL: url, PORT: String(port), BASE_URL: `https://${NAME}`, TRUSTED_PROXY: "127.0.0.1,::1", SECRET, ...more };
  const server = await startServer(process.cwd(), settings);
  const agent = new Agent({ keepAlive: true });
  const kill = async (): Promise<void> => {
    process.kill(server.pid, "SIGKILL");
    while (server.alive()) await sleep(5);
    rmSync(server.dataDir, { recursive: true, force: true });
  };
  const stop = (): Promise<number | null> => {
    agent.destroy();
    return server.stop();
  };
  return { ask: (method, path, asked) => ask(agent, port, method, path, asked), output: server.output, alive: server.alive, kill, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** What the load balancer passes on. Rejects where the connection breaks or nothing comes. */
function ask(agent: Agent, port: number, method: string, path: string, { body, who, bearer, key = randomUUID(), from = "192.0.2.1" }: Asked = {}): Promise<Answer> {
  const text = body === undefined ? null : JSON.stringify(body);
  const headers = {
    host: NAME, origin: `https://${NAME}`, "x-forwarded-for": from, "idempotency-key": key,
    ...(text !== null && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    ...(who !== undefined && { cookie: who }), ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, agent, method, path: `/api/v1/${path}`, headers, timeout: ANSWER_MS }, (answer) => {
      let told = "";
      answer.on("data", (chunk) => (told += chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const cookie = (answer.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
        resolve({ status: answer.statusCode ?? 0, body: told.startsWith("{") ? (JSON.parse(told) as Record<string, unknown>) : {}, cookie });
      });
    });
    sent.on("timeout", () => sent.destroy(new Error("nothing was answered")));
    sent.on("error", reject);
    sent.end(text ?? undefined);
  });
}

/** The tokens of the set-up links that a process has printed. */
export function setUpToken({ output }: Pick<One, "output">): string | null {
  return /\/account\/set-up#([\w-]{22})/.exec(output())?.[1] ?? null;
}

/** Signs somebody in at one process: the cookie. */
export async function signIn(one: One, email: string, from?: string): Promise<string> {
  const { status, cookie, body } = await one.ask("POST", "account/sign-in", { body: { email, password: PASSWORD }, ...(from !== undefined && { from }) });
  if (status !== 200) throw new Error(`${email} cannot sign in: ${status} ${JSON.stringify(body)}`);
  return cookie;
}

/** Invites somebody at one process and lets them join at another: their member's id and cookie. */
export async function newMember([one, other]: readonly [One, One], admin: string, email: string, role: string): Promise<{ id: string; email: string; cookie: string }> {
  const invited = await one.ask("POST", "members", { body: { name: email.split("@")[0], email, role }, who: admin });
  const joined = await other.ask("POST", "account/join", { body: { token: String(invited.body.link).split("#")[1], password: PASSWORD } });
  if (joined.status !== 201) throw new Error(`${email} cannot join: ${joined.status}`);
  return { id: String(invited.body.id), email, cookie: await signIn(one, email) };
}
