import { createHash } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as makeRoute } from "@/app/api/v1/keys/route";
import { DELETE as revokeRoute } from "@/app/api/v1/keys/[id]/route";
import { GET as sessionRoute } from "@/app/api/v1/account/session/route";
import { POST as inviteRoute } from "@/app/api/v1/members/route";
import { GET as listRoute, POST as saveRoute } from "@/app/api/v1/screenings/route";
import { DELETE as eraseRoute, GET as viewRoute } from "@/app/api/v1/screenings/[code]/route";
import { guarded } from "@/app/api/v1/_http/guarded";
import { nothing } from "@/app/api/v1/_http/problem";
import { memberOf } from "@/lib/access/guard";
import { keyIn, listKeys, programOf } from "@/lib/access/keys";
import { TooMany } from "@/lib/access/limit";
import { changeRole, removeMember } from "@/lib/access/members";
import type { Scope } from "@/lib/access/table";
import { readTrail } from "@/lib/access/trail";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { ownDatabase, run } from "@/tests/store/database";
import { ORIGIN, ask, newMember, newSite, settings } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } };
let admin: Person;
let other: Person;
let code = "";
let count = 0;

type Made = { id: string; key: string };

const given = <Name extends string>(name: Name, value: string) => ({ params: Promise.resolve({ [name]: value } as Record<Name, string>) });
const form = (body: unknown, { cookie }: Person) => ask("/api/v1/keys", body, { cookie });
const revoke = ({ cookie }: Person, id: string) => revokeRoute(ask("/api/v1/keys", undefined, { cookie }, "DELETE"), given("id", id));
const typeOf = async (answer: Response) => ((await answer.json()) as { type: string }).type.replace("urn:image-screen:", "");

async function make(person: Person, scope: Scope, name = `Program ${(count += 1)}`): Promise<Made> {
  const answer = await makeRoute(form({ name, scope }, person));
  expect(answer.status).toBe(201);
  return (await answer.json()) as Made;
}

/** A request as a program sends it: with a key, and without an Origin. */
function by(key: string, { method = "GET", body, headers = {} }: { method?: string; body?: unknown; headers?: Record<string, string> } = {}): Request {
  const own = { authorization: `Bearer ${key}`, "x-image-screen-address": "192.0.2.9", ...(body !== undefined && { "content-type": "application/json", "idempotency-key": `keys-test-${(count += 1)}` }) };
  return new Request(`${ORIGIN}/api/v1`, { method, headers: { ...own, ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

beforeAll(async () => {
  admin = await newSite("Ward Seven");
  other = await newSite("Ward Eight");
  const saved = await saveRoute(ask("/api/v1/screenings", draft, { cookie: admin.cookie, "idempotency-key": "of-ward-seven" }));
  code = ((await saved.json()) as { code: string }).code;
});
beforeEach(() => query("DELETE FROM attempt"));

describe("making a key", () => {
  test("shows 256 bits, once; the database has the hash alone", async () => {
    const { id, key } = await make(admin, "read", "  The registry ");
    expect(key).toMatch(/^isk_[\w-]{43}$/);
    expect(Buffer.from(key.slice(4), "base64url")).toHaveLength(32);
    expect(await query("SELECT name, scope, site_id, membership_id, hash, last_used_on, revoked_at FROM api_key WHERE id = $1", [id])).toEqual([
      { name: "The registry", scope: "read", site_id: admin.member.site, membership_id: admin.member.id, hash: createHash("sha256").update(key).digest("hex"), last_used_on: null, revoked_at: null },
    ]);
    const tables = await query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
    for (const { name } of tables) expect(await query(`SELECT FROM "${String(name)}" t WHERE strpos(t::text, $1) > 0`, [key.slice(4)]), String(name)).toEqual([]);
  });

  test("fixes what it is: the application may note its use and revoke it, and no more", async () => {
    for (const change of ["hash = repeat('f', 64)", "scope = 'write'", "name = 'Another'", "membership_id = 'another'", "id = gen_random_uuid()", "created_at = now()"]) {
      await expect(run(process.env.DATABASE_URL ?? "", `UPDATE api_key SET ${change}`), change).rejects.toThrow("permission denied");
    }
    await expect(run(process.env.DATABASE_URL ?? "", "UPDATE api_key SET last_used_on = now(), revoked_at = now()")).resolves.toEqual([]);
  });

  test.each([
    [{ name: "", scope: "read" }, "/name", "required"],
    [{ name: "x".repeat(61), scope: "read" }, "/name", "too-long"],
    [{ name: "two\nlines", scope: "read" }, "/name", "invalid"],
    [{ name: "A program", scope: "admin" }, "/scope", "invalid"],
    [{ name: "A program" }, "/scope", "invalid"],
  ])("refuses %j", async (body, pointer, fault) => {
    const answer = await makeRoute(form(body, admin));
    expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ errors: [{ pointer, code: fault }] })]);
  });

  test("is an admin's, from our own pages: neither a reviewer nor a key makes one, and nobody revokes one elsewhere", async () => {
    const reviewer = await newMember(admin, "reviewer");
    const { id, key } = await make(admin, "write");
    const statuses = [await makeRoute(form({ name: "Mine", scope: "read" }, reviewer)), await revoke(reviewer, id), await revoke(other, id), await makeRoute(by(key, { method: "POST", body: { name: "Mine", scope: "read" } })), await revokeRoute(by(key, { method: "DELETE" }), given("id", id)), await makeRoute(ask("/api/v1/keys", { name: "Mine", scope: "read" }, { cookie: admin.cookie, origin: "https://evil.example" }))];
    expect(statuses.map(({ status }) => status)).toEqual([403, 403, 404, 403, 403, 403]);
    expect((await listRoute(by(key))).status).toBe(200);
  });
});

