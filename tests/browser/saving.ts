import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { speaker } from "./people";
import type { State } from "./people";

export const SAVES = "**/api/v1/screenings";
/** What the browser itself writes of an answer that is lost. */
export const lostAnswer = /^Failed to load resource: net::ERR_FAILED/;

export const status = (page: Page) => page.locator(".saving [role=status]");
export const button = (page: Page, name: string) => page.locator(".saving").getByRole("button", { name });
export const save = (page: Page) => button(page, "Save screening").click();

/** All that the tab keeps, but for whose it is. */
export const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, "image-screen-whose": undefined }));

/** How many screenings the site has. */
export async function count(own: string, state: State): Promise<number> {
  const asked = await (await speaker(own, state)).get("/api/v1/screenings?limit=1");
  return ((await asked.json()) as { total: number }).total;
}

/** What this page sends to be saved: how often, and how many different ones by key and body. */
export function triesOf(page: Page): { all: () => number; different: () => number } {
  const tries: string[] = [];
  page.on("request", (sent) => sent.method() === "POST" && sent.url().endsWith("/api/v1/screenings") && tries.push(`${sent.headers()["idempotency-key"]} ${sent.postData()}`));
  return { all: () => tries.length, different: () => new Set(tries).size };
}

/** The server saves, and the answer is lost, so many times. */
export async function loseAnswers(page: Page, times: number): Promise<void> {
  const lose = async (route: Parameters<Parameters<Page["route"]>[1]>[0]) => {
    await route.fetch();
    await route.abort();
  };
  await page.route(SAVES, lose, { times });
}

/** The code of the screening whose page is shown once it is saved. */
export async function shownCode(page: Page): Promise<string> {
  await page.waitForURL(/\/screenings\/IS-/);
  const code = (await page.getByRole("heading", { level: 1 }).innerText()).trim();
  expect(page.url()).toContain(code);
  return code;
}
