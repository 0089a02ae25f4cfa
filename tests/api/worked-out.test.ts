import { beforeAll, describe, expect, test } from "vitest";
import { GET as getAccount } from "@/app/api/v1/account/route";
import { GET as getSessions } from "@/app/api/v1/account/sessions/route";
import { GET as getTrail } from "@/app/api/v1/audit/route";
import { POST as postBirthSize } from "@/app/api/v1/birth-size/route";
import { POST as postConditions } from "@/app/api/v1/conditions/route";
import { POST as postLaboratory } from "@/app/api/v1/laboratory/route";
import { GET as getMembers } from "@/app/api/v1/members/route";
import { readTyped } from "@/app/_checklist/birth-size-reading";
import { rank } from "@/lib/evidence/likelihood";
import { rarityOf, rarityParts } from "@/lib/evidence/rarity";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import { newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { get, post, soundDraft } from "./requests";

const query = ownDatabase();
let admin: Person;
let clinician: Person;

beforeAll(async () => {
  settings();
  admin = await newSite("Working Ward");
  clinician = await newMember(admin, "clinician");
});

const nobody = { cookie: null, origin: null, "idempotency-key": null };
const faults = async (answer: Response) => [answer.status, ((await answer.json()) as { errors?: unknown }).errors];

describe("birth size", () => {
  const send = (body: unknown) => postBirthSize(post("birth-size", JSON.stringify(body), nobody));
  const born = { sex: "male", gestationDays: 260, weight: 1374 };

  test("gives what the page writes for the same child, and nothing of the days", async () => {
    const answer = await send({ ...born, length: 42.1, head: 31 });
    const typed = readTyped({ weight: "1374", length: "42.1", head: "31", weeks: "37", days: "1", ounces: "", unit: "g", checked: [] }, "male");
    const { gestation, size } = (await answer.clone().json()) as { gestation: string; size: Record<string, number> };
    expect({ gestation, ...Object.fromEntries(Object.entries(size).map(([measure, z]) => [`size.${measure}`, z.toFixed(1)])) }).toEqual(typed.fields);
    expect([answer.status, answer.headers.get("cache-control"), (await answer.text()).includes("260")]).toEqual([200, "no-store", false]);
  });

  test("tells what should be looked at again, and refuses what no draft can hold", async () => {
    expect(await (await send({ ...born, weight: 400 })).json()).toMatchObject({ doubts: [{ pointer: "/weight" }] });
    expect(await faults(await send({ sex: "male", gestationDays: 168, weight: 7_000 }))).toEqual([422, [{ pointer: "/weight", code: "out-of-range" }]]);
    expect(await faults(await send({ sex: "unknown", gestationDays: 301, weight: 2.1, name: "x" }))).toEqual([422, expect.arrayContaining([{ pointer: "/sex", code: "not-allowed" }, { pointer: "/gestationDays", code: "out-of-range" }, { pointer: "", code: "unknown-key" }])]);
  });
});

describe("laboratory values", () => {
  const send = (values: unknown, more: object = {}) => postLaboratory(post("laboratory", JSON.stringify({ age: "newborn", values, ...more }), nobody));
  const sodium = { value: "118", unit: "mmol/L", lower: "135", upper: "145" };

  test("become findings by the laboratory's own limits, and stay open without", async () => {
    expect(await (await send({ sodium, potassium: { value: "7.9", unit: "mmol/L" } })).json()).toEqual({ findings: { hyponatremia: "observed" }, acthTwiceLimit: null, open: [{ analyte: "potassium", why: "no-limit" }] });
    expect(await (await send({ cortisol: { value: "20", unit: "nmol/L", lower: "100" } }, { steroids: true })).json()).toMatchObject({ findings: {}, open: [{ analyte: "cortisol", why: "steroids" }] });
  });

  test("that cannot be meant are faults at their place, and repeat no figure", async () => {
    const answer = await send({ sodium: { ...sodium, value: "1,180" }, glucose: { value: "x", unit: "mmol/L" } });
    expect(await faults(answer.clone())).toEqual([422, [{ pointer: "/values/sodium/value", code: "implausible" }, { pointer: "/values/glucose/value", code: "not-a-number" }]]);
    expect(await answer.text()).not.toContain("180");
    expect(await faults(await send({ sodium: { ...sodium, unit: "pints" }, urea: {} }))).toEqual([422, expect.arrayContaining([{ pointer: "/values/sodium/unit", code: "not-allowed" }, { pointer: "/values", code: "unknown-key" }])]);
  });
});

describe("conditions", () => {
  const send = (search = "", body: unknown = soundDraft) => postConditions(post(`conditions${search}`, JSON.stringify(body), nobody));

  test.each(["equal", "published"] as const)("are ranked as on the page, from %s starting shares", async (series) => {
    const told = (await (await send(`?series=${series}`)).json()) as { conditions: { id: string; rank: number; share: number }[]; rarity: unknown };
    const { conditions } = rank(soundDraft as Draft, { series });
    expect(told.conditions.map(({ id, rank: place }) => [id, place])).toEqual(conditions.map(({ id, rank: place }) => [id, place]));
    for (const [at, { share }] of told.conditions.entries()) expect(share).toBeCloseTo(conditions[at]?.share ?? NaN, 4);
    const rarity = rarityOf(assess(soundDraft as Draft).letters);
    expect(told.rarity).toEqual(rarity && rarityParts(rarity));
  });

  test("refuse another series and a faulty draft", async () => {
    expect(await faults(await send("?series=mine"))).toEqual([400, [{ pointer: "/series", code: "not-allowed" }]]);
    expect((await send("?series=equal&x=1")).status).toBe(400);
    expect((await send("", { ...soundDraft, sex: 1 })).status).toBe(422);
  });
});

describe("what the account pages show", () => {
  test("is one's own: who, where, and the sessions", async () => {
    expect(await (await getAccount(get("account", { cookie: clinician.cookie }))).json()).toEqual({ name: "A clinician", email: clinician.email, site: "Working Ward", role: "clinician", twoStep: false, password: true });
    const { sessions } = (await (await getSessions(get("account/sessions", { cookie: clinician.cookie }))).json()) as { sessions: { current: boolean }[] };
    expect(sessions.map(({ current }) => current)).toEqual([true]);
  });

  test("members and audit are for the site's admin, and reading the trail is a line", async () => {
    const { members } = (await (await getMembers(get("members", { cookie: admin.cookie }))).json()) as { members: { email: string }[] };
    expect(members.map(({ email }) => email).toSorted()).toEqual([admin.email, clinician.email].toSorted());
    expect([(await getMembers(get("members", { cookie: clinician.cookie }))).status, (await getTrail(get("audit", { cookie: clinician.cookie }))).status, (await getTrail(get("audit", { cookie: "" }))).status]).toEqual([403, 403, 401]);
    const { events, next } = (await (await getTrail(get(`audit?action=invite&member=${clinician.member.id}`, { cookie: admin.cookie }))).json()) as { events: { action: string; subject: string }[]; next: null };
    expect([events.map(({ action, subject }) => [action, subject]), next]).toEqual([[["invite", "A clinician"]], null]);
    expect((await query("SELECT action FROM audit_event ORDER BY id DESC LIMIT 1"))[0]?.["action"]).toBe("audit");
  });

  test("a trail asked for what cannot be is refused with every fault", async () => {
    expect(await faults(await getTrail(get("audit?action=peek&after=0&code=x&name=y", { cookie: admin.cookie })))).toEqual([400, expect.arrayContaining([{ pointer: "/action", code: "not-allowed" }, { pointer: "/after", code: "not-allowed" }, { pointer: "/code", code: "not-a-code" }, { pointer: "", code: "unknown-key" }])]);
  });
});
