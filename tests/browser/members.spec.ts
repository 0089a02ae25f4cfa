import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { open, refused, signIn, test } from "./page";
import { keptPeople, newSession, PASSWORD, saveScreening, SITE, speaker } from "./people";

const row = (page: Page, name: string) => page.locator(".register tbody tr").filter({ hasText: name });
const oneTimeLink = (page: Page) => page.getByRole("dialog").locator(".key");

test.use({ who: "admin" });

test("an invitation, from the admin's link to the member's first screening, by the keyboard alone", async ({ page, another, quiet }) => {
  quiet.expects(refused(409));
  const email = "ines@ward-seven.example";
  await open(page, "/account/members");
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.type("Ines Invited");
  await page.keyboard.press("Tab");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Role", { exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Make an invitation link" })).toBeFocused();
  await expect(page.locator(":focus-visible")).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("Enter");
  const link = await oneTimeLink(page).innerText();
  expect(link).toMatch(/\/account\/join#[\w-]{22}$/);
  await page.context().grantPermissions(["clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Copied.");
  await page.keyboard.press("Escape");
  await expect(row(page, "Ines Invited")).toContainText("Invited, not yet joined");
  expect(await page.content(), "the link is shown once").not.toContain(link.split("#")[1]);
  // No page may read the clipboard: what was copied shows where it is pasted.
  await page.getByLabel("Name", { exact: true }).focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(link);

  const ines = await another();
  await open(ines, link);
  await expect(ines.getByText(`Ines Invited, you are invited to ${SITE}.`)).toBeVisible();
  await expect(ines.getByLabel("E-mail")).toHaveValue(email);
  await expect(ines.getByLabel("Password", { exact: true })).toBeFocused();
  expect(ines.url()).not.toContain("#");
  await ines.keyboard.type(PASSWORD);
  await ines.keyboard.press("Enter");
  await expect(ines.getByText("The link cannot be used again.")).toBeVisible();
  await ines.getByRole("link", { name: "Sign in" }).last().click();
  await signIn(ines, { email, password: PASSWORD });
  await ines.waitForURL("/screenings");
  await expect(ines.getByRole("navigation")).not.toContainText("Members");

  await page.reload();
  await expect(row(page, "Ines Invited")).toContainText("Active");
  await page.getByLabel("Name", { exact: true }).fill("Ines Again");
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByRole("button", { name: "Make an invitation link" }).click();
  await expect(page.locator(".trouble")).toContainText("There is already a member with this e-mail address.");
});

test("a used link, and one that a newer one replaced, open nothing", async ({ page, another, member, quiet }) => {
  quiet.expects(refused(404));
  const somebody = await member("clinician", "Lena Link");
  const makeLink = async () => {
    await open(page, "/account/members");
    await page.getByRole("button", { name: "New link for Lena Link" }).click();
    return oneTimeLink(page).innerText();
  };
  const [older, newer] = [await makeLink(), await makeLink()];
  const lena = await another();
  await open(lena, older);
  await expect(lena.getByText("This link is not valid any more.")).toBeVisible();
  await open(lena, newer);
  await expect(lena.getByText("choose a new password")).toBeVisible();
  await lena.getByLabel("Password", { exact: true }).fill("a third lamp by the door");
  await lena.getByRole("button", { name: "Set the password" }).click();
  await expect(lena.getByText("The link cannot be used again.")).toBeVisible();
  await open(lena, newer);
  await expect(lena.getByText("This link is not valid any more.")).toBeVisible();
  await open(lena, "/account/sign-in");
  await signIn(lena, { ...somebody, password: "a third lamp by the door" });
  await lena.waitForURL("/screenings");
});

test("the last admin stays one, and is told why", async ({ page, quiet }, info) => {
  quiet.expects(refused(409));
  const { name } = keptPeople(info).admin;
  await open(page, "/account/members");
  await page.getByLabel(`Role of ${name}`).selectOption("clinician");
  await page.getByRole("button", { name: `Set the role of ${name}` }).click();
  await expect(row(page, name).locator(".trouble")).toContainText("This is the last admin of the site.");
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("dialog").locator(".trouble")).toContainText("This is the last admin of the site.");
  await page.reload();
  await expect(row(page, name)).toContainText("Active");
});

