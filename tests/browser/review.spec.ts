import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { expectClean } from "./clean";
import { open, refused, signIn, test } from "./page";
import { keptPeople, saveScreening, speaker } from "./people";
import type { Account, State } from "./people";

/** Eight children of three wards, of whom each comes five times; of three the core pair is present, of one with a red flag. */
const children: Partial<Draft>[] = [
  { sex: "male", age: "newborn", findings: { iugr: "observed", "adrenal-insufficiency": "observed", hypoglycemia: "observed", vomiting: "observed" } },
  { sex: "female", age: "infant", findings: { iugr: "observed", "adrenal-insufficiency": "observed" } },
  { sex: "male", age: "newborn", size: { weight: -2.6 }, findings: { "adrenal-hypoplasia": "observed", cryptorchidism: "excluded", micropenis: "excluded", hypospadias: "excluded" } },
  { sex: "male", age: "preschool", findings: { iugr: "observed", "adrenal-insufficiency": "observed", "metaphyseal-dysplasia": "observed", cryptorchidism: "observed" } },
  { sex: "female", age: "child", findings: { iugr: "observed", "delayed-bone-age": "observed" } },
  { sex: "male", age: "newborn", findings: { hyponatremia: "observed", cryptorchidism: "observed" } },
  { sex: "unknown", age: "toddler", findings: { sga: "excluded", "adrenal-insufficiency": "excluded" } },
  { sex: "undetermined", age: "infant", findings: { "prominent-forehead": "observed" } },
];
const FORTY = 40;
const PAIRS = 15;

/** Saves forty screenings as a colleague would, each with a finding by which they are known among those of other tests. */
async function saveForty(own: string, colleague: State, mark: string): Promise<void> {
  const speaking = await speaker(own, colleague);
  for (let one = 0; one < FORTY; one += 1) {
    const child = children[one % children.length];
    const data = { checklist: CHECKLIST_VERSION, ...child, findings: { ...child?.findings, [mark]: "observed" } };
    expect((await speaking.post("/api/v1/screenings", { data, headers: { "idempotency-key": randomUUID() } })).status()).toBe(201);
  }
}

/** Hands that know the keyboard only, and count what they press. */
function handsOn(page: Page) {
  let pressed = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    pressed += keys.length;
  };
  const type = async (text: string) => {
    await page.keyboard.type(text);
    pressed += text.length;
  };
  const tabTo = async (place: Locator) => {
    for (let left = 60; !(await place.evaluate((element) => element === document.activeElement)); left -= 1) {
      expect(left, `${String(place)} is reached`).toBeGreaterThan(0);
      await press("Tab");
    }
  };
  /** Past the navigation, as the first key of every page allows. */
  const skip = () => press("Tab", "Enter");
  /** Alt and the left arrow, which belong to the browser and not to the page; past the places within the page, too. */
  const backTo = async (address: RegExp) => {
    while (!address.test(page.url())) {
      const here = page.url();
      // Playwright's own way back takes a page that loads itself anew on its return for a failure.
      await page.evaluate(() => history.back());
      pressed += 1;
      await expect.poll(() => page.url()).not.toBe(here);
      await page.waitForLoadState("networkidle");
    }
  };
  return { press, type, tabTo, skip, backTo, pressed: () => pressed };
}

const rows = (page: Page) => page.locator(".list tbody tr");
const said = (page: Page) => page.locator(".said li");
const verdictForm = (page: Page) => page.locator(".review");
const standing = (page: Page) => page.locator("#reviews [data-standing]");

