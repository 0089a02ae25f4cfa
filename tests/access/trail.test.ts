import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as callbackRoute } from "@/app/api/auth/callback/hospital/route";
import { POST as joinRoute } from "@/app/api/v1/account/join/route";
import { POST as passwordRoute } from "@/app/api/v1/account/password/route";
import { DELETE as endRoute } from "@/app/api/v1/account/sessions/[id]/route";
import { POST as setUpRoute } from "@/app/api/v1/account/set-up/route";
import { POST as signOutRoute } from "@/app/api/v1/account/sign-out/route";
import { POST as startTwoStep, DELETE as stopTwoStep } from "@/app/api/v1/account/two-step/route";
import { POST as makeKeyRoute } from "@/app/api/v1/keys/route";
import { DELETE as revokeRoute } from "@/app/api/v1/keys/[id]/route";
import { POST as inviteRoute } from "@/app/api/v1/members/route";
import { DELETE as removeRoute, PATCH as roleRoute } from "@/app/api/v1/members/[id]/route";
import { POST as renewRoute } from "@/app/api/v1/members/[id]/link/route";
import { GET as listRoute, POST as saveRoute } from "@/app/api/v1/screenings/route";
import { DELETE as eraseRoute, GET as viewRoute } from "@/app/api/v1/screenings/[code]/route";
import { memberOf } from "@/lib/access/guard";
import { takeAttempt } from "@/lib/access/limit";
import { firstLink, siteLink } from "@/lib/access/links";
import { resetLink } from "@/lib/access/members";
import type { Role } from "@/lib/access/table";
import { auditActions, readTrail } from "@/lib/access/trail";
import { ownDatabase } from "@/tests/store/database";
import { actsOnKeys, actsOnScreenings, draft, given, request } from "./acts";
import type { Act } from "./acts";
import { ORIGIN, PASSWORD, ask, codeOf, cookiesOf, giveCode, newMember, newSite, prepareTwoStep, settings, signIn, switchOn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
let admin: Person;
let keys = 0;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
});
beforeEach(() => query("DELETE FROM attempt"));

const someone = () => newMember(admin, "clinician", `Person ${(keys += 1)}`);
const tokenOf = (link: string) => link.split("#")[1] ?? "";

/** An invitation of our site: the membership and the token. */
async function invited(): Promise<{ answer: Response; id: string; token: string }> {
  const answer = await inviteRoute(request({ name: "Grace", email: `grace-${(keys += 1)}@ward-seven.example`, role: "clinician" }, admin.cookie));
  const { id, link } = (await answer.clone().json()) as { id: string; link: string };
  return { answer, id, token: tokenOf(link) };
}

/** An act of, or on, somebody new. */
function of(act: (person: Person) => ReturnType<Act>): () => Promise<Act> {
  return async () => {
    const person = await someone();
    return () => act(person);
  };
}

/** So many attempts, whoever and wherever they are of. */
async function used(times: number, { account, address = "198.51.100.1" }: { account?: string; address?: string }): Promise<void> {
  for (let time = 0; time < times; time += 1) await takeAttempt(account === undefined ? { address } : { account, address }, new Date());
}

/** Three attempts, of which the first begins the lock. */
async function last(attempt: () => Promise<Response>): Promise<Response> {
  await Promise.all([attempt(), attempt()]);
  return attempt();
}

function gaining(role: Role, { member }: Person): Act {
  return async () => ({ answer: await roleRoute(request({ role }, admin.cookie, "PATCH"), given("id", member.id)), status: 200, actor: admin.member.id, subject: member.id });
}

