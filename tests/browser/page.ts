import { expect, test as base } from "@playwright/test";
import type { BrowserContext, Page } from "@playwright/test";
import { keptPeople, newAddress, newMember, newSession } from "./people";
import type { Account, Role } from "./people";

type Options = {
  /** Who is signed in on `page`; null: nobody. */
  who: "admin" | "clinician" | null;
};

type Given = {
  /** The origin of the server under test. */
  own: string;
  /** Any complaint of a browser that was not expected, and every expected one that did not come, fails the test. */
  quiet: { expects: (complaint: RegExp) => void; hear: (context: BrowserContext) => Promise<void> };
  /** A page of another browser, in which this account, or nobody, is signed in. */
  another: (account?: Account) => Promise<Page>;
  /** A member of this test alone, signed in nowhere. */
  member: (role?: Role, name?: string) => Promise<Account>;
};

export const test = base.extend<Options & Given>({
  who: [null, { option: true }],
  storageState: async ({ who }, give, info) => give(who ? keptPeople(info)[who].state : undefined),
  own: async ({ baseURL }, give) => give(baseURL ?? ""),
  quiet: [
    async ({ own }, give) => {
      const heard: string[] = [];
      const expected: RegExp[] = [];
      await give({ expects: (complaint) => expected.push(complaint), hear: (context) => listen(context, own, heard) });
      expect(heard.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))).toEqual([]);
      expect(expected.filter((pattern) => !heard.some((complaint) => pattern.test(complaint)))).toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, quiet }, give) => {
    await quiet.hear(context);
    await give(context);
  },
  another: async ({ browser, own, quiet }, give) => {
    const contexts: BrowserContext[] = [];
    await give(async (account) => {
      const context = await browser.newContext({ storageState: account && (await newSession(own, account)) });
      contexts.push(context);
      await quiet.hear(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  member: async ({ own }, give, info) => give((role = "clinician", name) => newMember(own, keptPeople(info).admin.state, role, name)),
});

/** Notes every complaint of a browser, every request to somebody else, and every page whose content policy lets scripts in. */
async function listen(context: BrowserContext, own: string, heard: string[]): Promise<void> {
  await context.setExtraHTTPHeaders(newAddress());
  context.on("console", (message) => message.type() === "error" && heard.push(message.text()));
  context.on("weberror", (error) => heard.push(String(error.error())));
  context.on("request", (request) => new URL(request.url()).origin !== own && heard.push(`a request left: ${request.url()}`));
  context.on("response", (response) => {
    const policy = response.headers()["content-security-policy"] ?? "";
    const isPage = (response.headers()["content-type"] ?? "").startsWith("text/html");
    if (isPage && !/script-src 'self' 'nonce-[\w+/=]{20,}' 'strict-dynamic';/.test(policy)) heard.push(`no policy on ${response.url()}: ${policy}`);
    if (/unsafe/.test(policy)) heard.push(`an unsafe policy on ${response.url()}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => console.error(`policy violated: ${effectiveDirective} ${blockedURI}`));
  });
}

/** What the browser itself writes of a request that is refused. */
export const refused = (status: number) => new RegExp(`^Failed to load resource: the server responded with a status of ${status} `);

/** Ticks one row. */
export async function tick(page: Page, feature: string, status: "observed" | "excluded"): Promise<void> {
  await page.locator(`[data-row="${feature}"] [value="${status}"]`).check();
}

/** The status of a letter as the summary shows it. */
export function letter(page: Page, name: string) {
  return page.locator(`aside .tile[data-letter="${name}"]`).first();
}

/** Waits until the scripts have taken over. */
export async function open(page: Page, path = "/"): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}

/** Gives the sign-in form an account. */
export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
