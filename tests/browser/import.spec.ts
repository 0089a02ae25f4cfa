import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { expect } from "@playwright/test";
import type { Page, Request } from "@playwright/test";
import { letter, open, test, tick } from "./page";
import { saveScreening } from "./people";

const title = "Import findings from a file";
const feature = (id: string, excluded = false) => ({ type: { id, label: "John Quillfeather" }, excluded });
const packet = (features: object[], sex = "MALE") => ({
  id: "MRN-4711", subject: { id: "John Quillfeather", sex, dateOfBirth: "2019-02-03", timeAtLastEncounter: { age: { iso8601duration: "P9D" } } },
  phenotypicFeatures: features, metaData: { created: "2026-01-02T00:00:00Z", createdBy: "Dr. Grey" },
});
/** With an old id, one that is not on the checklist, an OMIM number, and a term too general for a row to be ticked. */
const boy = packet([feature("HP:0001511"), feature("HP:0000846"), feature("HP:0000038"), feature("HP:0002652"), feature("HP:0000047", true), feature("HP:0001250"), feature("OMIM:998877")]);

const block = (page: Page) => page.locator(".import");
const status = (page: Page, name: string, value: "observed" | "excluded" | "") => expect(page.locator(`[data-row="${name}"] input[value="${value}"]`)).toBeChecked();
const takeThese = (page: Page) => block(page).getByRole("button", { name: /^Take (these|this)/ });

async function choose(page: Page, value: unknown, name = "john-quillfeather.json"): Promise<void> {
  if (!(await block(page).isVisible())) await page.getByText(title).click();
  const text = typeof value === "string" ? value : JSON.stringify(value);
  await block(page).locator('input[type="file"]').setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

test("a file shows what would be taken, is taken on a press and given back on another; nothing of it leaves or stays", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request: Request) => sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await open(page);
  await choose(page, boy);
  const preview = block(page).locator("section");
  await expect(preview.getByRole("heading", { name: "What the phenopacket holds" })).toBeFocused();
  await expect(preview).toContainText("HP:0000038 is read as HP:0000054: Micropenis");
  await expect(preview).toContainText("Observed: HP:0001250");
  await expect(preview).toContainText("One term has an id of another vocabulary");
  await expect(preview.locator('[data-entry="hypospadias"]')).toContainText("Excluded");
  await status(page, "iugr", "");
  await takeThese(page).click();
  await expect(block(page)).toContainText("marked as imported");
  await status(page, "iugr", "observed");
  await status(page, "hypospadias", "excluded");
  await expect(page.locator('[name="sex"]')).toHaveValue("male");
  await expect(page.locator('[name="age"]')).toHaveValue("newborn");
  for (const name of ["I", "A", "Ge"]) await expect(letter(page, name)).toHaveAttribute("data-status", "met");
  const kept = await page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]));
  expect(kept).toContain("finding.iugr");
  expect(kept + (await page.content()) + sent.join("\n")).not.toMatch(/quillfeather|mrn-4711|2019-02-03|2026-01-02|dr\. grey|998877/i);
  expect(sent.filter((request) => !/^GET \S+\/(?:_next\/\S+|favicon\S*|icon\S*)? $/.test(request))).toEqual([]);
  await block(page).getByRole("button", { name: "Undo" }).click();
  await expect(block(page)).toContainText("stands as before");
  await expect(page.locator('.answers input:checked:not([value=""])')).toHaveCount(0);
  await expect(page.locator('[name="sex"]')).toHaveValue("unknown");
  await expect(page.locator('[name="imported"]')).toHaveValue("");
});

