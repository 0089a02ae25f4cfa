import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectClean } from "./clean";
import { letter, open, test } from "./page";

const quick = (page: Page) => page.getByRole("switch", { name: "Quick keys" });
const field = (page: Page) => page.getByRole("combobox", { name: "Find a feature" });
const found = (page: Page) => page.getByRole("listbox", { name: "Features found" });
const answered = (page: Page) => page.locator('.answers input:checked:not([value=""])');
const answers = (page: Page) => answered(page).evaluateAll((all) => all.map((one) => `${(one as HTMLInputElement).name.replace("finding.", "")} ${(one as HTMLInputElement).value}`));
const current = (page: Page) => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row ?? null);

/** A browser in which somebody switched quick keys on earlier. */
async function openPractised(page: Page): Promise<void> {
  await page.addInitScript(() => localStorage.setItem("image-screen-quick-keys", "on"));
  await open(page);
  await expect(page.locator("dialog.keys")).toBeAttached();
}

// After Hamajima 2013, patient 1: 25 findings over all parts of the checklist, 16 observed and 9 excluded, in a boy of 13.
const classic = {
  "sex and age": "x m Tab 1 1 Escape",
  I: "1 1 1 j j 1",
  M: "j j j 1 2 2 1 1",
  A: "a j 1 a j 1 1 a j 1 1",
  Ge: "2 1 1",
  face: "f j 1 2 j 1",
  body: "b j 2 2 2",
  elsewhere: "e j 2 e e e 2",
} as const;
const observed = "iugr sga birth-length-low short-stature delayed-bone-age slender-bones femoral-head-necrosis vomiting hyponatremia hyperkalemia adrenal-hypoplasia adrenal-insufficiency cryptorchidism hypospadias prominent-forehead flat-nasal-bridge";
const excluded = "metaphyseal-dysplasia epiphyseal-dysplasia micropenis craniosynostosis developmental-delay gh-deficiency hypercalcemia relative-macrocephaly high-17ohp";

test("a practised user enters a classic case of 25 findings, sex and age in under 60 key presses, without a pointer", async ({ page }, info) => {
  await openPractised(page);
  const keys = Object.values(classic).flatMap((part) => part.split(" "));
  for (const key of keys) await page.keyboard.press(key);
  expect((await answers(page)).toSorted()).toEqual([...observed.split(" ").map((one) => `${one} observed`), ...excluded.split(" ").map((one) => `${one} excluded`)].toSorted());
  await expect(page.locator('[name="sex"]')).toHaveValue("male");
  await expect(page.locator('[name="age"]')).toHaveValue("youth");
  for (const name of ["I", "A", "Ge"]) await expect(letter(page, name)).toHaveAttribute("data-status", "met");
  await expect(letter(page, "M")).toHaveAttribute("data-status", "supported");
  await expect(page.locator("aside [data-match]")).toHaveAttribute("data-match", "core-pair");
  info.annotations.push({ type: "key presses", description: String(keys.length) });
  console.log(`25 findings, sex and age: ${keys.length} key presses, ${Object.entries(classic).map(([part, some]) => `${part} ${some.split(" ").length}`).join(", ")}`);
  expect(keys.length).toBeLessThan(60);
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: "Save screening" })).toBeFocused();
});

test("quick keys are off until they are switched on, are remembered, and answer the marked row only", async ({ page }) => {
  await open(page);
  await page.locator('[data-row="iugr"] [value=""]').focus();
  for (const key of ["1", "2", "g", "/", "?", "j"]) await page.keyboard.press(key);
  expect([await answered(page).count(), await current(page), await page.locator("dialog[open]").count()]).toEqual([0, "iugr", 0]);
  await quick(page).focus();
  await page.keyboard.press("Enter");
  await expect(quick(page)).toHaveAttribute("aria-checked", "true");
  await expect(page.locator("dialog.keys")).toBeAttached();
  // No row has the focus: the first press goes to one, and answers none.
  await page.keyboard.press("1");
  expect([await current(page), await answered(page).count()]).toEqual(["iugr", 0]);
  // Nor is a row answered that was scrolled out of sight: it is brought back first.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(page.locator('[data-row="iugr"]')).not.toBeInViewport();
  await page.keyboard.press("1");
  await expect(page.locator('[data-row="iugr"]')).toBeInViewport();
  expect(await answered(page).count()).toBe(0);
  for (const key of ["1", "2", "ArrowDown", "3", "k", "1"]) await page.keyboard.press(key);
  expect(await answers(page)).toEqual(["iugr observed", "sga excluded", "small-infant observed"]);
  for (const key of ["Control+1", "Alt+2", "Meta+1", "Shift+G", "Shift+U"]) await page.keyboard.press(key);
  expect([await answered(page).count(), await current(page)]).toEqual([3, "failure-to-thrive"]);
  await page.keyboard.press("d");
  await expect(page.locator('[data-row="failure-to-thrive"] .definition')).toBeVisible();
  await page.keyboard.press("u");
  await page.keyboard.press("Backspace");
  expect([await answers(page), await current(page)]).toEqual([["iugr observed"], "sga"]);
  await expect(letter(page, "I")).toHaveAttribute("data-status", "met");
  for (const [key, place] of [["z", "size.weight"], ["x", "sex"], ["v", "variant.gene"]] as const) {
    await page.keyboard.press(key);
    await expect(page.locator(`[name="${place}"]`)).toBeFocused();
    for (const typed of ["1", "e", "?", "/"]) await page.keyboard.press(typed);
    await expect(page.locator(`[name="${place}"]`)).toBeFocused();
    await page.keyboard.press("Escape");
    expect(await current(page)).toBe("sga");
  }
  await expect(page.locator('[name="size.weight"]')).toHaveValue("1e?/");
  expect(await answers(page)).toEqual(["iugr observed"]);
  await page.reload();
  await expect(page.locator("dialog.keys")).toBeAttached();
  await page.keyboard.press("g");
  expect(await current(page)).toBe("micropenis");
  await expectClean(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Quick keys" })).toBeVisible();
  await expectClean(page);
  await page.keyboard.press("1");
  await page.keyboard.press("Escape");
  expect([await current(page), await answers(page)]).toEqual(["micropenis", ["iugr observed"]]);
  await page.keyboard.press("?");
  await page.getByRole("button", { name: "Switch quick keys off" }).press("Enter");
  await page.keyboard.press("1");
  expect([await current(page), await answers(page), await page.evaluate(() => localStorage.length)]).toEqual(["micropenis", ["iugr observed"], 0]);
  await page.keyboard.press("i");
  await expect(page.locator('[data-row="micropenis"] .definition')).toBeVisible();
});

test("the very first key counts, pressed the moment quick keys are there", async ({ page }) => {
  await page.addInitScript(() => {
    // What was put on the page is told of before anything else runs: no paint, no later task.
    new MutationObserver((_, observer) => {
      if (document.querySelector("dialog.keys") === null) return;
      observer.disconnect();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "g", bubbles: true }));
    }).observe(document, { childList: true, subtree: true });
  });
  await openPractised(page);
  expect(await current(page)).toBe("micropenis");
});

