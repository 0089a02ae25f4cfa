import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { letter, open, test } from "./page";

const block = (page: Page) => page.locator(".birth-size");
const raw = (page: Page, place: string) => block(page).locator(`[data-raw="${place}"]`);
const size = (page: Page, measure: string) => page.locator(`[name="size.${measure}"]`);

async function openBlock(page: Page): Promise<void> {
  await open(page);
  await page.locator("summary", { hasText: "Work out from weight and length" }).click();
  await expect(raw(page, "weight")).toBeVisible();
}

async function type(page: Page, typed: Record<string, string>): Promise<void> {
  for (const [place, text] of Object.entries(typed)) {
    await raw(page, place).fill(text);
    await raw(page, place).blur();
  }
}

// Hamajima 2013 (PMID 24098681), patient 1: 1374 g and 38 cm at 37+1 weeks, a boy.
const hamajima1 = { weeks: "37", days: "1", weight: "1374", length: "38" };

test.describe("for a clinician", () => {
  test.use({ who: "clinician" });

  test("Hamajima 2013 patient 1, measured: the z-scores decide I with figure and source, and what was typed never leaves the browser", async ({ page }) => {
    const sent: string[] = [];
    // A script's name is made of digits, too.
    page.on("request", (request) => !request.url().includes("/_next/static/") && sent.push(`${request.url()} ${request.postData() ?? ""}`));
    await openBlock(page);
    await page.selectOption('[name="sex"]', "male");
    // Numbers that nothing else on the page holds.
    await type(page, { ...hamajima1, weight: "1374", length: "38.37", head: "31.79" });
    await expect(size(page, "weight")).toHaveValue("-3.4");
    await expect(page.locator('[name="gestation"]')).toHaveValue("term");
    await expect(block(page).locator('[data-z="weight-male"]')).toContainText("z −3.4, <1st centile");
    await expect(block(page).locator(".worked-out")).toContainText("Lancet 384:857");
    await expect(block(page).locator(".spared")).toContainText("Silver-Russell");
    await expect(letter(page, "I")).toHaveAttribute("data-status", "met");
    await expect(page.locator("aside .why")).toContainText("Birth weight z −3.4");
    await expect(page.locator("aside .why")).toContainText("INTERGROWTH-21st");
    expect(await page.evaluate(() => JSON.stringify(sessionStorage) + JSON.stringify(localStorage))).not.toMatch(/1374|38\.37|31\.79/);
    await page.getByRole("button", { name: "Save screening" }).click();
    await page.waitForURL(/IS-/);
    const saved = sent.find((one) => one.includes("/api/v1/screenings ")) ?? "";
    expect(saved).toContain('"weight":-3.4');
    expect(saved).toContain('"origin":{"weight":"measured","length":"measured","head":"measured"}');
    for (const one of sent) expect(one).not.toMatch(/1374|38\.37|31\.79|1\.374/);
    await expect(page.locator("aside .why")).toContainText("Birth weight z −3.4");
  });
});

test("without the sex both answers are shown and none is taken over; with it, its own is", async ({ page }) => {
  await openBlock(page);
  await type(page, hamajima1);
  await expect(block(page).locator("[data-z]")).toHaveCount(4);
  await expect(block(page).locator(".worked-out")).toContainText("no z-score is taken over");
  await expect(block(page).locator("svg")).toHaveCount(2);
  await expect(size(page, "weight")).toHaveValue("");
  await expect(letter(page, "I")).toHaveAttribute("data-status", "unknown");
  await page.selectOption('[name="sex"]', "female");
  await expect(block(page).locator("[data-z]")).toHaveCount(2);
  await expect(size(page, "weight")).toHaveValue("-3.6");
  await page.selectOption('[name="sex"]', "undetermined");
  await expect(size(page, "weight")).toHaveValue("");
});

test("what cannot be right is refused at its field with the likely cause, and nothing is written", async ({ page }) => {
  await openBlock(page);
  await page.selectOption('[name="sex"]', "male");
  const wrong = async (typed: Record<string, string>, place: string, cause: string) => {
    await type(page, typed);
    await expect(raw(page, place)).toHaveAttribute("aria-invalid", "true");
    const about = (await raw(page, place).getAttribute("aria-describedby")) ?? "";
    await expect(page.locator(`#${about}`)).toContainText(cause);
    await expect(size(page, "weight")).toHaveValue("");
  };
  await type(page, { weeks: "40", days: "0" });
  await wrong({ weight: "30" }, "weight", "digit seems to be missing");
  await wrong({ weight: "30000" }, "weight", "digit too many");
  await wrong({ weight: "3.2" }, "weight", "Kilograms or pounds? 3.2 lb are 1,451 g (3 lb 3.2 oz). Choose the unit.");
  await raw(page, "unit").selectOption("lb");
  await wrong({ weight: "6.11" }, "weight", "the ounces beyond them have their own field");
  await wrong({ weight: "6", ounces: "16" }, "ounces", "one pound more");
  await type(page, { ounces: "" });
  await raw(page, "unit").selectOption("kg");
  await wrong({ weight: "3200" }, "weight", "grams");
  await wrong({ weight: "7.5" }, "weight", "pounds");
  await wrong({ weight: "5.9" }, "weight", "pounds");
  await page.getByLabel("Checked: 5.9 kg is right").check();
  await expect(size(page, "weight")).not.toHaveValue("");
  await wrong({ weight: "3,2", weeks: "45" }, "weeks", "counted on after birth");
  await wrong({ weeks: "40", days: "7" }, "days", "one week more");
  await type(page, { days: "6" });
  await expect(size(page, "weight")).toHaveValue(/^-0\.\d$/);
  await type(page, { weeks: "43", days: "0" });
  await expect(block(page).locator(".worked-out")).toContainText("ends at 42 weeks");
  await expect(size(page, "weight")).toHaveValue("");
  await type(page, { weeks: "40", length: "40", head: "50" });
  await expect(page.locator("#wrong-head")).toContainText("looks like the length");
  await type(page, { head: "42" });
  await expect(page.locator("#wrong-head")).toContainText("exchanged");
});

