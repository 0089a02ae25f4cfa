import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { open, test } from "./page";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test("the page for programs is open to everybody, and its contents lead to every section", async ({ page }) => {
  await open(page, "/programs");
  await expect(page.getByRole("heading", { level: 1, name: "For programs" })).toBeVisible();
  for (const link of await page.getByRole("navigation", { name: "On this page" }).getByRole("link").all()) {
    const title = await link.innerText();
    await link.click();
    await expect(page.getByRole("heading", { level: 2, name: title, exact: true })).toBeInViewport();
  }
});

test("it is whole without scripts, and names the address that it was asked for under", async ({ browser, own }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${own}/programs`);
  await expect(page.locator("#post-screenings pre").first()).toContainText(`${own}/api/v1/screenings`);
  expect(await page.locator(".operation").count()).toBeGreaterThan(40);
  await context.close();
});

test("the document behind it is the one that is served", async ({ page, request, own }) => {
  await open(page, "/programs");
  const { paths } = (await (await request.get(`${own}/api/v1/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
  const operations = Object.values(paths).flatMap((methods) => Object.keys(methods));
  await expect(page.locator(".operation")).toHaveCount(operations.length);
});

test("it prints without its contents, samples included", async ({ page }) => {
  await open(page, "/programs");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "On this page" })).toBeHidden();
  await expect(page.locator("#post-screenings pre").first()).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width] of [["desk", 1440], ["phone", 390]] as const) {
    test.describe(`${scheme}, ${device}`, () => {
      test.use({ colorScheme: scheme, viewport: { width, height: 900 } });

      test("no violation on the page for programs, and nothing runs out of it with everything open", async ({ page }) => {
        await open(page, "/programs");
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
        expect(passes.length, "axe looked at the page").toBeGreaterThan(10);
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      });
    });
  }
}
