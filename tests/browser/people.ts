import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, request } from "@playwright/test";
import type { APIRequestContext, BrowserContext, TestInfo } from "@playwright/test";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";

export type Role = "clinician" | "reviewer" | "admin";
export type Account = { name: string; email: string; password: string };
export type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Who is there from the first test on, each with a session that no test may end. */
type Kept = Record<"admin" | "clinician", Account & { state: State }>;

export const SITE = "Ward Seven";
export const PASSWORD = "a lamp beside the cot";

const fileOf = (info: TestInfo) => join(info.project.outputDir, "people.json");
let addresses = 0;

export function keepPeople(people: Kept, info: TestInfo): void {
  writeFileSync(fileOf(info), JSON.stringify(people));
}

export function keptPeople(info: TestInfo): Kept {
  return JSON.parse(readFileSync(fileOf(info), "utf8")) as Kept;
}

/** A network address that nobody had before: what one test uses up of the limits is not another's. */
export function newAddress(): { "x-forwarded-for": string } {
  addresses += 1;
  return { "x-forwarded-for": `2001:db8:${(process.pid % 65_536).toString(16)}:${addresses.toString(16)}::1` };
}

/** Speaks to the server as a page of ours would. */
export function speaker(baseURL: string, storageState?: State): Promise<APIRequestContext> {
  return request.newContext({ baseURL, extraHTTPHeaders: { origin: baseURL, ...newAddress() }, ...(storageState && { storageState }) });
}

/** The one-time link of somebody whom an admin invites. */
export async function invite(admin: APIRequestContext, account: Omit<Account, "password">, role: Role): Promise<string> {
  const invited = await admin.post("/api/v1/members", { data: { name: account.name, email: account.email, role } });
  expect(invited.status()).toBe(201);
  return ((await invited.json()) as { link: string }).link;
}

/** Somebody whom an admin invites and who joins; nobody is signed in by that. */
export async function newMember(baseURL: string, admin: State, role: Role, name = `A ${role}`): Promise<Account> {
  const account = { name, email: `${randomUUID().slice(0, 8)}@ward-seven.example`, password: PASSWORD };
  const link = await invite(await speaker(baseURL, admin), account, role);
  const joined = await (await speaker(baseURL)).post("/api/v1/account/join", { data: { token: new URL(link).hash.slice(1), password: PASSWORD } });
  expect(joined.status()).toBe(201);
  return account;
}

/** A new session of an account without a second step. */
export async function newSession(baseURL: string, { email, password }: Account): Promise<State> {
  const speaking = await speaker(baseURL);
  const signedIn = await speaking.post("/api/v1/account/sign-in", { data: { email, password } });
  expect(await signedIn.json()).toEqual({ next: "done" });
  return speaking.storageState();
}

/** A screening of the site, whose code it answers. */
export async function saveScreening(baseURL: string, who: State): Promise<string> {
  const data = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed", "adrenal-insufficiency": "observed" } };
  const saved = await (await speaker(baseURL, who)).post("/api/v1/screenings", { data, headers: { "idempotency-key": randomUUID() } });
  expect(saved.status()).toBe(201);
  return ((await saved.json()) as { code: string }).code;
}
