import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { open, test, tick } from "./page";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const title = "Import findings from a file";
const feature = (id: string, excluded = false) => ({ type: { id }, excluded });
/** With an old id, one that is not on the checklist, and a term too general for a row to be ticked. */
const boy = { subject: { sex: "MALE" }, phenotypicFeatures: [feature("HP:0001511"), feature("HP:0000846"), feature("HP:0000038"), feature("HP:0002652"), feature("HP:0000047", true), feature("HP:0001250")] };

const block = (page: Page) => page.locator(".import");
const takeThese = (page: Page) => block(page).getByRole("button", { name: /^Take (these|this)/ });

async function choose(page: Page, value: unknown): Promise<void> {
  if (!(await block(page).isVisible())) await page.getByText(title).click();
  await block(page).locator('input[type="file"]').setInputFiles({ name: "child.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
}

test("works with the keyboard alone", async ({ page }) => {
  await open(page);
  await tick(page, "iugr", "excluded");
  await page.getByText(title).focus();
  await page.keyboard.press("Enter");
  await block(page).locator("textarea").focus();
  await page.keyboard.insertText(JSON.stringify(boy));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(block(page).getByRole("heading", { name: "What the phenopacket holds" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await expect(block(page).getByLabel("Take the file’s: Observed")).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(block(page).locator("[data-next]")).toBeFocused();
  await expect(page.locator('[data-row="iugr"] input[value="observed"]')).toBeChecked();
});

test("at most 31 kB of gzipped JavaScript is fetched for it, and none before", async ({ page }, info) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => scripts.has(requestId) && (bytes += encodedDataLength));
  await open(page);
  const before = bytes;
  await choose(page, boy);
  await expect(takeThese(page)).toBeVisible();
  info.annotations.push({ type: "bytes", description: `import ${bytes - before}` });
  expect(bytes - before).toBeGreaterThan(5_000);
  expect(bytes - before).toBeLessThanOrEqual(31_000);
});

for (const scheme of ["light", "dark"] as const) {
  for (const [device, width] of [["desk", 1440], ["phone", 320]] as const) {
    test.describe(`${scheme}, ${device}`, () => {
      test.use({ colorScheme: scheme, viewport: { width, height: 900 } });

      test("no violation at any step, nothing runs out of it, and every target is large enough", async ({ page }) => {
        const clean = async () => {
          const { violations, passes } = await new AxeBuilder({ page }).include(".import").withTags(tags).analyze();
          expect(passes.length).toBeGreaterThan(5);
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
          const small = await block(page).locator("button, select, input[type=file], summary, label:has(input[type=radio])").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 60)));
          expect(small).toEqual([]);
        };
        await open(page);
        await tick(page, "iugr", "excluded");
        await page.getByText(title).click();
        await expect(block(page)).toBeVisible();
        await clean();
        await choose(page, [boy, {}]);
        await expect(takeThese(page)).toBeVisible();
        await clean();
        await block(page).getByRole("combobox").selectOption({ index: 1 });
        await clean();
        await block(page).getByRole("combobox").selectOption({ index: 0 });
        await takeThese(page).click();
        await clean();
      });
    });
  }
}
