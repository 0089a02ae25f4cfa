import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as listRoute, POST as saveRoute } from "@/app/api/v1/screenings/route";
import { GET as viewRoute } from "@/app/api/v1/screenings/[code]/route";
import { GET as fileRoute } from "@/app/api/v1/screenings/[code]/export/json/route";
import { GET as reportRoute } from "@/app/api/v1/screenings/export-report/route";
import { NotAnyMore, whileAllowed } from "@/lib/access/guard";
import { keyForm } from "@/lib/access/form";
import { listKeys, makeKey, programOf, revokeKey } from "@/lib/access/keys";
import { changeRole, removeMember } from "@/lib/access/members";
import type { Action, Scope } from "@/lib/access/table";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { database } from "@/lib/store/client";
import { Prisma } from "@/lib/store/generated/client";
import { ownDatabase } from "@/tests/store/database";
import { ORIGIN, ask, newMember, newSite, settings } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } };
const codes: Record<"here" | "there", string> = { here: "", there: "" };
let admin: Person;
let other: Person;

const make = ({ member }: Person, scope: Scope, name = "A program") => makeKey(member, { name, scope }, new Date());
const of = (code: string) => ({ params: Promise.resolve({ code }) });

/** A request with these headers and no others that matter. */
function request(headers: Record<string, string>, path = "/api/v1/screenings", body?: object): Request {
  const form = body && { "content-type": "application/json", "idempotency-key": randomUUID() };
  return new Request(ORIGIN + path, { headers: { "x-image-screen-address": "192.0.2.9", ...form, ...headers }, ...(body && { method: "POST", body: JSON.stringify(body) }) });
}
const by = ({ key }: { key: string }, path?: string, body?: object) => request({ authorization: `Bearer ${key}` }, path, body);

async function told(answer: Response): Promise<string> {
  return answer.ok ? String(answer.status) : ((await answer.json()) as { type: string }).type.replace("urn:image-screen", String(answer.status));
}

beforeAll(async () => {
  admin = await newSite("Ward Seven");
  other = await newSite("Ward Eight");
  for (const [site, { cookie }] of [["here", admin], ["there", other]] as const) {
    const saved = await saveRoute(ask("/api/v1/screenings", draft, { cookie, "idempotency-key": randomUUID() }));
    codes[site] = ((await saved.json()) as { code: string }).code;
  }
});
beforeEach(() => query("DELETE FROM attempt"));

describe("a key whose ground is gone", () => {
  test("stays dead when its maker, once removed, is invited again under the same e-mail", async () => {
    const maker = await newMember(admin, "admin", "Rita Returned");
    const key = await make(maker, "read");
    await removeMember(admin.member, maker.member.id, new Date());
    const again = await newMember(admin, "admin", "Rita Returned");
    expect([again.email, await told(await listRoute(by(key)))]).toEqual([maker.email, "401:key-refused"]);
  });

  test("follows its maker down and up again, and the page says what is left of it", async () => {
    const maker = await newMember(admin, "admin", "Dora Demoted");
    const key = await make(maker, "read", "Of Dora");
    const state = async () => [await told(await reportRoute(by(key))), await told(await listRoute(by(key))), ...(await listKeys(admin.member)).filter(({ id }) => id === key.id).flatMap(({ works, exports }) => [works, exports])];
    expect(await state()).toEqual(["200", "200", true, true]);
    await changeRole(admin.member, maker.member.id, "clinician", new Date());
    expect(await state()).toEqual(["403:not-allowed", "200", true, false]);
    await changeRole(admin.member, maker.member.id, "admin", new Date());
    expect(await state()).toEqual(["200", "200", true, true]);
  });

  test("keeps its site from being deleted, and past all walls opens nothing without its row or under another's member", async () => {
    const [gone, crossed] = [await make(admin, "write"), await make(admin, "write")];
    await expect(query("DELETE FROM site WHERE id = $1", [admin.member.site])).rejects.toThrow("foreign key");
    await query("DELETE FROM api_key WHERE id = $1", [gone.id]);
    await query("UPDATE api_key SET membership_id = $2 WHERE id = $1", [crossed.id, other.member.id]);
    for (const key of [gone, crossed]) expect([await told(await listRoute(by(key))), await told(await saveRoute(by(key, undefined, draft)))]).toEqual(["401:key-refused", "401:key-refused"]);
    await query("DELETE FROM api_key WHERE id = $1", [crossed.id]);
  });
});

