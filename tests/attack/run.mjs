// `npm run test:long`: the built server on loopback, tried by an attacker.
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { abandon, prepare } from "../../lib/cli/prepare.mjs";
import { knownPaths, pathsToTry } from "./paths.mjs";
import { startServer } from "./server.mjs";
import { endTools, ffuf, isInstalled, slowhttptest, sqlmap, wapiti } from "./tools.mjs";

/** @import { Outcome } from "./campaign.mjs" */
/** @import { Result, Target } from "./tools.mjs" */
/** @import { World } from "./world.mjs" */

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SCRATCH = mkdtempSync(join(tmpdir(), "image-screen-tools-"));
const COUNT = Number(process.env.ATTACK_COUNT || 10_000);
const SEED = Number(process.env.ATTACK_SEED || randomInt(2 ** 31));
const PLATEAU = 1.15;
/** @type {(() => Promise<unknown>) | null} ends the server, once there is one */
let stop = null;
const tally = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} name @param {string[]} faults none: passed @param {string} [more] */
function report(name, faults, more = "") {
  tally[faults.length > 0 ? "failed" : "passed"] += 1;
  console.log(`${faults.length > 0 ? "✗" : "✓"} ${name}${more && ` (${more})`}`);
  for (const fault of faults) console.log(`    ${fault}`);
}

/** @param {World} world */
async function generated(world) {
  const { campaign, tableOf } = await import("./campaign.mjs");
  console.log(`${COUNT} generated requests, seed ${SEED} (ATTACK_SEED=${SEED} sends the same again) …`);
  const outcome = await campaign(world, ROOT, { count: COUNT, seed: SEED });
  console.log(`\n${tableOf(outcome)}\n`);
  report("No 5xx, bypass, leak, trace or missing header", outcome.faults.map(({ fault, times, first }) => `${times} × ${fault}\n        first: ${JSON.stringify(first)}`), `${outcome.sent} requests, ${outcome.routes} routes`);
  report("No session was idle", ["nobody", "clinician", "admin", "stranger"].filter((session) => !outcome.served.get(session)).map((session) => `${session}: nothing was served`), [...outcome.served].map(([session, times]) => `${session} ${times}`).join(", "));
  report("The other site is as it was", await damage(world));
  report("Memory is steady", unsteady(outcome), `${highest(outcome, 0.5, 0.75)} MB in the third quarter, ${highest(outcome, 0.75, 1)} MB in the last`);
}

/** @param {World} world */
async function damage({ database, codes, members, server, words, people }) {
  const { rows: kept } = await database.query("SELECT code FROM screening WHERE code = ANY($1)", [codes.there]);
  const { rows: [member] } = await database.query("SELECT role, state FROM membership WHERE id = $1", [members.there[0]]);
  const told = [...words.here, ...words.there, ...Object.values(people).map(({ cookie }) => cookie)].filter((word) => server.output().includes(word));
  return [...(kept.length < codes.there.length ? [`${codes.there.length - kept.length} of its screenings are gone`] : []), ...(member?.role === "reviewer" && member.state === "active" ? [] : [`its member is ${JSON.stringify(member)}`]), ...told.map((word) => `the log says ${word}`)];
}

/** Megabytes, the most within a part of the campaign. @param {Outcome} outcome @param {number} from @param {number} to */
function highest({ memory }, from, to) {
  return Math.round(Math.max(...memory.slice(Math.floor(memory.length * from), Math.ceil(memory.length * to))) / 1_000);
}

/** @param {Outcome} outcome */
function unsteady(outcome) {
  const [before, after] = [highest(outcome, 0.5, 0.75), highest(outcome, 0.75, 1)];
  return after > before * PLATEAU ? [`it grew by ${Math.round((100 * after) / before - 100)} % after the warm-up: ${outcome.memory.join(" ")}`] : [];
}

/** What each tool is to do: first where it must find something, then here, where it must not. @param {World} world @returns {Record<string, [where: string, (target: Target) => Promise<Result>][]>} */
function errands({ codes, people }) {
  const token = '{"token":"*"}';
  const places = [
    { path: "/api/v1/screenings?match=classic&letter=A%3Amet&flag=red&observed=iugr&limit=5" },
    { path: `/api/v1/screenings?after=${codes.here[0]}` },
    { path: `/api/v1/screenings/${codes.here[0]}*` },
    { path: `/screenings/${codes.here[0]}*` },
    { path: "/account/audit?action=save&code=a" },
    { path: "/api/v1/account/link", body: token },
    { path: "/api/v1/account/sign-in", body: '{"email":"a@example.org*","password":"*"}' },
    { path: "/api/v1/members", body: '{"name":"a*","email":"*","role":"clinician"}' },
    { path: "/api/v1/screenings?limit=1", cookie: `${people.admin.cookie}*` },
  ];
  const words = pathsToTry(ROOT);
  const known = knownPaths(ROOT);
  const slow = /** @type {const} */ (["headers", "body", "reading"]);
  return {
    ffuf: [["nobody", (target) => ffuf({ ...target, cookie: "" }, words, known)], ["an admin", (target) => ffuf(target, words, known)]],
    sqlmap: [["an admin", (target) => sqlmap(target, places)]],
    wapiti: [["nobody", (target) => wapiti({ ...target, cookie: "" }, ["/account/sign-in?next=%2Fscreenings", "/evidence"])], ["an admin", (target) => wapiti(target, ["/screenings?match=classic&sex=male", "/account/audit?action=save", `/screenings/${codes.here[0]}`, "/api/v1/screenings?match=classic", "/account", "/account/members"])]],
    slowhttptest: slow.map((kind) => [`a client slow in ${kind}`, (target) => slowhttptest(target, kind, { path: kind === "body" ? "/api/v1/assess" : "/", health: "/api/v1/health" })]),
  };
}

