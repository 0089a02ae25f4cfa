import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as passwordRoute } from "@/app/api/v1/account/password/route";
import { DELETE as stopRoute, POST as startRoute, PUT as confirmRoute } from "@/app/api/v1/account/two-step/route";
import { hasPassword } from "@/lib/access/credentials";
import { memberOf } from "@/lib/access/guard";
import { join } from "@/lib/access/links";
import { changeRole } from "@/lib/access/members";
import { ownDatabase } from "@/tests/store/database";
import { PASSWORD, ask, codeOf, cookiesOf, giveCode, newMember, newSite, prepareTwoStep, renewed, settings, signIn, switchOn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const BETTER = "another lamp, another cot";
let admin: Person;
let people = 0;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
});
beforeEach(() => query("DELETE FROM attempt"));

const memberWith = (cookie: string) => memberOf(new Headers({ cookie }), new Date());
const someone = () => newMember(admin, "clinician", `Person ${(people += 1)}`);
const change = (cookie: string, current: string, password: string) => passwordRoute(ask("/api/v1/account/password", { current, password }, { cookie }));
const start = (cookie: string, password = PASSWORD) => startRoute(ask("/api/v1/account/two-step", { password }, { cookie }));
const confirm = (cookie: string, code: string) => confirmRoute(ask("/api/v1/account/two-step", { code }, { cookie }, "PUT"));
const stop = (cookie: string, password = PASSWORD) => stopRoute(ask("/api/v1/account/two-step", { password }, { cookie }, "DELETE"));

describe("one's own password", () => {
  test("is changed by who knows it; every other session ends, and the old one opens nothing", async () => {
    const person = await someone();
    const other = cookiesOf(await signIn(person.email));
    const answer = await change(person.cookie, PASSWORD, BETTER);
    expect(answer.status).toBe(200);
    const now = cookiesOf(answer, person.cookie);
    expect([(await memberWith(now))?.id, await memberWith(other)]).toEqual([person.member.id, null]);
    // What was stolen before the change is worth nothing after it.
    if (now !== person.cookie) expect(await memberWith(person.cookie)).toBeNull();
    expect([(await signIn(person.email)).status, (await signIn(person.email, BETTER)).status]).toEqual([401, 200]);
    expect(await hasPassword(person.member)).toBe(true);
    const [kept] = await query("SELECT password FROM account WHERE user_id = $1", [person.member.userId]);
    expect(kept).toEqual({ password: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) as string });
  });

  test("is not changed without it, nor to a weak one, and nobody's session ends", async () => {
    const person = await someone();
    const other = cookiesOf(await signIn(person.email));
    expect((await change(person.cookie, BETTER, BETTER)).status).toBe(401);
    for (const [password, code] of [["too short", "too-short"], ["123qweasdzxc", "common"], ["x".repeat(129), "too-long"]] as const) {
      const answer = await change(person.cookie, PASSWORD, password);
      expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ errors: [{ pointer: "/password", code }] })]);
    }
    expect((await change("", PASSWORD, BETTER)).status).toBe(401);
    expect([await memberWith(other), await memberWith(person.cookie)].map((one) => one?.id)).toEqual([person.member.id, person.member.id]);
    expect((await signIn(person.email)).status).toBe(200);
  });

  test("is guessed ten times in 15 minutes at most, by 30 at once too, and then not even rightly", async () => {
    const person = await someone();
    const guesses = await Promise.all(Array.from({ length: 30 }, () => change(person.cookie, "a guess of somebody", BETTER)));
    const statuses = guesses.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(20).fill(429)]);
    const refused = await change(person.cookie, PASSWORD, BETTER);
    expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([429, expect.closeTo(900, -2)]);
    expect((await start(person.cookie)).status).toBe(429);
    expect((await stop(person.cookie)).status).toBe(429);
  });
});

