import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { open, test, tick } from "./page";

type Typed = { value: string; unit?: string; lower?: string; upper?: string };

const row = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const answer = (page: Page, feature: string, status: "observed" | "excluded" | "") => expect(page.locator(`[data-row="${feature}"] input[value="${status}"]`)).toBeChecked();
const twice = (page: Page) => page.locator('[name="context.acthTwiceLimit"]');
const red = (page: Page) => page.locator('aside [data-flag="red"]');
const dispute = (page: Page, what: string) => page.locator(`[data-dispute="${what}"]`);
const measured = (page: Page) => page.locator('[name="measured"]').inputValue().then((told) => told.split(" ").sort());

async function openLaboratory(page: Page): Promise<void> {
  await open(page);
  await unfold(page);
}

async function unfold(page: Page): Promise<void> {
  await page.getByText("Work out from laboratory values").click();
  await expect(row(page, "Sodium")).toBeVisible();
}

const unfoldContext = (page: Page) => page.getByText("Steroids, early samples, planned surgery.").click();

async function type(page: Page, name: string, { value, unit, lower, upper }: Typed): Promise<void> {
  if (unit) await row(page, name).getByLabel("Unit").selectOption({ label: unit });
  for (const [label, text] of [["Value", value], ["Lower limit", lower], ["Upper limit", upper]] as const) {
    if (text === undefined) continue;
    await row(page, name).getByLabel(label).fill(text);
    await row(page, name).getByLabel(label).press("Tab");
  }
}

test("a crisis is read to the red flag, outlives a reload, and steroids told afterwards", async ({ page }) => {
  await openLaboratory(page);
  await page.selectOption('[name="age"]', "infant");
  await type(page, "Glucose", { value: "8", unit: "mg/dL" });
  await expect(row(page, "Glucose").getByLabel("Value")).toHaveAccessibleDescription(/8 mg\/dL is extreme, yet possible/);
  await answer(page, "hypoglycemia", "");
  await row(page, "Glucose").getByLabel("Checked: 8 mg/dL is right").check();
  await answer(page, "hypoglycemia", "observed");
  await type(page, "Sodium", { value: "118", lower: "135", upper: "145" });
  await type(page, "Potassium", { value: "7.9", lower: "3.5", upper: "5.5" });
  await type(page, "Cortisol", { value: "0.5", unit: "µg/dL", lower: "5", upper: "25" });
  await type(page, "ACTH", { value: "900", unit: "pg/mL", upper: "46" });
  for (const feature of ["hypoglycemia", "hyponatremia", "hyperkalemia", "low-cortisol", "high-acth"]) await answer(page, feature, "observed");
  await expect(red(page)).toBeVisible();
  await expect(twice(page)).toBeChecked();
  await expect(page.locator("aside .why")).toContainText("the pattern of primary adrenal insufficiency");
  expect(await measured(page)).toEqual(["acthTwiceLimit", "high-acth", "hyperkalemia", "hypoglycemia", "hyponatremia", "low-cortisol"]);

  await open(page);
  for (const feature of ["hypoglycemia", "hyponatremia", "hyperkalemia", "low-cortisol", "high-acth"]) await answer(page, feature, "observed");
  await expect(red(page)).toBeVisible();
  await expect(twice(page)).toBeChecked();

  await unfoldContext(page);
  await page.locator('[name="context.steroids"]').check();
  for (const feature of ["low-cortisol", "high-acth"]) await answer(page, feature, "observed");
  await expect(twice(page)).toBeChecked();
  await expect(red(page)).toBeVisible();
  await expect(page.locator("aside .issues")).toContainText("Steroids were given");
  await expect(page.locator("aside .why")).not.toContainText("the pattern of primary adrenal insufficiency");
  expect(await measured(page)).toEqual(["acthTwiceLimit", "high-acth", "hyperkalemia", "hypoglycemia", "hyponatremia", "low-cortisol"]);
});

