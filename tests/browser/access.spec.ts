import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { open, refused, test, tick } from "./page";
import { invite, keptPeople, saveScreening, speaker } from "./people";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const schemes = ["light", "dark"] as const;
const devices = [["desk", 1440], ["phone", 390]] as const;
const screens = schemes.flatMap((scheme) => devices.map(([device, width]) => ({ scheme, device, width })));

async function violations(page: Page): Promise<string[]> {
  const { violations: found, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(passes.length, "axe looked at the page").toBeGreaterThan(10);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}

/** No violation, and nothing runs out of the screen. */
async function expectClean(page: Page): Promise<void> {
  expect(await violations(page), page.url()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `nothing runs out of ${page.url()}`).toBeLessThanOrEqual(0);
}

for (const { scheme, device, width } of screens) {
  test.describe(`${scheme}, ${device}`, () => {
    test.use({ colorScheme: scheme, viewport: { width, height: 900 } });

    test("no violation on the checklist", async ({ page }) => {
      await open(page);
      await expectClean(page);
      await page.selectOption('[name="sex"]', "female");
      for (const feature of ["iugr", "hypoglycemia", "vomiting", "hypospadias"]) await tick(page, feature, "observed");
      for (const feature of ["scoliosis", "metaphyseal-dysplasia"]) await tick(page, feature, "excluded");
      await page.locator('[data-row="iugr"] summary').click();
      await page.getByRole("button", { name: "Acknowledge" }).click();
      for (const folded of await page.locator(".folded > summary").all()) await folded.click();
      if (device === "phone") await page.locator(".toggle").click();
      await expectClean(page);
    });

    test.describe("for a clinician", () => {
      test.use({ who: "clinician" });

      test("no violation on the saved screenings", async ({ page }) => {
        await open(page);
        for (const feature of ["iugr", "shock", "adrenal-insufficiency"]) await tick(page, feature, "observed");
        if (device === "phone") await page.locator(".toggle").click();
        await page.getByRole("button", { name: "Save screening" }).click();
        await page.waitForURL(/IS-/);
        await expectClean(page);
        await open(page, "/screenings?flag=red");
        await expectClean(page);
      });
    });

    test("no violation on the way in", async ({ page, quiet, own }, info) => {
      quiet.expects(refused(401));
      quiet.expects(refused(404));
      await open(page, "/account/sign-in");
      await expectClean(page);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByText("This is needed.")).toHaveCount(2);
      await expectClean(page);
      await page.getByLabel("E-mail").fill("nobody@ward-seven.example");
      await page.getByLabel("Password", { exact: true }).fill("a wrong password");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.locator(".trouble")).toContainText("do not belong together");
      await expectClean(page);
      for (const path of ["/account/set-up", "/account/join#AAAAAAAAAAAAAAAAAAAAAA"]) {
        await open(page, path);
        await expect(page.getByText("This link is not valid any more.")).toBeVisible();
        await expectClean(page);
      }
      const { admin } = keptPeople(info);
      const somebody = { name: "Wolfeschlegelsteinhausenbergerdorff Longname", email: `${scheme}-${device}-of-a-rather-long-mailbox-name@ward-seven.example` };
      await open(page, new URL(await invite(await speaker(own, admin.state), somebody, "reviewer")).href);
      await expect(page.getByText("you are invited to")).toBeVisible();
      await expectClean(page);
    });

    test.describe("for an admin", () => {
      test.use({ who: "admin" });

      test("no violation on the pages of the account, and none with everything on them open", async ({ page }, info) => {
        await open(page, "/account");
        await expectClean(page);
        for (const folded of await page.locator("details.folded > summary").all()) await folded.click();
        await expectClean(page);
        await page.locator("#two-step ~ * input[type=password]").fill(keptPeople(info).admin.password);
        await page.getByRole("button", { name: "Go on" }).click();
        await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
        await expectClean(page);
        await open(page, "/account/audit?action=sign-in");
        await expect(page.locator(".register tbody tr").first()).toBeVisible();
        await expectClean(page);
        await open(page, "/account/audit?after=nonsense");
        await expectClean(page);
      });

      test("no violation on the members, with a link shown and a question asked, and on the question before erasing", async ({ page, member, own }, info) => {
        const { name } = await member("reviewer", `Rhea ${scheme} ${device}`);
        await open(page, "/account/members");
        await expectClean(page);
        await page.getByLabel(`Role of ${name}`).selectOption("clinician");
        await page.getByRole("button", { name: `Remove ${name}` }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectClean(page);
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.getByRole("button", { name: `New link for ${name}` }).click();
        await expect(page.getByRole("dialog")).toContainText("/account/join#");
        await expectClean(page);
        await open(page, `/screenings/${await saveScreening(own, keptPeople(info).clinician.state)}`);
        await page.getByRole("button", { name: "Erase" }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectClean(page);
      });
    });
  });
}

test.describe("for a clinician", () => {
  test.use({ who: "clinician" });

  test("the page nobody has, and an address that asks too much, say so", async ({ page, quiet }) => {
    quiet.expects(refused(404));
    await open(page, "/screenings/IS-0000-0000");
    await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    for (const path of ["/account/members", "/account/keys", "/account/audit", "/nowhere", "/account/nowhere"]) {
      await open(page, path);
      await expect(page.getByRole("heading", { name: "Nothing here" }), path).toBeVisible();
    }
    await open(page, "/screenings?match=nonsense");
    await expect(page.locator(".notice")).toContainText("does not know");
    expect(await violations(page)).toEqual([]);
  });
});

test("a script, a style or a request against the policy is not done, and these tests would hear of it", async ({ page, quiet }) => {
  for (const what of ["script-src-elem inline", "script-src-attr inline", "style-src-attr inline", "connect-src https://example.org/"]) quiet.expects(new RegExp(`^policy violated: ${what}`));
  quiet.expects(/^(?!policy).*Content Security Policy/);
  // As if a text of somebody's had got into the page.
  const planted = '<script>window.planted = true</script><p id="text" style="color: red" onclick="window.planted = true">text</p>';
  await page.route("/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace("</body>", `${planted}</body>`) });
  });
  await page.goto("/");
  await page.locator("#text").click();
  await expect(page.locator("#text")).not.toHaveCSS("color", "rgb(255, 0, 0)");
  expect(await page.evaluate(() => fetch("https://example.org/").then(() => "answered", () => "refused"))).toBe("refused");
  expect(await page.evaluate(() => "planted" in window)).toBe(false);
});