describe("a key", () => {
  test("of the scope read lists and opens, and saves nothing", async () => {
    const { key } = await make(admin, "read");
    expect(((await (await listRoute(by(key))).json()) as { screenings: { code: string }[] }).screenings.map((one) => one.code)).toContain(code);
    expect((await viewRoute(by(key), given("code", code))).status).toBe(200);
    const refused = await saveRoute(by(key, { method: "POST", body: draft }));
    expect([refused.status, await typeOf(refused)]).toEqual([403, "not-allowed"]);
  });

  test("of the scope write saves too, needs no Origin, and a foreign one changes nothing", async () => {
    const { id, key } = await make(admin, "write");
    for (const origin of ["null", "https://evil.example"]) expect((await saveRoute(by(key, { method: "POST", body: draft, headers: { origin } }))).status).toBe(201);
    expect((await saveRoute(by(key, { method: "POST", body: draft }))).status).toBe(201);
    expect(await query("SELECT DISTINCT action, site_id FROM audit_event WHERE actor = $1", [id])).toEqual([{ action: "save", site_id: admin.member.site }]);
  });

  test("saves no page's draft", async () => {
    const { key } = await make(admin, "write");
    const answer = await saveRoute(by(key, { method: "POST", body: draft, headers: { "x-image-screen-draft": admin.member.draftKey } }));
    expect([answer.status, await typeOf(answer)]).toEqual([409, "another-member"]);
  });

  test("is for no account, no members and no erasing", async () => {
    for (const scope of ["read", "write"] as const) {
      const { key } = await make(admin, scope);
      const answers = [await sessionRoute(by(key)), await inviteRoute(by(key, { method: "POST", body: {} })), await eraseRoute(by(key, { method: "DELETE" }), given("code", code))];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    }
  });

  test("sees its own site alone, whoever's cookie comes along; and signs nobody in", async () => {
    const { key } = await make(other, "read");
    const headers = { cookie: admin.cookie };
    expect(await (await listRoute(by(key, { headers }))).json()).toEqual({ screenings: [], total: 0, next: null });
    expect((await viewRoute(by(key, { headers }), given("code", code))).status).toBe(404);
    expect(await memberOf(by(key, { headers }).headers, new Date())).toBeNull();
  });

  test("exports while its maker may, and lists when the maker may that alone", async () => {
    const exportRoute = guarded("export", async () => nothing());
    const maker = await newMember(admin, "admin", "Mia Maker");
    const [read, write] = [await make(maker, "read"), await make(maker, "write")];
    const statuses = async () => [await exportRoute(by(read.key)), await exportRoute(by(write.key)), await listRoute(by(read.key)), await saveRoute(by(write.key, { method: "POST", body: draft }))].map(({ status }) => status);
    expect(await statuses()).toEqual([204, 403, 200, 201]);
    await changeRole(admin.member, maker.member.id, "reviewer", new Date());
    expect(await statuses()).toEqual([204, 403, 200, 201]);
    await changeRole(admin.member, maker.member.id, "clinician", new Date());
    expect(await statuses()).toEqual([403, 403, 200, 201]);
    await removeMember(admin.member, maker.member.id, new Date());
    expect(await statuses()).toEqual([401, 401, 401, 401]);
    expect((await listKeys(admin.member)).filter(({ maker: name }) => name === "Mia Maker").map(({ works, exports, revokedAt }) => [works, exports, revokedAt])).toEqual([[false, false, null], [false, false, null]]);
  });

  test("is noted as used to the day, and once a day", async () => {
    const { id, key } = await make(admin, "read");
    const used = async (at: string) => {
      await programOf(key, "", new Date(at));
      return (await query("SELECT last_used_on::text AS day, xmin::text AS version FROM api_key WHERE id = $1", [id]))[0];
    };
    const first = await used("2026-11-26T00:00:01Z");
    expect(first).toMatchObject({ day: "2026-11-26" });
    expect(await used("2026-11-26T23:59:59Z")).toEqual(first);
    expect(await used("2026-11-27T00:00:00Z")).toMatchObject({ day: "2026-11-27" });
  });
});

