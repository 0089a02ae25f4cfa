import { createHmac } from "node:crypto";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { open, refused, signIn, test } from "./page";
import { newSession } from "./people";

/** What an authenticator shows so many half minutes from now (RFC 6238: SHA-1, six digits). */
function codeOf(base32: string, halfMinutes = 0): string {
  const bits = [...base32.replace(/\s/g, "")].map((symbol) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(symbol).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + halfMinutes));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

const trouble = (page: Page) => page.locator(".trouble");
const signedInAs = (page: Page, name: string) => expect(page.getByRole("navigation").getByRole("link", { name })).toHaveAttribute("href", "/account");

async function giveCode(page: Page, label: string, code: string, button: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(code);
  await page.getByRole("button", { name: button, exact: true }).click();
}

test.describe("signing in", () => {
  test("says when the two do not fit, keeps the e-mail, and leads back to what was asked for", async ({ page, member, quiet }) => {
    quiet.expects(refused(401));
    const somebody = await member();
    await open(page, "/screenings?flag=red");
    expect(new URL(page.url()).pathname).toBe("/account/sign-in");
    await signIn(page, { ...somebody, password: "not the right one" });
    await expect(trouble(page)).toHaveText("This e-mail address and password do not belong together.");
    await expect(page.getByLabel("E-mail")).toHaveValue(somebody.email);
    await signIn(page, { ...somebody, email: somebody.email.toUpperCase() });
    await page.waitForURL("/screenings?flag=red");
    await signedInAs(page, somebody.name);
    await open(page, "/account/sign-in?next=/");
    await expect(page.getByText(`You are signed in as ${somebody.name}.`)).toBeVisible();
    await page.getByRole("link", { name: "Go on" }).click();
    await page.waitForURL("/");
  });

  test("leads nowhere else than into the application, whatever the address says", async ({ page, another, member, own }) => {
    const somebody = await member();
    const foreign = ["https://example.org/", "//example.org", "/\\example.org", "/%09/example.org", "/\t/example.org", "javascript:alert(1)", "/.//example.org", "", "example.org"];
    await open(page, `/account/sign-in?next=${encodeURIComponent("//example.org/screenings")}`);
    await signIn(page, somebody);
    await page.waitForURL("/screenings");
    const signedIn = await another(somebody);
    for (const next of foreign) {
      await signedIn.goto(`/account/sign-in?next=${encodeURIComponent(next)}`);
      const href = await signedIn.getByRole("link", { name: "Go on" }).evaluate((link: HTMLAnchorElement) => link.href);
      expect(new URL(href).origin, next).toBe(own);
    }
  });

  test("is counted by account: after ten wrong passwords the right one waits too, and says how long", async ({ page, member, quiet }) => {
    quiet.expects(refused(401));
    quiet.expects(refused(429));
    const somebody = await member();
    await open(page, "/account/sign-in");
    for (let guess = 0; guess < 10; guess += 1) {
      const answered = page.waitForResponse("**/sign-in");
      await signIn(page, { ...somebody, password: `a wrong guess ${guess}` });
      expect((await answered).status()).toBe(401);
    }
    await signIn(page, somebody);
    await expect(trouble(page)).toHaveText("Too many attempts. Try again in 15 minutes.");
  });

  test("works by the keyboard alone, with a focus that is seen", async ({ page, member }) => {
    const somebody = await member();
    await open(page, "/account/sign-in");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "To the content" })).toBeFocused();
    const focused = page.locator(":focus-visible");
    for (let stop = 0; stop < 12 && (await focused.getAttribute("name")) !== "email"; stop += 1) await page.keyboard.press("Tab");
    await page.keyboard.type(somebody.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(somebody.password);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Show password" })).toBeFocused();
    await page.keyboard.press("Space");
    await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeFocused();
    await expect(focused).toHaveCSS("outline-style", "solid");
    await page.keyboard.press("Enter");
    await page.waitForURL("/screenings");
    await signedInAs(page, somebody.name);
  });
});

