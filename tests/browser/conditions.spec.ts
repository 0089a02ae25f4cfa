import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { Ranked, Ranking } from "@/lib/evidence/likelihood";
import type { Series } from "@/lib/evidence/priors";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { letter, open, test, tick } from "./page";
import { keptPeople, speaker } from "./people";

const published = JSON.parse(readFileSync("lib/evidence/published.json", "utf8")) as { cases: { id: string; draft: Draft }[] };
const draftOf = (id: string): Draft => ({ ...(published.cases.find((one) => one.id === id)?.draft as Draft), checklist: CHECKLIST_VERSION });

// MIRAGE syndrome, a look-alike that overlaps with two others: every interval is wide.
const kim = draftOf("kim-2018");
const MIRAGE = "OMIM:617053";

/** What `rank` says, of a process of its own: here its table of knowledge could not be loaded. */
function ranked(draft: Draft, series: Series): Pick<Ranking, "conditions" | "none"> {
  const program = `import { rank } from "./lib/evidence/likelihood.ts"; const { conditions, none } = rank(...JSON.parse(process.argv[1])); console.log(JSON.stringify({ conditions, none }));`;
  const said = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program, JSON.stringify([draft, { series }])], { encoding: "utf8" });
  return JSON.parse(said) as Pick<Ranking, "conditions" | "none">;
}

/** Enters a draft as a clinician would. */
async function enter(page: Page, { sex, age, size = {}, findings }: Draft): Promise<void> {
  await page.selectOption('[name="sex"]', sex);
  await page.selectOption('[name="age"]', age);
  for (const [measure, z] of Object.entries(size)) {
    await page.locator(`[name="size.${measure}"]`).fill(String(z));
    await page.locator(`[name="size.${measure}"]`).blur();
  }
  // What points elsewhere is folded away.
  await page.locator(".folded > summary").first().click();
  for (const [feature, status] of Object.entries(findings)) await tick(page, feature, status);
  await expect(page.locator("aside [aria-busy=false]")).toHaveCount(1);
}

const panel = (page: Page) => page.locator("aside .conditions");
const place = (page: Page, id: string) => panel(page).locator(`[data-condition="${id}"]`);

/** The numbers of a bar, as shares. */
async function barOf(page: Page, id: string): Promise<number[]> {
  const bar = place(page, id).locator("svg");
  const parts = [bar.locator(".part").getAttribute("width"), bar.locator("line").getAttribute("x1"), bar.locator("line").getAttribute("x2"), bar.locator("circle").getAttribute("cx")];
  return (await Promise.all(parts)).map((text) => Number.parseFloat(text ?? "") / 100);
}

async function expectBar(page: Page, id: string, { share, interval: [low, high] }: Pick<Ranked, "share" | "interval">): Promise<void> {
  const shown = await barOf(page, id);
  // The bar is drawn to a tenth of a per cent.
  for (const [index, value] of [share, low, high, share].entries()) expect(Math.abs((shown[index] ?? NaN) - value), `${id} ${index}`).toBeLessThan(0.0006);
}

test("a published case: the leading conditions with interval, pulls and tests, by the numbers of rank()", async ({ page }) => {
  await open(page);
  await expect(panel(page)).toContainText("Other conditions are compared once a finding is given.");
  await enter(page, kim);
  const equal = ranked(kim, "equal");
  const [first] = equal.conditions;
  expect(first?.id).toBe(MIRAGE);
  await expect(panel(page).locator("ol.leading > li").first()).toHaveAttribute("data-condition", MIRAGE);
  expect(await panel(page).locator("ol.leading > li").evaluateAll((all) => all.map((one) => one.getAttribute("data-condition")))).toEqual(equal.conditions.slice(0, 4).map(({ id }) => id));
  for (const one of equal.conditions.slice(0, 4)) await expectBar(page, one.id, one);
  await expectBar(page, "none", equal.none);
  const [low, high] = first?.interval ?? [];
  await expect(place(page, MIRAGE).locator(".said")).toHaveText(`Share ${Math.round((first?.share ?? 0) * 100)} %, between ${Math.round((low ?? 0) * 100)} and ${Math.round((high ?? 0) * 100)} %`);
  await expect(panel(page)).toContainText("not the probability that the child has IMAGe syndrome");
  await expect(panel(page).locator(".tells li")).toHaveCount(2);
  await expect(panel(page).locator(".tells li").first()).toContainText("blood count");
  await expect(panel(page).locator(".rarity")).toContainText(/of [\d ]+ published cases of other genetic diseases/);

  const details = place(page, MIRAGE).locator("details");
  await details.locator("summary").click();
  await expect(details.getByRole("heading", { name: "Speaks for" })).toBeVisible();
  await expect(details.locator("li").first()).toContainText(/ (observed|excluded): (strongly|moderately|somewhat), × \d/);
  expect(await details.locator("cite a[href^='https://']").count()).toBeGreaterThan(0);
  await panel(page).locator("details", { hasText: "All 39 conditions" }).locator("summary").click();
  await expect(panel(page).locator(".whole > li")).toHaveCount(40);
  await page.emulateMedia({ media: "print" });
  await expect(place(page, MIRAGE).locator(".said")).toBeVisible();
  await expect(panel(page).locator(".whole")).toBeHidden();
});