for (const [device, width, mark] of [["desk", 1440, "rhabdomyosarcoma"], ["phone", 390, "nephrocalcinosis"]] as const) {
  test.describe(`at a ${device}`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("the Thursday, from sign-in to the exported selection, by the keyboard alone", async ({ page, own, member }, info) => {
      const geneticist = await member("reviewer", "Gerda Geneticist");
      await saveForty(own, keptPeople(info).clinician.state, mark);
      const { press, type, tabTo, skip, backTo, pressed } = handsOn(page);

      await open(page, "/account/sign-in");
      await skip();
      await tabTo(page.getByLabel("E-mail"));
      await type(geneticist.email);
      await press("Tab");
      await type(geneticist.password);
      await press("Enter");
      await page.waitForURL("/screenings");
      const signedIn = pressed();
      // All is new to whoever was never here before; what an earlier visit leaves is tested beside the store.
      await expect(page.locator(".fresh")).toHaveCount(await rows(page).count());
      await expectClean(page);

      await skip();
      await tabTo(page.locator(".asking > summary"));
      await press("Enter");
      await expectClean(page);
      await tabTo(page.getByRole("combobox", { name: "Match" }));
      await press("c");
      await tabTo(page.getByRole("combobox", { name: "Observed" }));
      await press(...mark.slice(0, 4));
      await tabTo(page.getByRole("combobox", { name: "Since your last visit" }));
      await press("o");
      await tabTo(page.getByRole("combobox", { name: "Order" }));
      await press("r");
      await tabTo(page.getByRole("button", { name: "Show", exact: true }));
      await press("Enter");
      await page.waitForURL(`/screenings?match=core-pair&observed=${mark}&changed=yes&order=flag`);
      await expect(page.getByText(`${PAIRS} screenings fit`)).toBeVisible();
      const flags = await rows(page).evaluateAll((lines) => lines.map((line) => line.querySelector(".dot")?.textContent ?? ""));
      expect(flags).toEqual(Array.from({ length: PAIRS }, (_, index) => (index < FORTY / children.length ? "Red flag" : "")));
      await expectClean(page);

      await skip();
      const first = rows(page).first().locator("th a");
      const code = await first.innerText();
      await tabTo(first);
      await press("Enter");
      await page.waitForURL(`/screenings/${code}`);
      await expect(page.getByRole("heading", { name: code })).toBeVisible();
      await expect(page.getByRole("complementary")).toContainText("Core pair present");
      await expectClean(page);

      await skip();
      await tabTo(verdictForm(page).locator("summary"));
      await press("Enter", "Tab", "Space", "Tab");
      await expect(page.getByRole("combobox", { name: "Gene" }), "nothing is chosen beforehand").toBeFocused();
      await expect(page.getByRole("combobox", { name: "Gene" })).toHaveValue("");
      await press("c", "Tab", "p");
      await expect(page.getByRole("combobox", { name: "Gene" })).toHaveValue("CDKN1C");
      await expectClean(page);
      await tabTo(page.getByRole("button", { name: "Save verdict" }));
      await press("Enter");
      await expect(said(page)).toHaveText([/^Confirmed by gene test: CDKN1C, pathogenic Gerda Geneticist, \d+ \w+ \d{4}$/]);
      await expect(standing(page)).toHaveText("confirmed by gene test");
      await expectClean(page);

      await backTo(/order=flag/);
      await expect(rows(page).filter({ hasText: code })).toContainText("Confirmed by gene test");
      const codes = (await rows(page).locator("th a").allInnerTexts()).slice(0, 3);
      await skip();
      for (const one of codes) {
        await tabTo(page.getByLabel(`Choose ${one}`));
        await press("Space");
      }
      await expect(page.getByText("3 chosen")).toBeVisible();
      await expectClean(page);
      await press("Enter");
      await page.waitForURL(/\/compare\?/);
      await expect(page.getByRole("heading", { name: "3 screenings side by side" })).toBeVisible();
      await expectClean(page);

      await tabTo(page.getByRole("link", { name: "Only these in the list" }));
      await press("Enter");
      await page.waitForURL(/\?code=/);
      await expect(rows(page).locator("th a")).toHaveText(codes);

      await skip();
      await tabTo(page.locator(".sharing > summary"));
      await press("Enter");
      await expect(page.locator("[data-report]")).toContainText("3 screenings");
      await tabTo(page.getByRole("combobox", { name: "Reason" }));
      await press("c");
      await expectClean(page);
      await tabTo(page.getByRole("link", { name: "Download", exact: true }));
      const [file] = await Promise.all([page.waitForEvent("download"), press("Enter")]);
      const lines = readFileSync(await file.path(), "utf8").trim().split("\r\n").slice(1);
      expect(lines.map((line) => codes.find((one) => line.includes(one))).sort()).toEqual(codes.toSorted());
      console.log(`the Thursday at a ${device}: ${pressed()} key presses, ${signedIn} of them to sign in`);
    });
  });
}

