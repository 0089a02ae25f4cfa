import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, request } from "@playwright/test";
import type { Page } from "@playwright/test";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { open, refused, signIn, test } from "./page";
import { newAddress, SITE } from "./people";

const violations = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
const row = (page: Page, name: string) => page.locator(".register tbody tr").filter({ hasText: name });
const data = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } };

/** A program: it has a key, no cookie and no page, so that it sends no Origin. */
async function program(baseURL: string, key: string) {
  const asking = await request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${key}`, ...newAddress() } });
  return {
    list: async () => (await asking.get("/api/v1/screenings?limit=1")).status(),
    save: async () => asking.post("/api/v1/screenings", { data, headers: { "idempotency-key": randomUUID() } }),
  };
}

async function makeKey(page: Page, name: string, allows: string): Promise<string> {
  await open(page, "/account/keys");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Allows").selectOption({ label: allows });
  await page.getByRole("button", { name: "Make a key" }).click();
  return page.getByRole("dialog").locator(".key").innerText();
}

test.use({ who: "admin" });

test("a key, from its making to its end, by the keyboard alone", async ({ page, own }) => {
  await open(page, "/account");
  await page.getByRole("link", { name: "Keys" }).click();
  await expect(page.getByRole("heading", { name: `Keys of ${SITE}` })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("Night job");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Allows")).toBeFocused();
  await page.keyboard.press("W");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Make a key" })).toBeFocused();
  await expect(page.locator(":focus-visible")).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog"), "what it can do is said with it").toContainText("It saves screenings");
  const key = await page.getByRole("dialog").locator(".key").innerText();
  expect(key).toMatch(/^isk_[\w-]{43}$/);
  await page.keyboard.press("Escape");
  await expect(row(page, "Night job")).toContainText("Works");
  await expect(row(page, "Night job")).toContainText("Never");
  expect(await page.content(), "the key is shown once").not.toContain(key);

  const job = await program(own, key);
  const saved = await job.save();
  expect([saved.status(), await job.list()]).toEqual([201, 200]);
  const { code } = (await saved.json()) as { code: string };
  await page.reload();
  await expect(row(page, "Night job")).toContainText(new Date().toISOString().slice(0, 10));
  await expect(row(page, "Night job")).not.toContainText("Never");

  const revoke = page.getByRole("button", { name: "Revoke Night job" });
  await revoke.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" }), "what is harmless has the focus").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(revoke, "the focus returns").toBeFocused();
  expect(await job.list()).toBe(200);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row(page, "Night job")).toContainText("Revoked");
  expect(await page.getByRole("button", { name: "Revoke Night job" }).count()).toBe(0);
  expect([await job.list(), (await job.save()).status()]).toEqual([401, 401]);

  await open(page, "/account/audit");
  await page.getByLabel("Who").selectOption({ label: "Key “Night job” made by Ada Admin" });
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/member=/);
  const lines = (await page.locator(".register tbody tr").allInnerTexts()).map((line) => line.replace(/^[\d-]+ [\d:]+\s+/, "").replace(/\s+/g, " ").trim());
  const by = "Key “Night job” made by Ada Admin";
  expect(lines).toEqual([`Ada Admin Key revoked ${by}`, `${by} Screenings listed`, `${by} Screenings listed`, `${by} Screening saved ${code}`, `Ada Admin Key made ${by}`]);
});

test("a key for reading saves nothing, and stops when its maker is removed", async ({ page, another, member, own }) => {
  const somebody = await member("admin", "Mona Maker");
  const mona = await another(somebody);
  const job = await program(own, await makeKey(mona, "Registry of Mona", "Read: list, open and export"));
  expect([await job.list(), (await job.save()).status()]).toEqual([200, 403]);
  await open(page, "/account/members");
  await page.getByRole("button", { name: "Remove Mona Maker" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(row(page, "Mona Maker")).toContainText("Removed");
  expect(await job.list()).toBe(401);
  await open(page, "/account/keys");
  await expect(row(page, "Registry of Mona")).toContainText("Stopped: its maker was removed");
});

test("what is missing is said at the field, and a clinician has no keys", async ({ page, another, member, quiet }) => {
  quiet.expects(refused(404));
  await open(page, "/account/keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.locator(".fault")).toContainText("This is needed.");
  const account = await member("clinician", "Kira Keyless");
  const kira = await another();
  await open(kira, "/account/sign-in");
  await signIn(kira, account);
  await kira.waitForURL("/screenings");
  await open(kira, "/account");
  await expect(kira.getByRole("link", { name: "Keys" })).toHaveCount(0);
  await open(kira, "/account/keys");
  await expect(kira.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});

test("no violation on the keys, with one shown and a question asked, and nothing wider than a phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await makeKey(page, "Wide Program of a long name that has to break somewhere, 60", "Write: save, list and open");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(row(page, "Wide Program")).toContainText("Works");
  await page.getByRole("button", { name: "Revoke Wide Program" }).click();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
