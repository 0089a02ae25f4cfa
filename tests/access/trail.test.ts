import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as joinRoute } from "@/app/api/v1/account/join/route";
import { POST as passwordRoute } from "@/app/api/v1/account/password/route";
import { DELETE as endRoute } from "@/app/api/v1/account/sessions/[id]/route";
import { POST as setUpRoute } from "@/app/api/v1/account/set-up/route";
import { POST as signOutRoute } from "@/app/api/v1/account/sign-out/route";
import { POST as startTwoStep, PUT as confirmTwoStep, DELETE as stopTwoStep } from "@/app/api/v1/account/two-step/route";
import { POST as inviteRoute } from "@/app/api/v1/members/route";
import { DELETE as removeRoute, PATCH as roleRoute } from "@/app/api/v1/members/[id]/route";
import { POST as renewRoute } from "@/app/api/v1/members/[id]/link/route";
import { GET as listRoute, POST as saveRoute } from "@/app/api/v1/screenings/route";
import { DELETE as eraseRoute, GET as viewRoute } from "@/app/api/v1/screenings/[code]/route";
import { auth } from "@/lib/access/auth";
import { memberOf } from "@/lib/access/guard";
import { siteLink } from "@/lib/access/links";
import { auditActions, readTrail } from "@/lib/access/trail";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { verifyTrail } from "@/lib/store/trail";
import { ownDatabase } from "@/tests/store/database";
import { ORIGIN, PASSWORD, ask, cookiesOf, giveCode, newMember, newSite, settings, signIn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", size: { weight: -2.3 }, findings: { iugr: "observed", hypospadias: "excluded" } };
let admin: Person;
let other: Person;
let keys = 0;

/** What an act leaves: who, on whom, on which screening. */
type Left = { actor?: string | null; subject?: string | null; code?: string; site?: string | null };
type Act = () => Promise<{ answer: Response; status: number } & Left>;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
  other = await newSite("Ward Eight");
});
beforeEach(() => query("DELETE FROM attempt"));

const request = (body: unknown, cookie: string, method = "POST") => ask("/api/v1", body, { cookie, "idempotency-key": `trail-${(keys += 1)}` }, method);
const given = <Name extends string>(name: Name, value: string) => ({ params: Promise.resolve({ [name]: value } as Record<Name, string>) });
const someone = () => newMember(admin, "clinician", `Person ${(keys += 1)}`);
const tokenOf = (link: string) => link.split("#")[1] ?? "";

async function save({ cookie }: Person): Promise<{ answer: Response; code: string }> {
  const answer = await saveRoute(request(draft, cookie));
  return { answer, code: ((await answer.clone().json()) as { code: string }).code };
}

/** An invitation of our site: the membership and the token. */
async function invited(): Promise<{ answer: Response; id: string; token: string }> {
  const answer = await inviteRoute(request({ name: "Grace", email: `grace-${(keys += 1)}@ward-seven.example`, role: "clinician" }, admin.cookie));
  const { id, link } = (await answer.clone().json()) as { id: string; link: string };
  return { answer, id, token: tokenOf(link) };
}

/** Somebody with a second step, and the recovery codes. */
async function withTwoStep(): Promise<{ person: Person; codes: string[]; confirm: () => Promise<Response> }> {
  const person = await someone();
  const started = await startTwoStep(request({ password: PASSWORD }, person.cookie));
  const { uri, codes } = (await started.json()) as { uri: string; codes: string[] };
  const confirm = async () => confirmTwoStep(request({ code: (await auth().api.generateTOTP({ body: { secret: secretOf(uri) } })).code }, person.cookie, "PUT"));
  return { person, codes, confirm };
}