/** @type {Record<string, (target: Target) => Promise<Result>>} */
const proofs = {
  ffuf: (target) => ffuf(target, [".env", "rows"], (path) => path === "/rows"),
  sqlmap: (target) => sqlmap(target, [{ path: "/rows?id=1" }]),
  wapiti: (target) => wapiti(target, ["/rows?id=1&word=a"]),
  slowhttptest: (target) => slowhttptest(target, "headers", { path: "/", health: "/" }),
};

/** @param {World} world */
async function outsideTools(world) {
  const { serveFaults } = await import("./vulnerable.mjs");
  const { isSignedIn, signIn } = await import("./world.mjs");
  const faulty = await serveFaults(await world.server.database());
  try {
    for (const [tool, tries] of Object.entries(errands(world))) {
      if (!isInstalled(tool)) {
        tally.skipped += tries.length + 1;
        console.log(`- ${tool}: not installed, ${tries.length + 1} checks skipped`);
        continue;
      }
      const proof = await proofs[tool]?.({ origin: faulty.origin, cookie: "", scratch: scratchFor(tool, 0) });
      report(`${tool} finds what is planted`, proof?.findings.some((finding) => !/did not (finish|run)/.test(finding)) ? [] : ["it found nothing in a faulty server, so that its silence about ours means nothing"], proof?.findings[0]);
      for (const [turn, [where, run]] of tries.entries()) {
        if (!(await isSignedIn(world.server, world.people.admin))) await signIn(world, world.people.admin);
        const { findings, tried } = await run({ origin: world.server.origin, cookie: world.people.admin.cookie, scratch: scratchFor(tool, turn + 1) });
        report(`${tool} finds nothing as ${where}`, findings, tried);
      }
    }
  } finally {
    await faulty.close();
  }
}

/** @param {string} tool @param {number} turn */
function scratchFor(tool, turn) {
  return mkdtempSync(join(SCRATCH, `${tool}-${turn}-`));
}

/** @param {World} world */
async function auditFaults({ server }) {
  const { host, user, database } = await server.database();
  const env = { ...process.env, DATA_DIR: server.dataDir, DATABASE_URL: `postgresql://${user}@localhost/${database}?host=${host}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/verify-audit.ts"], { cwd: ROOT, env, encoding: "utf8" });
  return { faults: status === 0 ? [] : [stderr.trim() || `it ended with ${status}`], said: stdout.split("\n")[0] ?? "" };
}

async function attack() {
  await prepare(ROOT, (line) => console.log(line));
  // Not before they are installed.
  const { makeWorld } = await import("./world.mjs");
  const [, checklist = ""] = /CHECKLIST_VERSION = "([^"]+)"/.exec(readFileSync(join(ROOT, "lib", "screening", "checklist.ts"), "utf8")) ?? [];
  const server = await startServer(ROOT);
  stop = server.stop;
  try {
    const world = await makeWorld(server, checklist);
    await generated(world);
    await outsideTools(world);
    const { faults, said } = await auditFaults(world);
    report("The audit chain is whole", faults, said);
    await world.database.end();
  } finally {
    const code = await server.stop();
    report("The server ends in order and leaves nothing", [...(code === 0 ? [] : [`its exit code is ${code}: ${server.output().slice(-500)}`]), ...(existsSync(server.dataDir) ? ["its data directory is there"] : [])]);
  }
}

chmodSync(SCRATCH, 0o755);
process.on("exit", () => {
  endTools();
  rmSync(SCRATCH, { recursive: true, force: true });
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.once(signal, () => {
    abandon();
    endTools();
    void Promise.resolve(stop?.()).finally(() => process.exit(1));
  });
}
try {
  await attack();
} catch (error) {
  report("The attack ran to its end", [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
}
process.exitCode = tally.failed > 0 ? 1 : 0;
console.log(`\n${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""}`);
