import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DELETE as stopTwoStep } from "@/app/api/v1/account/two-step/route";
import { memberOf } from "@/lib/access/guard";
import { takeAttempt } from "@/lib/access/limit";
import { join } from "@/lib/access/links";
import { ownDatabase } from "@/tests/store/database";
import { ask, codeOf, cookiesOf, giveCode, newMember, newSite, PASSWORD, prepareTwoStep, renewed, settings, signIn, switchOn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
let admin: Person;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
});

describe("signing in", () => {
  test("gives a session of one cookie that scripts cannot read, and keeps the browser's family alone", async () => {
    const answer = await signIn(admin.email);
    expect([answer.status, await answer.json()]).toEqual([200, { next: "done" }]);
    expect(answer.headers.getSetCookie().map((line) => line.replace(/=[^;]+/, "=…"))).toEqual(["image-screen=…; Max-Age=43200; Path=/; HttpOnly; SameSite=Lax"]);
    const member = await memberOf(new Headers({ cookie: cookiesOf(answer) }), new Date());
    expect(member).toMatchObject({ name: "Admin of Ward Seven", siteName: "Ward Seven", role: "admin", state: "active", twoStep: false });
    const [kept] = await query("SELECT ip_address, user_agent FROM session WHERE id = $1", [member?.sessionId]);
    expect(kept).toEqual({ ip_address: "", user_agent: "Firefox" });
  });

  test("is refused alike for a wrong password and an unknown e-mail, whatever the letter case of the e-mail", async () => {
    for (const [email, password] of [[admin.email, "not the right password"], ["nobody@example.org", PASSWORD]] as const) {
      const answer = await signIn(email, password);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []]);
      expect(await answer.json()).toEqual({ type: "urn:image-screen:sign-in-refused", title: "E-mail and password do not fit", status: 401 });
    }
    expect((await signIn(admin.email.toUpperCase())).status).toBe(200);
    expect((await signIn(admin.email, PASSWORD.toUpperCase())).status).toBe(401);
  });

  test("with a second step asks for the code, counts each code once, and takes a recovery code once", async () => {
    const person = await newMember(admin, "reviewer", "Two Step");
    const { secret, codes, used } = await switchOn(person);
    expect(codes).toHaveLength(10);
    const first = await signIn(person.email);
    expect(await first.json()).toEqual({ next: "code" });
    const pending = cookiesOf(first);
    expect(await memberOf(new Headers({ cookie: pending }), new Date())).toBeNull();
    expect((await giveCode("000000", "totp", pending)).status).toBe(401);
    expect((await giveCode(used, "totp", cookiesOf(await signIn(person.email)))).status, "the code that switched it on").toBe(401);
    const next = codeOf(secret, 1);
    const done = await giveCode(next, "totp", pending);
    expect(done.status).toBe(200);
    expect(await memberOf(new Headers({ cookie: cookiesOf(done, pending) }), new Date())).toMatchObject({ id: person.member.id, twoStep: true });
    const again = await giveCode(next, "totp", cookiesOf(await signIn(person.email)));
    expect([again.status, cookiesOf(again)]).toEqual([401, ""]);
    const recovered = await giveCode(codes[0] ?? "", "recovery", cookiesOf(await signIn(person.email)));
    expect(recovered.status).toBe(200);
    expect((await giveCode(codes[0] ?? "", "recovery", cookiesOf(await signIn(person.email)))).status).toBe(401);
    const off = await stopTwoStep(ask("/api/v1/account/two-step", { password: PASSWORD }, { cookie: cookiesOf(recovered) }, "DELETE"));
    expect(off.status).toBe(200);
    expect(await (await signIn(person.email)).json()).toEqual({ next: "done" });
  });
});

describe("with another SECRET", () => {
  // Kept on globalThis: made once, with the secret of its first use.
  const kept = globalThis as { imageScreenAuth?: unknown };
  const secret = process.env.SECRET;
  const useSecret = (text: string | undefined) => {
    process.env.SECRET = text;
    delete kept.imageScreenAuth;
  };
  afterEach(() => useSecret(secret));

  test("a second step of before fits no code, and is no fault of ours; a password still fits, and an admin's link helps", async () => {
    const person = await newMember(admin, "clinician", "Other Secret");
    const { secret: shown, codes } = await switchOn(person);
    const prepared = await prepareTwoStep(await newMember(admin, "clinician", "Prepared"));
    useSecret("another secret of the tests, as after a lost file");
    expect(await memberOf(new Headers({ cookie: person.cookie }), new Date())).toBeNull();
    for (const [code, kind] of [[codeOf(shown, 1), "totp"], [codes[0] ?? "", "recovery"]] as const) {
      const first = await signIn(person.email);
      expect([first.status, await first.json()], kind).toEqual([200, { next: "code" }]);
      const answer = await giveCode(code, kind, cookiesOf(first));
      expect([answer.status, ((await answer.json()) as { type: string }).type, answer.headers.getSetCookie().filter((line) => line.startsWith("image-screen="))], kind).toEqual([401, "urn:image-screen:code-refused", []]);
    }
    expect((await prepared.confirm()).status).toBe(401);
    const token = await renewed(admin, person.member.id);
    expect(await join({ token, password: PASSWORD }, new Date())).toBe("done");
    expect(await (await signIn(person.email)).json()).toEqual({ next: "done" });
  });
});

