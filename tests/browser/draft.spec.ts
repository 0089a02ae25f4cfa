import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { letter, open, refused, signIn, test, tick } from "./page";
import { newSession, saveScreening, speaker } from "./people";
import type { Account } from "./people";

const takenOver = "These answers were given in this tab before you signed in.";
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

test("what was ticked before signing in is there after it, says so, and is the member's who keeps it", async ({ page, member }) => {
  const somebody = await member();
  await open(page);
  await tick(page, "iugr", "observed");
  await page.getByRole("link", { name: "sign in" }).last().click();
  await signIn(page, somebody);
  await page.waitForURL("/");
  await shownAsMet(page);
  await open(page);
  await expect(page.getByText(takenOver)).toBeVisible();
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await open(page);
  await shownAsMet(page);
  await expect(page.getByText(takenOver)).toHaveCount(0);
  expect((await keptDrafts(page)).map((key) => key.length > "image-screen-draft:".length)).toEqual([true]);
  await page.getByRole("button", { name: "Save screening" }).click();
  await page.waitForURL(/IS-/);
  expect(await keptDrafts(page)).toEqual([]);
});

test("who did not tick what was there before signing in starts over, and nothing of it is kept", async ({ page, member }) => {
  const somebody = await member();
  await open(page);
  await tick(page, "iugr", "observed");
  await open(page, "/account/sign-in?next=/");
  await signIn(page, somebody);
  await page.waitForURL("/");
  await page.locator(".notice").getByRole("button", { name: "Start over" }).click();
  await shownAsUnknown(page);
  await open(page);
  await shownAsUnknown(page);
  await expect(page.getByText(takenOver)).toHaveCount(0);
  expect(await keptDrafts(page)).toEqual([]);
});

test("an open page of one member saves nothing as the next, and goes when the next one opens a page", async ({ another, member, own, quiet }) => {
  quiet.expects(refused(409));
  const ann = await member("clinician", "Ann First");
  const olga = await member("clinician", "Olga Next");
  const page = await another(ann);
  await open(page);
  await tick(page, "iugr", "observed");
  const olgas = await newSession(own, olga);
  const saved = async () => (await (await speaker(own, olgas)).get("/api/v1/screenings")).json();
  const before: unknown = await saved();
  await page.context().addCookies(olgas.cookies);
  await page.getByRole("button", { name: "Save screening" }).click();
  await expect(page.locator(".trouble")).toContainText("Not saved: somebody else has signed in since this page was opened.");
  await shownAsMet(page);
  expect(await saved()).toEqual(before);
  const next = await page.context().newPage();
  await open(next, "/account");
  await expect(page.getByRole("link", { name: "Olga Next" })).toBeVisible();
  await shownAsUnknown(page);
  expect(await keptDrafts(page)).toEqual([]);
});

test("what was ticked on a page for nobody is not saved by a sign-in elsewhere until the page says whose it is", async ({ another, member, own, quiet }) => {
  quiet.expects(refused(409));
  const page = await another();
  await open(page);
  await tick(page, "iugr", "observed");
  await page.context().addCookies((await newSession(own, await member())).cookies);
  await page.getByRole("button", { name: "Save screening" }).click();
  await expect(page.locator(".trouble")).toContainText("you have signed in since this page was opened. Load it again; your answers stay.");
  await open(page);
  await shownAsMet(page);
  await expect(page.getByText(takenOver)).toBeVisible();
});

test("what is done on a page counts as use of the session, once a minute and in every tab", async ({ another, member }) => {
  const page = await another(await member());
  await page.clock.install();
  const idle = await page.context().newPage();
  await open(idle, "/account");
  await idle.evaluate(() => document.body.classList.add("not-loaded-again"));
  await open(page);
  const asked: number[] = [];
  page.on("response", (response) => response.url().endsWith("/account/session") && asked.push(response.status()));
  await tick(page, "iugr", "observed");
  expect(asked).toEqual([]);
  await page.clock.fastForward("20:00");
  const told = page.waitForResponse("**/account/session");
  await tick(page, "scoliosis", "observed");
  await told;
  await tick(page, "scoliosis", "excluded");
  await page.clock.fastForward("30:00");
  await shownAsMet(page);
  await expect(idle.locator("body.not-loaded-again")).toBeVisible();
  expect(asked).toEqual([204]);
});

test("a page that nobody uses asks who is there when the session must have ended, and keeps the draft for its member", async ({ another, member, page: elsewhere }) => {
  const somebody = await member();
  const page = await another(somebody);
  await page.clock.install();
  await open(page);
  await tick(page, "iugr", "observed");
  const kept = await keptDrafts(page);
  await endSessions(elsewhere, somebody);
  await page.clock.fastForward("30:00");
  await shownAsMet(page);
  await page.clock.fastForward("03:00");
  await expect(page.getByRole("link", { name: "Sign in", exact: true }).first()).toBeVisible();
  await shownAsUnknown(page);
  expect(await keptDrafts(page)).toEqual(kept);
});

test("a page whose session was ended elsewhere is gone with the next thing done on it", async ({ another, member, page: elsewhere, quiet }) => {
  quiet.expects(refused(401));
  const somebody = await member();
  const page = await another(somebody);
  await page.clock.install();
  await open(page, "/account");
  await endSessions(elsewhere, somebody);
  await page.clock.fastForward("02:00");
  await page.mouse.move(200, 200);
  await page.waitForURL(/sign-in/);
});

test("an ended session does not save, says so, and keeps the draft for the same member, who finds it saved after signing in", async ({ another, member, quiet }) => {
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
  // What they had pressed is done.
  await page.waitForURL(/IS-/);
  expect(await keptDrafts(page)).toEqual([]);
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
  // The page is there before its scripts, which remove what another member left.
  await expect.poll(() => keptDrafts(page)).toEqual([]);
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
