import { expect } from "@playwright/test";
import type { Page, TestInfo } from "@playwright/test";
import { open, refused, test, tick } from "./page";
import { keptPeople } from "./people";
import { button, count, kept, loseAnswers, lostAnswer, save, SAVES, shownCode, status, triesOf } from "./saving";

/**
 * Holds back the page of the screening. What is done meanwhile is done by the page itself, which says how it stands then: a
 * page that is being left answers nobody else.
 */
async function whileLeaving(page: Page, act: "press" | "stop", begin: () => Promise<void>): Promise<Record<string, string>> {
  await page.route("**/screenings/IS-*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // The browser may have stopped asking for it.
    await route.continue().catch(() => {});
  }, { times: 1 });
  const said = page.waitForEvent("console", (message) => message.text().startsWith("{"));
  await page.evaluate((act) => {
    const saving = document.querySelector<HTMLElement>(".saving");
    const acts = setInterval(() => {
      const told = saving?.querySelector("[role=status]")?.textContent ?? "";
      if (!/^Saved as IS-\S+\.(?! That)/.test(told)) return;
      clearInterval(acts);
      const save = saving?.querySelector<HTMLElement>(":scope > button");
      const radio = document.querySelector<HTMLElement>('[data-row="scoliosis"] [value="observed"]');
      for (const one of act === "press" ? [save, save, radio, save] : []) one?.click();
      if (act === "stop") window.stop();
      // The next press comes after the page has made up its mind.
      setTimeout(() => {
        if (act === "press") save?.click();
        console.log(JSON.stringify({ told, disabled: save?.ariaDisabled, kept: JSON.stringify({ ...sessionStorage, "image-screen-whose": undefined }) }));
      }, 200);
    }, 20);
  }, act);
  await begin();
  return JSON.parse((await said).text()) as Record<string, string>;
}

test("while the page of what is saved comes slowly it is not saved again, and nothing of it is kept again", async ({ another, member, own }, info) => {
  const page = await another(await member());
  const tries = triesOf(page);
  const before = await count(own, keptPeople(info).clinician.state);
  await open(page);
  await tick(page, "iugr", "observed");
  const { told, ...stood } = await whileLeaving(page, "press", () => save(page));
  expect(stood).toEqual({ disabled: "true", kept: "{}" });
  expect(told).toBe(`Saved as ${await shownCode(page)}. Open ${await shownCode(page)}`);
  await expect(page.locator("[data-finding]")).toHaveCount(1);
  expect(tries.all()).toBe(1);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
  expect(await kept(page)).toBe("{}");
});

for (const way of ["Start over", "its link", "its link, nothing to keep"]) {
  test(`a browser that is stopped on the way to what is saved is not stuck: ${way}`, async ({ another, member, own, quiet }, info) => {
    const page = await another(await member());
    const before = await count(own, keptPeople(info).clinician.state);
    await open(page);
    await tick(page, "iugr", "observed");
    if (way.endsWith("keep")) {
      quiet.expects(lostAnswer);
      await loseAnswers(page, 1);
      await save(page);
      await tick(page, "scoliosis", "observed");
    }
    await whileLeaving(page, "stop", () => (way.endsWith("keep") ? button(page, "Nothing to keep").click() : save(page)));
    const [code = ""] = /IS-\w{4}-\w{4}/.exec(await status(page).innerText()) ?? [];
    await expect(page.locator(".rows")).toHaveAttribute("inert");
    if (way !== "Start over") return opensBy(page, code, before + 1, own, info);
    await button(page, way).click();
    await expect(status(page)).toBeEmpty();
    await tick(page, "scoliosis", "observed");
    await save(page);
    expect(await shownCode(page)).not.toBe(code);
    await expect(page.locator("[data-finding]")).toHaveCount(1);
    expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 2);
  });
}

async function opensBy(page: Page, code: string, saved: number, own: string, info: TestInfo): Promise<void> {
  await status(page).getByRole("link", { name: `Open ${code}` }).click();
  expect(await shownCode(page)).toBe(code);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(saved);
  expect(await kept(page)).toBe("{}");
}

test("a proxy that says 503 after it has passed the save on is not believed that it is unsaved", async ({ another, member, own, quiet }, info) => {
  quiet.expects(refused(503));
  const page = await another(await member());
  const before = await count(own, keptPeople(info).clinician.state);
  await open(page);
  await tick(page, "iugr", "observed");
  await page.route(SAVES, async (route) => {
    await route.fetch();
    await route.fulfill({ status: 503, headers: { "retry-after": "2", "content-type": "text/plain" }, body: "upstream connect error or disconnect/reset before headers" });
  }, { times: 1 });
  await save(page);
  await expect(status(page)).toContainText("Not known yet whether it is saved: the server or its database is away.");
  await tick(page, "scoliosis", "observed");
  await expect(status(page)).toContainText(/Saved as IS-\w{4}-\w{4}\. That is with the answers as they were when you saved\./);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
});

test("a browser that thinks itself offline and is not: what it has sent may be saved", async ({ another, member, own, quiet }, info) => {
  quiet.expects(lostAnswer);
  const page = await another(await member());
  const tries = triesOf(page);
  const before = await count(own, keptPeople(info).clinician.state);
  await open(page);
  await tick(page, "iugr", "observed");
  await page.evaluate(() => Object.defineProperty(navigator, "onLine", { get: () => false }));
  await loseAnswers(page, 1);
  await save(page);
  await expect(status(page)).toContainText("Not known yet whether it is saved: no network.");
  await shownCode(page);
  expect(tries.different()).toBe(1);
  expect(await count(own, keptPeople(info).clinician.state)).toBe(before + 1);
});
