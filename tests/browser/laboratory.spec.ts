import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page, Request } from "@playwright/test";
import { letter, open, test, tick } from "./page";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
type Typed = { value: string; unit?: string; lower?: string; upper?: string };

const row = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const answer = (page: Page, feature: string, status: "observed" | "excluded" | "") => expect(page.locator(`[data-row="${feature}"] input[value="${status}"]`)).toBeChecked();
const read = (page: Page, analyte: string) => page.locator(`tr[data-analyte="${analyte}"]`);
const use = (page: Page, name: string) => page.getByLabel(`Use ${name} as`, { exact: true });

async function openLaboratory(page: Page): Promise<void> {
  await open(page);
  await page.getByText("Work out from laboratory values").click();
  await expect(row(page, "Sodium")).toBeVisible();
}

/** Types one value with its limits, as a person does: every field is left before the next. */
async function type(page: Page, name: string, { value, unit, lower = "", upper = "" }: Typed): Promise<void> {
  if (unit) await row(page, name).getByLabel("Unit").selectOption({ label: unit });
  for (const [label, text] of [["Value", value], ["Lower limit", lower], ["Upper limit", upper]] as const) {
    await row(page, name).getByLabel(label).fill(text);
    await row(page, name).getByLabel(label).press("Tab");
  }
}

const crisis: Record<string, Typed> = {
  Sodium: { value: "121.7", lower: "135.3", upper: "145.9" },
  Potassium: { value: "7,83", lower: "3,51", upper: "5,49" },
  Cortisol: { value: "<27.61", unit: "nmol/L", lower: "139.2", upper: "691.4" },
  ACTH: { value: ">1253", unit: "pg/mL", lower: "7.21", upper: "63.37" },
};

test("values and limits become findings, each with what it was read as", async ({ page }) => {
  await openLaboratory(page);
  for (const [name, typed] of Object.entries(crisis)) await type(page, name, typed);
  for (const feature of ["hyponatremia", "hyperkalemia", "low-cortisol", "high-acth"]) await answer(page, feature, "observed");
  await expect(page.locator('aside [data-flag="red"]')).toBeVisible();
  await expect(letter(page, "A")).toHaveAttribute("data-status", "supported");
  await expect(read(page, "cortisol")).toContainText("<27.61 nmol/L");
  await expect(read(page, "cortisol")).toContainText("<1 µg/dL");
  await expect(read(page, "cortisol")).toContainText("Low cortisol: observed");
  await expect(page.locator(".laboratory .notice")).toContainText("pattern of primary adrenal insufficiency");
  await expect(page.locator("aside .why")).toContainText("the pattern of primary adrenal insufficiency");
  await expect(page.locator("aside .issues")).toContainText("17-OHP");
  await type(page, "17-OHP", { value: "4", unit: "nmol/L", upper: "12" });
  await answer(page, "high-17ohp", "excluded");
  await expect(page.locator("aside .issues")).not.toContainText("17-OHP is not known yet");
});

test("a value taken back takes its finding back, and an answer by hand stands", async ({ page }) => {
  await openLaboratory(page);
  await type(page, "Sodium", { value: "150", lower: "135", upper: "145" });
  await answer(page, "hyponatremia", "excluded");
  await expect(read(page, "sodium")).toContainText("Sodium is high, the opposite");
  await type(page, "Sodium", { value: "", lower: "135", upper: "145" });
  await answer(page, "hyponatremia", "");
  await expect(read(page, "sodium")).toHaveCount(0);
  await type(page, "Potassium", { value: "6.8", upper: "5.5" });
  await tick(page, "hyperkalemia", "excluded");
  await expect(page.locator('[data-dispute="hyperkalemia"]')).toContainText("“excluded” in the checklist, “observed” by this value");
  await type(page, "Sodium", { value: "140", lower: "135", upper: "145" });
  await answer(page, "hyperkalemia", "excluded");
  await type(page, "Potassium", { value: "", upper: "5.5" });
  await answer(page, "hyperkalemia", "excluded");
});

