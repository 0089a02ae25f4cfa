import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { open, refused, test } from "./page";
import { newSession } from "./people";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test.describe("an admin", () => {
  test.use({ who: "admin" });

  test("is told that there is too little to publish, how it is made, and that what waits is not for publication", async ({ page }) => {
    await open(page, "/cohort");
    const link = page.getByRole("link", { name: "Publishable tables" });
    // Before the first screening the cohort has nothing to show.
    if (await link.isVisible()) await link.click();
    else await open(page, "/cohort/publish");
    await expect(page.getByRole("heading", { name: "Publishable tables" })).toBeVisible();
    await expect(page.getByText("Too few to publish anything.")).toBeVisible();
    await expect(page.getByText("Not for publication:")).toBeVisible();
    await expect(page.getByText("at least 11 children")).toBeVisible();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByText("Not for publication:")).toBeHidden();
    const answer = await page.request.get("/api/v1/cohort/tables?reason=registry");
    expect(await answer.json()).toEqual({ editions: [] });
  });

  test("sets how long screenings are kept, by the keyboard, after a question; and lifts it", async ({ page }) => {
    await open(page, "/account/retention");
    await expect(page.getByRole("status")).toHaveText("Screenings are kept for good.");
    const choose = async (years: string) => {
      await page.getByLabel("Keep screenings").selectOption(years);
      await page.getByRole("button", { name: "Set" }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toBeVisible();
      await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    };
    await choose("10 years");
    await expect(page.getByRole("status")).toContainText("Screenings are kept for 10 years. None is due on 1 January");
    await choose("For good");
    await expect(page.getByRole("status")).toHaveText("Screenings are kept for good.");
  });
});

test("a clinician finds neither page, nor the tables", async ({ member, own, browser, quiet }) => {
  quiet.expects(refused(404));
  const context = await browser.newContext({ storageState: await newSession(own, await member("clinician")) });
  await quiet.hear(context);
  const page = await context.newPage();
  for (const path of ["/cohort/publish", "/account/retention"]) expect((await page.goto(path))?.status(), path).toBe(404);
  expect((await page.request.get("/api/v1/cohort/tables?reason=registry")).status()).toBe(403);
  await context.close();
});

for (const [device, width] of [["desk", 1440], ["phone", 390]] as const) {
  test.describe(device, () => {
    test.use({ who: "admin", viewport: { width, height: 900 } });

    test("no violation on either page, and nothing runs out of it", async ({ page }) => {
      for (const path of ["/cohort/publish", "/account/retention"]) {
        await open(page, path);
        const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
        expect(passes.length, "axe looked at the page").toBeGreaterThan(10);
        expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
    });
  });
}
