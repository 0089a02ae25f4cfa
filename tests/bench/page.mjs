// The page part of `npm run bench`: our checklist, the two floors and the renderers of others take turns.
import { constants as system } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { startServer } from "../attack/server.mjs";
import { CHROMIUM_ARGS, ensureChromium, findChromium } from "../browser/chromium.mjs";
import { machine, median, runs, spread, table } from "./figures.mjs";
import { serveFloor } from "./floor.mjs";
import { serveFramework } from "./framework.mjs";
import { PEERS, installPeers, labelOf, servePeer } from "./peers.mjs";
import { firstTick, visit, withoutScripts } from "./visit.mjs";

/** @import { Browser } from "@playwright/test" */
/** @import { Side, Visit } from "./visit.mjs" */

/** @typedef {Side & { name: string, kind: "ours" | "plain" | "framework" | "peer" }} Named */
/** @typedef {{ side: Named, slow: Visit[], first: number[], fast: Visit[], bare: number }} Figures */

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const RUNS = runs(7);
const SLOWER = 4;
const LONG_MS = 50;
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
const say = (/** @type {string} */ line) => console.error(line);

/** @type {(() => unknown)[]} */
const endings = [];
async function end() {
  for (const ending of endings.splice(0).reverse()) await ending();
}
for (const signal of SIGNALS) process.once(signal, () => void end().finally(() => process.exit(128 + system.signals[signal])));

/** Every server, and what to look for on its page. @param {Browser} browser @returns {Promise<Named[]>} */
async function sides(browser) {
  const ours = await startServer(ROOT);
  endings.push(ours.stop);
  const page = await browser.newPage();
  const rows = await page.evaluate(rowsOf, await (await fetch(`${ours.origin}/`)).text());
  if (rows.length === 0) throw new Error("No rows were found on the page; see tests/bench/page.mjs.");
  const radios = rows.length * 3;
  const floor = await serveFloor(ours.origin);
  endings.push(floor.close);
  say("Building the least that the framework asks for …");
  const framework = await serveFramework(ROOT, page, ours.origin);
  endings.push(framework.close);
  await page.close();
  /** @type {Named[]} */
  const all = [
    { name: "**IMAGe Screen**", kind: "ours", url: `${ours.origin}/`, radios, score: "aside", signs: "aside .bar" },
    { name: "plain HTML, the floor", kind: "plain", url: `${floor.origin}/`, radios, score: "aside", signs: "aside .bar" },
    { name: "framework, its floor", kind: "framework", url: `${framework.origin}/`, radios, score: "aside", signs: "aside .bar" },
  ];
  for (const peer of PEERS) {
    const served = await servePeer(peer, rows);
    endings.push(served.close);
    all.push({ name: labelOf(peer), kind: "peer", url: `${served.origin}/`, radios, score: peer.score, signs: peer.score });
  }
  if (process.env.SIDES) return all.filter(({ name, kind }) => kind !== "peer" || new RegExp(process.env.SIDES ?? "", "i").test(name));
  return all;
}

/** In the browser: id and label of every row that has three radios. @param {string} html @returns {[string, string][]} */
function rowsOf(html) {
  const rows = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-row]")];
  return rows.filter((row) => row.querySelectorAll("input[type=radio]").length === 3).map((row) => [row.getAttribute("data-row") ?? "", row.querySelector("summary span")?.textContent ?? ""]);
}

/** @param {Browser} browser @param {Named[]} all @returns {Promise<Figures[]>} */
async function measure(browser, all) {
  /** @type {Figures[]} */
  const figures = [];
  for (const side of all) figures.push({ side, slow: [], first: [], fast: [], bare: await withoutScripts(browser, side) });
  for (let run = 0; run <= RUNS; run += 1) {
    say(run === 0 ? "Everybody once, uncounted …" : `Visit ${run} of ${RUNS} …`);
    // Another one is first each time.
    for (const one of [...figures.slice(run % figures.length), ...figures.slice(0, run % figures.length)]) {
      const [slow, first, fast] = [await visit(browser, one.side, SLOWER), await firstTick(browser, one.side, SLOWER), await visit(browser, one.side, 1)];
      // The first fills the servers' own caches.
      if (run === 0) continue;
      one.slow.push(slow);
      one.first.push(first);
      one.fast.push(fast);
    }
  }
  return figures;
}

