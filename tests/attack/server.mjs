import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The built server as one process, on a data directory of its own.
 * @typedef {object} Running
 * @property {number} pid
 * @property {number} port
 * @property {string} origin
 * @property {string} dataDir
 * @property {() => string} output all that it has printed
 * @property {() => boolean} alive
 * @property {() => number | null} memory kilobytes that it holds now; null where the system does not tell
 * @property {() => Promise<Record<string, unknown>>} database how to connect to its database past every restriction
 * @property {() => Promise<number | null>} stop its exit code, and the data directory goes
 */

const START_MS = 60_000;
// Settings of the shell must not reach it, least of all the address of a real database.
const SETTINGS = ["DATABASE_URL", "HOST", "BASE_URL", "TRUSTED_PROXY", "SECRET", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"];
// A heap left to itself grows until it is large before V8 looks for what is garbage: growth would then say nothing. In a
// small one only a leak can grow, and ends the server.
const HEAP = "--max-old-space-size=256";

/**
 * @param {string} root absolute path of the project, built
 * @param {{ PORT?: string, DATA_DIR?: string, BASE_URL?: string, NODE_OPTIONS?: string, STATEMENTS?: string }} [settings] those that a test is about; with a BASE_URL the port as well. A data directory of the test's own stays
 * @returns {Promise<Running>}
 * @throws {Error} with what it printed, where it does not start
 */
export async function startServer(root, settings = {}) {
  const dataDir = settings.DATA_DIR ?? mkdtempSync(join(tmpdir(), "image-screen-attack-"));
  // As root the database runs as a user of its own, which has to pass.
  chmodSync(dataDir, 0o755);
  // The channel is how it learns that we are gone, by whatever means.
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...Object.fromEntries(SETTINGS.map((name) => [name, ""])), NODE_ENV: "production", NODE_OPTIONS: HEAP, PORT: "0", DATA_DIR: dataDir, ...settings };
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.on("close", resolve));
  const alive = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    child.kill("SIGTERM");
    const code = await ended;
    if (!settings.DATA_DIR) rmSync(dataDir, { recursive: true, force: true });
    return code;
  };
  for (const deadline = Date.now() + START_MS; !/^Ready on /m.test(output); await sleep(20)) {
    if (alive() && Date.now() < deadline) continue;
    await stop();
    throw new Error(`The server does not start:\n${output}`);
  }
  const port = Number(settings.PORT ?? /^Ready on http:\/\/\S+?:(\d+)/m.exec(output)?.[1]);
  const pid = child.pid ?? 0;
  return { pid, port, origin: settings.BASE_URL ?? `http://localhost:${port}`, dataDir, output: () => output, alive, memory: () => memoryOf(pid), database: async () => connectionTo(output), stop };
}

/** @param {number} pid */
function memoryOf(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return null;
  }
}

/** The socket's directory is the fifth line of what PostgreSQL writes down about itself. @param {string} output */
function connectionTo(output) {
  const [, cluster = ""] = /^Data: (\S+) \(/m.exec(output) ?? [];
  const host = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[4];
  return { host, user: "postgres", database: "image_screen" };
}
