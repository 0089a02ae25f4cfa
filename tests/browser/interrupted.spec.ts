import { expect } from "@playwright/test";
import { expectClean } from "./clean";
import { open, refused, test, tick } from "./page";
import { keptPeople } from "./people";
import { button, count, kept, loseAnswers, lostAnswer, save, SAVES, shownCode, status, triesOf } from "./saving";

test("without a network it says so, waits, and is saved once when the network is back; a phone shows it with the summary closed", async ({ another, member, own, quiet }, info) => {
  quiet.expects(/ERR_INTERNET_DISCONNECTED/);
  const page = await another(await member());
  const tries = triesOf(page);
  const before = await count(own, keptPeople(info).clinician.state);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await tick(page, "iugr", "observed");
  await expect(page.locator(".conditions ol").first()).toBeAttached();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await save(page);
  await expect(status(page)).toContainText("Not saved yet: no network.");
  await expectClean(page);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(status(page)).toBeVisible();
  await expect(page.locator(".conditions")).toBeHidden();
  await expect(page.getByRole("timer")).toHaveText(/Next try in \d+ s\.|Trying now …/);
  await button(page, "Try again now").press("Enter");
  await expect(status(page)).toContainText("Not saved yet: no network.");
  await expectClean(page);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before);
  await page.context().setOffline(false);
  const code = await shownCode(page);
  const saved = page.getByRole("main").getByRole("status").filter({ hasText: "Saved." });
  await expect(saved, "it says that it is saved").toBeVisible();
  await expect(page).toHaveURL(`/screenings/${code}`);
  await expectClean(page);
  await page.reload({ waitUntil: "networkidle" });
  await expect(saved, "once").toHaveCount(0);
  expect(tries.different()).toBe(1);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
  expect(await kept(page)).not.toContain("idempotency");
});

test("what certainly was not saved can be corrected: the corrected answers are saved, and nothing else", async ({ another, member, own, quiet }, info) => {
  quiet.expects(/ERR_INTERNET_DISCONNECTED/);
  const page = await another(await member());
  const before = await count(own, keptPeople(info).clinician.state);
  await open(page);
  await tick(page, "iugr", "observed");
  await expect(page.locator(".conditions ol").first()).toBeAttached();
  await page.context().setOffline(true);
  await save(page);
  await expect(status(page)).toContainText("Not saved yet");
  await tick(page, "scoliosis", "observed");
  await expect(status(page)).toHaveText("Not saved: you have changed the answers since. Save when they are right.");
  await page.context().setOffline(false);
  await save(page);
  await shownCode(page);
  await expect(page.locator('[data-finding="scoliosis"]')).toBeVisible();
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
});

test("an answer that was lost is asked for with the same key, also after a reload in the middle: one screening", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  const page = await another(await member());
  const tries = triesOf(page);
  const before = await count(own, keptPeople(info).clinician.state);
  await open(page);
  await page.selectOption('[name="sex"]', "male");
  await page.locator('[name="size.weight"]').fill("-2,4");
  await tick(page, "iugr", "observed");
  await loseAnswers(page, 3);
  await save(page);
  await expect(status(page)).toContainText("Not known yet whether it is saved: no clear answer came from the server.");
  await expect(status(page)).toContainText("it will not be saved twice");
  await expectClean(page);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await shownCode(page);
  expect(tries.all()).toBeGreaterThan(1);
  expect(tries.different()).toBe(1);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
});

for (const [choice, follows] of [["A follow-up of", true], ["A screening of another child", false]] as const) {
  test(`edited after a lost answer: first what was sent, with its code, then the member says that the rest is: ${choice}`, async ({ another, member, own, quiet }, info) => {
    quiet.expects(lostAnswer);
    const page = await another(await member());
    const before = await count(own, keptPeople(info).clinician.state);
    await open(page);
    await tick(page, "iugr", "observed");
    await loseAnswers(page, 1);
    await save(page);
    await expect(status(page)).toContainText("Not known yet");
    await tick(page, "scoliosis", "observed");
    await expect(status(page)).toContainText(/What you have changed since is not part of it|Saved as IS-/);
    await expect(status(page)).toContainText(/Saved as IS-\w{4}-\w{4}\. That is with the answers as they were when you saved\. The changes since are not saved\./);
    const [code = ""] = /IS-\w{4}-\w{4}/.exec(await status(page).innerText()) ?? [];
    await expectClean(page);
    await page.reload({ waitUntil: "networkidle" });
    await expect(status(page)).toContainText(`Saved as ${code}. That is with the answers as they were`);
    await button(page, "Save screening").press("Enter");
    await expect(status(page)).toHaveText("Not saved: say first what the changed answers are.");
    expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);

    await button(page, choice).click();
    await expect(button(page, "Save screening")).toBeFocused();
    await expect(status(page)).toBeEmpty();
    await expect(page.locator(`[data-follows="${code}"]`)).toHaveCount(follows ? 1 : 0);
    await page.selectOption('[name="age"]', "infant");
    await save(page);
    const later = await shownCode(page);
    expect(later).not.toBe(code);
    expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 2);
    const first = (await (await page.request.get(`/api/v1/screenings/${code}`)).json()) as { findings: object };
    const second = (await (await page.request.get(`/api/v1/screenings/${later}`)).json()) as { findings: object; follows?: string };
    expect([first.findings, second.findings, second.follows]).toEqual([{ iugr: "observed" }, { iugr: "observed", scoliosis: "observed" }, follows ? code : undefined]);
  });
}