test("pounds and ounces, a reload, another sex: a z-score follows what it was worked out from or is taken back, and is never stale", async ({ page }) => {
  await openBlock(page);
  await page.selectOption('[name="sex"]', "male");
  await type(page, { ...hamajima1, weight: "3" });
  await raw(page, "unit").selectOption("lb");
  await expect(page.locator("#wrong-weight")).toContainText("Is it in kilograms?");
  await type(page, { ounces: "0.5" });
  await expect(block(page).locator('[data-z="weight-male"]')).toContainText("1,375 g (3 lb 0.5 oz), z −3.4");
  await page.selectOption('[name="sex"]', "female");
  await expect(size(page, "weight")).toHaveValue("-3.6");
  await open(page);
  await expect(size(page, "weight")).toHaveValue("-3.6");
  await page.selectOption('[name="sex"]', "male");
  await expect(size(page, "weight")).toHaveValue("");
  await expect(size(page, "length")).toHaveValue("");
  await expect(letter(page, "I")).toHaveAttribute("data-status", "unknown");
  await expect(block(page).locator(".told")).toContainText("z of weight, length");
  await raw(page, "unit").selectOption("lb");
  await type(page, { weeks: "37", days: "1", weight: "3", ounces: "0.5" });
  await expect(size(page, "weight")).toHaveValue("-3.4");
  await expect(block(page).locator(".told")).toContainText("z of length.");
  await open(page);
  await page.locator("summary", { hasText: "Work out from weight and length" }).click();
  await type(page, { weeks: "23", days: "0" });
  await expect(size(page, "weight")).toHaveValue("");
  await expect(block(page).locator(".worked-out")).toContainText("begins at 24 weeks");
});

test("a z-score that somebody typed stands, beside the one worked out, until they take that one over; starting over empties the block", async ({ page }) => {
  await open(page);
  await page.selectOption('[name="sex"]', "male");
  await size(page, "weight").fill("-1.5");
  await size(page, "weight").blur();
  await page.locator("summary", { hasText: "Work out from weight and length" }).click();
  await type(page, hamajima1);
  await expect(size(page, "weight")).toHaveValue("-1.5");
  const dispute = block(page).locator('[data-dispute="weight"]');
  await expect(dispute).toContainText("Typed above z −1.5, worked out here z −3.4");
  await type(page, { length: "39" });
  await page.selectOption('[name="sex"]', "female");
  await expect(size(page, "weight")).toHaveValue("-1.5");
  await dispute.getByRole("button", { name: "Take over −3.6" }).click();
  await expect(size(page, "weight")).toHaveValue("-3.6");
  await expect(size(page, "weight")).toBeFocused();
  await expect(dispute).toHaveCount(0);
  await size(page, "weight").fill("-2.9");
  await size(page, "weight").blur();
  await expect(dispute).toContainText("Typed above z −2.9, worked out here z −3.6");
  await type(page, { head: "31" });
  await expect(size(page, "weight")).toHaveValue("-2.9");
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(raw(page, "weight")).toHaveValue("");
  await expect(block(page).locator("[data-z], svg")).toHaveCount(0);
  await expect(size(page, "length")).toHaveValue("");
});

test("the block is at most 8.7 kB of gzipped JavaScript, fetched when it is opened", async ({ page }) => {
  await open(page);
  const fetched: Promise<number>[] = [];
  page.on("requestfinished", (request) => request.url().endsWith(".js") && fetched.push(request.sizes().then(({ responseBodySize }) => responseBodySize)));
  await page.locator("summary", { hasText: "Work out from weight and length" }).click();
  await expect(raw(page, "weight")).toBeVisible();
  await page.waitForLoadState("networkidle");
  const bytes = (await Promise.all(fetched)).reduce((sum, one) => sum + one, 0);
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThanOrEqual(8_700);
});

test("with the keyboard alone", async ({ page }) => {
  await open(page);
  await page.selectOption('[name="sex"]', "male");
  await page.locator("summary", { hasText: "Work out from weight and length" }).focus();
  await page.keyboard.press("Enter");
  await expect(raw(page, "weeks")).toBeVisible();
  for (const text of ["37", "1", "1374", null, "38", "32"]) {
    await page.keyboard.press("Tab");
    if (text) await page.keyboard.type(text);
  }
  await page.keyboard.press("Tab");
  await expect(size(page, "weight")).toHaveValue("-3.4");
  await expect(size(page, "head")).toHaveValue("-0.9");
  await raw(page, "unit").focus();
  await page.keyboard.press("k");
  await page.keyboard.press("Tab");
  await expect(page.locator("#wrong-weight")).toContainText("grams");
});

for (const scheme of ["light", "dark"] as const) {
  test(`is clean to axe, and fits 320 pixels, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 320, height: 800 });
    await openBlock(page);
    await type(page, { ...hamajima1, head: "50" });
    await expect(block(page).locator("svg").first()).toBeVisible();
    const { violations, passes } = await new AxeBuilder({ page }).include(".birth-size").analyze();
    expect(passes.length, "axe looked at the block").toBeGreaterThan(5);
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expect(block(page).getByRole("img").first()).toHaveAccessibleName(/Weight at birth by gestation/);
    await expect(block(page).getByRole("img").first()).toHaveAccessibleDescription(/37\+1 weeks .* 50th centile/);
  });
}
