/** @import { Browser, CDPSession } from "@playwright/test" */

/** @typedef {{ scriptKb: number, allKb: number, painted: number, firstTick: number, tick: number }} Visit kB on the wire, milliseconds */

const SLOWER = 4;
const TICKS = 10;

/**
 * Loads a page once with nothing cached and a slowed processor, and ticks in it.
 * @param {Browser} browser @param {string} url @param {number} radios how many the whole page has
 * @returns {Promise<Visit>}
 */
export async function visit(browser, url, radios) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const bytes = await countBytes(devtools);
    await devtools.send("Network.clearBrowserCache");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.addInitScript(watchLoad, radios);
    await page.goto(url, { waitUntil: "networkidle" });
    await page.waitForFunction(() => "painted" in document.documentElement.dataset && "firstTick" in document.documentElement.dataset);
    const { painted, firstTick } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    const ticks = await page.evaluate(tickRows, TICKS);
    if (ticks.length < TICKS) throw new Error(`Only ${ticks.length} ticks changed the summary of ${url}.`);
    return { ...bytes(), painted: Number(painted), firstTick: Number(firstTick), tick: median(ticks) };
  } finally {
    await context.close();
  }
}

/** @param {number[]} values an even number of them */
function median(values) {
  const middle = [...values].sort((one, other) => one - other).slice(values.length / 2 - 1, values.length / 2 + 1);
  return middle.reduce((sum, value) => sum + value, 0) / 2;
}

/** @param {CDPSession} devtools @returns {Promise<() => { scriptKb: number, allKb: number }>} */
async function countBytes(devtools) {
  /** @type {Map<string, string>} */
  const types = new Map();
  const sum = { script: 0, all: 0 };
  devtools.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    sum.all += encodedDataLength;
    if (types.get(requestId) === "Script") sum.script += encodedDataLength;
  });
  await devtools.send("Network.enable");
  return () => ({ scriptKb: sum.script / 1_000, allKb: sum.all / 1_000 });
}

/**
 * In the page, before anything of it: notes the first frame with everything in it, and ticks until the summary changes.
 * @param {number} radios
 */
function watchLoad(radios) {
  const note = (/** @type {string} */ name) => requestAnimationFrame(() => requestAnimationFrame(() => (document.documentElement.dataset[name] ??= String(performance.now()))));
  let whole = false;
  let ticks = 0;
  let watched = false;
  const look = () => {
    if (!whole && document.querySelectorAll("input[type=radio]").length >= radios && document.querySelector("aside .bar")?.textContent) {
      whole = true;
      requestAnimationFrame(() => (document.documentElement.dataset.painted = String(performance.now())));
    }
    if (!whole) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const timer = setInterval(() => {
    const aside = document.querySelector("aside");
    if (aside && !watched) {
      watched = true;
      const observer = new MutationObserver(() => {
        if (ticks === 0) return;
        clearInterval(timer);
        observer.disconnect();
        note("firstTick");
      });
      observer.observe(aside, { subtree: true, childList: true, characterData: true });
    }
    // Either of the two says something new, so a tick made before the scripts arrive shows as soon as it is read.
    const radio = document.querySelector(`input[type=radio][value=${ticks % 2 ? "excluded" : "observed"}]`);
    if (watched && radio instanceof HTMLInputElement) {
      ticks += 1;
      radio.click();
    }
  }, 10);
}

/**
 * In the page: ticks "observed" row after row; the milliseconds from each click until its summary is painted. A tick
 * that changes nothing in the summary does not count.
 * @param {number} wanted @returns {Promise<number[]>}
 */
async function tickRows(wanted) {
  const aside = document.querySelector("aside");
  if (!aside) return [];
  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const tick = (/** @type {HTMLInputElement} */ radio) =>
    new Promise((/** @type {(ms: number | null) => void} */ resolve) => {
      const start = performance.now();
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
      });
      observer.observe(aside, { subtree: true, childList: true, characterData: true });
      radio.click();
      setTimeout(() => {
        observer.disconnect();
        resolve(null);
      }, 1_000);
    });
  const times = [];
  for (const radio of document.querySelectorAll("input[type=radio][value=observed]:not(:checked)")) {
    if (times.length === wanted) break;
    // At another point of the frame each time.
    await pause(200 + ((times.length * 7) % 17));
    const ms = radio instanceof HTMLInputElement ? await tick(radio) : null;
    if (ms !== null) times.push(ms);
  }
  return times;
}
