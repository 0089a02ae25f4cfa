import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Cohort } from "@/lib/cohort/cohort";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { open, refused, test } from "./page";
import { keptPeople, saveScreening, speaker } from "./people";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test.use({ who: "admin" });

test.beforeAll(async ({ baseURL }, info) => {
  const { admin } = keptPeople(info);
  const speaking = await speaker(baseURL ?? "", admin.state);
  for (const verdict of [{ verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" }, { verdict: "confirmed", gene: "POLE", class: "pathogenic" }, { verdict: "not-image" }, { verdict: "undecided" }, null]) {
    const follows = await saveScreening(baseURL ?? "", admin.state);
    if (verdict) expect((await speaking.post(`/api/v1/screenings/${follows}/reviews`, { data: verdict })).status()).toBe(201);
    const data = { checklist: CHECKLIST_VERSION, sex: "male", age: "child", follows, findings: { iugr: "observed", "adrenal-insufficiency": "observed", "metaphyseal-dysplasia": "observed" } };
    if (!verdict) expect((await speaking.post("/api/v1/screenings", { data, headers: { "idempotency-key": randomUUID() } })).status()).toBe(201);
  }
});

test("the page shows what a program is told, each child once", async ({ page }) => {
  await open(page, "/screenings");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cohort" }).click();
  await page.waitForURL("/cohort");
  const cohort = (await (await page.request.get("/api/v1/cohort")).json()) as Cohort;
  expect(cohort.screenings).toBeGreaterThan(cohort.children);
  await expect(page.getByText(`${cohort.children} children in ${cohort.screenings} screenings`)).toBeVisible();
  for (const { letters, children } of cohort.together.filter((one) => one.children.n > 0)) {
    await expect(page.locator(`[data-together="${letters.join(" ") || "No letter met"}"]`)).toContainText(`${children.n} of ${children.of}`);
  }
  for (const { match, outcomes } of cohort.verdicts.filter(({ firm }) => firm > 0)) {
    await expect(page.locator(`[data-match="${match}"]`)).toContainText(`${outcomes.CDKN1C.n} of ${outcomes.CDKN1C.of}`);
  }
  const iugr = cohort.features.find(({ feature }) => feature === "iugr");
  await expect(page.locator('[data-feature="iugr"]')).toContainText(`${iugr?.screened.n} of ${iugr?.screened.of}`);
  await expect(page.locator('[data-feature="iugr"]')).toContainText("11 of 11");
});

test("few are said to be too few, and a confirmed POLE is not a confirmed CDKN1C", async ({ page }) => {
  await open(page, "/cohort");
  await expect(page.locator('[data-feature="iugr"] td').last()).toContainText(/3 of 3 .*too few to tell/);
  const section = page.getByRole("region", { name: "Verdicts against match" });
  await expect(section).toContainText("These are reviewed children, not all");
  await section.locator("summary").click();
  const { verdicts } = (await (await page.request.get("/api/v1/cohort")).json()) as Cohort;
  const all = verdicts.at(-1);
  expect(all?.outcomes.POLE.n).toBeGreaterThan(0);
  for (const gene of ["CDKN1C", "POLE"] as const) await expect(section.locator(`[data-outcome="${gene}"] td`).last()).toContainText(`${all?.outcomes[gene].n} of ${all?.firm}`);
  await expect(section.locator('[data-match="all"]')).toContainText(`${all?.outcomes.CDKN1C.n} of ${all?.firm}`);
});

test("every source leads to its whole citation, and every table of a plot opens by the keyboard", async ({ page }) => {
  await open(page, "/cohort");
  for (const source of new Set(await page.locator("cite a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? "")))) await expect(page.locator(source)).toHaveCount(1);
  const numbers = page.locator("summary", { hasText: "The same in numbers" });
  await numbers.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Matches over the years" })).toBeVisible();
});

test("a filter is refused, for the cohort has none", async ({ page }) => {
  expect((await page.request.get("/api/v1/cohort?match=partial")).status()).toBe(400);
});

test("printed, it holds every table, closed on the screen or not", async ({ page }) => {
  await open(page, "/cohort");
  await page.emulateMedia({ media: "print" });
  for (const name of ["Matches over the years", "Every verdict by match"]) await expect(page.getByRole("table", { name })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "On this page" })).toBeHidden();
});

test.describe("signed out", () => {
  test.use({ who: null });

  test("nobody sees it", async ({ page, quiet }) => {
    quiet.expects(refused(401));
    await open(page, "/cohort");
    expect(new URL(page.url()).search).toBe("?next=%2Fcohort");
    expect(await page.evaluate(async () => (await fetch("/api/v1/cohort")).status)).toBe(401);
  });
});

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width] of [["desk", 1440], ["phone", 390]] as const) {
    test.describe(`${scheme}, ${device}`, () => {
      test.use({ colorScheme: scheme, viewport: { width, height: 900 } });

      test("no violation on the cohort, and nothing runs out of it with everything open", async ({ page }) => {
        await open(page, "/cohort");
        for (const summary of await page.locator(".lists > summary").all()) await summary.click();
        const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
        expect(passes.length, "axe looked at the page").toBeGreaterThan(10);
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      });
    });
  }
}
