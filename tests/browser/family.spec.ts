import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { readFamily } from "@/lib/family/inheritance";
import type { Family } from "@/lib/family/pedigree";
import { open, test, tick } from "./page";

/** Hamajima et al. 2013: three affected children, of whom one is the child, and a mother who carries the variant unaffected. */
const hamajima: Family = {
  transmittedBy: "mother",
  relatives: [{ relation: "mother", affected: "no", carrier: "yes" }, { relation: "father", affected: "no", carrier: "no" }, { relation: "brother", affected: "yes" }, { relation: "sister", affected: "yes" }],
};

const block = (page: Page) => page.locator(".family");
const modes = (page: Page) => block(page).locator("[data-mode]");
const field = (page: Page) => page.locator('[name="family"]').inputValue();
const one = (page: Page, relation: string, place = 0) => block(page).locator(`[data-relative="${relation}"]`).nth(place);
const drawn = (page: Page, relation: string) => page.locator(`.pedigree [data-relation="${relation}"]`);

async function unfold(page: Page): Promise<void> {
  await page.locator("summary", { hasText: "Who is affected" }).press("Enter");
  await expect(block(page)).toBeVisible();
}

/** Tabs on until the place has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let left = 60; left > 0; left -= 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  expect(selector, "nothing that Tab reaches").toBe("");
}

async function enterHamajima(page: Page): Promise<void> {
  await tabTo(page, ".family .child label:first-child select");
  await page.keyboard.type("m");
  for (const [relation, affected, carrier] of [["mother", "n", "y"], ["father", "n", "n"]] as const) {
    await tabTo(page, `[data-relative="${relation}"] label:nth-of-type(1) select`);
    // Twice, for "Not known" begins with the letter too.
    await page.keyboard.press(affected === "n" ? "ArrowDown" : "End");
    await tabTo(page, `[data-relative="${relation}"] label:nth-of-type(2) select`);
    await page.keyboard.press(carrier === "n" ? "ArrowDown" : "End");
  }
  for (const relation of ["brother", "sister"]) {
    await tabTo(page, `.adding [aria-label="Add ${relation}"]`);
    await page.keyboard.press("Enter");
    await expect(block(page).locator(".news")).toContainText(/ III-\d added\.$/);
    await expect(one(page, relation).getByLabel("Affected")).toBeFocused();
    await page.keyboard.press("End");
  }
}

/** The verdicts as the page shows them are those of the rules. */
async function expectRead(page: Page, family: Family): Promise<void> {
  const shown = () => modes(page).evaluateAll((all) => all.map((each) => [each.getAttribute("data-mode"), each.getAttribute("data-verdict")]));
  await expect.poll(shown).toEqual(readFamily(family, { sex: "male" }).modes.map(({ mode, verdict }) => [mode, verdict]));
}

test("Hamajima's family by the keyboard alone: what fits, what does not, the grandfather; a reload keeps it and starting over empties it", async ({ page }) => {
  await open(page);
  await page.selectOption('[name="sex"]', "male");
  await page.locator("summary", { hasText: "Who is affected" }).focus();
  await unfold(page);
  await enterHamajima(page);
  expect(JSON.parse(await field(page))).toEqual(hamajima);
  await expectRead(page, hamajima);
  await expect(modes(page).first()).toHaveAttribute("data-verdict", "fits");
  await expect(block(page).locator(".reading")).toContainText(/grandfather/);
  await expect(block(page).locator(".reading")).toContainText("Inheritance rules 1.0");
  for (const sentence of await block(page).locator(".reading li").all()) await expect(sentence.locator("cite")).not.toBeEmpty();
  await expect(drawn(page, "mother").locator("circle")).toHaveCount(2);
  await expect(drawn(page, "brother").locator("rect")).toHaveClass("affected");
  await expect(drawn(page, "child").locator("rect")).toHaveCount(1);

  await open(page);
  expect(JSON.parse(await field(page))).toEqual(hamajima);
  await unfold(page);
  await expect(one(page, "mother").getByLabel("CDKN1C variant")).toHaveValue("yes");
  await expectRead(page, hamajima);

  await page.getByRole("button", { name: "Start over" }).last().click();
  expect(await field(page)).toBe("");
  await expect(one(page, "brother")).toHaveCount(0);
  await expect(one(page, "mother").getByLabel("CDKN1C variant")).toHaveValue("");
  await expect(drawn(page, "child").locator("path").first()).toBeVisible();
  await expect(block(page).locator(".reading")).toHaveCount(0);
});

