// `npm run test:long`: what takes too long for `npm test`, one part after the other. PARTS=crash,load chooses some.
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { abandon, prepare } from "../lib/cli/prepare.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TSX = ["--import", "tsx", "--conditions=react-server"];
const LONG = ["tests/access/matrix.test.ts", "tests/api/export.test.ts", "tests/family/exhaustive.test.ts", "tests/store/backup-killed.test.ts", "tests/store/backup-size.test.ts"];

/** Each is a program for Node that prints its figures and ends with 0 where all is well. @type {Record<string, string[]>} */
const parts = {
  crash: [...TSX, "tests/crash/long.ts"],
  processes: [...TSX, "tests/store/processes-long.ts"],
  load: [...TSX, "tests/load/run.ts"],
  growth: [...TSX, "tests/load/growth.ts"],
  suppression: [...TSX, "tests/cohort/long.ts"],
  wide: ["node_modules/vitest/vitest.mjs", "run", ...LONG],
  attack: ["tests/attack/run.mjs"],
};

/** @type {import("node:child_process").ChildProcess | null} */
let running = null;
let stopped = false;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    stopped = true;
    abandon();
    if (signal !== "SIGINT") running?.kill("SIGINT");
  });
}

/** @param {string[]} command @returns {Promise<boolean>} whether all was well */
function run(command) {
  return new Promise((resolve) => {
    running = spawn(process.execPath, command, { cwd: ROOT, env: { ...process.env, LONG: "1" }, stdio: "inherit" });
    running.on("error", () => resolve(false));
    running.on("close", (code) => resolve(code === 0));
  });
}

const chosen = (process.env.PARTS || Object.keys(parts).join(",")).split(",");
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`PARTS names ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}.`);
  process.exit(1);
}
await prepare(ROOT, (line) => console.log(line));
const failed = [];
for (const name of chosen) {
  if (stopped) break;
  const from = performance.now();
  console.log(`\n== ${name}`);
  if (!(await run(parts[name] ?? []))) failed.push(name);
  console.log(`${name}: ${((performance.now() - from) / 60_000).toFixed(1)} min`);
}
process.exitCode = failed.length > 0 || stopped ? 1 : 0;
console.log(`\n${chosen.length - failed.length} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(", ")}` : ""}`);
