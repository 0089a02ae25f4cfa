import { spawn, spawnSync } from "node:child_process";
import { once as event } from "node:events";
import { createWriteStream, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

/**
 * `npm run -s screen` as a whole process against JSON.parse alone, on a file of phenopackets repeated fifty times, in
 * one run: `node tests/bench/screen.mjs FILE [TIMES] [--distinct] [--json]`. The floor is the parsing of lines that are in memory
 * already; ours is start, reading, screening and printing. Peak memory is the kernel's VmHWM, where there is one.
 *
 * Repeated cases repeat their outcome too, which the program remembers. `--distinct` tells what it does where nothing
 * repeats: every case loses some of its own features and gets some of another one's, seeded.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { distinct: { type: "boolean", default: false }, json: { type: "boolean", default: false } } });
// Cases that never repeat are all held in memory by the floor.
const [path = "", given = values.distinct ? "10" : "50"] = positionals;
const times = Number(given);

/** Seconds for parsing every line, in a process of its own, so that it starts as cold as ours. @param {string} file @param {number} rounds */
function floor(file, rounds) {
  const program = `
    const { readFileSync } = require("node:fs");
    const { gunzipSync } = require("node:zlib");
    const bytes = readFileSync(process.argv[1]);
    const lines = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8").trim().split("\\n").map((line) => Buffer.from(line).toString("utf8"));
    const start = process.hrtime.bigint();
    for (let round = 0; round < ${rounds}; round++) for (const line of lines) JSON.parse(line);
    console.log(Number(process.hrtime.bigint() - start) / 1e9);`;
  return Number(spawnSync(process.execPath, ["-e", program, file], { encoding: "utf8" }).stdout);
}

/** Seconds and peak memory of the whole process. @param {string} file */
async function ours(file) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/screen.ts", file], { cwd: root, stdio: ["ignore", openSync("/dev/null", "w"), "inherit"] });
  let peak = 0;
  const look = setInterval(() => {
    const status = `/proc/${child.pid}/status`;
    if (existsSync(status)) peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1] ?? 0));
  }, 50);
  const [code] = await event(child, "exit");
  clearInterval(look);
  return { seconds: Number(process.hrtime.bigint() - started) / 1e9, megabytes: peak / 1024, code };
}

/** Numbers from 0 to 1, the same in every run (xorshift). */
function seeded() {
  let state = 20251123;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** One round of cases that differ from those of every other round. @param {any[]} cases @param {() => number} random */
function mixed(cases, random) {
  const some = (/** @type {unknown[]} */ list = [], /** @type {number} */ share) => list.filter(() => random() < share);
  return cases.map((one) => {
    const other = cases[Math.floor(random() * cases.length)];
    return `${JSON.stringify({ ...one, phenotypicFeatures: [...some(one.phenotypicFeatures, 0.7), ...some(other.phenotypicFeatures, 0.3)] })}\n`;
  });
}

/** @param {string} folder */
async function repeated(folder) {
  const bytes = readFileSync(path);
  const once = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
  const cases = values.distinct ? once.toString("utf8").trim().split("\n").map((line) => JSON.parse(line)) : [];
  const random = seeded();
  const file = join(folder, "repeated.jsonl");
  const out = createWriteStream(file);
  for (let round = 0; round < times; round++) if (!out.write(values.distinct ? mixed(cases, random).join("") : once)) await event(out, "drain");
  out.end();
  await finished(out);
  return { file, megabytes: out.bytesWritten / 1e6 };
}

/** Parsing alone; a file that repeats itself is held in memory once. @param {string} file */
const parsing = (file) => (values.distinct ? floor(file, 1) : floor(path, times));

if (path === "") {
  console.error("node tests/bench/screen.mjs FILE [TIMES] [--distinct] [--json]");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "image-screen-bench-"));
try {
  const { file, megabytes } = await repeated(folder);
  // Once before and once after: the lesser of the two, for other work on the machine only ever slows.
  const before = parsing(file);
  const whole = await ours(file);
  const parse = Math.min(before, parsing(file));
  const ratio = whole.seconds / parse;
  const said = `${Math.round(megabytes)} MB: JSON.parse alone ${parse.toFixed(1)} s, screening ${whole.seconds.toFixed(1)} s, ratio ${ratio.toFixed(2)} (at most 3), peak memory ${Math.round(whole.megabytes)} MB (at most 300)`;
  console.log(values.json ? JSON.stringify({ megabytes, parse, whole: whole.seconds, ratio, memory: whole.megabytes }) : said);
  // Features of two children can contradict each other; such a case is refused.
  process.exitCode = whole.code <= (values.distinct ? 1 : 0) && ratio <= 3 && whole.megabytes <= 300 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