test("an affected maternal uncle and an unaffected carrier mother: against CDKN1C, and by whom", async ({ page }) => {
  await open(page);
  await page.selectOption('[name="sex"]', "male");
  await unfold(page);
  await one(page, "mother").getByLabel("Affected").selectOption("no");
  await one(page, "mother").getByLabel("CDKN1C variant").selectOption("yes");
  await page.getByRole("button", { name: "Add maternal uncle" }).click();
  await one(page, "maternal-uncle").getByLabel("Affected").selectOption("yes");
  const family: Family = { relatives: [{ relation: "mother", affected: "no", carrier: "yes" }, { relation: "maternal-uncle", affected: "yes" }] };
  expect(JSON.parse(await field(page))).toEqual(family);
  await expectRead(page, family);
  await expect(modes(page).first()).toHaveAttribute("data-verdict", "contradicted");
  await expect(modes(page).first()).toContainText(/uncle/);
  await expect(page.locator('[data-mode="x-linked"]')).toHaveAttribute("data-verdict", "fits");

  // The sex of the child is the form's.
  await page.selectOption('[name="sex"]', "female");
  await expect(drawn(page, "child").locator("circle")).toHaveCount(1);
  const shown = () => modes(page).evaluateAll((all) => all.map((each) => each.getAttribute("data-verdict")));
  await expect.poll(shown).toEqual(readFamily(family, { sex: "female" }).modes.map(({ verdict }) => verdict));
});

test("the focus goes where the next key belongs, and the twenty-first is refused in words", async ({ page }) => {
  await open(page);
  await unfold(page);
  const add = page.getByRole("button", { name: "Add brother" });
  for (let count = 1; count <= 14; count += 1) {
    await add.click();
    await expect(one(page, "brother", count - 1).getByLabel("Affected")).toBeFocused();
  }
  await add.click();
  await expect(block(page).locator(".news")).toHaveText("Not added: a family holds at most 20 relatives.");
  await expect(drawn(page, "brother")).toHaveCount(14);
  await one(page, "brother", 13).getByRole("button").press("Enter");
  await expect(block(page).locator(".news")).toHaveText("Brother III-15 removed.");
  await expect(one(page, "brother", 12).getByRole("button")).toBeFocused();
  for (let left = 13; left > 0; left -= 1) await page.keyboard.press("Enter");
  await expect(one(page, "brother")).toHaveCount(0);
  await expect(add).toBeFocused();
  expect(await field(page)).toBe("");
});

test("what is no family in a kept draft is an untold one", async ({ page }) => {
  await open(page);
  await page.evaluate(() => sessionStorage.setItem("image-screen-draft:", JSON.stringify({ at: Date.now(), values: { family: "{\"relatives\":[{\"relation\":\"neighbour\"}," } })));
  await open(page);
  await unfold(page);
  await expect(drawn(page, "child")).toHaveCount(1);
  await expect(block(page).locator(".reading")).toHaveCount(0);
});

test.describe("for a clinician", () => {
  test.use({ who: "clinician" });

  test("a saved screening shows the pedigree, its sentences and its reading, and only coded facts were sent", async ({ page }) => {
    await open(page);
    await page.selectOption('[name="sex"]', "male");
    await tick(page, "iugr", "observed");
    await unfold(page);
    await enterHamajima(page);
    const sentences = await page.locator(".told li").allTextContents();
    await expectRead(page, hamajima);
    const said = await page.locator(".reading li").allTextContents();
    const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/api/v1/screenings"));
    await page.getByRole("button", { name: "Save screening" }).click();
    expect(((await sent).postDataJSON() as { family: unknown }).family).toEqual(hamajima);
    await page.waitForURL(/IS-/);
    await expect(page.getByRole("img", { name: /^Pedigree of three generations/ })).toBeVisible();
    expect(await page.locator(".told li").allTextContents()).toEqual(sentences);
    expect(sentences.length).toBeGreaterThan(4);
    expect(await page.locator(".reading li").allTextContents()).toEqual(said);
    await expectRead(page, hamajima);
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("img", { name: /^Pedigree of three generations/ })).toBeVisible();
    await expect(page.locator(".reading")).toContainText(/grandfather/);
  });
});

for (const scheme of ["light", "dark"] as const) {
  for (const width of [1440, 390, 320]) {
    test(`no violation in it, ${scheme}, ${width}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      await unfold(page);
      await enterHamajima(page);
      for (const relation of ["maternal uncle", "paternal half-brother", "maternal half-sister"]) await page.getByRole("button", { name: `Add ${relation}` }).click();
      const { violations, passes } = await new AxeBuilder({ page }).include(".family").withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      expect(passes.length).toBeGreaterThan(10);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), "the page does not scroll sideways").toBeLessThanOrEqual(0);
    });
  }
}
