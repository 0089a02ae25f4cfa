import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What a tool is let loose on.
 * @typedef {object} Target
 * @property {string} origin
 * @property {string} cookie of a session; "" without
 * @property {string} scratch directory for what the tool writes
 */
/** @typedef {{ findings: string[], tried: string }} Result findings: one line each; tried: what was done, for the report */

const LONGEST_MS = 240_000;
/** @type {Set<number>} the groups of tools that run now */
const running = new Set();

/** Ends every tool that still runs, with what it has started. */
export function endTools() {
  for (const group of running) {
    try {
      process.kill(-group, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
}

/** Whether a tool is here; where root may install it, it is installed. @param {string} name */
export function isInstalled(name) {
  const there = () => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
  if (there() || process.getuid?.() !== 0) return there();
  spawnSync("apt-get", ["install", "-y", name], { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  return there();
}

/** @param {string} program @param {string[]} options @param {string} scratch @returns {Promise<string>} all that it printed */
function run(program, options, scratch) {
  return new Promise((resolve) => {
    // A home of its own: these tools keep sessions and settings there.
    const child = spawn(program, options, { cwd: scratch, env: { ...process.env, HOME: scratch, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const group = child.pid ?? 0;
    running.add(group);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const late = setTimeout(() => process.kill(-group, "SIGKILL"), LONGEST_MS);
    child.on("error", (error) => resolve(error.message));
    child.on("close", () => {
      clearTimeout(late);
      running.delete(group);
      resolve(output);
    });
  });
}

// Left out are modules that ask the internet, and the one that wants headers older than the content security policy.
const MODULES = ["sql,blindsql", "exec,shellshock", "file,backup", "xss,permanentxss", "redirect,crlf,csp,htaccess,methods"];

/**
 * Crawls from the given paths and attacks what it finds, a few modules at a time, for a run that is cut off reports nothing.
 * @param {Target} target @param {string[]} paths @returns {Promise<Result>}
 */
export async function wapiti(target, paths) {
  const runs = [];
  for (const modules of MODULES) runs.push(await wapitiWith(modules, target, paths));
  return { findings: [...new Set(runs.flatMap(({ findings }) => findings))], tried: `modules ${MODULES.join()}, pages ${runs.map(({ pages }) => pages).join(" ")}` };
}

/** @param {string} modules @param {Target} target @param {string[]} paths */
async function wapitiWith(modules, { origin, cookie, scratch }, paths) {
  const session = mkdtempSync(join(scratch, "wapiti-"));
  const report = join(session, "report.json");
  const bounds = ["--scope", "folder", "-l", "1", "-d", "1", "-S", "polite", "--max-links-per-page", "12", "--max-parameters", "3", "--max-scan-time", "30", "--max-attack-time", "20", "-t", "10"];
  const options = ["-u", `${origin}/`, ...paths.flatMap((path) => ["-s", `${origin}${path}`]), "-m", modules, ...bounds, "-f", "json", "-o", report, "--flush-session", "--no-bugreport", "--store-session", session, "--store-config", session, "-v", "0"];
  const output = await run("wapiti", [...options, ...(cookie ? ["-H", `Cookie: ${cookie}`] : [])], scratch);
  if (!existsSync(report)) return { findings: [`wapiti did not finish ${modules}: ${output.slice(-300)}`], pages: "0" };
  const { vulnerabilities, anomalies } = JSON.parse(readFileSync(report, "utf8"));
  const findings = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, ones]) => /** @type {any[]} */ (ones).map(({ method, path, info, parameter }) => `${kind}: ${method} ${path} ${parameter ?? ""} ${info}`));
  return { findings, pages: /found (\d+) URLs/.exec(output)?.[1] ?? "?" };
}

/** One place for SQL to get in; `*` marks it in a path, a body or a header. @typedef {{ path: string, body?: string, headers?: string[], cookie?: string }} Place */

/** @param {Target} target @param {Place[]} places @returns {Promise<Result>} */
export async function sqlmap({ origin, cookie, scratch }, places) {
  const findings = [];
  for (const { path, body, headers = [], cookie: own } of places) {
    const sent = [`Origin: ${origin}`, ...(body ? ["Content-Type: application/json"] : []), ...headers].join("\n");
    const options = ["-u", `${origin}${path}`, "--batch", "--flush-session", "--disable-coloring", "--output-dir", join(scratch, "sqlmap"), "--dbms", "postgresql", "--technique", "BEUST", "--time-sec", "3", "--level", "2", "--risk", "2", "--threads", "4", "--timeout", "15", "--retries", "0", "--ignore-code", "400,401,403,404,409,422,429", "--skip", "user-agent,referer", "--headers", sent];
    const output = await run("sqlmap", [...options, ...(body ? ["--data", body] : []), ...(own ?? cookie ? ["--cookie", own ?? cookie] : [])], scratch);
    const found = output.split("\n").filter((line) => /is vulnerable|identified the following injection|\bParameter: .* \(/.test(line));
    if (found.length > 0) findings.push(...found.map((line) => `${path}: ${line.trim()}`));
    else if (!/do(es)? not (appear|seem) to be injectable/.test(output)) findings.push(`${path}: sqlmap did not finish: ${output.trim().split("\n").slice(-3).join(" ")}`);
  }
  return { findings, tried: `${places.length} places: ${places.map(({ path }) => path.split("?")[0]).join(", ")}` };
}

/**
 * Asks for every path of a list and holds what is there against what may be there.
 * @param {Target} target @param {string[]} words paths without the first slash @param {(path: string) => boolean} known
 * @returns {Promise<Result>}
 */
export async function ffuf({ origin, cookie, scratch }, words, known) {
  const [list, report] = [join(scratch, "paths.txt"), join(scratch, "ffuf.json")];
  writeFileSync(list, `${words.join("\n")}\n`);
  const output = await run("ffuf", ["-u", `${origin}/FUZZ`, "-w", list, "-mc", "all", "-fc", "404", "-t", "20", "-s", "-of", "json", "-o", report, ...(cookie ? ["-H", `Cookie: ${cookie}`] : [])], scratch);
  if (!existsSync(report)) return { findings: [`ffuf did not finish: ${output.slice(-300)}`], tried: "nothing" };
  /** @type {{ results: { status: number, input: { FUZZ: string } }[] }} */
  const { results } = JSON.parse(readFileSync(report, "utf8"));
  // A refusal is no finding, an error or a page that nobody knows of is.
  const findings = results.filter(({ status, input }) => status >= 500 || (status === 200 && !known(`/${input.FUZZ}`)));
  return { findings: findings.map(({ status, input }) => `${status} /${input.FUZZ}`), tried: `${words.length} paths, ${results.length} of them there or refused` };
}

// Readers come more slowly than the others: each costs a page, and a flood of those is another attack.
const SLOW = {
  headers: ["-H", "-c", "400", "-r", "200", "-i", "5", "-x", "24"],
  body: ["-B", "-c", "400", "-r", "200", "-i", "5", "-s", "8192", "-x", "10", "-f", "application/json"],
  reading: ["-X", "-c", "300", "-r", "20", "-w", "1", "-y", "64", "-n", "5", "-z", "16"],
};
const SLOW_SECONDS = 30;
const PATIENCE_MS = 3_000;

/**
 * Slow clients, hundreds at once, while somebody else wants to be served.
 * @param {Target} target @param {keyof typeof SLOW} kind @param {{ path: string, health: string }} paths
 * @returns {Promise<Result>}
 */
export async function slowhttptest({ origin, scratch }, kind, { path, health }) {
  let running = true;
  const attack = run("slowhttptest", ["-l", String(SLOW_SECONDS), "-p", "3", "-u", `${origin}${path}`, ...SLOW[kind]], scratch).finally(() => (running = false));
  const waits = [];
  while (running) {
    waits.push(await waitFor(`${origin}${health}`));
    await sleep(250);
  }
  const output = await attack;
  const late = waits.filter((ms) => ms > PATIENCE_MS).length;
  const started = /slow HTTP test status on \d+th second|Test ended on/i.test(output);
  const findings = [...(late > 0 ? [`${late} of ${waits.length} ordinary requests waited more than ${PATIENCE_MS} ms or in vain`] : []), ...(started ? [] : [`slowhttptest did not run: ${output.slice(-300)}`])];
  return { findings, tried: `${SLOW[kind][2]} connections slow in ${kind} for up to ${SLOW_SECONDS} s, ${waits.length} ordinary requests beside them, slowest ${Math.max(0, ...waits.filter(Number.isFinite)).toFixed(0)} ms` };
}

/** Milliseconds to an answer on a new connection; endless where there is none. @param {string} url @returns {Promise<number>} */
function waitFor(url) {
  const from = performance.now();
  return new Promise((resolve) => {
    const asked = request(url, { agent: false, timeout: PATIENCE_MS * 2 }, (reply) => {
      reply.resume();
      reply.on("end", () => resolve(performance.now() - from));
      reply.on("error", () => resolve(Infinity));
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(Infinity));
    asked.end();
  });
}