test("a value without limits decides nothing, and a clinician may say what it is", async ({ page }) => {
  await openLaboratory(page);
  await type(page, "Potassium", { value: "6.8" });
  await answer(page, "hyperkalemia", "");
  await expect(read(page, "potassium")).toContainText("own upper limit");
  await use(page, "Potassium").selectOption("high");
  await answer(page, "hyperkalemia", "observed");
  await expect(read(page, "potassium")).toContainText("by you, not by the value");
  await use(page, "Potassium").selectOption("open");
  await answer(page, "hyperkalemia", "");
  await page.selectOption('[name="age"]', "newborn");
  await type(page, "Glucose", { value: "2.6", unit: "mmol/L" });
  await answer(page, "hypoglycemia", "observed");
  await expect(read(page, "glucose")).toContainText("Pediatric Endocrine Society");
});

test("cortisol after steroids is left open unless it is overruled; an early sample has its caution", async ({ page }) => {
  await openLaboratory(page);
  const block = page.locator(".laboratory");
  await type(page, "Cortisol", { value: "30", lower: "140", upper: "690" });
  await answer(page, "low-cortisol", "observed");
  await type(page, "Cortisol", { value: "400", lower: "140", upper: "690" });
  await answer(page, "low-cortisol", "excluded");
  await block.getByLabel("Steroids before or at the time").check();
  await expect(page.locator('[name="context.steroids"]')).toBeChecked();
  await answer(page, "low-cortisol", "");
  await type(page, "Cortisol", { value: "30", lower: "140", upper: "690" });
  await answer(page, "low-cortisol", "");
  await expect(read(page, "cortisol")).toContainText("cortisol cannot be read");
  await use(page, "Cortisol").selectOption("low");
  await answer(page, "low-cortisol", "observed");
  await expect(page.locator("aside .issues")).toContainText("Steroids were given");
  await block.getByLabel("before 24 hours of life").check();
  await expect(block.locator(".notice").filter({ hasText: "still high from birth" })).toBeVisible();
  await expect(page.locator("aside .issues")).toContainText("before 24 hours of life");
});

for (const [name, typed, message] of [
  ["Glucose", { value: "3.0", unit: "mg/dL" }, "unit (mmol/L?)"],
  ["Sodium", { value: "13.5" }, "135 is. Check the decimal point"],
  ["Potassium", { value: "55" }, "5.5 is"],
  ["Cortisol", { value: "500", unit: "µg/dL" }, "500 nmol/L is. Check the unit"],
  ["Calcium, total", { value: "10" }, "10 mg/dL is"],
  ["Sodium", { value: "140", lower: "145", upper: "135" }, "are they swapped?"],
  ["ACTH", { value: "1,250", unit: "pg/mL" }, "A thousand or a decimal?"],
] as const) {
  test(`a slip is told at its field and decides nothing: ${name} ${typed.value} ${"unit" in typed ? typed.unit : ""}`, async ({ page }) => {
    await openLaboratory(page);
    await type(page, name, typed);
    const faulty = row(page, name).locator("[aria-invalid]");
    await expect(faulty).toHaveCount(1);
    await expect(faulty).toHaveAccessibleDescription(new RegExp(message.replace(/[.?()]/g, "\\$&")));
    await expect(page.locator("tr[data-analyte]")).toHaveCount(0);
    await expect(page.locator('[data-part="A"] .answers input:checked:not([value=""])')).toHaveCount(0);
  });
}

test("what was typed is gone after starting over", async ({ page }) => {
  await openLaboratory(page);
  await type(page, "Sodium", { value: "128", lower: "135", upper: "145" });
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.locator("tr[data-analyte]")).toHaveCount(0);
  await expect(row(page, "Sodium").getByLabel("Value")).toHaveValue("");
  await answer(page, "hyponatremia", "");
  await type(page, "Sodium", { value: "128", lower: "135", upper: "145" });
  await answer(page, "hyponatremia", "observed");
});