test("the other series changes the shares, stays with the page alone and is no part of the draft", async ({ page }) => {
  await open(page);
  await enter(page, kim);
  await panel(page).locator(".starting > summary").click();
  const kept = await page.evaluate(() => sessionStorage.getItem("image-screen-draft:"));
  await panel(page).getByRole("radio", { name: /^Published/ }).check();
  await expect(panel(page).locator(".starting > summary")).toHaveText("Starting shares: published");
  const other = ranked(kim, "published");
  await expect(panel(page).locator("ol.leading > li").first()).toHaveAttribute("data-condition", other.conditions[0]?.id ?? "");
  for (const one of other.conditions.slice(0, 3)) await expectBar(page, one.id, one);
  expect(other.conditions[0]?.share).not.toBeCloseTo(ranked(kim, "equal").conditions[0]?.share ?? 0, 2);
  const values = (text: string | null) => (JSON.parse(text ?? "{}") as { values: unknown }).values;
  expect(values(await page.evaluate(() => sessionStorage.getItem("image-screen-draft:")))).toEqual(values(kept));
});

test("fetched with the first answer; letters and flag do not wait for it, and without it they stand", async ({ page, quiet }) => {
  quiet.expects(/^Failed to load resource/);
  await open(page, "/account/sign-in");
  const fetched: string[] = [];
  page.on("response", async (response) => {
    if (response.url().endsWith(".js") && (await response.text().catch(() => "")).includes("OMIM:617053")) fetched.push(response.url());
  });
  await open(page);
  expect(fetched).toEqual([]);
  await tick(page, "hyponatremia", "observed");
  await expect.poll(() => fetched.length).toBe(1);
  await page.route(fetched[0] ?? "", (route) => route.abort());
  await open(page);
  await tick(page, "vomiting", "observed");
  await expect(page.locator('[data-flag="red"]')).toBeVisible();
  await expect(letter(page, "A")).toHaveAttribute("data-status", "supported");
  await expect(panel(page)).toContainText("could not be loaded");
});

test.describe("for a clinician", () => {
  test.use({ who: "clinician" });

  test("a saved screening shows the same, worked out now", async ({ page, own }, info) => {
    const saved = await (await speaker(own, keptPeople(info).clinician.state)).post("/api/v1/screenings", { data: kim, headers: { "idempotency-key": crypto.randomUUID() } });
    expect(saved.status()).toBe(201);
    await open(page, `/screenings/${((await saved.json()) as { code: string }).code}`);
    await expect(panel(page).getByRole("heading", { name: "by today’s knowledge" })).toBeVisible();
    const { conditions } = ranked(kim, "equal");
    for (const one of conditions.slice(0, 4)) await expectBar(page, one.id, one);
    await expect(panel(page)).toContainText("not stored with the screening");
  });
});

for (const scheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`no violation in it, ${scheme}, ${width}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      await enter(page, kim);
      if (width < 900) await page.locator(".toggle").click();
      for (const summary of await panel(page).locator("summary").all()) await summary.click();
      const { violations, passes } = await new AxeBuilder({ page }).include("aside").withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      expect(passes.length).toBeGreaterThan(10);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
      expect(await page.locator("aside").evaluate((aside) => aside.scrollWidth - aside.clientWidth), "nothing runs out of it").toBeLessThanOrEqual(0);
    });
  }
}
