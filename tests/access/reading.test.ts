import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DELETE as removeRoute } from "@/app/api/v1/members/[id]/route";
import { POST as saveRoute } from "@/app/api/v1/screenings/route";
import { GET as viewRoute } from "@/app/api/v1/screenings/[code]/route";
import { listMembers, removeMember } from "@/lib/access/members";
import { readTrail } from "@/lib/access/trail";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { verifyTrail } from "@/lib/store/trail";
import { ownDatabase } from "@/tests/store/database";
import { ask, newMember, newSite, settings, signIn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", size: { weight: -2.3 }, findings: { iugr: "observed", hypospadias: "excluded" } };
let admin: Person;
let other: Person;
let keys = 0;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
  other = await newSite("Ward Eight");
});
beforeEach(() => query("DELETE FROM attempt"));

const request = (body: unknown, cookie: string, method = "POST") => ask("/api/v1", body, { cookie, "idempotency-key": `reading-${(keys += 1)}` }, method);
const given = <Name extends string>(name: Name, value: string) => ({ params: Promise.resolve({ [name]: value } as Record<Name, string>) });
const lastLine = async () => Number((await query("SELECT coalesce(max(id), 0) AS last FROM audit_event"))[0]?.["last"]);

async function save({ cookie }: Person): Promise<{ code: string }> {
  return { code: ((await (await saveRoute(request(draft, cookie))).json()) as { code: string }).code };
}

describe("the trail", () => {
  test("is whole, and holds no finding, name, e-mail or address", async () => {
    await save(other);
    await signIn("zzyzx@example.org", "not the right password");
    expect(await verifyTrail(query.owner)).toMatchObject({ sound: true });
    const text = JSON.stringify(await query("SELECT * FROM audit_event"));
    expect(text).not.toMatch(/iugr|hypospadias|newborn|observed|excluded|Ward|zzyzx|@|192\.0\.2|Firefox/);
  });

  test("is shown by name, newest first, and filtered by action, member and code", async () => {
    const person = await newMember(admin, "clinician", "Some Person");
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

describe("a member who was removed and is invited again", () => {
  const asks = async (member: Person["member"]) => {
    const page = await readTrail(admin.member, { member: member.id });
    return page?.events.filter(({ actor }) => actor !== "Admin of Ward Seven").map(({ actor, action }) => [actor, action]);
  };

  test("is somebody new under another name: the old one stays on the old lines", async () => {
    const before = await newMember(admin, "reviewer", "Maiden Name");
    await removeMember(admin.member, before.member.id, new Date());
    await query("UPDATE membership SET email = 'same@ward-seven.example' WHERE id = $1", [before.member.id]);
    const after = await newMember(admin, "clinician", "Same");
    expect(after.member.id).not.toBe(before.member.id);
    expect(await asks(before.member)).toEqual([["Maiden Name", "sign-in"], ["Maiden Name", "join"]]);
    expect(await asks(after.member)).toEqual([["Same", "sign-in"], ["Same", "join"]]);
    expect((await listMembers(admin.member)).filter(({ email }) => email === "same@ward-seven.example")).toMatchObject([{ name: "Maiden Name", state: "removed" }, { name: "Same", state: "active" }]);
  });

  test("is told apart by the e-mail where the name is another's too, and by the membership where that is the same", async () => {
    const [one, two] = [await newMember(admin, "clinician", "Twin"), await newMember(admin, "clinician", "Twin Two")];
    await query("UPDATE membership SET name = 'Twin' WHERE id = $1", [two.member.id]);
    expect([(await asks(one.member))?.[0], (await asks(two.member))?.[0]]).toEqual([["Twin, twin@ward-seven.example", "sign-in"], ["Twin, twin-two@ward-seven.example", "sign-in"]]);
    await removeMember(admin.member, one.member.id, new Date());
    const again = await newMember(admin, "clinician", "Twin");
    const shown = (person: Person) => `Twin, twin@ward-seven.example, ${person.member.id.slice(0, 4)}`;
    expect([(await asks(one.member))?.[0], (await asks(again.member))?.[0]]).toEqual([[shown(one), "sign-in"], [shown(again), "sign-in"]]);
    expect((await asks(two.member))?.[0]).toEqual(["Twin, twin-two@ward-seven.example", "sign-in"]);
  });

  test("may be removed and invited as often as need be; of those not removed there is one", async () => {
    for (let time = 0; time < 3; time += 1) await removeMember(admin.member, (await newMember(admin, "clinician", "Often")).member.id, new Date());
    await newMember(admin, "clinician", "Often");
    const copy = "INSERT INTO membership (id, site_id, name, email, role, state, created_at) VALUES (gen_random_uuid(), $1, 'Often', 'often@ward-seven.example', 'clinician', $2, now())";
    await expect(query(copy, [admin.member.site, "invited"])).rejects.toThrow("membership_site_id_email_key");
    await query(copy, [admin.member.site, "removed"]);
    await query(copy, [other.member.site, "invited"]);
    const held = await query("SELECT state, count(*)::int FROM membership WHERE email = 'often@ward-seven.example' AND site_id = $1 GROUP BY state ORDER BY state", [admin.member.site]);
    expect(held).toEqual([{ state: "active", count: 1 }, { state: "removed", count: 4 }]);
  });
});
