import { beforeAll, describe, expect, test } from "vitest";
import { POST as postAssess } from "@/app/api/v1/assess/route";
import { GET as getHealth } from "@/app/api/v1/health/route";
import { DELETE, GET as getOne } from "@/app/api/v1/screenings/[code]/route";
import { GET as getList, POST } from "@/app/api/v1/screenings/route";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import { database } from "@/lib/store/client";
import { newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { get, OWN_ORIGIN, post, signedInAs, soundDraft } from "./requests";

const query = ownDatabase();
const body = JSON.stringify(soundDraft);

let admin: Person;
let clinician: Person;

beforeAll(async () => {
  settings();
  process.env.ORIGINS = `https://example.org ${OWN_ORIGIN}`;
  admin = await newSite("Ward Nine");
  clinician = await newMember(admin, "clinician");
  signedInAs(clinician);
});

const given = (code: string) => ({ params: Promise.resolve({ code }) });
const one = (code: string) => getOne(get(`screenings/${code}`), given(code));
const erase = (code: string, changes: Record<string, string> = {}, form: object = { reason: "mistake" }) => DELETE(post(`screenings/${code}`, JSON.stringify(form), changes, "DELETE"), given(code));

async function told(answer: Response) {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const problem = (await answer.json()) as { status: number; type: string; errors?: unknown };
  expect(problem).toMatchObject({ status: answer.status, title: expect.any(String) as unknown });
  return [problem.status, problem.type.replace("urn:image-screen:", ""), ...(problem.errors ? [problem.errors] : [])];
}

describe("saving", () => {
  test("answers 201 with the code and its address, where the screening is", async () => {
    const answer = await POST(post("screenings", body, { "x-image-screen-draft": clinician.member.draftKey }));
    const { code } = (await answer.json()) as { code: string };
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(`/api/v1/screenings/${code}`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const found = await one(code.toLowerCase().replaceAll("-", ""));
    expect(found.status).toBe(200);
    expect(await found.json()).toMatchObject({ ...soundDraft, code, year: new Date().getUTCFullYear(), assessment: assess(soundDraft as Draft) });
  });

  test("again with the same key gives the same code, and 409 with another body", async () => {
    const key = { "idempotency-key": "one-and-the-same" };
    const answers = [await POST(post("screenings", body, key)), await POST(post("screenings", body, key))];
    const [first, second] = await Promise.all(answers.map((answer) => answer.json()));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(second).toEqual(first);
    expect(await told(await POST(post("screenings", `${body} `, key)))).toEqual([409, "key-of-another-body"]);
  });

  test("takes the charset where it is UTF-8, and a body in pieces", async () => {
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of new TextEncoder().encode(body)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const answer = await POST(post("screenings", pieces, { "content-type": 'Application/JSON; Charset="UTF-8"' }));
    expect(answer.status).toBe(201);
  });

  test.each([
    ["no origin", { origin: null }, [403, "foreign-origin"]],
    ["another origin", { origin: "https://example.com" }, [403, "foreign-origin"]],
    ["an origin that begins like ours", { origin: `${OWN_ORIGIN}.example.com` }, [403, "foreign-origin"]],
    ["a page made for somebody else", { "x-image-screen-draft": "the-key-of-another-one" }, [409, "another-member"]],
    ["a page made for nobody", { "x-image-screen-draft": "" }, [409, "another-member"]],
    ["no key", { "idempotency-key": null }, [400, "idempotency-key"]],
    ["a short key", { "idempotency-key": "1234567" }, [400, "idempotency-key"]],
    ["a long key", { "idempotency-key": "k".repeat(101) }, [400, "idempotency-key"]],
    ["a key with a space", { "idempotency-key": "1234 5678" }, [400, "idempotency-key"]],
    ["no type", { "content-type": null }, [415, "not-application-json"]],
    ["a form's type", { "content-type": "text/plain" }, [415, "not-application-json"]],
    ["another charset", { "content-type": "application/json; charset=latin1" }, [415, "not-application-json"]],
    ["a compressed body", { "content-encoding": "gzip" }, [415, "not-application-json"]],
  ])("is refused with %s", async (_, changes: Record<string, string | null>, expected) => {
    expect(await told(await POST(post("screenings", body, changes)))).toEqual(expected);
  });

  test.each([
    ["nothing", null, [400, "not-json"]],
    ["half a draft", body.slice(0, -1), [400, "not-json"]],
    ["broken UTF-8", new Uint8Array([0x22, 0xc3, 0x28, 0x22]), [400, "not-json"]],
    ["a key twice", body.replace("{", '{"sex":"female",'), [400, "duplicate-key"]],
    ["64 kB and one byte", body.padEnd(65_537), [413, "too-large"]],
    ["a follow-up of none", JSON.stringify({ ...soundDraft, follows: "IS-0000-0000" }), [422, "faulty-draft", [{ pointer: "/follows", code: "not-found" }]]],
    [
      "faults",
      JSON.stringify({ ...soundDraft, sex: 1, age: "old" }),
      [422, "faulty-draft", [{ pointer: "/sex", code: "wrong-type" }, { pointer: "/age", code: "not-allowed" }]],
    ],
  ])("is refused with a body that is %s", async (_, sent, expected) => {
    expect(await told(await POST(post("screenings", sent)))).toEqual(expected);
  });

  test("takes a body of exactly 64 kB", async () => {
    expect((await POST(post("screenings", body.padEnd(65_536)))).status).toBe(201);
  });

  test("counts what comes, not what was announced, and stops reading", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384).fill(0x20));
      },
    });
    expect(await told(await POST(post("screenings", endless, { "content-length": "10" })))).toEqual([413, "too-large"]);
    expect(pulled).toBeLessThan(10);
  });

  test("is refused where the sender goes away in the middle", async () => {
    const cut = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(body.slice(0, 20)));
        controller.error(new Error("gone"));
      },
    });
    expect(await told(await POST(post("screenings", cut)))).toEqual([400, "not-json"]);
  });

  test("is refused where the findings contradict each other, with the features", async () => {
    const findings = { "genital-anomaly": "excluded", micropenis: "observed" };
    const [status, name, errors] = await told(await POST(post("screenings", JSON.stringify({ ...soundDraft, findings }))));
    expect([status, name]).toEqual([422, "contradiction"]);
    expect(errors).toContainEqual({ pointer: "/findings/micropenis", code: expect.any(String) as unknown });
  });
});