describe("the limit of an account", () => {
  const WRONG = "not the right password";
  /** A try from an address of its own: an attacker may have many. */
  const attempt = (email: string, password: string, index: number) => signIn(email, password, { "x-image-screen-address": `198.51.100.${index}` });
  const tried = async (email: string, passwords: string[]) => {
    const seen = [];
    for (const [index, password] of passwords.entries()) {
      const answer = await attempt(email, password, index);
      const headers = [...answer.headers].filter(([name]) => name !== "retry-after");
      seen.push({ status: answer.status, headers, body: await answer.json(), waits: Number(answer.headers.get("retry-after") ?? 0) > 890 });
    }
    return seen;
  };

  test("hears ten wrong passwords in 15 minutes, then not even the right one; an unknown e-mail looks the same", async () => {
    const person = await newMember(admin, "clinician", "Guessed");
    const passwords = [...Array<string>(10).fill(WRONG), WRONG, PASSWORD];
    const known = await tried(person.email, passwords);
    expect(known.map(({ status, waits }) => [status, waits])).toEqual([...Array(10).fill([401, false]), [429, true], [429, true]]);
    expect(known.at(-1)?.body).toEqual({ type: "urn:image-screen:too-many", title: "Too many attempts", status: 429 });
    expect(await tried("never.heard.of@example.org", passwords)).toEqual(known);
    expect((await attempt(` ${person.email.toUpperCase()} `, PASSWORD, 200)).status).toBe(429);
    expect((await signIn(admin.email)).status).toBe(200);
    const held = JSON.stringify(await query("SELECT * FROM attempt"));
    expect(held).not.toMatch(/guessed|never|heard|ward|example|198\.51|192\.0/i);
  });

  test("counts exactly under 30 at once, of which none is a fault of ours", async () => {
    const person = await newMember(admin, "clinician", "At Once");
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => attempt(person.email, WRONG, index)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array<number>(10).fill(401), ...Array<number>(20).fill(429)]);
  });

  test("is given back by a success", async () => {
    const person = await newMember(admin, "clinician", "Forgetful");
    const statuses = (await tried(person.email, [...Array<string>(9).fill(WRONG), PASSWORD, ...Array<string>(9).fill(WRONG), PASSWORD])).map(({ status }) => status);
    expect(statuses).toEqual([...Array<number>(9).fill(401), 200, ...Array<number>(9).fill(401), 200]);
  });

  test("is not the only one: a network address has 100 tries, whoever they are for", async () => {
    const address = "203.0.113.9";
    for (let index = 0; index < 100; index += 1) await takeAttempt({ address }, new Date());
    const answer = await signIn(admin.email, PASSWORD, { "x-image-screen-address": address });
    expect([answer.status, Number(answer.headers.get("retry-after")) > 890]).toEqual([429, true]);
    expect((await signIn(admin.email)).status).toBe(200);
  });
});

describe("the second step is guessed", () => {
  /** Somebody with a second step whose code is nowhere in these tests, and so many first steps. */
  async function challenged(name: string, times: number): Promise<{ person: Person; codes: string[]; session: string; pending: string[] }> {
    const person = await newMember(admin, "clinician", name);
    const { codes, cookie: session } = await switchOn(person);
    expect(await memberOf(new Headers({ cookie: session }), new Date())).toMatchObject({ twoStep: true });
    const pending = [];
    for (let time = 0; time < times; time += 1) pending.push(cookiesOf(await signIn(person.email)));
    return { person, codes, session, pending };
  }
  const guess = (cookie: string, kind: "totp" | "recovery" = "totp") => giveCode(kind === "totp" ? "12345" : "AAAAA-BBBBB", kind, cookie);
  const statusesOf = (answers: Response[]) => [...new Set(answers.map(({ status }) => status))].toSorted();
  /** Better Auth counts here every wrong code of an authenticator that it looked at. */
  const looked = async ({ member }: Person) => Number((await query("SELECT failed_verification_count AS looked FROM two_factor WHERE user_id = $1", [member.userId]))[0]?.["looked"]);

  beforeEach(() => query("DELETE FROM attempt"));

  test("five times a first step at most, beside a session too", async () => {
    const { person, codes, session, pending } = await challenged("One Challenge", 1);
    const answers = [];
    for (let index = 0; index < 8; index += 1) answers.push(await guess(index % 2 ? `${pending[0]}; ${session}` : `${session}; ${pending[0]}`));
    expect(statusesOf(answers)).toEqual([401]);
    expect(await looked(person)).toBe(5);
    expect((await giveCode(codes[0] ?? "", "recovery", pending[0] ?? "")).status).toBe(401);
    const again = cookiesOf(await signIn(person.email));
    expect((await giveCode(codes[0] ?? "", "recovery", again)).status).toBe(200);
  });

  test.each(["totp", "recovery"] as const)("ten times an account at most, by 30 at once over ten first steps too (%s)", async (kind) => {
    const { person, codes, pending } = await challenged(`Ten ${kind}`, 10);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => guess(pending[index % 10] ?? "", kind)));
    expect(statusesOf(answers)).toEqual([401, 429]);
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
    if (kind === "totp") expect(await looked(person)).toBeLessThanOrEqual(10);
    await query("DELETE FROM attempt WHERE key NOT LIKE 'code:%'");
    const right = await giveCode(codes[0] ?? "", "recovery", cookiesOf(await signIn(person.email)));
    expect([right.status, Number(right.headers.get("retry-after")) > 800, right.headers.getSetCookie()]).toEqual([429, true, []]);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie()).filter((line) => line.startsWith("image-screen="))).toEqual([]);
  });

  test("with nothing of the first step in vain", async () => {
    const { person } = await challenged("No Challenge", 0);
    for (const cookie of ["", person.cookie, "image-screen-step=2fa-made-up.AAAA", "image-screen-step=", "image-screen-step=%"]) expect((await guess(cookie)).status, cookie).toBe(401);
    expect(await looked(person)).toBe(0);
  });
});
