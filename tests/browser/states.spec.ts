import { readdirSync } from "node:fs";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { expectClean } from "./clean";
import { open, test, tick } from "./page";
import { keptPeople, speaker } from "./people";

const pages = readdirSync("app", { recursive: true, encoding: "utf8" }).flatMap((path) => {
  const [, folder] = /^(.*?)\/?page\.tsx$/.exec(path.replaceAll("\\", "/")) ?? [];
  return folder === undefined ? [] : [`/${folder}`];
});
const boy = { checklist: CHECKLIST_VERSION, sex: "male", age: "child", findings: { iugr: "observed", hyponatremia: "observed", vomiting: "observed", hypospadias: "observed", "metaphyseal-dysplasia": "excluded" } };
let codes: string[] = [];

test.beforeAll(async ({ baseURL }, info) => {
  const speaking = await speaker(baseURL ?? "", keptPeople(info).admin.state);
  const saved = await Promise.all([1, 2].map((turn) => speaking.post("/api/v1/screenings", { data: boy, headers: { "idempotency-key": `states-${turn}-${info.workerIndex}` } })));
  codes = await Promise.all(saved.map(async (answer) => ((await answer.json()) as { code: string }).code));
  expect(codes.filter(Boolean)).toHaveLength(2);
});

const addressOf = (path: string) => path.replace("[code]", codes[0] ?? "") + (path.endsWith("/compare") ? `?code=${codes.join("&code=")}` : "");

async function crisis(page: Page): Promise<void> {
  await page.selectOption('[name="sex"]', "male");
  for (const [feature, status] of Object.entries(boy.findings)) await tick(page, feature, status as "observed" | "excluded");
  await expect(page.locator('[data-flag="red"]')).toBeVisible();
}

/** What lies over that which has the focus; null: it is to be seen. */
function hidden(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    // The radio itself lies unseen over its label.
    const { left, top, width, height } = (focused?.closest("label") ?? focused ?? document.body).getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + Math.min(height, 40) / 2);
    return there && focused && (there === focused || there.contains(focused) || focused.contains(there)) ? null : `${focused?.outerHTML.slice(0, 90)} behind ${there?.outerHTML.slice(0, 90)}`;
  });
}

const states = {
  "at 400 % zoom of 1280 by 1024": { viewport: { width: 320, height: 256 } },
  "on a small phone": { viewport: { width: 320, height: 568 } },
  "in forced colours, without motion": { viewport: { width: 1280, height: 900 }, forcedColors: "active", reducedMotion: "reduce", colorScheme: "dark" },
} as const;

for (const [name, given] of Object.entries(states)) {
  test.describe(name, () => {
    test.use({ who: "admin", ...given });

    test(`every page is clean, ${name}`, async ({ page }) => {
      test.setTimeout(150_000);
      expect(pages.length).toBeGreaterThan(12);
      for (const path of pages) {
        await open(page, addressOf(path));
        await expectClean(page);
        const moving = await page.evaluate(() => document.getAnimations().length);
        expect(moving, `nothing moves on ${path}`).toBe(0);
      }
    });

    test(`the checklist with a red flag is clean, and whatever has the focus is to be seen, ${name}`, async ({ page }) => {
      await open(page);
      await crisis(page);
      await expectClean(page);
      await page.locator('[name="sex"]').focus();
      for (let stops = 0; stops < 40; stops += 1) {
        await page.keyboard.press("Tab");
        expect(await hidden(page)).toBeNull();
      }
      await page.getByRole("combobox", { name: "Find a feature" }).fill("hypospad");
      await page.keyboard.press("Enter");
      await expect.poll(() => hidden(page)).toBeNull();
    });

    test(`a flag that is raised does not cover the answer that raised it, nor the summary the button that opens it, ${name}`, async ({ page }) => {
      await open(page);
      await page.locator('[data-row="shock"] input:checked').focus();
      await page.locator('[data-row="shock"]').evaluate((row) => row.scrollIntoView({ block: "end" }));
      await page.keyboard.press("ArrowRight");
      await expect(page.locator('[data-flag="red"]')).toBeVisible();
      await expect.poll(() => hidden(page)).toBeNull();
      await page.evaluate(() => scrollTo(0, 900));
      const opens = page.locator("aside .toggle");
      if (!(await opens.isVisible())) return;
      for (const said of ["true", "false"]) {
        await opens.press("Enter");
        await expect(opens).toHaveAttribute("aria-expanded", said);
        await expect.poll(() => hidden(page)).toBeNull();
        expect(await page.evaluate(() => scrollY), "the checklist stays where it was").toBe(900);
      }
    });

    test(`a row that quick keys go to is to be seen, ${name}`, async ({ page }) => {
      await page.addInitScript(() => localStorage.setItem("image-screen-quick-keys", "on"));
      await open(page);
      await expect(page.locator("dialog.keys")).toBeAttached();
      await crisis(page);
      for (const key of "i j j j j m a j 1 j j g f b e e k k a".split(" ")) {
        await page.keyboard.press(key);
        await expect.poll(() => hidden(page), key).toBeNull();
      }
    });
  });
}

test.describe("in forced colours", () => {
  test.use({ forcedColors: "active" });

  test("what is chosen, and what is met, looks unlike what is not", async ({ page }) => {
    await open(page);
    await crisis(page);
    const ground = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await ground('[data-row="iugr"] .observed')).not.toBe(await ground('[data-row="iugr"] .excluded'));
    expect(await ground('[data-row="metaphyseal-dysplasia"] .excluded')).not.toBe(await ground('[data-row="metaphyseal-dysplasia"] .observed'));
    expect(await ground('aside .tile[data-status="met"]')).not.toBe(await ground('aside .tile:not([data-status="met"])'));
  });
});