describe("reading", () => {
  test("a list gives pages and the way to the next", async () => {
    for (let saved = 0; saved < 3; saved += 1) await POST(post("screenings", body));
    const first = (await (await getList(get("screenings?limit=2&match=core-pair"))).json()) as { screenings: { code: string }[]; next: string };
    const second = (await (await getList(get(`screenings?limit=2&match=core-pair&after=${first.next}`))).json()) as typeof first;
    expect(first.screenings).toHaveLength(2);
    expect(first.next).toBe(first.screenings[1]?.code);
    expect(second.screenings.map(({ code }) => code)).not.toContain(first.next);
  });

  test("a list shows what a line needs, and no finding: those are read where the code goes into the trail", async () => {
    const { code } = (await (await POST(post("screenings", body))).json()) as { code: string };
    const { screenings } = (await (await getList(get("screenings?limit=50"))).json()) as { screenings: Record<string, unknown>[] };
    const { letters, match, flag, rules } = assess(soundDraft as Draft);
    expect(screenings.find((shown) => shown["code"] === code)).toEqual({ code, year: new Date().getUTCFullYear(), sex: "male", age: "newborn", letters, match, flag: flag?.level ?? null, rules, standing: "none", earlier: null, changed: null });
    expect(new Set(screenings.flatMap((shown) => Object.keys(shown)))).toEqual(new Set(["code", "year", "sex", "age", "letters", "match", "flag", "rules", "standing", "earlier", "changed"]));
    expect(JSON.stringify(screenings)).not.toMatch(/iugr|hypospadias|insufficiency|observed|excluded|-2\.3/);
  });

  test("a list never shows the internal order", async () => {
    expect(await (await getList(get("screenings"))).text()).not.toMatch(/"(id|siteId|site)"/);
  });

  test("a query with faults is 400 with all of them", async () => {
    const answer = await getList(get("screenings?match=x&sex=male&sex=male&name=y"));
    expect(await told(answer)).toEqual([400, "bad-query", [{ pointer: "/match", code: "not-allowed" }, { pointer: "/sex", code: "repeated" }, { pointer: "", code: "unknown-key" }]]);
    expect(await told(await getList(get("screenings?after=IS-0000-0000")))).toEqual([400, "bad-query", [{ pointer: "/after", code: "not-found" }]]);
  });

  test.each(["IS-0000-0000", "IS-0000-0001", "x", "%00", "__proto__"])("%s is 404", async (code) => {
    expect(await told(await one(code))).toEqual([404, "no-such-screening"]);
  });
});

