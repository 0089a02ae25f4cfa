import { expect } from "@playwright/test";
import { open, test } from "./page";
import { keepPeople, newMember, newSession, PASSWORD, SITE } from "./people";

test("the console's link sets up the site and its first admin, once", async ({ page, own }, info) => {
  const admin = { name: "Ada Admin", email: "ada@ward-seven.example", password: PASSWORD };
  const link = `/account/set-up#${process.env.SET_UP_TOKEN}`;
  await open(page, link);
  expect(page.url(), "the token does not stay in the address").toBe(`${own}/account/set-up`);
  await expect(page.getByLabel("Site")).toBeFocused();
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByText("This is needed.")).toHaveCount(4);
  await page.getByLabel("Site").fill(SITE);
  await page.getByLabel("Your name").fill(admin.name);
  await page.getByLabel("Your e-mail").fill("Ada@Ward-Seven.example");
  await page.getByLabel("Password", { exact: true }).fill("too short");
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByText("Too short: at least 12 characters.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByText("The link cannot be used again.")).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).last().click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const state = await newSession(own, admin);
  const clinician = await newMember(own, state, "clinician", "Clara Clinician");
  keepPeople({ admin: { ...admin, state }, clinician: { ...clinician, state: await newSession(own, clinician) } }, info);
});