test("edited after a lost answer, nothing of it wanted: the screening that was saved opens", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  const page = await another(await member());
  const before = await count(own, keptPeople(info).clinician.state);
  await open(page);
  await tick(page, "iugr", "observed");
  await loseAnswers(page, 1);
  await save(page);
  await tick(page, "scoliosis", "observed");
  await button(page, "Nothing to keep").click();
  await shownCode(page);
  await expect(page.locator('[data-finding="scoliosis"]')).toHaveCount(0);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
});

test("started over after a lost answer: what was sent is settled, and the next child is nobody's follow-up", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  const page = await another(await member());
  const before = await count(own, keptPeople(info).clinician.state);
  await open(page);
  await tick(page, "iugr", "observed");
  await loseAnswers(page, 1);
  await save(page);
  await expect(status(page)).toContainText("Not known yet");
  await button(page, "Start over").click();
  await expect(status(page)).toHaveText(/^The screening before this one is saved as (IS-\w{4}-\w{4})\. Open \1$/);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
  expect(await kept(page)).toBe("{}");

  await tick(page, "scoliosis", "observed");
  await loseAnswers(page, 1);
  await save(page);
  await expect(status(page)).toContainText("Not known yet");
  await tick(page, "iugr", "observed");
  await expect(button(page, "A screening of another child"), "it is asked").toBeVisible();
  await button(page, "Start over").click();
  await tick(page, "iugr", "observed");
  await save(page);
  await shownCode(page);
  await expect(page.locator("[data-finding]")).toHaveCount(1);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 3);
});

test("a server that is away is asked again when it said, and the eye sees the seconds", async ({ another, member, own, quiet }, info) => {
  quiet.expects(refused(503));
  const page = await another(await member());
  const tries = triesOf(page);
  const before = await count(own, keptPeople(info).clinician.state);
  await page.clock.install();
  await open(page);
  await tick(page, "iugr", "observed");
  await page.route(SAVES, (route) => route.fulfill({ status: 503, headers: { "retry-after": "90", "content-type": "application/problem+json" }, body: JSON.stringify({ type: "urn:image-screen:database-away" }) }), { times: 1 });
  await save(page);
  await expect(status(page)).toContainText("Not saved yet: the server or its database is away.");
  await expect(page.getByRole("timer")).toHaveText(/^Next try in (90|8\d) s\.$/);
  expect(await status(page).getByRole("timer").count(), "the seconds are not read out").toBe(0);
  await page.clock.fastForward("00:45");
  await expect(page.getByRole("timer")).toHaveText(/^Next try in (4|3)\d s\.$/);
  expect(tries.all()).toBe(1);
  await page.clock.fastForward("00:46");
  await shownCode(page);
  expect([tries.all(), tries.different()]).toEqual([2, 1]);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
});

test("a server whose database went away over the very save does not call it unsaved", async ({ another, member, quiet }) => {
  quiet.expects(refused(503));
  const page = await another(await member());
  await open(page);
  await tick(page, "iugr", "observed");
  await page.route(SAVES, (route) => route.fulfill({ status: 503, headers: { "retry-after": "1", "content-type": "application/problem+json" }, body: JSON.stringify({ type: "urn:image-screen:undecided" }) }), { times: 1 });
  await save(page);
  await expect(status(page)).toContainText("Not known yet whether it is saved: the server or its database is away.");
  await shownCode(page);
});

test("an answer that comes late, pressed twice, and one that never comes: one screening", async ({ another, member, own }, info) => {
  const page = await another(await member());
  const tries = triesOf(page);
  const before = await count(own, keptPeople(info).clinician.state);
  await page.clock.install();
  await open(page);
  await tick(page, "iugr", "observed");
  await page.route(SAVES, async (route) => void (await route.fetch()), { times: 1 });
  await button(page, "Save screening").dblclick();
  await button(page, "Saving …").press("Enter");
  await expect(page.locator(".saving")).toHaveAttribute("data-standing", "saving");
  await expect.poll(() => count(own, keptPeople(info).clinician.state)).toBe(before + 1);
  expect(tries.all()).toBe(1);
  await page.clock.fastForward("00:21");
  await expect(status(page)).toContainText("Not known yet whether it is saved");
  await page.clock.fastForward("00:03");
  await shownCode(page);
  expect([tries.all(), tries.different()]).toEqual([2, 1]);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
});
