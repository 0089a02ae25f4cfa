// Plain JavaScript with built-ins only: this runs before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants as system } from "node:os";
import { abandon, alive, fits, prepare } from "./prepare.mjs";
import { SettingsError, readSettings } from "./settings.mjs";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  if (fits(process.versions.node, engines.node)) return;
  throw new Error(`IMAGe Screen needs Node ${engines.node}; this is ${process.versions.node}.`);
}

/** The directories that this start has made, the innermost first. @type {string[]} */
const made = [];

/** @param {string} dataDir */
function checkDataDir(dataDir) {
  try {
    make(dataDir);
    // Root may write everywhere, says access(), also where nobody can.
    rmdirSync(mkdtempSync(join(dataDir, "trial-")));
  } catch (error) {
    const code = codeOf(error);
    // What is there can be read all the same, and room be made.
    if (code === "ENOSPC" || code === "EDQUOT") return;
    const owner = code === "EACCES" ? "start as the user it belongs to, " : "";
    throw new Error(`The data directory ${dataDir} cannot be written (${code}); ${owner}make it writable or set DATA_DIR to another.`);
  }
}

/** With what is above it, one by one: asked to make all at once, Node tries for ever in a place like /proc. @param {string} directory */
function make(directory) {
  try {
    // Root's database user must be able to pass; others have no business there.
    mkdirSync(directory, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    made.unshift(directory);
  } catch (error) {
    if (codeOf(error) === "EEXIST" && statSync(directory).isDirectory()) return;
    if (codeOf(error) !== "ENOENT" || existsSync(dirname(directory))) throw error;
    make(dirname(directory));
    make(directory);
  }
}

/** A start that came to nothing leaves no directory behind; where something is in it by now, it stays. */
function unmake() {
  try {
    for (const directory of made) rmdirSync(directory);
  } catch {
    // Nor do those around it go.
  }
}

/** @param {string} host @param {number} port @param {string} dataDir @returns {Promise<void>} */
function checkPort(host, port, dataDir) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(new Error(portSentence(port, codeOf(error), dataDir))));
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

/** @param {number} port @param {string} code @param {string} dataDir */
function portSentence(port, code, dataDir) {
  if (code !== "EADDRINUSE") return `Port ${port} cannot be used (${code}); set PORT to another.`;
  const notice = join(dataDir, "running");
  const [pid, its] = existsSync(notice) ? readFileSync(notice, "utf8").trim().split(" ") : [];
  if (Number(its) === port && alive(Number(pid))) return `IMAGe Screen already runs on this data directory (process ${pid}): http://localhost:${port}`;
  return `Port ${port} is taken by another program; stop that or set PORT to another.`;
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

/** @param {boolean} demo */
async function ready(demo) {
  checkNode();
  const { port, host, dataDir, databaseUrl, secret } = readSettings(process.env, ROOT);
  // With a database elsewhere the secret still lives there.
  if (!demo && (databaseUrl === null || secret === null)) checkDataDir(dataDir);
  await checkPort(host, port, dataDir);
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    abandon();
    process.exit(128 + system.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  await prepare(ROOT, (line) => console.log(line));
  for (const signal of SIGNALS) process.off(signal, stop);
}

/** npm, asked to end, ends its shell and not what runs in it: this process is then left with another parent. */
function followNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

/** The server is one further process; when this one is gone, its channel breaks and it stops by itself. */
function serve() {
  const options = ["--import", "tsx", "--conditions=react-server", join("lib", "cli", "serve.ts"), ...process.argv.slice(2)];
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const server = spawn(process.execPath, options, { cwd: ROOT, env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  let asked = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      asked = true;
      server.kill(signal);
    });
  }
  server.on("exit", (code, signal) => {
    if (asked && signal) code = 0;
    else if (signal) console.error(`The server was ended by ${signal}; the next start takes up where it was.`);
    process.exitCode = code ?? 1;
  });
}

process.on("exit", (code) => code !== 0 && unmake());
try {
  followNpm();
  await ready(process.argv.includes("--demo"));
  serve();
} catch (error) {
  const lines = error instanceof SettingsError ? error.faults : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}