test("a no that the form cannot say is told", async ({ page }) => {
  await open(page);
  await choose(page, { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" }, context: { steroids: false } });
  await expect(block(page)).toContainText("The form knows “yes” only.");
});

test("what stands differently is kept unless the file's is chosen, and by hand since is not taken back", async ({ page }) => {
  await open(page);
  await tick(page, "iugr", "excluded");
  await tick(page, "hypospadias", "observed");
  await tick(page, "adrenal-insufficiency", "observed");
  await page.selectOption('[name="sex"]', "female");
  await choose(page, boy);
  await expect(block(page)).toContainText("One entry stands here already");
  for (const [name, mine, theirs] of [["Sex", "Female", "Male"], ["Growth restriction", "Excluded", "Observed"], ["Hypospadias", "Observed", "Excluded"]] as const) {
    await expect(block(page).getByRole("group", { name }).getByLabel(`Keep mine: ${mine}`)).toBeChecked();
    await expect(block(page).getByRole("group", { name }).getByLabel(`Take the file’s: ${theirs}`)).not.toBeChecked();
  }
  await block(page).getByRole("group", { name: "Growth restriction" }).getByLabel("Take the file’s").check();
  await takeThese(page).click();
  await status(page, "iugr", "observed");
  await status(page, "hypospadias", "observed");
  await expect(page.locator('[name="sex"]')).toHaveValue("female");
  await tick(page, "micropenis", "excluded");
  await block(page).getByRole("button", { name: "Undo" }).click();
  await status(page, "iugr", "excluded");
  await status(page, "hypospadias", "observed");
  await status(page, "micropenis", "excluded");
});

test("a term too general to be ticked has its row while it is told", async ({ page }) => {
  await open(page);
  const row = page.locator('[data-row="skeletal-dysplasia"]');
  await expect(row).toBeHidden();
  await choose(page, boy);
  await takeThese(page).click();
  await expect(row).toBeVisible();
  await expect(letter(page, "M")).toHaveAttribute("data-status", "supported");
  await page.reload();
  await expect(row).toBeVisible();
  await row.locator('input[value=""]').check();
  await page.locator('[name="sex"]').focus();
  await expect(row).toBeHidden();
  await expect(letter(page, "M")).toHaveAttribute("data-status", "unknown");
});

test("what would contradict itself with the form is told before it is taken", async ({ page }) => {
  await open(page);
  await tick(page, "metaphyseal-dysplasia", "excluded");
  await choose(page, packet([feature("HP:0003021")]));
  const warning = block(page).getByRole("alert");
  await expect(warning).toContainText("With what stands here already: These cannot both be right");
  await block(page).getByRole("group", { name: "Metaphyseal dysplasia" }).getByLabel("Take the file’s").check();
  await expect(warning).toHaveCount(0);
});

test("size, variant, context and family come in too, also into a part that is unfolded already", async ({ page }) => {
  await open(page);
  await page.locator("summary", { hasText: "Family" }).click();
  await expect(page.locator(".family .adding")).toBeVisible();
  const variant = { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true };
  const told = { checklist: "1.0", sex: "male", age: "infant", gestation: "term", size: { weight: -2.4 }, findings: {}, variant, context: { steroids: true, surgeryPlanned: false }, family: { relatives: [{ relation: "brother", affected: "yes" }] } };
  await choose(page, told);
  await expect(block(page).locator("[data-entry]")).toHaveCount(7);
  await expect(block(page).locator('[data-entry^="variant"]')).toContainText("Gene: CDKN1C, Kind: Missense, Where in the gene: PCNA-binding domain, Classified as: Pathogenic, On which copy: Maternal; parental origin tested");
  await takeThese(page).click();
  await expect(page.locator('[name="size.weight"]')).toHaveValue("-2.4");
  await expect(page.locator('[name="variant.allele"]')).toHaveValue("maternal");
  await expect(page.locator('[name="context.steroids"]')).toBeChecked();
  await expect(page.locator('.family [data-relation="brother"]')).toHaveCount(1);
  await expect(letter(page, "I")).toHaveAttribute("data-status", "met");
  await block(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.locator('.family [data-relation="brother"]')).toHaveCount(0);
  await expect(page.locator('[name="size.weight"]')).toHaveValue("");
  await expect(page.locator('[name="variant.gene"]')).toHaveValue("");
  await expect(page.locator('[name="context.steroids"]')).not.toBeChecked();
});

test("a text can be pasted into the field or anywhere, and a file dropped anywhere", async ({ page }) => {
  await open(page);
  const give = (type: "paste" | "drop", files: boolean) => page.evaluate(([kind, text, asFile]) => {
    const transfer = new DataTransfer();
    if (asFile) transfer.items.add(new File([text], "john-quillfeather.json"));
    else transfer.setData("text", text);
    const event = kind === "paste" ? new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }) : new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  }, [type, JSON.stringify(boy), files] as const);
  for (const [type, files] of [["paste", false], ["paste", true], ["drop", true]] as const) {
    expect(await give(type, files), "the browser does not open the file").toBe(type === "drop");
    await expect(takeThese(page)).toBeVisible();
    await block(page).getByRole("button", { name: "Take nothing" }).click();
    await expect(takeThese(page)).toHaveCount(0);
  }
  await block(page).getByLabel("Or paste the text").fill(JSON.stringify(boy));
  await block(page).getByRole("button", { name: "Read the text" }).click();
  await expect(takeThese(page)).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]));
  expect(kept).not.toMatch(/quillfeather/i);
});

