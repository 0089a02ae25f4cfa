import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { open, test } from "./page";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test("the evidence is open to everybody, and its contents lead to every section", async ({ page }) => {
  await open(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Evidence" }).click();
  await page.waitForURL("/evidence");
  await expect(page.getByRole("heading", { level: 1, name: "Evidence" })).toBeVisible();
  const links = page.getByRole("navigation", { name: "On this page" }).getByRole("link");
  expect(await links.count()).toBeGreaterThan(10);
  for (const link of await links.all()) {
    const title = await link.innerText();
    await link.click();
    await expect(page.getByRole("heading", { level: 2, name: title, exact: true })).toBeInViewport();
  }
});

test("a criterion leads to its source in full", async ({ page }) => {
  await open(page, "/evidence");
  await page.locator('[data-code="growth-restriction-observed"]').getByRole("link").click();
  const source = page.locator("#source-arboleda-2012");
  await expect(source).toBeInViewport();
  await expect(source.getByRole("link")).toHaveAttribute("rel", "noreferrer");
});

test("the evidence prints without its contents, letters and hazards included", async ({ page }) => {
  await open(page, "/evidence");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "On this page" })).toBeHidden();
  for (const letter of ["I", "M", "A", "Ge"]) await expect(page.locator(`[data-criterion="${letter}"] table`)).toBeVisible();
  await expect(page.locator('[data-hazard="crisis-missed"]')).toBeVisible();
  for (const id of ["hamajima-2013-p2", "jcrpe-2014"]) await expect(page.locator(`[data-case="${id}"]`)).toBeVisible();
  await expect(page.locator('[data-way="annotations"]')).toBeVisible();
});

test("every published individual is told, with its paper a step away, and so are the cases that go wrong", async ({ page }) => {
  await open(page, "/evidence");
  const section = page.getByRole("region", { name: "What was checked" });
  await expect(section.locator("[data-case]")).toHaveCount(22);
  for (const row of await section.locator("[data-case]").all()) {
    await expect(row.getByRole("link")).toHaveAttribute("rel", "noreferrer");
    await expect(row.locator(".tile")).toHaveCount(4);
  }
  await expect(section.locator("[data-way]")).toHaveCount(4);
  const alone = section.locator("details", { hasText: "HPO’s annotations alone" });
  await expect(alone.locator("[data-wrong]").first()).toBeHidden();
  await alone.locator("summary").click();
  await expect(alone.locator("[data-wrong]").first()).toBeVisible();
  await expect(section.locator("[data-unselected]").first()).toContainText(/\d+ of \d+/);
});

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width] of [["desk", 1440], ["phone", 390]] as const) {
    test.describe(`${scheme}, ${device}`, () => {
      test.use({ colorScheme: scheme, viewport: { width, height: 900 } });

      test("no violation on the evidence, and nothing runs out of it with everything open", async ({ page }) => {
        await open(page, "/evidence");
        for (const summary of await page.locator(".lists > summary").all()) await summary.click();
        const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
        expect(passes.length, "axe looked at the page").toBeGreaterThan(10);
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      });
    });
  }
}