/** Each prepares what it needs, and gives the act that is looked at. */
const acts: Record<string, () => Promise<Act>> = {
  "set-up": async () => {
    const token = tokenOf(await siteLink(ORIGIN));
    return async () => {
      const answer = await setUpRoute(request({ token, site: "Ward Nine", name: "Ada", email: `ada-${(keys += 1)}@ward-nine.example`, password: PASSWORD }, ""));
      const [made] = await query("SELECT m.id, site_id FROM membership m JOIN site ON site.id = site_id WHERE site.name = 'Ward Nine'");
      return { answer, status: 201, actor: String(made?.["id"]), subject: String(made?.["id"]), site: String(made?.["site_id"]) };
    };
  },
  "sign-in": of(async ({ member, email }) => ({ answer: await signIn(email), status: 200, actor: member.id, subject: member.id })),
  "sign-in with a recovery code": async () => {
    const person = await someone();
    const { codes } = await switchOn(person);
    const cookie = cookiesOf(await signIn(person.email));
    return async () => ({ answer: await giveCode(codes[0] ?? "", "recovery", cookie), status: 200, actor: person.member.id, subject: person.member.id });
  },
  "sign-in-failed of a member": of(async ({ member, email }) => ({ answer: await signIn(email, "not the right password"), status: 401, actor: null, subject: member.id })),
  "sign-in-failed of nobody known": async () => async () => ({ answer: await signIn("nobody@example.org"), status: 401, actor: null, subject: null, site: null }),
  "sign-in-failed at the second step": async () => {
    const person = await someone();
    await switchOn(person);
    const cookie = cookiesOf(await signIn(person.email));
    return async () => ({ answer: await giveCode("000000", "totp", cookie), status: 401, actor: null, subject: person.member.id });
  },
  "sign-in-failed at a second step that is none": async () => async () => ({ answer: await giveCode("000000", "totp", "image-screen-step=2fa-none.AAAA"), status: 401, actor: null, subject: null, site: null }),
  "sign-out": of(async ({ member, cookie }) => ({ answer: await signOutRoute(request({}, cookie)), status: 204, actor: member.id, subject: member.id })),
  "session-ended": async () => {
    const { member, email, cookie } = await someone();
    const second = await memberOf(new Headers({ cookie: cookiesOf(await signIn(email)) }), new Date());
    return async () => ({ answer: await endRoute(request(undefined, cookie, "DELETE"), given("id", second?.sessionId ?? "")), status: 204, actor: member.id, subject: member.id });
  },
  password: of(async ({ member, cookie }) => ({ answer: await passwordRoute(request({ current: PASSWORD, password: "another lamp, another cot" }, cookie)), status: 200, actor: member.id, subject: member.id })),
  "password by a reset link": async () => {
    const { member } = await someone();
    const { link } = (await (await renewRoute(request(undefined, admin.cookie), given("id", member.id))).json()) as { link: string };
    return async () => ({ answer: await joinRoute(request({ token: tokenOf(link), password: PASSWORD }, "")), status: 201, actor: member.id, subject: member.id });
  },
  "code-asked": async () => {
    const { member, email, cookie } = await someone();
    await switchOn({ member, email, cookie });
    return async () => ({ answer: await signIn(email), status: 200, actor: null, subject: member.id });
  },
  "sign-in-locked of a member": async () => {
    const { member, email } = await someone();
    await used(10, { account: email });
    return async () => ({ answer: await last(() => signIn(email)), status: 429, actor: null, subject: member.id });
  },
  "sign-in-locked of nobody known": async () => {
    await used(10, { account: "nobody@example.org" });
    return async () => ({ answer: await last(() => signIn("nobody@example.org")), status: 429, actor: null, subject: null, site: null });
  },
  "sign-in-locked of an address": async () => {
    await used(100, { address: "192.0.2.1" });
    return async () => ({ answer: await last(() => signIn(admin.email)), status: 429, actor: null, subject: null, site: null });
  },
  "sign-in-locked of an address at the second step": async () => {
    await used(100, { address: "192.0.2.1" });
    return async () => ({ answer: await last(() => giveCode("000000", "totp", "")), status: 429, actor: null, subject: null, site: null });
  },
  "password-refused": of(async ({ member, cookie }) => ({ answer: await passwordRoute(request({ current: "wrong", password: "another lamp, another cot" }, cookie)), status: 401, actor: member.id, subject: member.id })),
  "password-refused before a second step": of(async ({ member, cookie }) => ({ answer: await startTwoStep(request({ password: "wrong" }, cookie)), status: 401, actor: member.id, subject: member.id })),
  "password-refused before the end of one": of(async ({ member, cookie }) => ({ answer: await stopTwoStep(request({ password: "wrong" }, cookie, "DELETE")), status: 401, actor: member.id, subject: member.id })),
  "code-refused": async () => {
    const person = await someone();
    const { secret, confirm } = await prepareTwoStep(person);
    return async () => ({ answer: await confirm(codeOf(secret, 7)), status: 401, actor: person.member.id, subject: person.member.id });
  },
  "two-factor-on": async () => {
    const person = await someone();
    const { confirm } = await prepareTwoStep(person);
    return async () => ({ answer: await confirm(), status: 200, actor: person.member.id, subject: person.member.id });
  },
  "two-factor-off": async () => {
    const person = await someone();
    const { cookie } = await switchOn(person);
    return async () => ({ answer: await stopTwoStep(request({ password: PASSWORD }, cookie, "DELETE")), status: 200, actor: person.member.id, subject: person.member.id });
  },
  "site-link": async () => async () => ({ answer: Response.json(await siteLink(ORIGIN)), status: 200, actor: null, site: null }),
  ...actsOnScreenings(() => admin),
  invite: async () => async () => {
    const { answer, id } = await invited();
    return { answer, status: 201, actor: admin.member.id, subject: id };
  },
  "invite anew": async () => {
    const { id } = await invited();
    return async () => ({ answer: await renewRoute(request(undefined, admin.cookie), given("id", id)), status: 201, actor: admin.member.id, subject: id });
  },
  join: async () => {
    const { id, token } = await invited();
    return async () => ({ answer: await joinRoute(request({ token, password: PASSWORD }, "")), status: 201, actor: id, subject: id });
  },
  "role-clinician": async () => gaining("clinician", await newMember(admin, "reviewer", `Person ${(keys += 1)}`)),
  "role-reviewer": async () => gaining("reviewer", await someone()),
  "role-admin": async () => gaining("admin", await someone()),
  remove: of(async ({ member }) => ({ answer: await removeRoute(request(undefined, admin.cookie, "DELETE"), given("id", member.id)), status: 204, actor: admin.member.id, subject: member.id })),
  "reset-link": of(async ({ member }) => ({ answer: await renewRoute(request(undefined, admin.cookie), given("id", member.id)), status: 201, actor: admin.member.id, subject: member.id })),
  "reset-link by whoever runs the server": of(async ({ member, email }) => ({ answer: Response.json(await resetLink(email, ORIGIN, new Date())), status: 200, actor: null, subject: member.id })),
  ...actsOnKeys(() => admin),
  audit: async () => async () => ({ answer: Response.json(await readTrail(admin.member, {})), status: 200, actor: admin.member.id }),
};