test("two-step sign-in: on with the app's code, in by a code, in by a recovery code once, off again", async ({ another, member, quiet }) => {
  quiet.expects(refused(401));
  const somebody = await member();
  const page = await another(somebody);
  await open(page, "/account");
  await page.getByText("Turn it on").click();
  await giveCode(page, "Your password", "not my password", "Go on");
  await expect(trouble(page)).toHaveText("This is not your password.");
  await giveCode(page, "Your password", somebody.password, "Go on");
  await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
  const secret = await page.locator(".key").innerText();
  await giveCode(page, "Code", "000000", "Turn on");
  await expect(trouble(page)).toContainText("This code is not right.");
  await giveCode(page, "Code", codeOf(secret), "Turn on");
  await expect(page.getByText("Keep these recovery codes.")).toBeVisible();
  const recovery = await page.locator(".codes code").allInnerTexts();
  expect(new Set(recovery).size).toBe(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("On: a code from your authenticator app")).toBeVisible();
  expect(await page.locator(".codes").count()).toBe(0);

  const phone = await another();
  await open(phone, "/account/sign-in?next=/account");
  await signIn(phone, somebody);
  await expect(phone.getByLabel("Code", { exact: true })).toBeFocused();
  // The code that switched it on is used up; the next one is taken already.
  await giveCode(phone, "Code", codeOf(secret, 1), "Go on");
  await phone.waitForURL("/account");
  for (const [times, fits] of [[1, true], [2, false]] as const) {
    const lost = await another();
    await open(lost, "/account/sign-in?next=/account");
    await signIn(lost, somebody);
    await lost.getByRole("button", { name: "Use a recovery code instead" }).click();
    await giveCode(lost, "Recovery code", recovery[0] ?? "", "Go on");
    if (fits) await lost.waitForURL("/account");
    else await expect(trouble(lost), `${times}`).toContainText("This code is not right");
  }
  await page.reload();
  await page.getByText("Turn it off").click();
  await giveCode(page, "Your password", somebody.password, "Turn off");
  await expect(page.getByText("Off. A code from an app on your phone")).toBeVisible();
  const plain = await another();
  await open(plain, "/account/sign-in?next=/account");
  await signIn(plain, somebody);
  await plain.waitForURL("/account");
});

test("a changed password ends every other session, and is the only one that counts", async ({ another, member, quiet, own }) => {
  quiet.expects(refused(401));
  quiet.expects(refused(422));
  const somebody = await member();
  const page = await another(somebody);
  const elsewhere = await another(somebody);
  await open(elsewhere, "/account");
  await open(page, "/account");
  await page.getByText("Change it").click();
  const change = async (current: string, password: string) => {
    await page.getByLabel("Password now", { exact: true }).fill(current);
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Change the password" }).click();
  };
  await change("not my password", "another lamp beside it");
  await expect(trouble(page)).toHaveText("The password you have now is not right.");
  await change(somebody.password, "passwordpassword");
  await expect(page.getByText("one of the passwords tried first")).toBeVisible();
  await change(somebody.password, "another lamp beside it");
  await expect(page.getByRole("status").filter({ hasText: "The password is changed." })).toBeVisible();
  await elsewhere.reload();
  await elsewhere.waitForURL("/account/sign-in?next=%2Faccount");
  await signIn(elsewhere, somebody);
  await expect(trouble(elsewhere)).toContainText("do not belong together");
  await newSession(own, { ...somebody, password: "another lamp beside it" });
  await page.reload();
  await signedInAs(page, somebody.name);
});

test("sessions are listed by the browser's family, and each of the others can be ended", async ({ another, member }) => {
  const somebody = await member();
  const page = await another(somebody);
  const elsewhere = await another();
  await open(elsewhere, "/account/sign-in?next=/account");
  await signIn(elsewhere, somebody);
  await elsewhere.waitForURL("/account");
  await open(page, "/account");
  const sessions = page.locator(".sessions li");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "this one" })).toHaveCount(1);
  await expect(sessions.filter({ hasText: "Chrome" })).toHaveCount(1);
  await sessions.getByRole("button", { name: "End the session in Chrome" }).click();
  await expect(sessions).toHaveCount(1);
  await elsewhere.reload();
  await elsewhere.waitForURL("/account/sign-in?next=%2Faccount");
});
