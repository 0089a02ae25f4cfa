import { beforeAll, describe, expect, test } from "vitest";
import { PUT, POST as startTwoStep, DELETE as stopTwoStep } from "@/app/api/v1/account/two-step/route";
import { memberOf } from "@/lib/access/guard";
import { auth } from "@/lib/access/auth";
import { ownDatabase } from "@/tests/store/database";
import { ask, cookiesOf, giveCode, newMember, newSite, PASSWORD, settings, signIn } from "./people";
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
    const started = await startTwoStep(ask("/api/v1/account/two-step", { password: PASSWORD }, { cookie: person.cookie }));
    const { secret, codes, uri } = (await started.json()) as { secret: string; codes: string[]; uri: string };
    expect([started.status, codes.length, uri.startsWith("otpauth://totp/")]).toEqual([200, 10, true]);
    const code = async () => (await auth().api.generateTOTP({ body: { secret: decode(secret) } })).code;
    const confirmed = await PUT(ask("/api/v1/account/two-step", { code: await code() }, { cookie: person.cookie }, "PUT"));
    expect(confirmed.status).toBe(200);
    const first = await signIn(person.email);
    expect(await first.json()).toEqual({ next: "code" });
    const pending = cookiesOf(first);
    expect(await memberOf(new Headers({ cookie: pending }), new Date())).toBeNull();
    expect((await giveCode("000000", "totp", pending)).status).toBe(401);
    const done = await giveCode(await code(), "totp", pending);
    expect(done.status).toBe(200);
    expect(await memberOf(new Headers({ cookie: cookiesOf(done, pending) }), new Date())).toMatchObject({ id: person.member.id, twoStep: true });
    const again = await giveCode(await code(), "totp", cookiesOf(await signIn(person.email)));
    expect([again.status, cookiesOf(again)]).toEqual([401, ""]);
    const recovered = await giveCode(codes[0] ?? "", "recovery", cookiesOf(await signIn(person.email)));
    expect(recovered.status).toBe(200);
    expect((await giveCode(codes[0] ?? "", "recovery", cookiesOf(await signIn(person.email)))).status).toBe(401);
    const off = await stopTwoStep(ask("/api/v1/account/two-step", { password: PASSWORD }, { cookie: cookiesOf(recovered) }, "DELETE"));
    expect(off.status).toBe(200);
    expect(await (await signIn(person.email)).json()).toEqual({ next: "done" });
  });
});

/** Base32 (RFC 4648) as authenticators read it; the secret's symbols are the bytes. */
function decode(base32: string): string {
  const bits = [...base32.replace(/=+$/, "")].map((symbol) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(symbol).toString(2).padStart(5, "0")).join("");
  return String.fromCharCode(...(bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