describe("a key elsewhere than it belongs", () => {
  test("is nobody's: in the query, a cookie, another header or another scheme", async () => {
    const { key } = await make(admin, "write");
    const basic = Buffer.from(`key:${key}`).toString("base64");
    const places: Record<string, string>[] = [{}, { cookie: `image-screen=${key}` }, { cookie: `authorization=Bearer ${key}` }, { "x-api-key": key }, { "proxy-authorization": `Bearer ${key}` }, { authorization: key }, { authorization: `Basic ${basic}` }, { authorization: `Token ${key}` }, { authorization: `Bearer "${key}"` }];
    for (const headers of places) expect(await told(await listRoute(request(headers))), JSON.stringify(Object.keys(headers))).toBe("401:not-signed-in");
    for (const name of ["key", "api_key", "access_token", "authorization", "token"]) {
      expect(await told(await viewRoute(request({}, `/api/v1/screenings/${codes.here}?${name}=${key}`), of(codes.here))), name).toBe("401:not-signed-in");
    }
  });

  test("beside another one is no key: two in one header are joined, and refused together", async () => {
    const [one, two] = [await make(admin, "read"), await make(admin, "read")];
    const headers = new Headers({ "x-image-screen-address": "192.0.2.9", authorization: `Bearer ${one.key}` });
    headers.append("authorization", `Bearer ${two.key}`);
    expect(await told(await listRoute(new Request(`${ORIGIN}/api/v1/screenings`, { headers })))).toBe("401:key-refused");
  });

  test("reads no code of another site: it is told as one that is not there, by name, as a file, after and before", async () => {
    const [reads, writes] = [await make(admin, "read"), await make(admin, "write")];
    const absent = "IS-0000-0000";
    const asked = async (code: string) => [
      await told(await viewRoute(by(reads), of(code))),
      await told(await fileRoute(by(reads), of(code))),
      await told(await listRoute(by(reads, `/api/v1/screenings?after=${code}`))),
      await told(await reportRoute(by(reads, `/api/v1/screenings/export-report?after=${code}`))),
      await told(await saveRoute(by(writes, undefined, { ...draft, follows: code }))),
    ];
    const nothing = ["404:no-such-screening", "404:no-such-screening", "400:bad-query", "400:bad-query", "422:faulty-draft"];
    expect([await asked(codes.there), await asked(absent)]).toEqual([nothing, nothing]);
    expect(await asked(codes.here)).toEqual(["200", "200", "200", "200", "201"]);
  });
});

describe("a browser", () => {
  test("without a cookie, and with an Authorization that holds no key, is told what is missing and how to come by it, also where it writes", async () => {
    for (const authorization of ["Bearer", "Bearer "]) {
      for (const answer of [await listRoute(request({ authorization })), await saveRoute(request({ authorization }, undefined, draft))]) {
        expect(answer.status).toBe(401);
        expect(await answer.json()).toMatchObject({ type: "urn:image-screen:not-signed-in", title: "Nobody is signed in, and no key was sent", detail: expect.stringMatching(/holds none.*\/account\/keys/) as string });
      }
    }
  });

  test("with a cookie writes from our own pages alone, whatever stands in Authorization; without an Origin it is refused", async () => {
    const headers = { cookie: admin.cookie };
    for (const authorization of ["", "Bearer", "Bearer ", "Bearer x", "Basic aXNrXzp4", "isk_x"]) {
      expect(await told(await saveRoute(request({ ...headers, authorization }, undefined, draft))), authorization).toBe("403:foreign-origin");
      expect(await told(await saveRoute(request({ ...headers, authorization, origin: ORIGIN }, undefined, draft))), authorization).toBe("201");
    }
    expect(await told(await saveRoute(request({ ...headers, authorization: "Bearer isk_x", origin: ORIGIN }, undefined, draft)))).toBe("401:key-refused");
  });
});

