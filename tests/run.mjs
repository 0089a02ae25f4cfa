// `npm test`: plain JavaScript with built-ins only, for it installs before it tests.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { abandon, prepare } from "../lib/cli/prepare.mjs";
import { ensureChromium } from "./browser/chromium.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ code: number | null, output: string }} Outcome */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SCRATCH = mkdtempSync(join(tmpdir(), "image-screen-tests-"));
// Of the browser tests.
const PARTS = 6;
const AT_ONCE = 2;
const NONE = Object.freeze({ passed: 0, failed: 0, skipped: 0 });
// Settings of the shell must not reach the tests, least of all the address of a real database.
const SETTINGS = ["DATABASE_URL", "DATA_DIR", "PORT", "HOST", "BASE_URL", "SECRET", "TRUSTED_PROXY", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "BACKUP_DIR", "BACKUP_KEEP", "LOG_FORMAT", "DRAIN_SECONDS", "MIN_CELL", "OFFLINE", "NODE_ENV", "NODE_OPTIONS"];
for (const name of SETTINGS) delete process.env[name];
process.env.NEXT_TELEMETRY_DISABLED = "1";
if (!process.stdout.isTTY) process.env.NO_COLOR = "1";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
let stopped = false;
/** What failed, for the end of an output of which only the end is kept. @type {string[]} */
const failures = [];

/** @param {string[]} command arguments for Node @param {Record<string, string>} [env] @returns {Promise<Outcome>} */
function node(command, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
}

/** Programs one after the other, up to the first that fails; together they are one check. @param {string[][]} commands */
async function check(...commands) {
  let outcome = { code: /** @type {number | null} */ (0), output: "" };
  for (const command of commands) {
    if (outcome.code === 0) outcome = await node(command);
  }
  return { ...outcome, count: outcome.code === 0 ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 } };
}

/** @param {Outcome} outcome @param {string} report @param {(report: any) => Count} read */
function counted(outcome, report, read) {
  const count = existsSync(report) ? read(JSON.parse(readFileSync(report, "utf8"))) : { ...NONE };
  // No test at all, or an error outside every test, is a failure too.
  const silent = count.failed === 0 && (outcome.code !== 0 || count.passed === 0);
  return { ...outcome, count: silent ? { ...count, failed: 1 } : count };
}

async function vitest() {
  const report = join(SCRATCH, "vitest.json");
  const outcome = await node(["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  return counted(outcome, report, ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => {
    // A file that cannot be loaded fails without a failed test in it.
    const broken = testResults.filter((/** @type {any} */ file) => file.status === "failed" && !file.assertionResults.some((/** @type {any} */ test) => test.status === "failed"));
    return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests + numTodoTests };
  });
}

/** A part of the browser tests, with a server and people of its own. @param {number} part */
async function browserPart(part) {
  const report = join(SCRATCH, `browser-${part}.json`);
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, BROWSER_TEST_PORT: String(await freePort()) };
  const outcome = await node(["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", `--shard=${part}/${PARTS}`, `--output=${join(SCRATCH, `browser-${part}`)}`], env);
  return counted(outcome, report, ({ stats }) => {
    if (stats.flaky > 0) console.log(`Passed at the second attempt only:\n${outcome.output.split("\n").filter((line) => line.includes("(retry #1)")).join("\n")}`);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  });
}

/** A page mostly waits for its server and the server for its page: two of each share a machine well. Small parts end together. */
async function browser() {
  ensureChromium(ROOT);
  /** @type {(Outcome & { count: Count })[]} */
  const done = [];
  let begun = 0;
  const inTurn = async () => {
    while (begun < PARTS && !stopped) done.push(await browserPart((begun += 1)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
  const sum = (/** @type {keyof Count} */ name) => done.reduce((all, { count }) => all + count[name], 0);
  return { code: 0, output: done.filter(({ count }) => count.failed > 0).map(({ output }) => output).join("\n"), count: { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") } };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** What a long output says of what failed: names and errors, once each. @param {string} output */
function gist(output) {
  const lines = stripVTControlCharacters(output).split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => /^(FAIL|✘|⎯+ (Unhandled|Failed)|\w*Error:|error )/.test(line)))].slice(0, 40);
}

const STEPS = [
  { name: "Types", run: () => check(["node_modules/next/dist/bin/next", "typegen"], ["node_modules/typescript/bin/tsc", "--noEmit"]) },
  { name: "Lint and import law", run: () => check(["node_modules/oxlint/bin/oxlint", "--deny-warnings"]) },
  { name: "Unused files, exports, dependencies", run: () => check(["node_modules/knip/bin/knip.js", "--no-progress"]) },
  { name: "Vitest", run: vitest },
  { name: "Browser", run: browser },
];

/** @param {{ name: string, run: () => Promise<Outcome & { count: Count }> }} step @returns {Promise<Count>} */
async function take({ name, run }) {
  const from = performance.now();
  const { count, output } = await run().catch((error) => ({ count: { ...NONE, failed: 1 }, output: String(error) }));
  if (count.failed > 0) {
    console.log(`\n${output.trimEnd()}\n`);
    failures.push(`${name}:`, ...gist(output));
  }
  console.log(`${name}: ${sentence(count)} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  return count;
}

/** @param {Count} count */
function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** @returns {Promise<Count>} */
async function all() {
  try {
    await prepare(ROOT, (line) => console.log(line));
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { ...NONE, failed: 1 };
  }
  const sum = { ...NONE };
  for (const step of STEPS) {
    if (stopped) return { ...sum, failed: sum.failed + 1 };
    const { passed, failed, skipped } = await take(step);
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    stopped = true;
    abandon();
    // Ctrl-C reaches the step by itself. Playwright ends its server on this signal alone, and only if it comes once.
    if (signal !== "SIGINT") for (const child of running) child.kill("SIGINT");
  });
}
process.on("exit", () => rmSync(SCRATCH, { recursive: true, force: true }));
const sum = await all();
process.exitCode = sum.failed > 0 ? 1 : 0;
console.log(`\n${[...failures, sentence(sum)].join("\n")}`);
