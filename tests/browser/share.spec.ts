import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Download, Page } from "@playwright/test";
import { open, test } from "./page";
import { keptPeople, saveScreening } from "./people";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const menu = (page: Page) => page.locator(".sharing");

async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]) as [Download, void];
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

async function clean(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).include("main").withTags(tags).analyze();
  expect(passes.length).toBeGreaterThan(8);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const small = await menu(page).locator("a, button, select, summary").evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 60)));
  expect(small).toEqual([]);
}

test.describe("for a clinician", () => {
  test.use({ who: "clinician" });

  test("one screening leaves in five formats and on paper, each with what it is for", async ({ page, own, context }) => {
    const code = await saveScreening(own, await context.storageState());
    await open(page, `/screenings/${code}`);
    await menu(page).getByText("Share", { exact: true }).click();
    for (const [name, ends, holds] of [
      ["Phenopacket", "phenopacket.json", '"phenotypicFeatures"'], ["FHIR Bundle", "fhir.json", '"Observation"'], ["FHIR response", "fhir-response.json", '"QuestionnaireResponse"'],
      ["Table (CSV)", "csv", code], ["JSON", "json", '"assessment"'],
    ] as const) {
      const link = menu(page).getByRole("link", { name, exact: true });
      await expect(menu(page).getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) })).toContainText(/For .{20}/);
      const file = await downloaded(page, () => link.click());
      expect(file.name).toBe(`${code}.${ends}`);
      expect(file.text).toContain(holds);
    }
    expect((await downloaded(page, () => menu(page).getByRole("link", { name: "Data dictionary" }).click())).text).toContain("iugr");
    await page.evaluate(() => { window.print = () => document.body.toggleAttribute("data-printed"); });
    await menu(page).getByRole("button", { name: "Print" }).click();
    await expect(page.locator("body[data-printed]")).toHaveCount(1);
    await page.emulateMedia({ media: "print" });
    await expect(menu(page)).toBeHidden();
  });

  test("a list is not theirs to take out", async ({ page }) => {
    await open(page, "/screenings");
    await expect(page.getByRole("heading", { name: "Screenings" })).toBeVisible();
    await expect(page.getByText("Export", { exact: true })).toHaveCount(0);
  });
});

test.describe("for a reviewer", () => {
  test("a list leaves after its report and with a reason, in the format and by the conditions asked for", async ({ own, another, member }, info) => {
    const kept = keptPeople(info).clinician.state;
    const codes = [await saveScreening(own, kept), await saveScreening(own, kept)];
    const page = await another(await member("reviewer"));
    await open(page, "/screenings?sex=male&age=newborn&limit=1");
    await menu(page).getByText("Export", { exact: true }).click();
    const report = menu(page).locator("[data-report]");
    await expect(report).toContainText(/^\d+ screenings fit\./);
    await expect(report).toContainText("the only one of an age band, sex and gestation band");
    await expect(report).toContainText("de-identified");
    await expect(menu(page)).not.toContainText(/anonym/i);
    await expect(menu(page).getByRole("link", { name: "Download" })).toHaveCount(0);
    await menu(page).getByLabel("Reason").selectOption({ label: "Care of these children" });
    for (const [format, name] of [["Table (CSV)", "screenings.csv"], ["JSON lines", "screenings.ndjson"], ["Phenopackets", "screenings.phenopacket.ndjson"], ["FHIR bundles", "screenings.fhir.ndjson"]] as const) {
      await menu(page).getByLabel("Format").selectOption({ label: await menu(page).getByLabel("Format").locator("option", { hasText: format }).innerText() });
      const file = await downloaded(page, () => menu(page).getByRole("link", { name: "Download" }).click());
      expect(file.name).toBe(name);
      for (const code of codes) expect(file.text, "those on other pages too").toContain(code);
    }
    await expect(menu(page)).toContainText("replaces the project’s own");
    expect((await downloaded(page, () => menu(page).getByRole("link", { name: "REDCap data dictionary" }).click())).text).toContain("iugr");
    await open(page, "/screenings?sex=undetermined&age=adult");
    await menu(page).getByText("Export", { exact: true }).click();
    await expect(report).toHaveText("No screening fits these conditions.");
    await expect(menu(page).getByLabel("Reason")).toHaveCount(0);
  });

  test("without a report there is no export", async ({ another, member, quiet }) => {
    const page = await another(await member("reviewer"));
    await open(page, "/screenings");
    await page.route("**/export-report?*", (route) => route.abort());
    quiet.expects(/^Failed to load resource: net::ERR_FAILED/);
    await menu(page).getByText("Export", { exact: true }).click();
    await expect(menu(page)).toContainText("The report could not be made");
    await expect(menu(page).getByLabel("Reason")).toHaveCount(0);
  });
});

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width] of [["desk", 1440], ["phone", 320]] as const) {
    test.describe(`${scheme}, ${device}`, () => {
      test.use({ who: "admin", colorScheme: scheme, viewport: { width, height: 900 } });

      test("no violation, nothing runs out, every target is large enough, by keyboard too", async ({ page, own, context }) => {
        const code = await saveScreening(own, await context.storageState());
        for (const [path, name] of [[`/screenings/${code}`, "Share"], ["/screenings", "Export"]] as const) {
          await open(page, path);
          await menu(page).getByText(name, { exact: true }).focus();
          await page.keyboard.press("Enter");
          await expect(menu(page)).toHaveAttribute("open", "");
          if (name === "Export") await menu(page).getByLabel("Reason").selectOption("care");
          await clean(page);
        }
      });
    });
  }
}