test("nothing is learned of a key from what it takes to refuse it", async () => {
  const revoked = await make(admin, "read");
  await revokeKey(admin.member, revoked.id, new Date());
  const shared = globalThis as { imageScreenDatabase?: unknown };
  const kept = database();
  let asked: string[] = [];
  const listening = Prisma.defineExtension({ query: { $allOperations: ({ model, operation, args, query: go }) => (asked.push(`${model}.${operation}`), go(args)) } });
  const steps = async (key: string) => {
    asked = [];
    await programOf(key, "192.0.2.9", new Date());
    return asked;
  };
  shared.imageScreenDatabase = kept.$extends(listening);
  try {
    // The first wrong key of an address also sweeps ended windows.
    await steps("isk_first");
    const first = await steps(revoked.key);
    expect(first).toContain("ApiKey.findUnique");
    for (const key of [`isk_${"A".repeat(43)}`, "isk_", `${revoked.key.slice(0, -1)}_`]) expect(await steps(key), key).toEqual(first);
  } finally {
    shared.imageScreenDatabase = kept;
  }
});

test.each(["right‮to left", "zero​width", "soft­hyphen", "a\ttab", "bell\u0007", " "])("no name that hides a sign: %j", (name) => {
  expect(keyForm.safeParse({ name, scope: "read" }).success).toBe(false);
});

describe("the limits", () => {
  test("of a key and of an address do not mix: neither sign-in nor another's key pays, and a revoked one is refused like any other", async () => {
    const [worn, fresh] = [await make(admin, "read"), await make(admin, "read")];
    await listRoute(by(worn));
    expect(await query("SELECT split_part(key, ':', 1) AS kind, count FROM attempt")).toEqual([{ kind: "key", count: 1 }]);
    await query("UPDATE attempt SET count = 600");
    expect([await told(await listRoute(by(worn))), await told(await listRoute(by(fresh)))]).toEqual(["429:too-many", "200"]);
    await revokeKey(admin.member, worn.id, new Date());
    expect(await told(await listRoute(by(worn)))).toBe("401:key-refused");
    await query("UPDATE attempt SET count = 30 WHERE key LIKE 'wrong-key:%'");
    expect([await told(await listRoute(by(worn))), await told(await listRoute(by(fresh)))]).toEqual(["429:too-many", "200"]);
  });
});

describe("something long", () => {
  /** Five parts, two seconds apart, and what happens before the second. */
  async function drawn(headers: Record<string, string>, action: Action, before: () => Promise<unknown> = () => Promise.resolve()): Promise<number[]> {
    let now = Date.now();
    const got: number[] = [];
    async function* parts() {
      for (let part = 1; part <= 5; part += 1) {
        if (part === 2) await before();
        yield part;
        now += 2_000;
      }
    }
    try {
      for await (const part of whileAllowed(new Headers(headers), action, parts(), () => new Date(now))) got.push(part);
    } catch (error) {
      expect(error).toBeInstanceOf(NotAnyMore);
    }
    return got;
  }
  const bearing = ({ key }: { key: string }) => ({ authorization: `Bearer ${key}` });

  test("goes on to its end, and is counted once however long it lasts", async () => {
    const key = await make(admin, "read");
    expect(await drawn(bearing(key), "export")).toEqual([1, 2, 3, 4, 5]);
    expect(await drawn({ cookie: admin.cookie }, "export")).toEqual([1, 2, 3, 4, 5]);
    expect(await query("SELECT FROM attempt")).toEqual([]);
  });

  test("ends within five seconds of a revocation, of the maker's removal or of the right to it", async () => {
    const maker = await newMember(admin, "admin", "Mia Meanwhile");
    const [revoked, lessened, orphan] = [await make(maker, "write"), await make(maker, "read"), await make(maker, "write")];
    expect(await drawn(bearing(revoked), "save", () => revokeKey(admin.member, revoked.id, new Date()))).toEqual([1, 2, 3]);
    expect(await drawn(bearing(lessened), "export", () => changeRole(admin.member, maker.member.id, "clinician", new Date()))).toEqual([1, 2, 3]);
    expect(await drawn(bearing(orphan), "save", () => removeMember(admin.member, maker.member.id, new Date()))).toEqual([1, 2, 3]);
  });

  test("ends for a member, too, who is demoted meanwhile", async () => {
    const reviewer = await newMember(admin, "reviewer", "Rolf Meanwhile");
    expect(await drawn({ cookie: reviewer.cookie }, "export", () => changeRole(admin.member, reviewer.member.id, "clinician", new Date()))).toEqual([1, 2, 3]);
  });
});
