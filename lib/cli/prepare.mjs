import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @typedef {object} Step
 * @property {string} sentence what the console says while it runs
 * @property {string} stamp file that holds the state it last ran for; inside what it makes, and gone with it
 * @property {() => string} state what its outcome depends on, as a hash
 * @property {string[]} command arguments for Node
 * @property {Record<string, string | undefined>} env
 */

const BEAT_MS = 2_000;
const DEAD_MS = 30_000;
const QUIET = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
// Prisma wants to download an engine that neither installing nor generating ever runs; any existing file keeps it from that.
const NO_DOWNLOAD = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };

/** @type {import("node:child_process").ChildProcess | null} */
let child = null;

/**
 * Installs, generates and builds what is missing or stale, and nothing else. Two at once in one clone: the second waits.
 * @param {string} root absolute path of the project
 * @param {(line: string) => void} say
 * @throws {Error} with the full output of the step that failed
 */
export async function prepare(root, say) {
  const steps = [install(root), generate(root), build(root)];
  if (steps.every(isFresh)) return;
  await alone(root, say, async () => {
    for (const step of steps) if (!isFresh(step)) await run(root, step, say);
  });
}

/**
 * What of the preparation is missing or older than its sources, as whoever starts the server would see it done.
 * @param {string} root
 */
export function stale(root) {
  return [install(root), generate(root), build(root)].filter((step) => !isFresh(step)).map(({ sentence }) => sentence.replace(/ \(.*| …/, ""));
}

/**
 * Whether a Node version fits the ranges of package.json's `engines`, of which only `^a.b` and `>=a` are used.
 * @param {string} version @param {string} ranges
 */
export function fits(version, ranges) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return ranges.split("||").some((range) => {
    const [, sign, wanted, least = "0"] = /^\s*(\^|>=)(\d+)(?:\.(\d+))?\s*$/.exec(range) ?? [];
    if (sign === ">=" && major > Number(wanted)) return true;
    return major === Number(wanted) && minor >= Number(least);
  });
}

/** Ends the step that runs now with everything it started; for whoever is asked to stop during the preparation. */
export function abandon() {
  if (child?.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
  } catch {
    // It ended by itself.
  }
}

/** @param {string} root @returns {Step} */
function install(root) {
  const files = ["package.json", "package-lock.json"].map((name) => join(root, name));
  return {
    sentence: "Installing the packages of package-lock.json (about a minute, once) …",
    stamp: join(root, "node_modules", ".image-screen"),
    state: () => hash(files, root, `${process.platform} ${process.arch} ${process.versions.modules}`),
    command: [npm(), "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    // A clone installed for production only could not run its own tests later.
    env: { ...NO_DOWNLOAD, NODE_ENV: undefined },
  };
}

/** @param {string} root @returns {Step} */
function generate(root) {
  return {
    sentence: "Generating the database client …",
    stamp: join(root, "lib", "store", "generated", ".image-screen"),
    state: () => hash(["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"].map((name) => join(root, name)), root),
    command: [join(root, "node_modules", "prisma", "build", "index.js"), "generate"],
    env: NO_DOWNLOAD,
  };
}

/** @param {string} root @returns {Step} */
function build(root) {
  const inputs = ["app", "lib", "prisma", "public", "proxy.ts", "next.config.js", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];
  return {
    sentence: "Building the pages (about half a minute, after each change) …",
    stamp: join(root, ".next", ".image-screen"),
    state: () => hash(inputs.flatMap((name) => filesBelow(join(root, name))), root, process.versions.modules),
    command: [join(root, "node_modules", "next", "dist", "bin", "next"), "build"],
    // Pages are made without any database at hand, least of all the real one.
    env: { NODE_ENV: "production", DATABASE_URL: undefined },
  };
}

/** npm's own program, run by the Node that runs this: the one on the path may belong to another. */
function npm() {
  const given = process.env.npm_execpath;
  const bin = dirname(process.execPath);
  const places = [given && basename(given) === "npm-cli.js" ? given : "", join(bin, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"), join(bin, "node_modules", "npm", "bin", "npm-cli.js")];
  return places.find((place) => place !== "" && existsSync(place)) ?? "";
}

/** @param {Step} step */
function isFresh({ stamp, state }) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === state();
}

/** @param {string} root @param {Step} step @param {(line: string) => void} say */
async function run(root, { sentence, stamp, state, command, env }, say) {
  say(sentence);
  // A step killed half-way must not look done.
  rmSync(stamp, { force: true });
  const before = state();
  const { code, output } = await collect(root, command, env);
  if (code !== 0) throw new Error(`${output.trimEnd()}\n${sentence.replace(/ \(.*| …/, "")} failed; the lines above say why.`);
  writeFileSync(stamp, before);
}

/**
 * @param {string} root @param {string[]} command @param {Record<string, string | undefined>} env
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function collect(root, command, env) {
  const [program, ...options] = command[0] === "" ? ["npm", ...command.slice(1)] : [process.execPath, ...command];
  return new Promise((resolve) => {
    // A group of its own: ending it reaches what npm starts, too.
    child = spawn(program ?? "", options, { cwd: root, env: { ...process.env, ...QUIET, ...env }, detached: process.platform !== "win32", stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => {
      child = null;
      resolve({ code, output });
    });
  });
}

/** @param {string[]} files @param {string} root @param {string} [more] */
function hash(files, root, more = "") {
  const sum = createHash("sha256").update(more);
  for (const file of files.filter((name) => existsSync(name)).sort()) sum.update(`\n${relative(root, file)}\n`).update(readFileSync(file));
  return sum.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).filter((name) => name !== "generated").flatMap((name) => filesBelow(join(path, name)));
}

/**
 * Runs `work` while no other process prepares this clone. The holder touches its lock; one that is silent or gone has died.
 * @param {string} root @param {(line: string) => void} say @param {() => Promise<void>} work
 */
async function alone(root, say, work) {
  const lock = join(root, ".stamps", "preparing");
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = false; !take(lock); waited = true) {
    if (!waited) say("Another process is preparing this clone; waiting for it …");
    await sleep(300);
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), BEAT_MS);
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  try {
    await work();
  } finally {
    clearInterval(beat);
    release();
    process.off("exit", release);
  }
}

/** @param {string} lock @returns {boolean} */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  try {
    const holder = readFileSync(lock, "utf8");
    if (Date.now() - statSync(lock).mtimeMs < DEAD_MS && (holder === "" || alive(Number(holder)))) return false;
    // Moved away, not deleted: of two that see the dead lock, only one takes it, and never a fresh one.
    const dead = `${lock}.${process.pid}`;
    renameSync(lock, dead);
    if (readFileSync(dead, "utf8") !== holder) renameSync(dead, lock);
    else rmSync(dead);
  } catch {
    // Somebody else was faster.
    return false;
  }
  return take(lock);
}

/**
 * Whether a process of this number runs, whoever owns it.
 * @param {number} pid
 */
export function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