describe("a key that is not good", () => {
  test("is refused in the same words whatever is the matter, and no cookie helps", async () => {
    const revoked = await make(admin, "write");
    const maker = await newMember(admin, "admin", "Rita Removed");
    const orphan = await make(maker, "write");
    const good = await make(admin, "write");
    expect((await revoke(admin, revoked.id)).status).toBe(204);
    await removeMember(admin.member, maker.member.id, new Date());
    const bad = [revoked.key, orphan.key, `isk_${"A".repeat(43)}`, `${good.key}A`, good.key.slice(0, -1), good.key.replace("isk_", "ISK_"), "isk_", "isk_%00", `isk_${"x".repeat(5000)}`];
    const told = await Promise.all(bad.map(async (key) => {
      const answer = await listRoute(by(key, { headers: { cookie: admin.cookie } }));
      return { status: answer.status, headers: [...answer.headers], body: await answer.json() };
    }));
    expect(told[0]).toMatchObject({ status: 401, body: { type: "urn:image-screen:key-refused" }, headers: expect.arrayContaining([["www-authenticate", "Bearer"]]) as unknown });
    for (const one of told) expect(one).toEqual(told[0]);
    expect((await saveRoute(by(revoked.key, { method: "POST", body: draft, headers: { cookie: admin.cookie, origin: ORIGIN } }))).status).toBe(401);
    expect((await listRoute(by(good.key))).status).toBe(200);
  });

  test("is not what a proxy asks of browsers: another authorization leaves the session, and its need of an Origin", async () => {
    for (const authorization of ["Basic aXNrXzp4", "Bearer eyJhbGciOiJub25lIn0.e30.", "isk_abc", "Digest username=isk_", ""]) {
      const headers = { authorization, cookie: admin.cookie };
      expect((await listRoute(ask("/api/v1", undefined, headers, "GET"))).status, authorization).toBe(200);
      expect((await saveRoute(ask("/api/v1", draft, { ...headers, origin: "https://evil.example" }))).status, authorization).toBe(403);
    }
    expect(["bearer isk_a", "BEARER   isk_a ", "Bearer\tisk_a"].map((authorization) => keyIn(new Headers({ authorization })))).toEqual(["isk_a", "isk_a", "isk_a"]);
  });

  test("is revoked once, for good", async () => {
    const { id } = await make(admin, "read");
    expect([await revoke(admin, id), await revoke(admin, id), await revoke(admin, "no/such")].map(({ status }) => status)).toEqual([204, 404, 404]);
  });
});

