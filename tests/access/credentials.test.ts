import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as passwordRoute } from "@/app/api/v1/account/password/route";
import { DELETE as stopRoute, POST as startRoute, PUT as confirmRoute } from "@/app/api/v1/account/two-step/route";
import { hasPassword } from "@/lib/access/credentials";
import { memberOf } from "@/lib/access/guard";
import { ownDatabase } from "@/tests/store/database";
import { PASSWORD, ask, cookiesOf, giveCode, newMember, newSite, settings, signIn } from "./people";
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