describe("erasing", () => {
  test("is for an admin; then nobody finds the screening, and it cannot be erased again", async () => {
    const { code } = (await (await POST(post("screenings", body))).json()) as { code: string };
    const asAdmin = { cookie: admin.cookie };
    expect(await told(await erase(code))).toEqual([403, "not-allowed"]);
    expect(await told(await erase(code, { ...asAdmin, origin: "https://example.com" }))).toEqual([403, "foreign-origin"]);
    expect(await told(await erase(code, asAdmin, {}))).toEqual([422, "faulty-form", [{ pointer: "/reason", code: "invalid" }]]);
    for (const form of [{ reason: "" }, { reason: "why" }, { reason: ["mistake"] }]) expect(await told(await erase(code, asAdmin, form))).toEqual([422, "faulty-form", [{ pointer: "/reason", code: "invalid" }]]);
    expect((await one(code)).status).toBe(200);
    const erased = await erase(code.toLowerCase().replaceAll("-", ""), asAdmin);
    expect([erased.status, await erased.text(), erased.headers.get("cache-control")]).toEqual([204, "", "no-store"]);
    expect(await told(await one(code))).toEqual([404, "no-such-screening"]);
    expect(await told(await getOne(get(`screenings/${code}`, asAdmin), given(code)))).toEqual([404, "no-such-screening"]);
    expect(await told(await erase(code, asAdmin))).toEqual([404, "no-such-screening"]);
    expect(JSON.stringify(await (await getList(get("screenings?limit=200"))).json())).not.toContain(code);
    expect(await query("SELECT actor FROM audit_event WHERE action = 'erase-mistake' AND screening_code = $1", [code])).toEqual([{ actor: admin.member.id }]);
  });
});

describe("without a session", () => {
  const nobody = { cookie: "" };
  const asked: [string, () => Promise<Response>][] = [
    ["saving", () => POST(post("screenings", body, nobody))],
    ["saving what is no draft", () => POST(post("screenings", "{", { ...nobody, "idempotency-key": null, "content-type": null }))],
    ["listing", () => getList(get("screenings", nobody))],
    ["listing by a bad query", () => getList(get("screenings?match=x", nobody))],
    ["viewing", () => getOne(get("screenings/IS-0000-0000", nobody), given("IS-0000-0000"))],
    ["erasing", () => erase("IS-0000-0000", nobody)],
    ["saving with a cookie that nobody signed", () => POST(post("screenings", body, { cookie: `${clinician.cookie.split(".")[0]}.AAAA` }))],
  ];

  test.each(asked)("%s is 401, whatever is asked", async (_, ask) => {
    const before = await query("SELECT (SELECT count(*) FROM screening) AS screenings, (SELECT count(*) FROM audit_event) AS events");
    expect(await told(await ask())).toEqual([401, "not-signed-in"]);
    expect(await query("SELECT (SELECT count(*) FROM screening) AS screenings, (SELECT count(*) FROM audit_event) AS events")).toEqual(before);
  });

  test("a foreign page is 403 before anybody is looked for, also where the session lives", async () => {
    const foreign = { origin: "https://example.com" };
    for (const cookie of ["", clinician.cookie, admin.cookie]) {
      expect(await told(await POST(post("screenings", "{", { ...foreign, cookie, "content-type": null })))).toEqual([403, "foreign-origin"]);
      expect(await told(await erase("IS-0000-0000", { ...foreign, cookie }))).toEqual([403, "foreign-origin"]);
    }
  });
});

describe("assessing", () => {
  test("answers with the assessment, needs neither session nor origin nor key, and keeps nothing", async () => {
    const before = await query("SELECT count(*) FROM screening");
    const answer = await postAssess(post("assess", body, { origin: null, cookie: null, "idempotency-key": null }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(assess(soundDraft as Draft))));
    expect(await query("SELECT count(*) FROM screening")).toEqual(before);
  });

  test("refuses what saving refuses", async () => expect((await told(await postAssess(post("assess", "{}")))).slice(0, 2)).toEqual([422, "faulty-draft"]));
});

describe("when the database is away", () => {
  test("who saves or reads is asked to come back, and then all is well again", async () => {
    const address = process.env.DATABASE_URL;
    const move = async (url: string | undefined) => {
      await database().$disconnect();
      for (const kept of ["imageScreenDatabase", "imageScreenAuth"]) Reflect.deleteProperty(globalThis, kept);
      process.env.DATABASE_URL = url;
    };
    expect(await (await getHealth()).json()).toEqual({ status: "ok", version: "0.1.0" });
    await move("postgresql://nobody@localhost/nothing?host=/tmp/no-such-socket");
    for (const answer of [await POST(post("screenings", body)), await getList(get("screenings")), await one("IS-0000-0000"), await erase("IS-0000-0000"), await getHealth()]) {
      expect(answer.headers.get("retry-after"), `${answer.status}`).toMatch(/^\d+$/);
      expect(await told(answer)).toEqual([503, "database-away"]);
    }
    await move(address);
    expect((await getHealth()).status).toBe(200);
    expect((await POST(post("screenings", body))).status).toBe(201);
  });
});
