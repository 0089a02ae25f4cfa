import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { open, test, tick } from "./page";

test.use({ viewport: { width: 390, height: 844 } });

const row = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const answer = (page: Page, feature: string, status: "observed" | "excluded" | "") => expect(page.locator(`[data-row="${feature}"] input[value="${status}"]`)).toBeChecked();
const red = (page: Page) => page.locator('aside [data-flag="red"]');
const steroids = (page: Page) => page.locator('[name="context.steroids"]');

async function openLaboratory(page: Page): Promise<void> {
  await open(page);
  await page.getByText("Work out from laboratory values").click();
  await expect(row(page, "Sodium")).toBeVisible();
}

async function type(page: Page, name: string, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    await row(page, name).getByLabel(label).fill(text);
    await row(page, name).getByLabel(label).press("Tab");
  }
}

async function openWithLowCortisol(page: Page): Promise<void> {
  await openLaboratory(page);
  await tick(page, "vomiting", "observed");
  await type(page, "Cortisol", { Value: "14", "Lower limit": "140", "Upper limit": "690" });
  await answer(page, "low-cortisol", "observed");
  await expect(red(page)).toBeVisible();
}

test("telling of steroids takes no low cortisol back: the red flag that stood on it stands, with the caution beside it", async ({ page }) => {
  await openWithLowCortisol(page);
  await type(page, "ACTH", { Value: "3", "Upper limit": "14" });
  await answer(page, "high-acth", "excluded");
  await page.locator(".laboratory").getByLabel("Steroids before or at the time of this sample").check();
  await expect(page.locator(".laboratory .notice")).toContainText("a low one read earlier is right only if its sample came before them");
  await expect(page.locator('[data-dispute="low-cortisol"]')).toContainText("still “observed” as read earlier");
  await answer(page, "high-acth", "");
  await answer(page, "low-cortisol", "observed");
  await expect(red(page)).toBeVisible();
  await expect(page.locator("aside .issues")).toContainText("Steroids were given: cortisol cannot be read.");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.locator('[data-dispute="low-cortisol"]').getByRole("button", { name: "Make it “not assessed”" }).click();
  await answer(page, "low-cortisol", "");
  await type(page, "Cortisol", { Value: "15" });
  await answer(page, "low-cortisol", "");
});

test("nor does it after a reload, when no value is there any more", async ({ page }) => {
  await openWithLowCortisol(page);
  await open(page);
  await page.getByText("Steroids, early samples, planned surgery.").click();
  await steroids(page).check();
  await answer(page, "low-cortisol", "observed");
  await expect(red(page)).toBeVisible();
  await expect(page.locator("aside .issues")).toContainText("Steroids were given: cortisol cannot be read.");
});

test("glucose typed in mg/dL beside mmol/L excludes nothing until its unit is certain", async ({ page }) => {
  await openLaboratory(page);
  await page.selectOption('[name="age"]', "newborn");
  await type(page, "Glucose", { Value: "25" });
  await expect(row(page, "Glucose").getByLabel("Value")).toHaveAccessibleDescription(/25 mmol\/L, or 25 mg\/dL\? That would be low/);
  await answer(page, "hypoglycemia", "");
  await row(page, "Glucose").getByLabel("Checked: 25 mmol/L is right").check();
  await answer(page, "hypoglycemia", "excluded");
  await row(page, "Glucose").getByLabel("Unit").selectOption({ label: "mg/dL" });
  await answer(page, "hypoglycemia", "observed");
  await expect(row(page, "Glucose").locator("[aria-invalid]")).toHaveCount(0);
});

test("a glucose low in every reading counts while it is asked about, at an age not given too; LO is told how to write it", async ({ page }) => {
  await openLaboratory(page);
  await tick(page, "vomiting", "observed");
  await tick(page, "high-acth", "observed");
  await type(page, "Glucose", { Value: "LO" });
  await expect(row(page, "Glucose").getByLabel("Value")).toHaveAccessibleDescription(/for a meter’s LO its limit, as <1\.1/);
  await type(page, "Glucose", { Value: "0.9" });
  await expect(row(page, "Glucose").getByLabel("Value")).toHaveAccessibleDescription(/it counts already/);
  await answer(page, "hypoglycemia", "observed");
  await expect(red(page)).toBeVisible();
  await expect(page.locator('tr[data-analyte="glucose"]')).toContainText("No age in the first year is given: the lowest limit of the Pediatric Endocrine Society is used here.");
  await expect(page.locator('tr[data-analyte="glucose"]')).toContainText("from 2.8 mmol/L");
  await expect(page.locator('tr[data-analyte="glucose"] cite')).toContainText("Thornton");
  await row(page, "Glucose").getByLabel("Checked: 0.9 mmol/L is right").check();
  await expect(row(page, "Glucose").locator(".fault")).toHaveCount(0);
  await type(page, "Glucose", { Value: "3" });
  await answer(page, "hypoglycemia", "observed");
  await expect(page.locator('tr[data-analyte="glucose"]')).toContainText("Between the limits of the Pediatric Endocrine Society");
});

test("a glucose that excluded a low one at one age is read anew at another, and taken back where its value is gone", async ({ page }) => {
  await openLaboratory(page);
  await page.selectOption('[name="age"]', "newborn");
  await type(page, "Glucose", { Value: "4" });
  await answer(page, "hypoglycemia", "excluded");
  await page.selectOption('[name="age"]', "infant");
  await answer(page, "hypoglycemia", "excluded");
  await open(page);
  await answer(page, "hypoglycemia", "excluded");
  await page.selectOption('[name="age"]', "child");
  await answer(page, "hypoglycemia", "");
  await expect(page.locator('[name="measured"]')).toHaveValue("");
  await expect(row(page, "Sodium")).toBeVisible();
  await tick(page, "hypoglycemia", "excluded");
  await page.selectOption('[name="age"]', "infant");
  await answer(page, "hypoglycemia", "excluded");
});

test("a point of thousands is asked about", async ({ page }) => {
  await openLaboratory(page);
  await row(page, "ACTH").getByLabel("Unit").selectOption({ label: "pg/mL" });
  await type(page, "ACTH", { Value: "1.250", "Upper limit": "46" });
  await expect(row(page, "ACTH").getByLabel("Value")).toHaveAccessibleDescription(/A thousand or a decimal/);
  await answer(page, "high-acth", "");
  await type(page, "ACTH", { Value: "1250" });
  await answer(page, "high-acth", "observed");
});
