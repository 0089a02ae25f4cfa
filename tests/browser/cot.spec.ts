import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectClean } from "./clean";
import { OwnServer } from "./own-server";
import { letter, open, test, tick } from "./page";
import { count, save, shownCode, status, triesOf } from "./saving";

test.use({ serviceWorkers: "allow" });

const PHONE = { width: 390, height: 844 };
/** What a thumb hits, in CSS pixels (WCAG 2.2, 2.5.5). */
const LEAST = 44;

const copy = (page: Page) => page.getByText("No network: assessing works, saving waits.");

/** Waits until the browser keeps the checklist. */
async function visit(page: Page): Promise<void> {
  await open(page);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
}

/** Everything that this browser keeps of the origin, and of the tab. */
const left = (page: Page) =>
  page.evaluate(async () => {
    const files: Record<string, string> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) files[new URL(url).pathname] = (await (await cache.match(url, { ignoreVary: true }))?.text()) ?? "";
    }
    return { local: { ...localStorage }, session: { ...sessionStorage }, databases: await indexedDB.databases(), cookies: document.cookie, files };
  });

/** What a page says to nobody, but for its nonce. */
const plain = (html: string) => html.replaceAll(/nonce="[^"]*"|"nonce":"[^"]*"|\\"nonce\\":\\"[^"]*\\"/g, "");

test.describe("at a server that goes away", () => {
  let server: OwnServer;

  test.beforeAll(async () => {
    server = await OwnServer.make();
  });

  test.afterAll(() => server.remove());

  test("after one visit the checklist opens and assesses with every part, a save waits over reloads and is made once; switched off, the browser keeps nothing", async ({ browser }) => {
    test.slow();
    const state = await server.serveFirst("Nora Night");
    const context = await browser.newContext({ baseURL: server.own, storageState: state, viewport: PHONE });
    const page = await context.newPage();
    page.on("dialog", (dialog) => void dialog.accept());
    const tries = triesOf(page);
    await visit(page);
    await expect(copy(page)).toHaveCount(0);
    const isPassed = await page.evaluate(async () => {
      await fetch("/api/v1/health/live");
      return performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/live")).every((asked) => (asked as PerformanceResourceTiming).workerStart === 0);
    });
    expect(isPassed, "what the worker does not answer does not wait for it").toBe(true);
    await server.end("SIGTERM");

    await page.reload();
    await expect(copy(page)).toBeVisible();
    await expect(page.getByText("Nora Night")).toHaveCount(0);
    await tick(page, "iugr", "observed");
    await tick(page, "metaphyseal-dysplasia", "observed");
    await expect(letter(page, "I")).toHaveAttribute("data-status", "met");
    await expect(page.locator(".conditions ol").first()).toBeAttached();
    // Each part that is fetched when it is opened.
    const parts = page.locator("details:is(.work-out, .folded)");
    for (const summary of await parts.locator("> summary").all()) await summary.click();
    for (const part of await parts.all()) await expect(part.locator("> summary ~ * :is(input, select)").first()).toBeVisible();
    await page.getByRole("combobox", { name: "Find a feature" }).pressSequentially("undescended");
    await expect(page.getByRole("listbox", { name: "Features found" }).getByRole("option").first()).toBeVisible();
    await page.getByRole("combobox", { name: "Find a feature" }).press("Escape");
    await page.getByRole("switch", { name: "Quick keys" }).check();
    await expect(page.locator("dialog.keys")).toBeAttached();
    await page.getByRole("switch", { name: "Quick keys" }).uncheck();
    await expect(page.getByText("could not be loaded")).toHaveCount(0);
    await expect(page.getByRole("group", { name: "Sodium", exact: true })).toBeVisible();
    await expectClean(page);

    await page.getByRole("button", { name: "Open", exact: true }).click();
    await save(page);
    await expect(status(page)).toContainText("Not saved yet: no network. It waits in this tab and is sent when the network is back");
    await page.reload();
    await expect(copy(page)).toBeVisible();
    await expect(letter(page, "I")).toHaveAttribute("data-status", "met");
    await expect(status(page)).toContainText("Not saved yet: no network.");
    await server.serve();
    await shownCode(page);
    expect([await count(server.own, state), tries.different()]).toEqual([1, 1]);

    const { files } = await left(page);
    expect(Object.keys(files).filter((path) => path !== "/" && !path.startsWith("/_next/static/"))).toEqual([]);
    expect(plain(files["/"] ?? "")).toBe(plain(await (await fetch(`${server.own}/?offline`)).text()));

    await server.end("SIGTERM");
    await server.serve({ OFFLINE: "off" });
    await open(page);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    expect((await left(page)).files).toEqual({});
    await context.close();
  });

  test("a network that is there and does not answer is given up after seconds, and the link tries it again", async ({ browser }) => {
    await server.end("SIGTERM");
    await server.serve();
    const page = await browser.newPage({ baseURL: server.own });
    await visit(page);
    server.freeze(true);
    await page.reload();
    await expect(copy(page)).toBeVisible();
    await tick(page, "iugr", "observed");
    server.freeze(false);
    await page.getByRole("link", { name: "Try to connect" }).click();
    await expect(page.getByRole("link", { name: "sign in" }).last()).toBeVisible();
    await expect(copy(page)).toHaveCount(0);
    await expect(letter(page, "I")).toHaveAttribute("data-status", "met");
    await page.close();
  });
});

