import { expect, test as base } from "@playwright/test";
import type { Page } from "@playwright/test";

/** A page on which any complaint of the browser, and any request to somebody else, fails the test. */
export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("request", (request) => !request.url().startsWith(baseURL ?? "") && complaints.push(`a request left: ${request.url()}`));
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Ticks one row. */
export async function tick(page: Page, feature: string, status: "observed" | "excluded"): Promise<void> {
  await page.locator(`[data-row="${feature}"] [value="${status}"]`).check();
}

/** The status of a letter as the summary shows it. */
export function letter(page: Page, name: string) {
  return page.locator(`aside .tile[data-letter="${name}"]`).first();
}

/** Waits until the scripts have taken over. */
export async function open(page: Page, path = "/"): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}
