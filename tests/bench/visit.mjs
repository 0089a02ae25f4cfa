import { gzipSync } from "node:zlib";

/** @import { Browser, CDPSession, Page } from "@playwright/test" */

/**
 * What is visited: every row has three radios, of which the first is "observed". `score` shows what was counted and
 * changes with every tick, `signs` is the part of it that the first row changes and nothing else.
 * @typedef {{ url: string, radios: number, score: string, signs: string }} Side
 */
/** Bytes are kB of compressed bodies, times milliseconds. @typedef {{ scriptKb: number, allKb: number, ready: number, busy: number, heap: number, shift: number, tick: number, tickBusy: number, laterKb: number, longest: number }} Visit */

const TICKS = 10;
const PATIENCE_MS = 60_000;

/**
 * Loads a page once with nothing cached, lets it come to rest, and ticks in it.
 * @param {Browser} browser @param {Side} side @param {number} slower how many times slower the processor is made
 * @returns {Promise<Visit>}
 */
export async function visit(browser, side, slower) {
  return inContext(browser, slower, async (page, devtools) => {
    const bytes = await countBytes(devtools);
    await devtools.send("Performance.enable");
    await page.addInitScript(watchOpening, side);
    await page.goto(side.url, { waitUntil: "networkidle" });
    await page.waitForFunction(() => "ready" in document.documentElement.dataset, null, { timeout: PATIENCE_MS });
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    const opened = await bytes();
    const busy = await busyMs(devtools);
    const shift = await page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0));
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    const before = await busyMs(devtools);
    const ticks = await page.evaluate(tickRows, { score: side.score, wanted: TICKS });
    if (ticks.length < TICKS) throw new Error(`Only ${ticks.length} of ${TICKS} ticks changed the score of ${side.url}.`);
    const tickBusy = ((await busyMs(devtools)) - before) / TICKS;
    const { ready, longest } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    return { ...opened, ready: Number(ready), busy, heap: usedSize / 1e6, shift, tick: middle(ticks), tickBusy, laterKb: (await bytes()).scriptKb, longest: Number(longest ?? 0) };
  });
}

/**
 * Loads it once more and ticks in it from its first row on: when the score first shows it.
 * @param {Browser} browser @param {Side} side @param {number} slower @returns {Promise<number>} milliseconds
 */
export async function firstTick(browser, side, slower) {
  return inContext(browser, slower, async (page) => {
    await page.addInitScript(tickFromTheStart, side);
    await page.goto(side.url);
    await page.waitForFunction(() => "firstTick" in document.documentElement.dataset, null, { timeout: PATIENCE_MS }).catch((cause) => Promise.reject(new Error(`No tick changed the score of ${side.url}.`, { cause })));
    return Number(await page.evaluate(() => document.documentElement.dataset.firstTick));
  });
}

/** How many radios there are where no script runs. @param {Browser} browser @param {Side} side @returns {Promise<number>} */
export async function withoutScripts(browser, side) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(side.url);
    return await page.locator("input[type=radio]").count();
  } finally {
    await context.close();
  }
}

/**
 * @template Value
 * @param {Browser} browser @param {number} slower @param {(page: Page, devtools: CDPSession) => Promise<Value>} work
 * @returns {Promise<Value>}
 */
async function inContext(browser, slower, work) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.clearBrowserCache");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
    return await work(page, devtools);
  } finally {
    await context.close();
  }
}

/** Milliseconds that the main thread has worked. @param {CDPSession} devtools */
async function busyMs(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1_000;
}

/** @param {number[]} values an even number of them */
function middle(values) {
  const two = [...values].sort((one, other) => one - other).slice(values.length / 2 - 1, values.length / 2 + 1);
  return two.reduce((sum, value) => sum + value, 0) / 2;
}

/**
 * What the page asked for. What its service worker hands over came over the wire as well, only earlier; what else the worker
 * fetches is not counted.
 * @param {CDPSession} devtools @returns {Promise<() => Promise<{ scriptKb: number, allKb: number }>>}
 */