test("nothing of a screening is left by a closed tab, nor anything but nobody's checklist by a sign-out", async ({ another, member, request }) => {
  const page = await another(await member("clinician", "Clo Closing"));
  await visit(page);
  await tick(page, "iugr", "observed");
  await expect(page.locator(".conditions ol").first()).toBeAttached();
  const nobodys = plain(await (await request.get("/?offline")).text());
  const expectNothing = async (there: Page) => {
    const { files, ...rest } = await left(there);
    expect(rest).toEqual({ local: {}, session: {}, databases: [], cookies: "" });
    expect(Object.keys(files).filter((path) => !/^\/($|_next\/static\/)/.test(path))).toEqual([]);
    if (files["/"] !== undefined) expect(plain(files["/"])).toBe(nobodys);
  };
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  await next.goto("/manifest.webmanifest");
  await expectNothing(next);
  await visit(next);
  await expect(letter(next, "I")).toHaveAttribute("data-status", "unknown");
  await tick(next, "iugr", "observed");
  await open(next, "/account");
  await next.getByRole("button", { name: "Sign out" }).click();
  await next.waitForURL("/account/sign-in");
  await expectNothing(next);
});

test("without a network the draft is that of whoever used the tab in the last half hour, and nobody's once the server has said so", async ({ another, member, quiet }) => {
  quiet.expects(/ERR_INTERNET_DISCONNECTED/);
  const page = await another(await member());
  const context = page.context();
  await page.clock.install();
  await visit(page);
  await tick(page, "iugr", "observed");
  await context.setOffline(true);
  await page.reload();
  await expect(copy(page)).toBeVisible();
  await expect(letter(page, "I")).toHaveAttribute("data-status", "met");
  const again = page.waitForEvent("load");
  await page.clock.fastForward("33:00");
  await again;
  await expect(copy(page)).toBeVisible();
  await expect(letter(page, "I")).toHaveAttribute("data-status", "unknown");
  await page.reload();
  await expect(letter(page, "I")).toHaveAttribute("data-status", "unknown");
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try to connect" }).click();
  await expect(letter(page, "I")).toHaveAttribute("data-status", "met");

  await context.clearCookies();
  await open(page);
  await expect(letter(page, "I")).toHaveAttribute("data-status", "unknown");
  await context.setOffline(true);
  await page.reload();
  await expect(copy(page)).toBeVisible();
  await expect(letter(page, "I")).toHaveAttribute("data-status", "unknown");
});

test("a browser that may finds nothing that keeps it from installing", async ({ page, request }) => {
  await visit(page);
  const browser = await page.context().newCDPSession(page);
  const { url, errors } = await browser.send("Page.getAppManifest");
  expect([new URL(url).pathname, errors]).toEqual(["/manifest.webmanifest", []]);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  // Every context of a test is a private one.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(["in-incognito"]);
  const { icons } = (await (await request.get("/manifest.webmanifest")).json()) as { icons: { src: string; sizes: string; purpose: string }[] };
  expect(icons.map(({ sizes, purpose }) => `${purpose} ${sizes}`)).toEqual(["any 192x192", "any 512x512", "maskable 192x192", "maskable 512x512"]);
  for (const { src, sizes } of icons) {
    const png = await (await request.get(src)).body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
});

test("on a phone every control of the checklist is 44 pixels or more, and summary and save are where the thumb is", async ({ browser, own }) => {
  const context = await browser.newContext({ baseURL: own, viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await open(page, "/?offline");
  await tick(page, "adrenal-insufficiency", "observed");
  for (const summary of await page.locator("details:is(.work-out, .folded) > summary").all()) await summary.tap();
  await expect(page.getByRole("group", { name: "Sodium", exact: true })).toBeVisible();
  const toggle = page.getByRole("button", { name: "Open", exact: true });
  const isLow = async (name: string) => expect((await page.getByRole("button", { name, exact: true }).boundingBox())?.y, name).toBeGreaterThan(PHONE.height * 0.6);
  await isLow("Open");
  await toggle.tap();
  await isLow("Save screening");
  await expect(page.locator(".conditions ol").first()).toBeAttached();
  const small = await page.evaluate((least) => {
    const controls = [...document.querySelectorAll<HTMLElement>("main :is(button, input, select, summary, textarea), header a, main [data-kept-copy] a, .saving a")];
    // What is ticked has its label for a target.
    const boxes = controls.filter((one) => one.checkVisibility()).map((one) => ({ one, box: ((one as HTMLInputElement).type === "radio" || (one as HTMLInputElement).type === "checkbox" ? (one.closest("label") ?? one) : one).getBoundingClientRect() }));
    return boxes.filter(({ box }) => box.width > 1 && (box.height < least || box.width < least)).map(({ one, box }) => `${one.tagName} ${one.className} ${one.getAttribute("name") ?? one.textContent} ${box.width}x${box.height}`);
  }, LEAST);
  expect(small).toEqual([]);
  await context.close();
});
