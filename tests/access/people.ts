import { createHmac } from "node:crypto";
import { POST as signInRoute } from "@/app/api/v1/account/sign-in/route";
import { POST as codeRoute } from "@/app/api/v1/account/sign-in/code/route";
import { POST as startRoute, PUT as confirmRoute } from "@/app/api/v1/account/two-step/route";
import { memberOf } from "@/lib/access/guard";
import type { Member } from "@/lib/access/guard";
import { join, setUp, siteLink } from "@/lib/access/links";
import { invite, renewLink } from "@/lib/access/members";
import type { Role } from "@/lib/access/table";

export const ORIGIN = "http://localhost:3000";
export const PASSWORD = "a lamp beside the cot";

/** What the server process sets before the application starts. */
export function settings(): void {
  Object.assign(process.env, { BASE_URL: ORIGIN, ORIGINS: ORIGIN, SECRET: "a secret of the tests, and of nothing else" });
}

/** A request as one of our own pages sends it. */
export function ask(path: string, body: unknown, headers: Record<string, string> = {}, method = "POST"): Request {
  const own = { origin: ORIGIN, "content-type": "application/json", "x-image-screen-address": "192.0.2.1", "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
  return new Request(`${ORIGIN}${path}`, { method, headers: { ...own, ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

/** The cookies that an answer gives, as a browser would send them back; those it takes away are gone. */
export function cookiesOf(answer: Response, before = ""): string {
  const jar = new Map(before.split("; ").filter(Boolean).map((pair) => [pair.split("=", 1)[0] ?? "", pair]));
  for (const line of answer.headers.getSetCookie()) {
    const [pair = "", ...attributes] = line.split("; ");
    const name = pair.split("=", 1)[0] ?? "";
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(name);
    else jar.set(name, pair);
  }
  return [...jar.values()].join("; ");
}

export function signIn(email: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Response> {
  return signInRoute(ask("/api/v1/account/sign-in", { email, password }, headers));
}

export function giveCode(code: string, kind: "totp" | "recovery", cookie: string): Promise<Response> {
  return codeRoute(ask("/api/v1/account/sign-in/code", { code, kind }, { cookie }));
}

/** Somebody signed in: the member and the cookie. */
export type Person = { member: Member; cookie: string; email: string };

async function enter(email: string): Promise<Person> {
  const cookie = cookiesOf(await signIn(email));
  const member = await memberOf(new Headers({ cookie }), new Date());
  if (!member) throw new Error(`${email} is not signed in`);
  return { member, cookie, email };
}

/** A site of its own with its first admin, by a set-up link. */
export async function newSite(name: string): Promise<Person> {
  const email = `admin@${name.toLowerCase().replaceAll(" ", "-")}.example`;
  const token = (await siteLink(ORIGIN)).split("#")[1] ?? "";
  const outcome = await setUp({ token, site: name, name: `Admin of ${name}`, email, password: PASSWORD }, new Date());
  if (outcome !== "done") throw new Error(outcome);
  return enter(email);
}

/** A member whom an admin invites, who joins and signs in. */
export async function newMember(admin: Person, role: Role, name = `A ${role}`): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(" ", "-")}@${admin.email.split("@")[1]}`;
  const invited = await invite(admin.member, { name, email, role }, new Date());
  if (invited === "exists") throw new Error(`${email} exists`);
  const outcome = await join({ token: invited.link.split("#")[1] ?? "", password: PASSWORD }, new Date());
  if (outcome !== "done") throw new Error(outcome);
  return enter(email);
}

/** The token of a new link for a member of one's own site. */
export async function renewed(admin: Person, id: string): Promise<string> {
  const made = await renewLink(admin.member, id, new Date());
  if (typeof made === "string") throw new Error(made);
  return made.link.split("#")[1] ?? "";
}

/** What an authenticator shows so many half minutes from now (RFC 6238). The one before, this and the next one are taken. */
export function codeOf(base32: string, halfMinutes = 0): string {
  const bits = [...base32].map((symbol) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(symbol).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + halfMinutes));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Prepares somebody's second step; `confirm` switches it on with a code, which is used up by that. */
export async function prepareTwoStep({ cookie }: Person, password = PASSWORD): Promise<{ secret: string; codes: string[]; confirm: (code?: string) => Promise<Response> }> {
  const started = await startRoute(ask("/api/v1/account/two-step", { password }, { cookie }));
  const { secret, codes } = (await started.json()) as { secret: string; codes: string[] };
  return { secret, codes, confirm: (code = codeOf(secret)) => confirmRoute(ask("/api/v1/account/two-step", { code }, { cookie }, "PUT")) };
}

/** Switches somebody's second step on: the authenticator's secret, the recovery codes, the code that is used up, the cookie from then on. */
export async function switchOn(person: Person, password = PASSWORD): Promise<{ secret: string; codes: string[]; used: string; cookie: string }> {
  const { secret, codes, confirm } = await prepareTwoStep(person, password);
  const used = codeOf(secret);
  const answer = await confirm(used);
  if (answer.status !== 200) throw new Error(String(answer.status));
  return { secret, codes, used, cookie: cookiesOf(answer, person.cookie) };
}