async function countBytes(devtools) {
  /** @type {Map<string, { type: string, url: string, kept: boolean, bytes: number }>} */
  const answers = new Map();
  devtools.on("Network.responseReceived", ({ requestId, type, response }) => answers.set(requestId, { type, url: response.url, kept: response.fromServiceWorker ?? false, bytes: 0 }));
  devtools.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId);
    if (answer) answer.bytes += encodedDataLength;
  });
  return async () => {
    const sum = { script: 0, all: 0 };
    for (const answer of answers.values()) {
      if (answer.kept && answer.bytes === 0) answer.bytes = gzipSync(Buffer.from(await (await fetch(answer.url)).arrayBuffer())).length;
      sum.all += answer.bytes;
      if (answer.type === "Script") sum.script += answer.bytes;
    }
    return { scriptKb: sum.script / 1_000, allKb: sum.all / 1_000 };
  };
}

/** In the page, before anything of it: notes the first frame with everything in it, what moved, and the longest task after that frame. @param {Side} side */
function watchOpening({ radios, score }) {
  const root = () => document.documentElement.dataset;
  const look = () => {
    const shown = document.querySelector(score);
    const text = shown instanceof HTMLInputElement ? shown.value : shown?.textContent;
    if (text && document.querySelectorAll("input[type=radio]").length >= radios) requestAnimationFrame(() => (root().ready = String(performance.now())));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += Number(Reflect.get(entry, "value"));
    root().shift = String(shift);
  }).observe({ type: "layout-shift", buffered: true });
  /** @type {PerformanceEntry[]} */
  const long = [];
  new PerformanceObserver((list) => {
    long.push(...list.getEntries());
    const after = long.filter(({ startTime, duration }) => startTime + duration > Number(root().ready ?? Infinity));
    root().longest = String(Math.max(0, ...after.map(({ duration }) => duration)));
  }).observe({ type: "longtask", buffered: true });
}

/** In the page, before anything of it: ticks one row after the other, a tick every second frame, until the score says so. @param {Side} side */
function tickFromTheStart({ signs }) {
  let ticks = 0;
  /** @type {string | undefined} */
  let before;
  const told = () => {
    const shown = document.querySelector(signs);
    return (shown instanceof HTMLInputElement ? shown.value : shown?.textContent) || undefined;
  };
  const look = () => {
    const now = told();
    before ??= now;
    if (ticks > 0 && now !== undefined && now !== before) return void requestAnimationFrame(() => (document.documentElement.dataset.firstTick = String(performance.now())));
    const radios = document.querySelectorAll("input[type=radio]");
    // Never back and forth: a form that answers late would then be seen only where it has arrived again.
    const radio = radios[(ticks * 3) % radios.length];
    if (before !== undefined && radio instanceof HTMLInputElement) {
      ticks += 1;
      radio.click();
    }
    requestAnimationFrame(() => requestAnimationFrame(look));
  };
  requestAnimationFrame(look);
}

/**
 * In the page: ticks "observed" row after row; the milliseconds from each click until its score is painted. A tick that
 * changes nothing in the score does not count.
 * @param {{ score: string, wanted: number }} about @returns {Promise<number[]>}
 */
async function tickRows({ score, wanted }) {
  const told = () => {
    const shown = document.querySelector(score);
    return (shown instanceof HTMLInputElement ? shown.value : shown?.textContent) ?? "";
  };
  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const tick = (/** @type {HTMLInputElement} */ radio) =>
    new Promise((/** @type {(ms: number | null) => void} */ resolve) => {
      const before = told();
      const start = performance.now();
      const look = () => {
        if (told() !== before) requestAnimationFrame(() => resolve(performance.now() - start));
        else if (performance.now() - start > 2_000) resolve(null);
        else requestAnimationFrame(look);
      };
      radio.click();
      requestAnimationFrame(look);
    });
  const times = [];
  for (let row = 0; row < 3 * wanted && times.length < wanted; row += 1) {
    // At another point of the frame each time.
    await pause(200 + ((row * 7) % 17));
    // Asked anew: a form may have drawn its rows anew.
    const radio = document.querySelectorAll("input[type=radio]")[row * 3];
    const ms = radio instanceof HTMLInputElement ? await tick(radio) : null;
    if (ms !== null) times.push(ms);
  }
  return times;
}
