import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { letter, open, refused, signIn, test, tick } from "./page";
import { newSession, saveScreening } from "./people";
import type { Account } from "./people";

const shownAsMet = (page: Page) => expect(letter(page, "I")).toHaveAttribute("data-status", "met");
const shownAsUnknown = (page: Page) => expect(letter(page, "I")).toHaveAttribute("data-status", "unknown");
const keptDrafts = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("image-screen-draft:")));

/** Ends every session of an account but one that is new. */
async function endSessions(page: Page, account: Account): Promise<void> {
  await open(page, "/account/sign-in?next=/account");
  await signIn(page, account);
  await page.waitForURL("/account");
  const ends = page.getByRole("button", { name: "End the session in" });
  for (let left = await ends.count(); left > 0; left -= 1) {
    await ends.first().click();
    await expect(ends).toHaveCount(left - 1);
  }
}

test("what was ticked before signing in is there after it, and is then the member's", async ({ page, member }) => {
  const somebody = await member();
  await open(page);
  await tick(page, "iugr", "observed");
  await page.getByRole("link", { name: "sign in" }).last().click();
  await signIn(page, somebody);
  await page.waitForURL("/");
  await shownAsMet(page);
  expect((await keptDrafts(page)).map((key) => key.length > "image-screen-draft:".length)).toEqual([true]);
  await page.getByRole("button", { name: "Save screening" }).click();
  await page.waitForURL(/IS-/);
  expect(await keptDrafts(page)).toEqual([]);
});

test("an ended session does not save, says so, and keeps the draft for the same member", async ({ another, member, quiet }) => {
  quiet.expects(refused(401));
  const somebody = await member();
  const page = await another(somebody);
  await open(page);
  await tick(page, "iugr", "observed");
  await endSessions(await another(), somebody);
  await page.getByRole("button", { name: "Save screening" }).click();
  await expect(page.locator(".trouble")).toContainText("Not saved: you are signed out.");
  await shownAsMet(page);
  await page.locator(".trouble").getByRole("link", { name: "Sign in" }).click();
  await open(page);
  await shownAsUnknown(page);
  await open(page, "/account/sign-in?next=/");
  await signIn(page, somebody);
  await page.waitForURL("/");
  await shownAsMet(page);
  await page.getByRole("button", { name: "Save screening" }).click();
  await page.waitForURL(/IS-/);
});

test("another member who signs in after an ended session finds no draft, and neither does the first one after that", async ({ another, member, page: elsewhere }) => {
  const first = await member("clinician", "Fay First");
  const second = await member("clinician", "Sam Second");
  const page = await another(first);
  await open(page);
  await tick(page, "iugr", "observed");
  const [key] = await keptDrafts(page);
  await endSessions(elsewhere, first);
  await open(page, "/account/sign-in?next=/");
  expect(await keptDrafts(page), "it is kept, and shown to nobody").toEqual([key]);
  await signIn(page, second);
  await page.waitForURL("/");
  await shownAsUnknown(page);
  expect(await keptDrafts(page)).toEqual([]);
  await tick(page, "scoliosis", "observed");
  expect(await keptDrafts(page)).not.toContain(key);
});

test("signed out means signed out: no page comes back, and the draft is gone in every tab", async ({ another, member, own }) => {
  const somebody = await member();
  const page = await another(somebody);
  const code = await saveScreening(own, await newSession(own, somebody));
  const context = page.context();
  await open(page, `/screenings/${code}`);
  const otherTab = await context.newPage();
  await open(otherTab);
  await tick(otherTab, "iugr", "observed");
  const list = await context.newPage();
  await open(list, "/screenings");
  await expect(list.getByRole("link", { name: code })).toBeVisible();
  await open(page);
  await tick(page, "iugr", "observed");
  await open(page, "/account");
  const signedOut = page.waitForResponse("**/sign-out");
  await page.getByRole("button", { name: "Sign out" }).click();
  expect(await (await signedOut).headerValue("clear-site-data")).toBe('"cache", "cookies", "storage"');
  await page.waitForURL("/account/sign-in");

  await list.waitForURL(/\/account\/sign-in/);
  await shownAsUnknown(otherTab);
  expect(await otherTab.locator('.answers input:checked:not([value=""])').count()).toBe(0);
  expect(await keptDrafts(otherTab)).toEqual([]);
  expect(await keptDrafts(page)).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  await page.goBack();
  await page.waitForURL("/");
  await shownAsUnknown(page);
  await page.goBack();
  await page.waitForURL(`/account/sign-in?next=${encodeURIComponent(`/screenings/${code}`)}`);
  expect(await page.locator("body").innerText()).not.toContain(code);
  expect(await page.content()).not.toContain("data-finding");
});
