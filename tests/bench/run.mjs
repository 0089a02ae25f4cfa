// `npm run bench`: this page beside the same rows in plain HTML, in one run.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, constants as system, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { prepare } from "../../lib/cli/prepare.mjs";
import { CHROMIUM_ARGS, ensureChromium, findChromium } from "../browser/chromium.mjs";
import { serveFloor } from "./floor.mjs";
import { visit } from "./visit.mjs";

/** @import { Visit } from "./visit.mjs" */

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const PAPER = join(ROOT, "docs", "bench.md");
const RUNS = 7;
const START_MS = 180_000;
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
const INTRO = `# The page beside plain HTML

Written by \`npm run bench\`. The floor is our own page as served without its scripts and their payload: the same rows,
sheet and fonts, and a few inline lines that count the observed features. Every visit has an empty cache and a processor
slowed 4 times, on the same machine without a slowed network; the two take turns, ${RUNS} visits each after one that does not count. kB are
1,000 bytes on the wire, compressed, with headers. "Painted" is the first frame with all rows and the summary; "first tick"
is when a summary changed by a tick is painted, ticking every 10 ms from the first row on; "tick" is the median of 10 ticks,
from the click to the second frame after the summary changed. assess() runs in Node at full speed, warm, 2,000 calls.
`;
/** @type {[keyof Visit, string, number][]} */
const ROWS = [
  ["scriptKb", "JavaScript files, kB", 1],
  ["allKb", "Everything, kB", 1],
  ["painted", "Painted, ms", 0],
  ["firstTick", "First tick that changes the summary, ms", 0],
  ["tick", "Tick to painted summary, ms", 1],
];

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Our server on a data directory that goes with it. The settings of the shell must not lead it to a real database. */
async function startOurs() {
  const dataDir = mkdtempSync(join(tmpdir(), "image-screen-bench-"));
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o711);
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, HOST: "", BASE_URL: "", DATABASE_URL: "", NODE_OPTIONS: "" };
  const server = spawn(process.execPath, ["lib/cli/start.mjs"], { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    server.kill("SIGTERM");
    await gone;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const origin = `http://localhost:${port}`;
  for (const start = Date.now(); Date.now() - start < START_MS && server.exitCode === null; await sleep(200)) {
    const healthy = await fetch(`${origin}/api/v1/health`).then((response) => response.ok, () => false);
    if (healthy) return { origin, stop };
  }
  await stop();
  throw new Error("The server did not start; the lines above say why.");
}

/** @param {number[]} values @param {number} digits */
function spread(values, digits) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (/** @type {number} */ place) => sorted[place] ?? NaN;
  const median = at(Math.floor(sorted.length / 2));
  return { median, text: `${median.toFixed(digits)} (${at(0).toFixed(digits)}–${at(sorted.length - 1).toFixed(digits)})` };
}

/** @returns {Promise<number[]>} microseconds of each call */
async function timeAssess() {
  const { buildSync } = await import("esbuild");
  // Through tsx every closure is wrapped to keep its name, which no browser ever runs: that alone doubles the time.
  const { outputFiles } = buildSync({ entryPoints: [fileURLToPath(new URL("./assess.ts", import.meta.url))], bundle: true, format: "esm", platform: "node", write: false });
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-"], { cwd: ROOT, encoding: "utf8", input: outputFiles[0]?.text });
  if (status !== 0) throw new Error(`assess() could not be timed: ${stderr}`);
  return JSON.parse(stdout);
}

/** @param {Visit[]} ours @param {Visit[]} floor @param {number[]} calls @param {string} chromium */
function table(ours, floor, calls, chromium) {
  const rows = ROWS.map(([key, name, digits]) => {
    const [here, there] = [ours, floor].map((visits) => spread(visits.map((one) => one[key]), digits));
    const ratio = (here?.median ?? NaN) / (there?.median ?? NaN);
    return `| ${name} | ${here?.text} | ${there?.text} | ${Number.isFinite(ratio) ? ratio.toFixed(2) : "none"} |`;
  });
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}, Chromium ${chromium}.`;
  const head = "| Median (least–most) | Ours | Floor | Ours / floor |\n| --- | ---: | ---: | ---: |";
  return `${machine}\n\n${head}\n${rows.join("\n")}\n| assess(), µs a call | ${spread(calls, 1).text} | | |\n`;
}

/** A day's later run takes the place of its earlier one; the other days stay. @param {string} text */
function write(text) {
  const today = new Date().toISOString().slice(0, 10);
  const days = existsSync(PAPER) ? readFileSync(PAPER, "utf8").split(/^(?=## )/m).slice(1) : [];
  const others = days.filter((day) => !day.startsWith(`## ${today}`)).map((day) => day.trim());
  writeFileSync(PAPER, `${[INTRO.trim(), `## ${today}\n\n${text.trim()}`, ...others].join("\n\n")}\n`);
}

/** @type {(() => unknown)[]} */
const endings = [];
async function end() {
  for (const ending of endings.splice(0).reverse()) await ending();
}
for (const signal of SIGNALS) process.once(signal, () => void end().finally(() => process.exit(128 + system.signals[signal])));

async function bench() {
  await prepare(ROOT, (line) => console.log(line));
  ensureChromium(ROOT);
  // Not before it is installed.
  const { chromium } = await import("@playwright/test");
  const calls = await timeAssess();
  const ours = await startOurs();
  endings.push(ours.stop);
  const floor = await serveFloor(ours.origin);
  endings.push(floor.close);
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false, ...(executablePath ? { executablePath } : {}) });
  endings.push(() => browser.close());
  /** @type {{ ours: Visit[], floor: Visit[] }} */
  const visits = { ours: [], floor: [] };
  for (let run = 0; run <= RUNS; run += 1) {
    const turns = run % 2 ? /** @type {const} */ (["ours", "floor"]) : /** @type {const} */ (["floor", "ours"]);
    for (const side of turns) {
      const one = await visit(browser, `${side === "ours" ? ours.origin : floor.origin}/`, floor.radios);
      // The first fills the servers' own caches.
      if (run > 0) visits[side].push(one);
    }
  }
  const text = table(visits.ours, visits.floor, calls, browser.version());
  write(text);
  console.log(`\n${text}\nWritten to docs/bench.md.`);
}

try {
  await bench();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await end();
}