describe("a sign-in that waits for its code", () => {
  /** Somebody with a second step, and so many first steps with the password of before. */
  async function waiting(times: number): Promise<{ person: Person; secret: string; codes: string[]; cookie: string; pending: string[] }> {
    const person = await someone();
    const { secret, codes, cookie } = await switchOn(person);
    const pending = [];
    for (let time = 0; time < times; time += 1) pending.push(cookiesOf(await signIn(person.email)));
    return { person, secret, codes, cookie, pending };
  }
  const finish = async (pending: readonly string[], secret: string, codes: readonly string[]) => [await giveCode(codes[0] ?? "", "recovery", pending[0] ?? ""), await giveCode(codeOf(secret, 1), "totp", pending[1] ?? "")];

  test("goes on as long as the password stays", async () => {
    const { secret, codes, pending } = await waiting(2);
    expect((await finish(pending, secret, codes)).map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each<[string, (who: { person: Person; cookie: string }) => Promise<unknown>, string]>([
    ["the password is changed", ({ cookie }) => change(cookie, PASSWORD, BETTER), BETTER],
    ["the role is changed", ({ person }) => changeRole(admin.member, person.member.id, "reviewer", new Date()), PASSWORD],
  ])("ends when %s, with a code and with a recovery code; a new one goes on", async (_what, happens, password) => {
    const { person, secret, codes, cookie, pending } = await waiting(2);
    await happens({ person, cookie });
    const answers = await finish(pending, secret, codes);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie()).filter((line) => line.startsWith("image-screen="))).toEqual([]);
    expect((await giveCode(codes[0] ?? "", "recovery", cookiesOf(await signIn(person.email, password)))).status).toBe(200);
  });

  test("does not end with somebody else's password, nor with a change that is refused", async () => {
    const [one, other] = [await waiting(2), await someone()];
    expect((await change(one.cookie, BETTER, BETTER)).status).toBe(401);
    expect((await change(other.cookie, PASSWORD, BETTER)).status).toBe(200);
    expect((await finish(one.pending, one.secret, one.codes)).map(({ status }) => status)).toEqual([200, 200]);
  });

  test("ends with a reset, though a second step is switched on again", async () => {
    const { person, pending } = await waiting(2);
    await join({ token: await renewed(admin, person.member.id), password: BETTER }, new Date());
    const cookie = cookiesOf(await signIn(person.email, BETTER));
    const { secret, codes } = await switchOn({ ...person, cookie }, BETTER);
    expect((await finish(pending, secret, codes)).map(({ status }) => status)).toEqual([401, 401]);
  });
});

describe("the second step", () => {
  test("needs the password to begin and a code to count", async () => {
    const person = await someone();
    expect((await start(person.cookie, BETTER)).status).toBe(401);
    const { secret, codes } = (await (await start(person.cookie)).json()) as { secret: string; codes: string[] };
    expect(new Set(codes).size).toBe(10);
    expect((await confirm(person.cookie, "000000")).status).toBe(401);
    expect(await (await signIn(person.email)).json()).toEqual({ next: "done" });
    const stored = JSON.stringify(await query("SELECT * FROM two_factor"));
    for (const shown of [secret, ...codes]) expect(stored).not.toContain(shown);
  });

  test("is not switched on, nor a code tried, by a session at the door of the second step", async () => {
    const person = await someone();
    await start(person.cookie);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => giveCode(String(index).padStart(6, "0"), "totp", person.cookie)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(401));
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
    expect(await query("SELECT two_factor_enabled AS on FROM \"user\" WHERE id = $1", [person.member.userId])).toEqual([{ on: false }]);
  });

  test("uses up the code that confirms it, for signing in", async () => {
    const person = await someone();
    const { secret, confirm } = await prepareTwoStep(person);
    const [wrong, used] = [codeOf(secret, 7), codeOf(secret)];
    expect((await confirm(wrong)).status).toBe(401);
    expect((await confirm(used)).status).toBe(200);
    for (const [code, status] of [[used, 401], [codeOf(secret, 1), 200]] as const) expect((await giveCode(code, "totp", cookiesOf(await signIn(person.email)))).status).toBe(status);
  });

  test("is confirmed by one of ten guesses at most in 15 minutes", async () => {
    const person = await someone();
    await start(person.cookie);
    const guesses = await Promise.all(Array.from({ length: 30 }, () => confirm(person.cookie, "000000")));
    expect(guesses.map(({ status }) => status).toSorted()).toEqual([...Array<number>(10).fill(401), ...Array<number>(20).fill(429)]);
  });

  test("is switched off with the password alone, not without", async () => {
    const person = await someone();
    await query(`UPDATE "user" SET two_factor_enabled = true WHERE id = $1`, [person.member.userId]);
    expect((await stop(person.cookie, BETTER)).status).toBe(401);
    expect(await (await signIn(person.email)).json()).toEqual({ next: "code" });
    const answer = await stop(person.cookie);
    expect(answer.status).toBe(200);
    expect(await (await signIn(person.email)).json()).toEqual({ next: "done" });
  });
});