test("a new role ends the member's sessions and gives what it allows; removal ends everything", async ({ page, another, member, quiet }) => {
  quiet.expects(refused(401));
  const somebody = await member("clinician", "Rolf Role");
  const rolf = await another(somebody);
  await open(rolf, "/screenings");
  await open(page, "/account/members");
  await page.getByLabel("Role of Rolf Role").selectOption("admin");
  await page.getByRole("button", { name: "Set the role of Rolf Role" }).click();
  await expect(page.getByRole("button", { name: "Set the role of Rolf Role" })).toHaveCount(0);
  await expect(page.getByLabel("Role of Rolf Role")).toHaveValue("admin");
  await rolf.reload();
  await rolf.waitForURL(/sign-in/);
  await signIn(rolf, somebody);
  await rolf.waitForURL("/screenings");
  await rolf.getByRole("link", { name: "Members" }).click();
  await expect(rolf.getByRole("heading", { name: `Members of ${SITE}` })).toBeVisible();

  const remove = page.getByRole("button", { name: "Remove Rolf Role" });
  await remove.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" }), "what is harmless has the focus").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(remove, "the focus returns").toBeFocused();
  await expect(row(page, "Rolf Role")).toContainText("Active");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(row(page, "Rolf Role")).toContainText("Removed");
  await rolf.reload();
  await rolf.waitForURL(/sign-in/);
  await signIn(rolf, somebody);
  await expect(rolf.locator(".trouble")).toContainText("do not belong together");
});

test("an admin erases a screening for a reason after two questions, and the audit says who saved, opened and erased it", async ({ page, another, member, own, quiet }, info) => {
  quiet.expects(refused(404));
  const code = await saveScreening(own, keptPeople(info).clinician.state);
  const clinician = await another(await member("clinician", "Vera Viewer"));
  await open(clinician, `/screenings/${code}`);
  await expect(clinician.getByRole("heading", { name: code })).toBeVisible();
  expect(await clinician.getByRole("button", { name: "Erase" }).count()).toBe(0);
  await open(page, `/screenings/${code}`);
  const erase = page.getByRole("button", { name: "Erase" });
  await erase.click();
  await expect(page.getByRole("dialog", { name: `Erase ${code}?` })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(erase).toBeFocused();
  await erase.click();
  await expect(page.getByRole("button", { name: "Go on" })).toBeDisabled();
  await page.getByLabel("Why").selectOption("duplicate");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("dialog", { name: `Erase ${code} for good?` }).getByRole("button", { name: "Erase for good" }).click();
  await page.waitForURL("/screenings");
  expect(await page.content()).not.toContain(code);
  await clinician.reload();
  await expect(clinician.getByRole("heading", { name: "Nothing here" })).toBeVisible();

  await open(page, "/account/audit");
  await page.getByRole("textbox", { name: "Screening" }).fill(code.toLowerCase());
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/code=/);
  const lines = (await page.locator(".register tbody tr").allInnerTexts()).map((line) => line.replace(/^[\d-]+ [\d:]+\s+/, "").replace(/\s+/g, " ").trim());
  expect(lines).toEqual([`Ada Admin Screening erased: saved twice ${code}`, `Ada Admin Screening opened ${code}`, `Vera Viewer Screening opened ${code}`, `Clara Clinician Screening saved ${code}`]);
});

test("the audit is filtered by what and who, leads to older pages, and refuses an address it does not know", async ({ page, own, member }) => {
  const asking = await speaker(own, await newSession(own, await member("clinician", "Otto Often")));
  const times = 103;
  for (let time = 0; time < times; time += 1) expect((await asking.get("/api/v1/screenings")).status()).toBe(200);
  await open(page, "/account/audit");
  await page.getByLabel("What").selectOption({ label: "Screenings listed" });
  await page.getByLabel("Who").selectOption({ label: "Otto Often" });
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/action=list/);
  const lines = page.locator(".register tbody tr");
  await expect(lines).toHaveCount(100);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(lines).toHaveCount(times - 100);
  for (const line of await lines.allInnerTexts()) expect(line).toMatch(/Otto Often\s+Screenings listed/);
  await expect(page.getByLabel("Who").locator("option:checked")).toHaveText("Otto Often");
  expect(await page.getByRole("link", { name: "Older" }).count()).toBe(0);
  await page.getByLabel("What").selectOption({ label: "Screening erased: kept long enough" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Nothing fits these conditions.")).toBeVisible();
  for (const query of ["after=nonsense", "action=nonsense", "code=nonsense", "member=nonsense", "after=-1"]) {
    await open(page, `/account/audit?${query}`);
    await expect(page.locator(".notice"), query).toBeVisible();
  }
});
