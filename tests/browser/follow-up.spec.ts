import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { expectClean } from "./clean";
import { open, refused, test, tick } from "./page";
import { keptPeople, saveScreening, speaker } from "./people";
import type { State } from "./people";

/** A newborn of whom everything is told that the form can hold. */
const newborn: Draft = {
  checklist: CHECKLIST_VERSION,
  sex: "male",
  age: "newborn",
  gestation: "term",
  size: { weight: -2.6, length: -2 },
  findings: { iugr: "observed", "metaphyseal-dysplasia": "excluded", "adrenal-insufficiency": "observed", hyponatremia: "observed", cryptorchidism: "observed", hypospadias: "excluded", "prominent-forehead": "observed" },
  origin: { weight: "measured", length: "imported", hyponatremia: "measured", "prominent-forehead": "imported" },
  variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true },
  family: { consanguinity: "no", transmittedBy: "mother", relatives: [{ relation: "mother", affected: "no", carrier: "yes" }] },
  context: { earlySample: true },
};

test.use({ who: "clinician" });

async function save(own: string, who: State, data: object): Promise<string> {
  const saved = await (await speaker(own, who)).post("/api/v1/screenings", { data, headers: { "idempotency-key": randomUUID() } });
  expect(saved.status(), await saved.text()).toBe(201);
  return ((await saved.json()) as { code: string }).code;
}

const row = (page: Page, feature: string, value: "observed" | "excluded" | "") => expect(page.locator(`[data-row="${feature}"] input[value="${value}"]`), feature).toBeChecked();
const begun = (page: Page, code: string) => expect(page.locator(`[data-follows="${code}"]`)).toBeVisible();
const steps = (page: Page) => page.locator(".timeline ol > li");
const pressSave = (page: Page) => page.getByRole("button", { name: "Save screening" }).click();

test("a follow-up begins with what was told, asks today's age, tells what changed, and leaves the first as it was", async ({ page, own }, info) => {
  const kept = keptPeople(info).clinician.state;
  const code = await save(own, kept, newborn);
  const asItIs = async () => (await page.request.get(`/api/v1/screenings/${code}`)).text();
  const before = await asItIs();
  await open(page, `/screenings/${code}`);
  await page.getByRole("link", { name: "Follow up" }).click();
  await begun(page, code);
  await expectClean(page);
  for (const [name, value] of [["sex", "male"], ["age", "unknown"], ["gestation", "term"], ["size.weight", "-2.6"], ["size.length", "-2.0"], ["variant.gene", "CDKN1C"], ["variant.allele", "maternal"]] as const) await expect(page.locator(`[name="${name}"]`), name).toHaveValue(value);
  await expect(page.locator('[name="variant.tested"]')).toBeChecked();
  await expect(page.locator('[name="context.earlySample"]'), "a sample is of its day").not.toBeChecked();
  // What was excluded in a newborn may be there at three.
  for (const [feature, status] of Object.entries(newborn.findings)) await row(page, feature, status === "observed" ? status : "");
  for (const follows of ["metaphyseal-cupping", "metaphyseal-flaring", "genital-anomaly"]) await row(page, follows, "");

  // Disabled for who looks, and says why when it is pressed.
  await page.getByRole("button", { name: "Save screening" }).press("Enter");
  await expect(page.getByText("a follow-up needs the age of today")).toBeVisible();
  await page.selectOption('[name="age"]', "preschool");
  await tick(page, "metaphyseal-dysplasia", "observed");
  await tick(page, "delayed-bone-age", "observed");
  await tick(page, "hypospadias", "excluded");
  await page.locator('[data-row="hyponatremia"] input[value=""]').check();
  await page.reload({ waitUntil: "networkidle" });
  await begun(page, code);
  await expect(page.locator('[name="age"]')).toHaveValue("preschool");
  await row(page, "metaphyseal-dysplasia", "observed");
  await row(page, "hyponatremia", "");

  await pressSave(page);
  await page.waitForURL(/\/screenings\/IS-/);
  const later = (await page.getByRole("heading", { level: 1 }).innerText()).trim();
  expect(later).not.toBe(code);
  const { code: _code, assessment: _made, year: _year, ...told } = (await (await page.request.get(`/api/v1/screenings/${later}`)).json()) as Record<string, unknown>;
  const { hyponatremia: _sodium, ...others } = newborn.findings;
  const { hyponatremia: _measured, ...origin } = newborn.origin ?? {};
  const { context: _day, ...lasting } = newborn;
  expect(told).toEqual({ ...lasting, age: "preschool", follows: code, origin, findings: { ...others, "metaphyseal-dysplasia": "observed", "delayed-bone-age": "observed", "genital-anomaly": "observed" } });
  for (const [here, path] of [[1, later], [0, code]] as const) {
    await open(page, `/screenings/${path}`);
    await expect(steps(page)).toHaveCount(2);
    await expect(steps(page).nth(here)).toHaveAttribute("aria-current", "true");
    await expect(steps(page).nth(0)).toContainText("Core pair present");
    await expect(steps(page).nth(1)).toContainText("All applicable letters present");
    await expect(steps(page).nth(1).locator(".changes li")).toHaveText(["Delayed bone age: not assessed before, now observed", "Metaphyseal dysplasia (x-ray): excluded before, now observed", "Low sodium: observed before, now not assessed", "2 findings that were excluded were not assessed again."]);
    await expectClean(page);
  }
  expect(await asItIs(), "the first is never altered").toBe(before);
  await page.getByRole("link", { name: "Side by side" }).click();
  await expect(page.locator('[data-likeness="different"] th[scope="row"]')).toHaveText(["Metaphyseal dysplasia (x-ray)"]);
});

