import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Embedded } from "@/lib/store/embedded";
import { startEmbedded } from "@/lib/store/embedded";

type Launched = { child: ChildProcess; url: string; started: string; where: string; written: () => number };

export const ROOT = process.getuid?.() === 0;
// initdb wants a user with a name; this one has no other use for it.
export const STRANGER = { uid: 65_534, gid: 65_534 };
// A clone that only root can enter is out of that user's reach, and so are the tests in its name.
export const REACHED = ROOT && spawnSync("test", ["-r", join(process.cwd(), "package.json")], { ...STRANGER, cwd: "/" }).status === 0;
const places: string[] = [];
const running = new Map<string, Embedded>();
const children: ChildProcess[] = [];

export function place(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-test-")));
  chmodSync(directory, 0o755);
  places.push(directory);
  return directory;
}

export async function start(dataDir: string): Promise<Embedded> {
  const database = await startEmbedded(dataDir);
  running.set(dataDir, database);
  return database;
}

function spawned(dataDir: string, rows: number, account?: { uid: number; gid: number }): ChildProcess {
  const env = account ? { PATH: process.env.PATH, HOME: dataDir, NODE_ENV: "test" as const } : process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "tests/store/launcher.ts", dataDir, String(rows)], { ...account, env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return child;
}

/** Starts a launcher as a process of its own; rejects with what it says when it refuses. */
export function launch(dataDir: string, rows = 0, account?: { uid: number; gid: number }): Promise<Launched> {
  const child = spawned(dataDir, rows, account);
  let output = "";
  let refusal = "";
  child.stderr?.on("data", (chunk) => (refusal += chunk));
  return new Promise((resolve, reject) => {
    child.on("close", () => reject(new Error(refusal.trim())));
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      const line = /^\{.*\}$/m.exec(output)?.[0];
      if (line) resolve({ child, ...(JSON.parse(line) as { url: string; started: string; where: string }), written: () => output.split("written\n").length - 1 });
    });
  });
}

/** Ends a process with -9; afterwards it is gone: until then it holds what it held. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/** A database that the test has left in a state in which it cannot be started. */
export function forget(dataDir: string): void {
  running.delete(dataDir);
}

export function postmaster(where: string): number {
  return Number(readFileSync(join(where, "postmaster.pid"), "utf8").split("\n")[0]);
}

export async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  // The server may be killed meanwhile: the query says so, and nobody else needs to hear of it.
  const client = new Client(url).on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

export function socketOf(dataDir: string): string {
  return `/tmp/image-screen-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
}

/** Ends and removes what the test has begun. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) await kill(child);
  for (const database of running.values()) await database.discard();
  running.clear();
  for (const directory of places.splice(0)) {
    // What a killed launcher left running is adopted, so that it can be ended.
    if (existsSync(join(directory, "postgres"))) await startEmbedded(directory).then((database) => database.discard(), () => {});
    rmSync(directory, { recursive: true, force: true });
  }
}
