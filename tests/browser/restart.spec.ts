import { expect, test } from "@playwright/test";
import type { Route } from "@playwright/test";
import { OwnServer } from "./own-server";
import { open, tick } from "./page";
import { count, save, SAVES, shownCode, status, triesOf } from "./saving";

let server: OwnServer;

/** The screening is saved, and the server is killed before anybody hears of it. */
async function killAfter(route: Route): Promise<void> {
  expect((await route.fetch()).status()).toBe(201);
  await server.end("SIGKILL");
  await route.abort();
}

test.beforeAll(async () => {
  server = await OwnServer.make();
});

test.afterAll(() => server.remove());

test("a server that is killed while it saves, and one that restarts in order: each screening is saved once, by itself", async ({ browser }) => {
  test.slow();
  const state = await server.serveFirst("First");
  const page = await browser.newPage({ baseURL: server.own, storageState: state });
  const tries = triesOf(page);

  for (const [signal, saved] of [["SIGKILL", 1], ["SIGTERM", 2]] as const) {
    await open(page);
    await tick(page, "iugr", "observed");
    await expect(page.locator(".conditions ol").first()).toBeAttached();
    if (signal === "SIGTERM") await server.end(signal);
    else await page.route(SAVES, killAfter, { times: 1 });
    await save(page);
    await expect(status(page)).toContainText("Not known yet whether it is saved: no clear answer came from the server");
    const since = Date.now();
    await server.serve();
    const ready = Date.now();
    await shownCode(page);
    console.log(`${signal}: served again after ${ready - since} ms, saved ${Date.now() - ready} ms later`);
    expect(await count(server.own, state)).toBe(saved);
    expect(tries.different()).toBe(saved);
  }
  await page.close();
});