test("another draft is asked about before it goes, and whoever lets a follow-up go keeps the answers", async ({ page, own, context }) => {
  const code = await saveScreening(own, await context.storageState());
  await open(page);
  await tick(page, "scoliosis", "observed");
  await open(page, `/?follows=${code}`);
  await expect(page.getByText("Another draft stands here.")).toBeVisible();
  await expectClean(page);
  await row(page, "scoliosis", "observed");
  await page.getByRole("link", { name: "Keep it and go back" }).click();
  await page.waitForURL(`/screenings/${code}`);
  await page.getByRole("link", { name: "Follow up" }).click();
  await row(page, "scoliosis", "observed");
  await page.getByRole("button", { name: "Replace it" }).click();
  await begun(page, code);
  await row(page, "scoliosis", "");
  await row(page, "iugr", "observed");
  await page.getByRole("button", { name: "Not a follow-up" }).click();
  await expect(page.locator("[data-follows]")).toHaveCount(0);
  await row(page, "iugr", "observed");
  await page.reload({ waitUntil: "networkidle" });
  await expect(page.locator("[data-follows]"), "let go is let go").toHaveCount(0);
  await row(page, "iugr", "observed");
  await pressSave(page);
  await page.waitForURL(/\/screenings\/IS-/);
  await expect(page.locator(".timeline")).toHaveCount(0);
});

test("a follow-up of a screening that is erased meanwhile says what to press, and nothing is lost", async ({ page, own, quiet }, info) => {
  quiet.expects(refused(422));
  quiet.expects(refused(404));
  const { admin } = keptPeople(info);
  const code = await saveScreening(own, admin.state);
  await open(page, `/?follows=${code}`);
  await begun(page, code);
  await tick(page, "scoliosis", "observed");
  await page.selectOption('[name="age"]', "child");
  expect((await (await speaker(own, admin.state)).delete(`/api/v1/screenings/${code}`, { data: { reason: "mistake" } })).status()).toBe(204);
  await pressSave(page);
  await expect(page.locator(".saving .trouble")).toContainText("was erased. Press “Not a follow-up” above and save again.");
  await page.getByRole("button", { name: "Not a follow-up" }).click();
  await pressSave(page);
  await page.waitForURL(/\/screenings\/IS-/);
  await expect(page.locator('[data-finding="scoliosis"]')).toContainText("Observed");
  await page.goto(`/?follows=${code}`);
  await expect(page.getByText(`${code} is not there, or not for this member.`)).toBeVisible();
});