const lastLine = async () => Number((await query("SELECT coalesce(max(id), 0) AS last FROM audit_event"))[0]?.["last"]);
const linesAfter = (id: number) => query("SELECT action, actor, subject, screening_code AS code, site_id AS site FROM audit_event WHERE id > $1", [id]);
const actionOf = (act: string) => auditActions.find((action) => act === action || act.startsWith(`${action} `)) ?? "";

describe("one line, and the right one, for", () => {
  test.each(Object.keys(acts))("%s", async (name) => {
    const act = await acts[name]?.();
    const before = await lastLine();
    const { answer, status, actor, subject = null, code = null, site = admin.member.site } = (await act?.()) ?? { answer: Response.error(), status: 0 };
    expect(answer.status).toBe(status);
    expect(await linesAfter(before)).toEqual([{ action: actionOf(name), actor, subject, code, site }]);
  });

  test("every action but the export of one, which its own test tells", () => {
    expect(new Set([...Object.keys(acts).map(actionOf), "export"])).toEqual(new Set(auditActions));
  });
});

const erasing = (cookie: string, form: object) => request(form, cookie, "DELETE");

describe("no line for", () => {
  test("what is refused, not there or not changed", async () => {
    const person = await someone();
    const before = await lastLine();
    const answers = [
      await viewRoute(request(undefined, admin.cookie, "GET"), given("code", "IS-0000-0000")),
      await eraseRoute(erasing(admin.cookie, { reason: "mistake" }), given("code", "IS-0000-0000")),
      await eraseRoute(erasing(admin.cookie, {}), given("code", "IS-0000-0000")),
      await eraseRoute(erasing(person.cookie, { reason: "mistake" }), given("code", "IS-0000-0000")),
      await listRoute(request(undefined, "", "GET")),
      await saveRoute(request({ ...draft, sex: "nobody" }, admin.cookie)),
      await removeRoute(request(undefined, admin.cookie, "DELETE"), given("id", "nobody")),
      await revokeRoute(request(undefined, admin.cookie, "DELETE"), given("id", "nobody")),
      await listRoute(ask("/api/v1", undefined, { authorization: "Bearer isk_wrong", cookie: admin.cookie }, "GET")),
      await makeKeyRoute(request({ name: "A program", scope: "read" }, person.cookie)),
      await startTwoStep(request({ password: PASSWORD }, person.cookie)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 422, 403, 401, 422, 404, 404, 401, 403, 200]);
    expect(await linesAfter(before)).toEqual([]);
  });

  test("a link that no account has, nor the first link of a start", async () => {
    const before = await lastLine();
    expect([await resetLink("nobody@example.org", ORIGIN, new Date()), await firstLink(ORIGIN)]).toEqual([null, null]);
    expect(await linesAfter(before)).toEqual([]);
  });

  test("a way back from a hospital where there is none, or without a state", async () => {
    const before = await lastLine();
    const back = async (search: string) => {
      const { status, headers } = await callbackRoute(ask(`/api/auth/callback/hospital${search}`, undefined, {}, "GET"));
      return [status, headers.get("location")];
    };
    const trouble = [303, `${ORIGIN}/account/sign-in?trouble=hospital`];
    for (const search of ["", "?code=x", "?code=x&state=y", "?error=access_denied"]) expect(await back(search), search).toEqual(trouble);
    vi.stubEnv("OIDC_ISSUER", "https://hospital.example");
    for (const search of ["", "?code=x", "?error=access_denied"]) expect(await back(search), search).toEqual(trouble);
    vi.unstubAllEnvs();
    expect([await linesAfter(before), await query("SELECT FROM attempt")]).toEqual([[], []]);
  });
});