test("ACTH above twice the limit follows the value that is typed anew after a reload, and an answer by hand stands", async ({ page }) => {
  await openLaboratory(page);
  await type(page, "ACTH", { value: "900", unit: "pg/mL", upper: "46" });
  await expect(twice(page)).toBeChecked();
  await open(page);
  await unfold(page);
  await type(page, "ACTH", { value: "60", unit: "pg/mL" });
  await expect(twice(page)).toBeChecked();
  await expect(dispute(page, "acthTwiceLimit")).toContainText("still “ticked” as read earlier");
  await type(page, "ACTH", { value: "60", upper: "46" });
  await expect(twice(page)).not.toBeChecked();
  await answer(page, "high-acth", "observed");
  await type(page, "ACTH", { value: "900" });
  await expect(twice(page)).toBeChecked();
  await unfoldContext(page);
  await twice(page).uncheck();
  await type(page, "ACTH", { value: "910" });
  await expect(twice(page)).not.toBeChecked();
  await dispute(page, "acthTwiceLimit").getByRole("button", { name: "Make it “ticked”" }).click();
  await expect(twice(page)).toBeChecked();
  await expect(dispute(page, "acthTwiceLimit")).toHaveCount(0);
  await type(page, "ACTH", { value: "" });
  await expect(twice(page)).not.toBeChecked();
  await answer(page, "high-acth", "");
});

test("a slip does not put out the red flag, and a tick by hand is never overwritten", async ({ page }) => {
  await openLaboratory(page);
  await tick(page, "hyponatremia", "observed");
  await type(page, "Potassium", { value: "7.9", upper: "5.5" });
  await expect(red(page)).toBeVisible();
  await type(page, "Potassium", { value: "79" });
  await expect(red(page)).toBeVisible();
  await expect(dispute(page, "hyperkalemia")).toContainText("still “observed” as read earlier");
  await type(page, "Potassium", { value: "4.1" });
  await answer(page, "hyperkalemia", "excluded");
  await expect(red(page)).toHaveCount(0);
  await type(page, "Sodium", { value: "140", lower: "135", upper: "145" });
  await answer(page, "hyponatremia", "observed");
  await expect(dispute(page, "hyponatremia")).toContainText("“observed” in the checklist, “excluded” by this value. The checklist counts.");
  await dispute(page, "hyponatremia").getByRole("button", { name: "Make it “excluded”" }).click();
  await answer(page, "hyponatremia", "excluded");
  await expect(dispute(page, "hyponatremia")).toHaveCount(0);
  await type(page, "Sodium", { value: "" });
  await answer(page, "hyponatremia", "");
});

test("what was confirmed or overruled is that very value", async ({ page }) => {
  await openLaboratory(page);
  await type(page, "Potassium", { value: "6.8", upper: "5.5" });
  await page.getByLabel("Use Potassium as").selectOption("normal");
  await answer(page, "hyperkalemia", "excluded");
  await type(page, "Potassium", { value: "7.9" });
  await expect(page.getByLabel("Use Potassium as")).toHaveValue("");
  await answer(page, "hyperkalemia", "observed");
  await type(page, "Potassium", { value: "11" });
  await row(page, "Potassium").getByLabel("Checked: 11 mmol/L is right").check();
  await expect(page.locator("[data-dispute]")).toHaveCount(0);
  await type(page, "Potassium", { value: "12" });
  await expect(row(page, "Potassium").getByLabel("Checked: 12 mmol/L is right")).not.toBeChecked();
  await answer(page, "hyperkalemia", "observed");
});

test("a normal cortisol is left open while ACTH is above twice its limit, a newborn's high 17-OHP has its caution", async ({ page }) => {
  await openLaboratory(page);
  await page.selectOption('[name="age"]', "newborn");
  await type(page, "Cortisol", { value: "200", unit: "nmol/L", lower: "140", upper: "690" });
  await answer(page, "low-cortisol", "excluded");
  await type(page, "ACTH", { value: "900", unit: "pg/mL", lower: "0", upper: "46" });
  await answer(page, "low-cortisol", "");
  await expect(page.locator('tr[data-analyte="cortisol"]')).toContainText("too low for that ACTH");
  await expect(page.locator('tr[data-analyte="cortisol"] cite')).toContainText("Bornstein");
  await type(page, "17-OHP", { value: "60", unit: "nmol/L", upper: "12" });
  await answer(page, "high-17ohp", "observed");
  await expect(page.locator(".laboratory .notice")).toContainText("falsely high in a preterm or small baby");
});
