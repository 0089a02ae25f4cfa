import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import next from "next";
import type { Embedded } from "@/lib/store/embedded";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate, reach } from "@/lib/store/migrate";
import { Refusal } from "@/lib/store/refusal";
import { plainUrl } from "@/lib/store/roles";
import type { Listening } from "./listen";
import { listen } from "./listen";
import { withoutMessages } from "./log";
import { sayingMethods } from "./methods";
import { alive } from "./prepare.mjs";
import { keptSecret } from "./secret";
import type { Settings } from "./settings.mjs";
import { SettingsError, readSettings } from "./settings.mjs";

const ROOT = process.cwd();
const DEMO = process.argv.includes("--demo");
const DEMO_PREFIX = "image-screen-demo-";
const DEMO_SCREENINGS = 300;
const FINISH_MS = 10_000;
// Next would put its own ear for web sockets on our server, past everything that guards the door: it gets one that never listens.
const NO_SOCKETS = createServer();

/** What has been begun and has to be ended again. */
const parts: { listening?: Listening; database?: Embedded; app?: { close(): Promise<void> }; notice?: string; throwAway?: string } = {};
let ending: Promise<void> | null = null;

async function begin(): Promise<void> {
  const settings = readSettings(process.env, ROOT);
  const { port, origins, serve } = (parts.listening = await listen(settings));
  // Without the setting it listens on loopback only, where the first of its names is localhost.
  const baseUrl = settings.baseUrl ?? origins[0] ?? "";
  const dataDir = DEMO ? await demoDirectory() : settings.dataDir;
  const { url, plain } = await database(DEMO ? null : settings.databaseUrl, dataDir, port);
  const applied = await migrate(url);
  if (applied.length > 0) console.log(`Migrations applied: ${applied.join(", ")}.`);
  await reach(plain);
  // The application reads these as soon as Next prepares; the owner's address is gone from then on.
  Object.assign(process.env, { DATABASE_URL: plain, ORIGINS: origins.join(" "), BASE_URL: baseUrl, SECRET: settings.secret ?? keptSecret(dataDir) });
  for (const [name, value] of Object.entries(process.env)) if (name.startsWith("OIDC_") && value === "") delete process.env[name];
  const filled = DEMO ? await fill(baseUrl) : [];
  const app = next({ dev: false, dir: ROOT, hostname: "localhost", port, httpServer: NO_SOCKETS });
  await app.prepare();
  parts.app = app;
  const handle = sayingMethods(app.getRequestHandler());
  withoutMessages();
  serve((request, response) => void handle(request, response).catch(() => response.destroy()));
  for (const line of [...filled, ...(await notices(settings, baseUrl)), "Ctrl-C stops it.", `Ready on ${baseUrl}`]) console.log(line);
}

/** What whoever started it has to do next. */
async function notices({ trustedProxy }: Settings, baseUrl: string): Promise<string[]> {
  const { firstLink } = await import("@/lib/access/links");
  const link = await firstLink(baseUrl);
  const isBehind = baseUrl.startsWith("https:") && trustedProxy.length === 0;
  return [
    ...(isBehind ? ["TRUSTED_PROXY is not set: all clients together count as one, with the address of the proxy in front."] : []),
    ...(link ? [`No account yet. Set up the first one within 24 hours: ${link}`] : []),
  ];
}

/** Where to migrate and, with fewer rights, where to work. */
async function database(outside: string | null, dataDir: string, port: number): Promise<{ url: string; plain: string }> {
  if (outside === null) return embedded(dataDir, port);
  console.log("Data: in the database of DATABASE_URL.");
  return { url: outside, plain: plainUrl(outside) };
}

async function embedded(dataDir: string, port: number): Promise<{ url: string; plain: string }> {
  const started = (parts.database = await startEmbedded(dataDir, fail));
  const how = { new: "made now", started: "from before", adopted: "still running since the last start" }[started.started];
  console.log(`Data: ${started.where} (${how})${started.why ? `, because ${started.why}` : ""}.`);
  parts.notice = join(dataDir, "running");
  // For the sentence of a second start that finds the port taken; the lock in the database is what excludes it.
  writeFileSync(parts.notice, `${process.pid} ${port}\n`);
  return { url: started.url, plain: started.plainUrl };
}

/** A directory that goes when the demo ends; what a killed demo left goes now. */
async function demoDirectory(): Promise<string> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(DEMO_PREFIX))) {
    const left = join(tmpdir(), name);
    if (alive(Number(name.slice(DEMO_PREFIX.length).split("-")[0]))) continue;
    await startEmbedded(left).then((database) => database.discard()).catch(() => {});
    rmSync(left, { recursive: true, force: true });
  }
  parts.throwAway = mkdtempSync(join(tmpdir(), `${DEMO_PREFIX}${process.pid}-`));
  // Started by root, PostgreSQL's own user has to pass through it.
  if (process.getuid?.() === 0) chmodSync(parts.throwAway, 0o711);
  return parts.throwAway;
}

async function fill(baseUrl: string): Promise<string[]> {
  const { seed } = await import("@/prisma/seed");
  await seed(DEMO_SCREENINGS);
  const { firstLink, setUp } = await import("@/lib/access/links");
  const token = (await firstLink(baseUrl))?.split("#")[1] ?? "";
  const account = { site: "Demonstration", name: "Demo admin", email: "demo@example.org", password: randomBytes(12).toString("base64url") };
  await setUp({ ...account, token }, new Date());
  return [
    `Demo: ${DEMO_SCREENINGS} made-up screenings, no real child among them. Everything is removed when it stops.`,
    `Demo account: ${account.email}, password ${account.password}`,
  ];
}

/** Ends everything in the order in which one part uses the next; a part that fails does not keep the others. */
async function end(code: number): Promise<void> {
  const steps = [
    () => parts.listening?.drain(FINISH_MS),
    () => parts.app?.close(),
    () => (DEMO ? parts.database?.discard() : parts.database?.stop()),
    () => parts.notice && rmSync(parts.notice, { force: true }),
    () => parts.throwAway && rmSync(parts.throwAway, { recursive: true, force: true }),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      console.error(error);
    }
  }
  process.exit(code);
}

function fail(error: unknown): void {
  // While everything is being ended, connections break; that is no news.
  if (ending) return;
  console.error(error instanceof Refusal || error instanceof SettingsError ? error.message : error);
  ending = end(1);
}

const begun = begin();
begun.catch(fail);
process.on("uncaughtException", fail);
const stop = (): void => {
  // What is being started has to be there before it can be ended.
  ending ??= begun.catch(() => {}).then(() => end(0));
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
// The parent is gone, by whatever means.
process.on("disconnect", stop);