test("of several children one is chosen by number, sex and age; one that cannot be read says why", async ({ page }) => {
  await open(page);
  await choose(page, [boy, packet([feature("HP:0000835")], "FEMALE"), packet([feature("HP:0008689"), feature("HP:0000028", true)])].map((one) => JSON.stringify(one)).join("\n"));
  const which = block(page).getByLabel("The file holds 3 children.");
  await expect(which.locator("option")).toHaveText(["1: Male, Newborn (0 to 27 days), 5 findings", "2: Female, Newborn (0 to 27 days), one finding", "3: cannot be taken"].map((text) => new RegExp(text.replace(/ \(.*?\)/, ".*").replace("5", "\\d+"))));
  await which.selectOption({ index: 2 });
  await expect(block(page).getByRole("alert")).toContainText("HP:0008689 is observed, and HP:0000028");
  await expect(takeThese(page)).toHaveCount(0);
  await which.selectOption({ index: 1 });
  await takeThese(page).click();
  await expect(page.locator('[name="sex"]')).toHaveValue("female");
  await status(page, "adrenal-hypoplasia", "observed");
});

for (const [name, text, message] of [
  ["a table", "code;sex\n1;male", "This is not JSON. A table (CSV)"],
  ["nothing", " ", "There is nobody in the file"],
  ["more than 5 MB", `"${"x".repeat(5_000_001)}"`, "larger than 5 MB"],
  ["a bundle of observations", JSON.stringify({ resourceType: "Bundle", entry: [] }), "without a QuestionnaireResponse"],
] as const) {
  test(`not taken, with what to do: ${name}`, async ({ page }) => {
    await open(page);
    await choose(page, text);
    await expect(block(page).getByRole("alert")).toContainText(message);
    await choose(page, boy);
    await expect(takeThese(page)).toBeVisible();
  });
}

test.describe("for a clinician", () => {
  test.use({ who: "clinician" });

  for (const format of ["phenopacket", "fhir-response", "json"]) {
    test(`what this program exported comes back in, marked as imported: ${format}`, async ({ page, own, context }) => {
      const code = await saveScreening(own, await context.storageState());
      const before = await (await page.request.get(`/api/v1/screenings/${code}`)).json();
      const file = await (await page.request.get(`/api/v1/screenings/${code}/export/${format}`)).text();
      await open(page);
      await choose(page, file);
      await takeThese(page).click();
      await page.getByRole("button", { name: "Save screening" }).click();
      await page.waitForURL(/IS-/);
      const after = await (await page.request.get(`/api/v1/screenings/${new URL(page.url()).pathname.split("/").at(-1)}`)).json();
      const { code: _, origin, ...rest } = after;
      const { code: __, ...was } = before;
      expect(rest).toEqual(was);
      expect(origin).toEqual({ iugr: "imported", "adrenal-insufficiency": "imported" });
      await expect(page.locator('[data-finding="iugr"]')).toContainText("Observed, imported");
    });
  }
});