/** @param {Figures[]} figures */
function tables(figures) {
  const of = (/** @type {Visit[]} */ visits, /** @type {keyof Visit} */ key, digits = 0) => spread(visits.map((one) => one[key]), digits);
  const opening = figures.map(({ side, slow, first, bare }) => [side.name, of(slow, "scriptKb", 1), of(slow, "allKb", 1), of(slow, "ready"), spread(first, 0), of(slow, "busy"), of(slow, "heap", 1), of(slow, "shift", 3), bare >= side.radios ? "yes" : "no"]);
  const ticking = figures.map(({ side, slow, fast }) => [side.name, of(slow, "tick"), of(slow, "tickBusy"), of(fast, "tick"), of(slow, "laterKb", 1), longest(fast), longest(slow)]);
  return [
    table(["opening", "gzip JS, kB", "all, kB", "ready, ms", "first tick that counts, ms", "main thread, ms", "JS heap, MB", "layout shift", "read without scripts"], opening),
    table(["ticking", "tick to painted score, ms", "main thread a tick, ms", "tick at normal speed, ms", "gzip JS after ten ticks, kB", "longest task after ready, normal speed, ms", "the same, slowed"], ticking),
    table(["goal", "reached", "at most", ""], goals(figures)),
  ].join("\n\n");
}

/** @param {Visit[]} visits */
function longest(visits) {
  const values = visits.map((one) => one.longest);
  return median(values) === 0 && Math.max(...values) === 0 ? `none above ${LONG_MS}` : spread(values, 0);
}

/** What the page is to reach, from this run's medians. @param {Figures[]} figures */
function goals(figures) {
  const mid = (/** @type {Figures} */ { slow }, /** @type {keyof Visit} */ key) => median(slow.map((one) => one[key]));
  const kind = (/** @type {Named["kind"]} */ wanted) => figures.filter(({ side }) => side.kind === wanted);
  const [ours, plain, framework] = [...kind("ours"), ...kind("plain"), ...kind("framework")];
  if (!ours || !plain || !framework) return [];
  const fastest = Math.min(...kind("peer").map((peer) => mid(peer, "ready")));
  /** @type {[string, number, number, number][]} */
  const rows = [
    ["ready, ms: 1.5 × plain HTML", mid(ours, "ready"), 1.5 * mid(plain, "ready"), 0],
    ["ready, ms: half of the fastest peer", mid(ours, "ready"), fastest / 2, 0],
    ["first tick that counts, ms: half of the fastest peer's ready", median(ours.first), fastest / 2, 0],
    ["the framework's own first tick, against the same", median(framework.first), fastest / 2, 0],
    ["tick to painted score, ms: 1.3 × plain HTML", mid(ours, "tick"), 1.3 * mid(plain, "tick"), 1],
    ["gzip JS, kB: the framework's and 40", mid(ours, "scriptKb"), mid(framework, "scriptKb") + 40, 1],
    ["layout shift", mid(ours, "shift"), 0, 3],
    ["longest task after ready at normal speed, ms", median(ours.fast.map((one) => one.longest)), LONG_MS, 0],
  ];
  // Without the others nothing is said of them.
  return rows.filter(([, , most]) => Number.isFinite(most)).map(([name, reached, most, digits]) => [name, reached.toFixed(digits), most.toFixed(digits), reached <= most ? "✓" : "not reached"]);
}

try {
  ensureChromium(ROOT);
  installPeers(say);
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false, ...(executablePath ? { executablePath } : {}) });
  endings.push(() => browser.close());
  const figures = await measure(browser, await sides(browser));
  console.log(`${machine(`Chromium ${browser.version()}`)} ${RUNS} visits of each kind.\n\n${tables(figures)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await end();
}
