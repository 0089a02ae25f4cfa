import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectClean } from "./clean";
import { open, refused, signIn, test, tick } from "./page";
import { keptPeople, saveScreening, speaker } from "./people";
import { button, count, kept, loseAnswers, lostAnswer, save, SAVES, shownCode, status, triesOf } from "./saving";

/** Ends the session of this page on the server; the page is not told. */
async function endSession(own: string, page: Page): Promise<void> {
  expect((await (await speaker(own, await page.context().storageState())).post("/api/v1/account/sign-out")).ok()).toBe(true);
}

/** A page on which a save was begun, saved by the server and never answered; then its session ended. */
async function beginLost(page: Page, own: string): Promise<void> {
  await open(page);
  await tick(page, "iugr", "observed");
  await loseAnswers(page, 1);
  await save(page);
  await expect(status(page)).toContainText("Not known yet whether it is saved");
  await endSession(own, page);
  await button(page, "Try again now").click();
  await expect(status(page)).toContainText("Not known yet whether it is saved: you are signed out.");
}

test("signed out while it is saved: who signs in in another tab finds it saved here, with the same key", async ({ another, member, own, quiet }, info) => {
  quiet.expects(refused(401));
  const { state } = keptPeople(info).clinician;
  const account = await member();
  const page = await another(account);
  const tries = triesOf(page);
  const before = await count(own, state);
  await open(page);
  await tick(page, "iugr", "observed");
  await endSession(own, page);
  await save(page);
  await expect(status(page)).toContainText("Not saved: you are signed out. Sign in here or in another tab, and it is sent again");
  await expectClean(page);
  expect(await count(own, state)).toBe(before);
  const other = await page.context().newPage();
  await open(other, "/account/sign-in?next=/account");
  await signIn(other, account);
  await other.waitForURL("/account");
  await other.close();
  // Chromium without a screen has every window in front.
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await shownCode(page);
  expect([tries.all(), tries.different()]).toEqual([2, 1]);
  expect(await count(own, state)).toBe(before + 1);
});

test("signed out after a lost answer: signing in here settles it with the same key, and nobody is asked whether to leave", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  quiet.expects(refused(401));
  const { state } = keptPeople(info).clinician;
  const account = await member();
  const page = await another(account);
  const tries = triesOf(page);
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => void (dialogs.push(dialog.type()), dialog.accept()));
  const before = await count(own, state);
  await beginLost(page, own);
  await open(page);
  await expect(page.locator(".saving")).toContainText("A screening in this tab is not known to be saved. Whoever began it signs in here, and it is saved.");
  await expect(page.locator('[data-row="iugr"] [value="observed"]')).not.toBeChecked();
  await expectClean(page);
  await page.locator(".saving").getByRole("link", { name: "sign in" }).click();
  await signIn(page, account);
  await shownCode(page);
  expect(tries.different()).toBe(1);
  expect(await count(own, state)).toBe(before + 1);
  expect(await kept(page)).toBe("{}");
  expect(dialogs, "asked once, by the reload").toEqual(["beforeunload"]);
});

test("another member who signs in in this tab sends nothing, finds nothing and leaves nothing of it", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  quiet.expects(refused(401));
  const { state } = keptPeople(info).clinician;
  const page = await another(await member("clinician", "Fay First"));
  const before = await count(own, state);
  await beginLost(page, own);
  const tries = triesOf(page);
  await status(page).getByRole("link", { name: "Sign in" }).click();
  await signIn(page, await member("clinician", "Sam Second"));
  await page.waitForURL("/");
  await expect.poll(() => kept(page)).toBe("{}");
  await expect(page.locator('[data-row="iugr"] [value="observed"]')).not.toBeChecked();
  await expect(status(page)).toBeEmpty();
  await page.reload({ waitUntil: "networkidle" });
  expect(tries.all()).toBe(0);
  expect(await count(own, state)).toBe(before + 1);
});

test("twelve hours after it nothing is sent any more, and signing out in another tab ends it at once", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  const { state } = keptPeople(info).clinician;
  const account = await member();
  const page = await another(account);
  page.on("dialog", (dialog) => void dialog.accept());
  const begin = async () => {
    await open(page);
    await tick(page, "iugr", "observed");
    await page.route(SAVES, (route) => route.abort());
    await save(page);
    await expect(status(page)).toContainText("Not known yet");
  };
  const before = await count(own, state);
  await begin();
  await page.evaluate(() => {
    for (const [key, text] of Object.entries(sessionStorage)) sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), at: Date.now() - 12.1 * 3_600_000 }));
  });
  await page.unroute(SAVES);
  const tries = triesOf(page);
  await page.reload({ waitUntil: "networkidle" });
  expect([tries.all(), await kept(page)]).toEqual([0, "{}"]);

  await begin();
  const other = await page.context().newPage();
  await open(other, "/account");
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in", exact: true }).first()).toBeVisible();
  expect(await kept(page)).toBe("{}");
  await page.unroute(SAVES);
  const sent = tries.all();
  await page.reload({ waitUntil: "networkidle" });
  expect(tries.all()).toBe(sent);
  expect(await count(own, state)).toBe(before);
});

test("closing the tab asks first while a save is not settled, and not before or after", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  const { state } = keptPeople(info).clinician;
  const page = await another(await member());
  const before = await count(own, state);
  const asked: string[] = [];
  page.on("dialog", (dialog) => void (asked.push(dialog.type()), dialog.dismiss()));
  await open(page);
  await tick(page, "iugr", "observed");
  await page.reload({ waitUntil: "networkidle" });
  expect(asked).toEqual([]);
  await page.clock.install();
  await loseAnswers(page, 1);
  await save(page);
  await expect(status(page)).toContainText("Not known yet");
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(status(page)).toBeVisible();
  await page.clock.fastForward("00:03");
  await shownCode(page);
  expect(await count(own, state)).toBe(before + 1);
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(asked).toEqual(["beforeunload"]);
});

test("a verdict whose answer is lost says that it is not known, and is counted once when it is saved again", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  const code = await saveScreening(own, keptPeople(info).clinician.state);
  const page = await another(await member("reviewer", "Rita Reader"));
  await open(page, `/screenings/${code}`);
  await page.locator(".review summary").click();
  await page.getByLabel("Undecided").check();
  await page.route("**/reviews", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.getByRole("button", { name: "Save verdict" }).click();
  await expect(page.locator(".review").getByRole("alert")).toContainText("Not known whether the verdict is saved");
  await expectClean(page);
  await page.reload({ waitUntil: "networkidle" });
  await expect(page.locator(".said li")).toHaveCount(1);
  await expect(page.getByRole("radio", { name: "Undecided" })).toBeChecked();
  const again = page.waitForEvent("load");
  await page.getByRole("button", { name: "Save verdict" }).click();
  await again;
  expect(await kept(page)).toBe("{}");
  await expect(page.locator(".said li")).toHaveText([/^Undecided Rita Reader/]);
});