function secretOf(uri: string): string {
  const symbols = new URL(uri).searchParams.get("secret") ?? "";
  const bits = [...symbols].map((symbol) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(symbol).toString(2).padStart(5, "0")).join("");
  return String.fromCharCode(...(bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** An act of, or on, somebody new. */
function of(act: (person: Person) => ReturnType<Act>): () => Promise<Act> {
  return async () => {
    const person = await someone();
    return () => act(person);
  };
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
    const { person, codes, confirm } = await withTwoStep();
    await confirm();
    const cookie = cookiesOf(await signIn(person.email));
    return async () => ({ answer: await giveCode(codes[0] ?? "", "recovery", cookie), status: 200, actor: person.member.id, subject: person.member.id });
  },
  "sign-in-failed of a member": of(async ({ member, email }) => ({ answer: await signIn(email, "not the right password"), status: 401, actor: null, subject: member.id })),
  "sign-in-failed of nobody known": async () => async () => ({ answer: await signIn("nobody@example.org"), status: 401, actor: null, subject: null, site: null }),
  "sign-in-failed at the second step": async () => {
    const { person, confirm } = await withTwoStep();
    await confirm();
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
  "two-factor": async () => {
    const { person, confirm } = await withTwoStep();
    return async () => ({ answer: await confirm(), status: 200, actor: person.member.id, subject: person.member.id });
  },
  "two-factor off": async () => {
    const { person, confirm } = await withTwoStep();
    const cookie = cookiesOf(await confirm(), person.cookie);
    return async () => ({ answer: await stopTwoStep(request({ password: PASSWORD }, cookie, "DELETE")), status: 200, actor: person.member.id, subject: person.member.id });
  },
  save: async () => async () => ({ ...(await save(admin)), status: 201, actor: admin.member.id }),
  list: async () => async () => ({ answer: await listRoute(request(undefined, admin.cookie, "GET")), status: 200, actor: admin.member.id }),
  view: async () => {
    const { code } = await save(admin);
    return async () => ({ answer: await viewRoute(request(undefined, admin.cookie, "GET"), given("code", code)), status: 200, actor: admin.member.id, code });
  },
  erase: async () => {
    const { code } = await save(admin);
    return async () => ({ answer: await eraseRoute(request(undefined, admin.cookie, "DELETE"), given("code", code)), status: 204, actor: admin.member.id, code });
  },
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
  role: of(async ({ member }) => ({ answer: await roleRoute(request({ role: "reviewer" }, admin.cookie, "PATCH"), given("id", member.id)), status: 200, actor: admin.member.id, subject: member.id })),
  remove: of(async ({ member }) => ({ answer: await removeRoute(request(undefined, admin.cookie, "DELETE"), given("id", member.id)), status: 204, actor: admin.member.id, subject: member.id })),
  "reset-link": of(async ({ member }) => ({ answer: await renewRoute(request(undefined, admin.cookie), given("id", member.id)), status: 201, actor: admin.member.id, subject: member.id })),
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

  test("every action but review and export, which nothing does yet", () => {
    expect(new Set([...Object.keys(acts).map(actionOf), "review", "export"])).toEqual(new Set(auditActions));
  });
});

describe("no line for", () => {
  test("what is refused, not there or not changed", async () => {
    const person = await someone();
    const before = await lastLine();
    const answers = [
      await viewRoute(request(undefined, admin.cookie, "GET"), given("code", "IS-0000-0000")),
      await eraseRoute(request(undefined, admin.cookie, "DELETE"), given("code", "IS-0000-0000")),
      await eraseRoute(request(undefined, person.cookie, "DELETE"), given("code", "IS-0000-0000")),
      await listRoute(request(undefined, "", "GET")),
      await saveRoute(request({ ...draft, sex: "nobody" }, admin.cookie)),
      await removeRoute(request(undefined, admin.cookie, "DELETE"), given("id", "nobody")),
      await passwordRoute(request({ current: "wrong", password: "another lamp, another cot" }, person.cookie)),
      await startTwoStep(request({ password: PASSWORD }, person.cookie)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 403, 401, 422, 404, 401, 200]);
    expect(await linesAfter(before)).toEqual([]);
  });
});

describe("the trail", () => {
  test("is whole, and holds no finding, name, e-mail or address", async () => {
    expect(await verifyTrail(query.owner)).toMatchObject({ sound: true });
    const text = JSON.stringify(await query("SELECT * FROM audit_event"));
    expect(text).not.toMatch(/iugr|hypospadias|newborn|observed|excluded|Ward|Grace|Ada|@|192\.0\.2|Firefox/);
  });

  test("is shown by name, newest first, and filtered by action, member and code", async () => {
    const person = await someone();
    const { code } = await save(person);
    await viewRoute(request(undefined, admin.cookie, "GET"), given("code", code));
    const shown = async (filter: Parameters<typeof readTrail>[1]) => (await readTrail(admin.member, filter))?.events.map(({ actor, action, subject, code: about }) => ({ actor, action, subject, code: about }));
    const view = { actor: "Admin of Ward Seven", action: "view", subject: null, code };
    const saved = { actor: person.member.name, action: "save", subject: null, code };
    expect(await shown({ code })).toEqual([view, saved]);
    expect(await shown({ code, action: "save" })).toEqual([saved]);
    expect((await shown({ member: person.member.id }))?.map(({ action }) => action)).toEqual(["save", "sign-in", "join", "invite"]);
    expect(await shown({ member: person.member.id, action: "invite" })).toEqual([{ actor: "Admin of Ward Seven", action: "invite", subject: person.member.name, code: null }]);
    expect(await shown({ member: person.member.id, code, action: "view" })).toEqual([]);
    await removeRoute(request(undefined, admin.cookie, "DELETE"), given("id", person.member.id));
    expect(await shown({ code, action: "save" })).toEqual([saved]);
  });

  test("comes in pages of 100, each line once", async () => {
    await query("INSERT INTO audit_event (at, action, actor, site_id) SELECT now(), 'list', $1, $2 FROM generate_series(1, 250)", [admin.member.id, admin.member.site]);
    const ids: string[] = [];
    const sizes: number[] = [];
    for (let after: string | undefined; ; ) {
      const page = await readTrail(admin.member, after === undefined ? { action: "list" } : { action: "list", after });
      ids.push(...(page?.events.map(({ id }) => id) ?? []));
      sizes.push(page?.events.length ?? 0);
      if (!page?.next) break;
      after = page.next;
    }
    const all = await query("SELECT id::text FROM audit_event WHERE action = 'list' AND site_id = $1 ORDER BY audit_event.id DESC", [admin.member.site]);
    expect(ids).toEqual(all.map(({ id }) => id));
    expect(sizes.slice(0, 2)).toEqual([100, 100]);
  });

  test("of another site is never shown, whatever the filter asks for; lines of no site are", async () => {
    const { code } = await save(other);
    await signIn("nobody@example.org");
    const filters = [{}, { code }, { member: other.member.id }, { action: "save" }, { action: "sign-in" }, { action: "set-up" }, { action: "sign-in-failed" }];
    for (const filter of filters) {
      const { events = [] } = (await readTrail(admin.member, filter)) ?? {};
      const held = await query("SELECT DISTINCT site_id AS site FROM audit_event WHERE id = ANY($1::bigint[])", [events.map(({ id }) => id)]);
      expect(held.filter(({ site }) => site !== null && site !== admin.member.site), JSON.stringify(filter)).toEqual([]);
    }
    expect((await readTrail(admin.member, { code }))?.events).toEqual([]);
    expect((await readTrail(admin.member, { member: other.member.id }))?.events).toEqual([]);
    const [failed] = (await readTrail(admin.member, { action: "sign-in-failed" }))?.events ?? [];
    expect(failed).toMatchObject({ actor: null, subject: null, code: null });
  });

  test.each([{ action: "nothing" }, { action: "" }, { action: "members" }, { after: "0" }, { after: "-1" }, { after: "1e3" }, { after: "" }, { after: "1".repeat(19) }, { after: "1; DROP TABLE site" }, { member: "" }, { member: "\0" }, { member: "' OR true --" }, { code: "\0" }, { code: "Anna Smith" }])("knows no %j, and says so without a line", async (filter) => {
    const before = await lastLine();
    expect([await readTrail(admin.member, filter), await lastLine()]).toEqual([null, before]);
  });
});