test("a follow-up saved twice at once is one, and the child's others are told beyond the one that is erased", async ({ page, own }, info) => {
  const { admin } = keptPeople(info);
  const first = await saveScreening(own, admin.state);
  await open(page, `/?follows=${first}`);
  await begun(page, first);
  await page.selectOption('[name="age"]', "infant");
  await page.getByRole("button", { name: "Save screening" }).dblclick();
  await page.waitForURL(/\/screenings\/IS-/);
  await expect(steps(page)).toHaveCount(2);
  await save(own, admin.state, { checklist: CHECKLIST_VERSION, sex: "male", age: "child", follows: first, findings: { iugr: "observed" } });
  expect((await (await speaker(own, admin.state)).delete(`/api/v1/screenings/${first}`, { data: { reason: "duplicate" } })).status()).toBe(204);
  await page.reload();
  await expect(steps(page)).toHaveCount(2);
  for (const step of await steps(page).all()) await expect(step).toContainText(`follows ${first}, which was erased`);
  await expectClean(page);
});

test("printed, a screening is one page for the chart in either size, two with its family, without a name", async ({ page, own, member, another }, info) => {
  const { family: _family, ...ordinary } = newborn;
  const kept = keptPeople(info).clinician.state;
  const code = await save(own, kept, ordinary);
  const reviewer = await another(await member("reviewer", "Petra Printer"));
  expect((await reviewer.request.post(`/api/v1/screenings/${code}/reviews`, { data: { verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" }, headers: { origin: own } })).status()).toBe(201);
  for (const [one, pages] of [[await save(own, kept, newborn), 2], [code, 1]] as const) {
    await open(page, `/screenings/${one}`);
    for (const format of ["A4", "Letter"] as const) expect((await page.pdf({ format })).toString("latin1").match(/\/Type \/Page\b/g), format).toHaveLength(pages);
  }
  await page.emulateMedia({ media: "print" });
  const paper = await page.locator("body").innerText();
  for (const part of [code, "Possible adrenal crisis", "Core pair present", "Confirmed by gene test: CDKN1C, pathogenic", "Rules 1", "not yet signed", "HP:0001511", "INTERGROWTH-21st"]) expect(paper).toContain(part);
  expect(paper).not.toMatch(/Petra|Clara|Ward Seven|\bShare\b|Erase|Follow up|Give your verdict/);
});

for (const [device, width, scheme] of [["desk", 1440, "light"], ["phone", 390, "dark"]] as const) {
  test.describe(`${device}, ${scheme}`, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme: scheme });

    test("a list of none, of one and of many looks right", async ({ page, own, context }) => {
      const kept = await context.storageState();
      const [code] = [await saveScreening(own, kept), await saveScreening(own, kept)];
      await open(page, "/screenings?sex=undetermined&age=adult&flag=red");
      await expect(page.locator(".notice")).toContainText("No screening fits these conditions.");
      await expectClean(page);
      await open(page, `/screenings?begins=${code}`);
      await expect(page.locator(".list tbody tr")).toHaveCount(1);
      await expectClean(page);
      await open(page, "/screenings");
      const boxes = page.locator(".pick input");
      await boxes.first().check();
      await boxes.nth(1).press("Space");
      await expectClean(page);
      await boxes.nth(1).press("Enter");
      await page.waitForURL(/compare/);
      await page.evaluate(() => history.back());
      await expect(page.getByText("2 chosen"), "whoever comes back finds the choice").toBeVisible();
      await open(page, "/screenings");
      await expect(boxes.first()).not.toBeChecked();
    });
  });
}
