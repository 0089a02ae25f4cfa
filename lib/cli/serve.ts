import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import next from "next";
import { ENGINE } from "@/lib/screening/assess";
import { backUpDaily } from "@/lib/store/backup-daily";
import { fingerprint } from "@/lib/store/backup-secret";
import type { Embedded } from "@/lib/store/embedded";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate, reach } from "@/lib/store/migrate";
import { Refusal } from "@/lib/store/refusal";
import { sweepDaily } from "@/lib/store/retention";
import { PLAIN, plainUrl } from "@/lib/store/roles";
import { markSecret } from "@/lib/store/same-secret";
import type { Turn } from "@/lib/store/watch";
import { watchDatabase } from "@/lib/store/watch";
import { onOneDisk } from "./disk";
import { sayingAway } from "./away";
import type { Listening } from "./listen";
import { listen } from "./listen";
import { say, speakJson, withoutMessages } from "./log";
import { sayingMethods } from "./methods";
import { alive } from "./prepare.mjs";
import { servingWorker, workerText } from "./offline";
import { noting, routePatterns } from "./requests";
import { keptSecret } from "./secret";
import type { Settings } from "./settings.mjs";
import { SettingsError, readSettings } from "./settings.mjs";
import { PATIENCE } from "./slow";

const ROOT = process.cwd();
const BUILD = join(ROOT, ".next");
const DEMO = process.argv.includes("--demo");
const DEMO_PREFIX = "image-screen-demo-";
const DEMO_SCREENINGS = 300;
const FINISH_MS = 10_000;
// Next would put its own ear for web sockets on our server, past everything that guards the door: it gets one that never listens.
const NO_SOCKETS = createServer();

/** What has been begun and has to be ended again. */
const parts: { listening?: Listening; database?: Embedded; app?: { close(): Promise<void> }; watch?: () => Promise<void>; sweep?: () => Promise<void>; backups?: () => Promise<void>; notice?: string; throwAway?: string } = {};
let drainMs = 0;
let ending: Promise<void> | null = null;

async function begin(): Promise<void> {
  const settings = readSettings(process.env, ROOT);
  const asJson = settings.logFormat === "json";
  if (asJson) speakJson();
  const { port, origins, serve } = (parts.listening = await listen(settings, PATIENCE, asJson ? noting(routePatterns(BUILD)) : undefined));
  // Without the setting it listens on loopback only, where the first of its names is localhost.
  const baseUrl = settings.baseUrl ?? origins[0] ?? "";
  const dataDir = DEMO ? await demoDirectory() : settings.dataDir;
  const { url, plain } = await database(DEMO ? null : settings.databaseUrl, dataDir, port);
  const applied = await migrate(url);
  if (applied.length > 0) say("migrated", `Migrations applied: ${applied.join(", ")}.`, { migrations: applied });
  await reach(plain, PLAIN);
  const secret = settings.secret ?? keptSecret(dataDir);
  const other = await markSecret(url, secret);
  if (other) say("other-secret", other);
  // The application reads these as soon as Next prepares; the owner's address is gone from then on.
  Object.assign(process.env, { DATABASE_URL: plain, ORIGINS: origins.join(" "), BASE_URL: baseUrl, SECRET: secret, STOPPING: "" });
  for (const [name, value] of Object.entries(process.env)) if (name.startsWith("OIDC_") && value === "") delete process.env[name];
  const filled = DEMO ? await fill(baseUrl) : [];
  const app = next({ dev: false, dir: ROOT, hostname: "localhost", port, httpServer: NO_SOCKETS });
  await app.prepare();
  parts.app = app;
  const worker = workerText(ROOT, BUILD, process.env["OFFLINE"] !== "off");
  const handle = servingWorker(sayingAway(sayingMethods(app.getRequestHandler())), worker);
  withoutMessages();
  serve((request, response) => void handle(request, response).catch(() => response.destroy()));
  for (const line of filled) console.log(line);
  await sayNotices(settings, baseUrl);
  say("ready", `${asJson ? "" : "Ctrl-C stops it.\n"}Ready on ${baseUrl}`, { version: ENGINE, node: process.versions.node });
  attend(settings, { url, plain, secret });
}