test("what is taken back comes back with its origin, and not with another child", async ({ page }) => {
  await openPractised(page);
  await page.locator('[data-row="low-cortisol"] [value="observed"]').evaluate((one: HTMLInputElement) => {
    one.checked = true;
    one.form?.querySelector<HTMLInputElement>('[name="measured"]')?.setAttribute("value", "hyponatremia low-cortisol");
  });
  for (const key of ["a", "a", "a", "j", "ArrowDown", "2"]) await page.keyboard.press(key);
  expect(await answers(page)).toEqual(["low-cortisol excluded"]);
  await expect(page.locator('[name="measured"]')).toHaveValue("hyponatremia");
  await page.keyboard.press("u");
  await expect(page.locator('[name="measured"]')).toHaveValue("hyponatremia low-cortisol");
  await page.keyboard.press("3");
  for (const key of ["i", "1", "k", "0"]) await page.keyboard.press(key);
  expect(await answered(page).count()).toBe(0);
  await page.getByRole("button", { name: "Start over" }).press("Enter");
  await page.keyboard.press("u");
  expect(await answered(page).count()).toBe(0);
});

test("a feature is found by name, other name and id, also in a folded part, and the focus stands on its row", async ({ page }) => {
  const names: string[] = [];
  page.on("request", (request) => request.url().endsWith(".js") && names.push(request.url()));
  await open(page);
  const before = names.length;
  const told = page.locator(".find [role=status]");
  await field(page).focus();
  await expect(told).toBeAttached();
  expect(names.length, "fetched at first use").toBeGreaterThan(before);
  for (const [typed, feature] of [["undescended", "cryptorchidism"], ["hypospad", "hypospadias"], ["HP:0000047", "hypospadias"], ["lymphocytop", "lymphopenia"]] as const) {
    await field(page).pressSequentially(typed);
    await expect(told).toHaveText("1 feature found.");
    await expect(field(page)).toHaveAttribute("aria-activedescendant", `found-${feature}`);
    await page.keyboard.press("Enter");
    expect(await current(page)).toBe(feature);
    await expect(page.locator(`[data-row="${feature}"]`)).toBeInViewport();
    await field(page).focus();
  }
  expect(await answered(page).count()).toBe(0);
  await field(page).pressSequentially("hypo");
  await expect(found(page).getByRole("option", { selected: true })).toHaveCount(1);
  const second = await found(page).getByRole("option").nth(1).innerText();
  await page.keyboard.press("ArrowDown");
  await expect(found(page).getByRole("option", { selected: true })).toHaveText(second);
  await expectClean(page);
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("");
  await expect(found(page)).toHaveCount(0);
  await field(page).pressSequentially("skeletal dyspl");
  await expect(told, "what is not offered is not found").toHaveText(/^Nothing found/);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("with quick keys on, Escape empties the field first, found or not, and then goes back to the rows", async ({ page }) => {
  await openPractised(page);
  await page.keyboard.press("g");
  for (const typed of ["zzz", "hypospad", " "]) {
    await page.keyboard.press("/");
    await expect(page.locator(".find [role=status]")).toBeAttached();
    await field(page).pressSequentially(typed);
    await page.keyboard.press("Escape");
    await expect(field(page)).toHaveValue("");
    await expect(field(page)).toBeFocused();
    await expect(page.locator(".find .found")).toHaveCount(0);
    await page.keyboard.press("Escape");
    expect(await current(page)).toBe("micropenis");
  }
  expect(await answered(page).count()).toBe(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, colorScheme: "dark" });

  test("the field is there and the keys are not", async ({ page }) => {
    await open(page);
    await expect(quick(page)).toBeHidden();
    await field(page).tap();
    await field(page).pressSequentially("platelet");
    await expect(found(page).getByRole("option")).toHaveCount(1);
    await expectClean(page);
    await found(page).getByRole("option").tap();
    expect(await current(page)).toBe("thrombocytopenia");
  });
});
