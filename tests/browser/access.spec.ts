import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { open, test, tick } from "./page";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page: Page): Promise<string[]> {
  const { violations: found, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(passes.length, "axe looked at the page").toBeGreaterThan(10);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width] of [["desk", 1440], ["phone", 390]] as const) {
    test(`no violation on the checklist, ${scheme}, ${device}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      expect(await violations(page)).toEqual([]);
      await page.selectOption('[name="sex"]', "female");
      for (const feature of ["iugr", "hypoglycemia", "vomiting", "hypospadias"]) await tick(page, feature, "observed");
      for (const feature of ["scoliosis", "metaphyseal-dysplasia"]) await tick(page, feature, "excluded");
      await page.locator('[data-row="iugr"] summary').click();
      await page.getByRole("button", { name: "Acknowledge" }).click();
      for (const folded of await page.locator(".folded > summary").all()) await folded.click();
      if (device === "phone") await page.locator(".toggle").click();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "nothing runs out of the screen").toBeLessThanOrEqual(0);
    });

    test(`no violation on the saved screenings, ${scheme}, ${device}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      for (const feature of ["iugr", "shock", "adrenal-insufficiency"]) await tick(page, feature, "observed");
      if (device === "phone") await page.locator(".toggle").click();
      await page.getByRole("button", { name: "Save screening" }).click();
      await page.waitForURL(/IS-/);
      expect(await violations(page)).toEqual([]);
      await open(page, "/screenings?flag=red");
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  }
}

test("the page nobody has, and an address that asks too much, say so", async ({ page }) => {
  page.removeAllListeners("console");
  await open(page, "/screenings/IS-0000-0000");
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await open(page, "/screenings?match=nonsense");
  await expect(page.locator(".notice")).toContainText("does not know");
  expect(await violations(page)).toEqual([]);
});