/** What goes on beside the requests. */
function attend({ drainSeconds, backupDir, backupKeep }: Settings, { url, plain, secret }: { url: string; plain: string; secret: string }): void {
  drainMs = drainSeconds * 1_000;
  parts.watch = watchDatabase(plain, sayTurn);
  parts.sweep = sweepDaily((erased, failed) => say("retention", failed ? "Screenings that were kept long enough could not be erased; it is tried again tomorrow." : `${erased} screenings erased that were kept long enough.`, { erased }, failed ? "error" : "info"));
  if (backupDir === null || DEMO) return;
  const about = { application: ENGINE, secret: fingerprint(secret) };
  parts.backups = backUpDaily(url, backupDir, backupKeep, about, (sentence, failed) => say("backup", sentence, {}, failed ? "error" : "info"));
}

function sayTurn(turn: Turn): void {
  // While everything is being ended, connections break; that is no news.
  if (ending) return;
  if (turn.lost) say("database-lost", "The database does not answer; until it does, whoever saves is asked to come back.", {}, "error");
  else say("database-back", `The database answers again, after ${(turn.afterMs / 1_000).toFixed(1)} s.`, { ms: turn.afterMs });
}

/** What whoever started it has to do next. */
async function sayNotices({ trustedProxy, backupDir, dataDir, databaseUrl, logFormat }: Settings, baseUrl: string): Promise<void> {
  const { firstLink } = await import("@/lib/access/links");
  const { databaseIsAway } = await import("@/lib/store/client");
  if (baseUrl.startsWith("https:") && trustedProxy.length === 0) say("notice", "TRUSTED_PROXY is not set: all clients together count as one, with the address of the proxy in front.");
  if (backupDir && databaseUrl === null && !DEMO && onOneDisk(backupDir, dataDir)) say("notice", "BACKUP_DIR is on the disk of the data: what destroys the one destroys the other. Put it on another disk, or copy the backups elsewhere.");
  // Away at this very moment, the database ends nothing: the next start tells the link.
  const link = await firstLink(baseUrl).catch((error: unknown) => (databaseIsAway(error) ? null : Promise.reject(error)));
  // A log is collected and read by many, and the link makes an admin of whoever opens it.
  if (link) say("no-account", `No account yet. ${logFormat === "json" ? "A link to set up the first one is printed by: npm run link -- site" : `Set up the first one within 24 hours: ${link}`}`);
}

/** Where to migrate and, with fewer rights, where to work. */
async function database(outside: string | null, dataDir: string, port: number): Promise<{ url: string; plain: string }> {
  if (outside === null) return embedded(dataDir, port);
  say("database", "Data: in the database of DATABASE_URL.");
  return { url: outside, plain: plainUrl(outside) };
}

async function embedded(dataDir: string, port: number): Promise<{ url: string; plain: string }> {
  const started = (parts.database = await startEmbedded(dataDir, fail, (sentence) => say("database-start", `${sentence} It is tried again every second.`, {}, "error")));
  const how = { new: "made now", started: "from before", adopted: "still running since the last start" }[started.started];
  say("database", `Data: ${started.where} (${how})${started.why ? `, because ${started.why}` : ""}.`);
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
    () => (code === 0 ? leave() : undefined),
    () => parts.listening?.drain(FINISH_MS),
    () => parts.watch?.(),
    () => parts.sweep?.(),
    // A database that hangs must not keep it.
    () => Promise.race([parts.backups?.(), sleep(FINISH_MS, undefined, { ref: false })]),
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

/** For a while it may serve on and say that it is not ready, so that a load balancer sends nothing more. */
async function leave(): Promise<void> {
  process.env.STOPPING = "1";
  if (drainMs > 0) say("stopping", `Serving for ${drainMs / 1_000} s more, and not ready from now on.`);
  await sleep(drainMs);
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
// Whoever collects the log may go away; the log is lost then, and nothing else.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
// The parent is gone, by whatever means.
process.on("disconnect", stop);