const giveVerdict = async (page: Page, name: string) => {
  await verdictForm(page).locator("summary").click();
  await page.getByLabel(name).check();
};
const save = (page: Page) => page.getByRole("button", { name: "Save verdict" });

test("reviewers who disagree are both heard, and a later verdict takes the place of one's own only", async ({ another, member, own }, info) => {
  const code = await saveScreening(own, keptPeople(info).clinician.state);
  const [anna, bert] = [await another(await member("reviewer", "Anna Able")), await another(await member("reviewer", "Bert Bold"))];
  await open(bert, `/screenings/${code}`);
  await open(anna, `/screenings/${code}`);
  await giveVerdict(anna, "Not IMAGe");
  await save(anna).dblclick();
  await expect(said(anna)).toHaveText([/^Not IMAGe Anna Able/]);
  await giveVerdict(bert, "Another condition");
  await bert.getByRole("combobox", { name: "Condition" }).selectOption({ label: "MIRAGE syndrome" });
  await save(bert).click();
  await expect(standing(bert)).toHaveText("reviewers disagree");
  await expect(said(bert)).toHaveText([/^Another condition: MIRAGE syndrome Bert Bold/, /^Not IMAGe Anna Able/]);
  await expect(bert.locator(".reviews .notice")).toContainText("none is averaged away");
  await expectClean(bert);
  await open(anna, `/screenings?verdict=disputed&begins=${code.toLowerCase()}`);
  await expect(rows(anna)).toHaveCount(1);
  await expect(rows(anna)).toContainText("Reviewers disagree");
  await expectClean(anna);
  await open(anna, `/screenings/${code}`);
  await giveVerdict(anna, "Another condition");
  await anna.getByRole("combobox", { name: "Condition" }).selectOption({ label: "MIRAGE syndrome" });
  await save(anna).click();
  await expect(standing(anna)).toHaveText("another condition");
  await expect(said(anna)).toHaveCount(3);
  await expect(said(anna).last()).toContainText("replaced by a later verdict");
  await expect(said(anna).nth(1)).toHaveText(/^Another condition: MIRAGE syndrome Bert Bold, [^;]*$/);
});

test("a session that ends, a member who is removed, a screening that is erased: each is said, and the verdict chosen is not lost", async ({ another, member, own, quiet }, info) => {
  quiet.expects(refused(401));
  quiet.expects(refused(404));
  const { admin } = keptPeople(info);
  const code = await saveScreening(own, admin.state);
  const account: Account = await member("reviewer", "Rita Reader");
  const page = await another(account);
  const begin = async () => {
    await open(page, `/screenings/${code}`);
    await giveVerdict(page, "Undecided");
  };
  await begin();
  await (await speaker(own, await page.context().storageState())).post("/api/v1/account/sign-out");
  await save(page).click();
  await expect(verdictForm(page).getByRole("alert")).toContainText("You are signed out.");
  await expectClean(page);
  await verdictForm(page).getByRole("link", { name: "Sign in" }).click();
  await signIn(page, account);
  await page.waitForURL(`/screenings/${code}`);
  await expect(page.getByLabel("Undecided")).toBeChecked();
  await save(page).click();
  await expect(standing(page)).toHaveText("undecided");

  await giveVerdict(page, "Lost to follow-up");
  const asking = await speaker(own, admin.state);
  expect((await asking.delete(`/api/v1/screenings/${code}`, { data: { reason: "mistake" } })).status()).toBe(204);
  await save(page).click();
  await expect(verdictForm(page).getByRole("alert")).toContainText("This screening is not there any more: it was erased.");
  await expectClean(page);

  await open(page, `/screenings/${await saveScreening(own, admin.state)}`);
  await giveVerdict(page, "Not IMAGe");
  const { members } = (await (await asking.get("/api/v1/members")).json()) as { members: { id: string; email: string }[] };
  expect((await asking.delete(`/api/v1/members/${members.find(({ email }) => email === account.email)?.id}`)).status()).toBe(204);
  await save(page).click();
  await expect(verdictForm(page).getByRole("alert")).toContainText("You are signed out.");
  await verdictForm(page).getByRole("link", { name: "Sign in" }).click();
  await signIn(page, account);
  await expect(page.locator(".trouble")).toContainText("do not belong together");
});