test.describe("for a clinician", () => {
  test.use({ who: "clinician" });

  test("no value and no limit leaves the browser, the save included, and none is kept in it", async ({ page }) => {
    const sent: string[] = [];
    let saved: unknown;
    page.on("request", (request: Request) => {
      sent.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`);
      if (request.method() === "POST" && request.url().endsWith("/api/v1/screenings")) saved = request.postDataJSON();
    });
    await openLaboratory(page);
    for (const [name, typed] of Object.entries(crisis)) await type(page, name, typed);
    const kept = await page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]));
    await page.getByRole("button", { name: "Save screening" }).click();
    await page.waitForURL(/IS-/);
    const figures = Object.values(crisis).flatMap(({ value, lower = "", upper = "" }) => [value, lower, upper]).map((text) => text.replace(/[<>]/, ""));
    expect(figures).toHaveLength(12);
    for (const figure of figures) for (const text of [...sent, kept, page.url()]) for (const one of [figure, figure.replace(",", ".")]) expect(text).not.toContain(one);
    expect(saved).toMatchObject({
      findings: { hyponatremia: "observed", hyperkalemia: "observed", "low-cortisol": "observed", "high-acth": "observed" },
      origin: { hyponatremia: "measured", hyperkalemia: "measured", "low-cortisol": "measured", "high-acth": "measured" },
      context: { acthTwiceLimit: true },
    });
    expect(saved).toHaveProperty("origin.acthTwiceLimit", "measured");
    await expect(page.locator("aside .why").first()).toContainText("the pattern of primary adrenal insufficiency");
  });

  test("what a clinician overruled is saved as theirs, not as measured", async ({ page }) => {
    let saved: { origin?: object; findings?: object } = {};
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/api/v1/screenings")) saved = request.postDataJSON() as typeof saved;
    });
    await openLaboratory(page);
    await type(page, "Sodium", { value: "128", lower: "135", upper: "145" });
    await type(page, "Potassium", { value: "6.8", upper: "5.5" });
    await use(page, "Potassium").selectOption("normal");
    await page.getByRole("button", { name: "Save screening" }).click();
    await page.waitForURL(/IS-/);
    expect(saved.findings).toEqual({ hyponatremia: "observed", hyperkalemia: "excluded" });
    expect(saved.origin).toEqual({ hyponatremia: "measured" });
  });
});

test("works with the keyboard alone", async ({ page }) => {
  await open(page);
  await page.getByText("Work out from laboratory values").focus();
  await page.keyboard.press("Enter");
  await expect(row(page, "Sodium")).toBeVisible();
  const onto = async (target: ReturnType<Page["locator"]>) => {
    for (let presses = 0; presses < 60 && !(await target.evaluate((element) => element === document.activeElement)); presses += 1) await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
  };
  for (const [label, text] of [["Value", "128"], ["Lower limit", "135"], ["Upper limit", "145"]] as const) {
    await onto(row(page, "Sodium").getByLabel(label));
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await answer(page, "hyponatremia", "observed");
  await onto(use(page, "Sodium"));
  await page.keyboard.press("L");
  await expect(use(page, "Sodium")).toHaveValue("low");
});

test("the list of what to sample is one printed page without a dose or a place for a name", async ({ page }) => {
  await open(page, "/sampling");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Before steroids: what to sample");
  await expect(page.getByRole("main")).toContainText("Treatment is never delayed for a sample");
  await expect(page.locator("[data-sample]")).toHaveCount(8);
  await expect(page.getByRole("main").locator("input, textarea, select")).toHaveCount(0);
  expect(await page.getByRole("main").innerText()).not.toMatch(/\d\s*(mg|mL|ml|µg|mcg)\b/);
  for (const format of ["A4", "Letter"] as const) {
    const pdf = (await page.pdf({ format })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g), format).toHaveLength(1);
  }
});

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width] of [["desk", 1440], ["phone", 320]] as const) {
    test.describe(`${scheme}, ${device}`, () => {
      test.use({ colorScheme: scheme, viewport: { width, height: 900 } });

      test("no violation in the laboratory and on the list, and nothing runs out of them", async ({ page }) => {
        const clean = async (within: string) => {
          const { violations, passes } = await new AxeBuilder({ page }).include(within).withTags(tags).analyze();
          expect(passes.length).toBeGreaterThan(8);
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        };
        await openLaboratory(page);
        for (const [name, typed] of Object.entries(crisis)) await type(page, name, typed);
        await type(page, "Glucose", { value: "3.0", unit: "mg/dL" });
        await page.locator(".laboratory").getByLabel("before 24 hours of life").check();
        await clean(".laboratory");
        await open(page, "/sampling");
        await clean("main");
      });
    });
  }
}
