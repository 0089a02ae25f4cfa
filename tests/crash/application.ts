import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What is killed with -9. `backend`: one process of PostgreSQL's, whichever; `postgres`: all of them; the last two: Node as well. */
export const kills = ["node", "postmaster", "backend", "postgres", "both", "everything"] as const;
export type Kill = (typeof kills)[number];

/** Does this kill end the application's own process? */
export const endsNode = (kill: Kill): boolean => ["node", "both", "everything"].includes(kill);

/** The built application as one process, on a port of its own, to be killed and started again as often as is wished. */
export type Application = {
  port: number;
  dataDir: string;
  /** Milliseconds from the spawn to the first answer that is good. */
  start: () => Promise<number>;
  /** Everything it has printed since the first start. */
  output: () => string;
  alive: () => boolean;
  kill: (kill: Kill, chance: () => number) => Promise<void>;
  /** Address of its embedded database for this login. */
  database: (login: string) => string;
  stop: () => Promise<void>;
};

const START_MS = 60_000;
// Settings of the shell must not reach it, least of all the address of a real database.
const SETTINGS = ["DATABASE_URL", "HOST", "BASE_URL", "TRUSTED_PROXY", "SECRET", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "NODE_OPTIONS"];

/** A directory through which PostgreSQL's own user may pass. */
export function freshDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-crash-")));
  chmodSync(directory, 0o755);
  return directory;
}

/** Begins nothing yet. With a DATABASE_URL among the settings the database is not the application's, and `database` has no answer. */
export async function application(dataDir: string, settings: Record<string, string> = {}): Promise<Application> {
  const port = await freePort();
  let child: ChildProcess | null = null;
  let output = "";
  const alive = () => child !== null && child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (!child || !alive()) return;
    const gone = new Promise((resolve) => child?.once("close", resolve));
    child.kill(signal);
    await gone;
  };
  const start = async () => {
    const [since, said] = [Date.now(), output.length];
    const env = { ...process.env, ...Object.fromEntries(SETTINGS.map((name) => [name, ""])), NODE_ENV: "production" as const, PORT: String(port), DATA_DIR: dataDir, ...settings };
    // The channel is how it learns that we are gone, by whatever means.
    child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    for (let ms: number | null = null; ; await sleep(20)) {
      if (ms === null && (await isGood(port))) ms = Date.now() - since;
      // It answers before it has said everything.
      if (ms !== null && output.includes("Ready on", said)) return ms;
      if (!alive() || Date.now() - since > START_MS) throw new Error(`The application does not start:\n${output}`);
    }
  };
  const clusterOf = () => /^Data: (\S+) \(/m.exec(output)?.[1] ?? "";
  return {
    port, dataDir, start, alive,
    output: () => output,
    kill: async (kill, chance) => {
      for (const pid of doomed(kill, clusterOf(), chance)) killNow(pid);
      if (endsNode(kill)) await end("SIGKILL");
    },
    database: (login) => `postgresql://${login}@localhost/image_screen?host=${noteOf(clusterOf())[4]}`,
    stop: () => end("SIGTERM"),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function isGood(port: number): Promise<boolean> {
  return fetch(`http://localhost:${port}/api/v1/health`, { signal: AbortSignal.timeout(2_000) }).then(async (reply) => (await reply.text(), reply.ok)).catch(() => false);
}

/** What PostgreSQL writes down about itself: its process first, the socket's directory fifth. */
function noteOf(cluster: string): string[] {
  return readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
}

function doomed(kill: Kill, cluster: string, chance: () => number): number[] {
  const all = kill === "node" ? [] : processesOf(cluster);
  if (kill === "postmaster" || kill === "both") return all.slice(0, 1);
  if (kill === "backend") return all.slice(1).filter((_, at) => at === Math.floor(chance() * (all.length - 1)));
  return all;
}

/** The processes of the PostgreSQL of a cluster, first the one that starts the others; none where it does not run. */
export function processesOf(cluster: string): number[] {
  const postmaster = existsSync(join(cluster, "postmaster.pid")) ? Number(noteOf(cluster)[0]) : 0;
  // It was killed before and did not come up yet; its number may be another's by now.
  return commandOf(postmaster).includes(cluster) ? [postmaster, ...childrenOf(postmaster)] : [];
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