describe("the limits", () => {
  const now = new Date("2026-11-26T08:00:00Z");
  const passing = async (times: number, attempt: (index: number) => Promise<unknown>) => {
    const outcomes = await Promise.allSettled(Array.from({ length: times }, (_, index) => attempt(index)));
    const reasons = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    expect(reasons.filter((reason) => !(reason instanceof TooMany))).toEqual([]);
    return times - reasons.length;
  };

  test("of a key are 600 requests a minute, from wherever, and cost no other key anything", async () => {
    const [{ id, key }, second] = [await make(admin, "read"), await make(admin, "read")];
    await programOf(key, "", now);
    // The rest of the minute but one, as so many requests would have it.
    await query("UPDATE attempt SET count = 590 WHERE key LIKE 'key:%'");
    expect(await passing(30, (index) => programOf(key, `192.0.2.${index}`, now))).toBe(10);
    await expect(programOf(key, "", now)).rejects.toMatchObject({ retryAfterSeconds: 60 });
    expect(await programOf(second.key, "", now)).toMatchObject({ kind: "key" });
    expect(await programOf(key, "", new Date(now.getTime() + 60_000))).toMatchObject({ id });
  });

  test("of an address are 30 wrong keys in 15 minutes; a good one works from there all the while", async () => {
    const { id, key } = await make(admin, "read");
    expect(await passing(50, (index) => programOf(`isk_${index}`, `2001:db8::${index.toString(16)}`, now))).toBe(30);
    expect(await programOf(key, "2001:db8::1", now)).toMatchObject({ id });
    expect(await programOf("isk_elsewhere", "2001:db8:1::1", now)).toBeNull();
  });

  test("answer 429 and when to come again; the table of attempts has neither key nor address", async () => {
    await passing(30, () => programOf("isk_x", "192.0.2.9", new Date()));
    const answer = await listRoute(by("isk_x"));
    expect([answer.status, await typeOf(answer), Number(answer.headers.get("retry-after"))]).toEqual([429, "too-many", expect.any(Number)]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(840);
    expect(await query("SELECT key FROM attempt")).toEqual([{ key: expect.stringMatching(/^wrong-key:[0-9a-f]{64}$/) as unknown }]);
  });
});

describe("the trail", () => {
  test("names a key by its name and its maker, also after it is revoked, and finds what it did by its id", async () => {
    const { id, key } = await make(admin, "read", "Night job");
    await viewRoute(by(key), given("code", code));
    await revoke(admin, id);
    const told = (await readTrail(admin.member, { member: id }))?.events.map(({ actor, action, subject, code: on }) => [actor, action, subject, on]);
    const name = "Admin of Ward Seven";
    const job = `Key “Night job” made by ${name}`;
    expect(told).toEqual([[name, "key-revoked", job, null], [job, "view", null, code], [name, "key", job, null]]);
    const [twin, third] = [await make(admin, "read", "Twin"), await make(admin, "write", "Twin")];
    const subjects = (await readTrail(admin.member, { action: "key" }))?.events.slice(0, 2).map(({ subject }) => subject);
    expect(subjects).toEqual([third, twin].map((one) => `Key “Twin” made by ${name}, ${one.id.slice(0, 4)}`));
  });
});
