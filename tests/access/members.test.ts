import { beforeAll, describe, expect, test } from "vitest";
import { POST as inviteRoute } from "@/app/api/v1/members/route";
import { DELETE as removeRoute, PATCH as roleRoute } from "@/app/api/v1/members/[id]/route";
import { POST as renewRoute } from "@/app/api/v1/members/[id]/link/route";
import { memberOf } from "@/lib/access/guard";
import { join } from "@/lib/access/links";
import { changeRole, invite, listMembers, removeMember, renewLink, resetLink } from "@/lib/access/members";
import { ownDatabase } from "@/tests/store/database";
import { ORIGIN, PASSWORD, ask, newMember, newSite, settings, signIn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
let admin: Person;
let other: Person;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
  other = await newSite("Ward Eight");
});

const memberWith = (cookie: string) => memberOf(new Headers({ cookie }), new Date());
const given = (id: string) => ({ params: Promise.resolve({ id }) });
const request = (body: unknown, { cookie }: Person, method: string) => ask("/api/v1/members", body, { cookie }, method);
const stateOf = async (id: string) => (await query("SELECT name, email, role, state, user_id FROM membership WHERE id = $1", [id]))[0];

async function invitedId(email: string): Promise<string> {
  const made = await invite(admin.member, { name: "Grace", email, role: "clinician" }, new Date());
  if (made === "exists") throw new Error(email);
  return made.id;
}

describe("inviting", () => {
  test("answers the link once; name and e-mail are tidied, and letter case makes no second member", async () => {
    const answer = await inviteRoute(request({ name: "  Grace Hopper ", email: " Grace@WARD-seven.Example ", role: "reviewer" }, admin, "POST"));
    const { id, link } = (await answer.json()) as { id: string; link: string };
    expect([answer.status, link]).toEqual([201, expect.stringMatching(new RegExp(`^${ORIGIN}/account/join#[\\w-]{22}$`))]);
    expect(await stateOf(id)).toEqual({ name: "Grace Hopper", email: "grace@ward-seven.example", role: "reviewer", state: "invited", user_id: null });
    const again = await inviteRoute(request({ name: "Grace", email: "GRACE@ward-seven.example", role: "admin" }, admin, "POST"));
    expect([again.status, await again.json()]).toEqual([409, expect.objectContaining({ type: "urn:image-screen:member-exists" })]);
  });

  test("ten at once of one e-mail make one membership with one link", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => inviteRoute(request({ name: "Ten", email: "ten@ward-seven.example", role: "clinician" }, admin, "POST"))));
    const statuses = outcomes.map((one) => (one.status === "fulfilled" ? one.value.status : one.reason));
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
    expect(await query("SELECT count(*)::int AS rows FROM access_link JOIN membership m ON m.id = membership_id WHERE m.email = 'ten@ward-seven.example'")).toEqual([{ rows: 1 }]);
  });

  test("does not tell that an e-mail has an account at another site; whoever opens the link is told", async () => {
    const theirs = await newMember(other, "clinician", "Elsewhere");
    const answers = [];
    for (const email of [theirs.email, "nowhere@ward-eight.example"]) answers.push(await inviteRoute(request({ name: "Elsewhere", email, role: "clinician" }, admin, "POST")));
    const told = await Promise.all(answers.map(async (answer) => ({ status: answer.status, headers: [...answer.headers], body: (await answer.clone().json()) as { id: string; link: string } })));
    const shapes = told.map(({ body, ...rest }) => ({ ...rest, id: body.id.replace(/[0-9a-f]/g, "0"), link: body.link.replace(/#[\w-]{22}$/, "") }));
    expect(shapes[0]).toMatchObject({ status: 201, link: `${ORIGIN}/account/join` });
    expect(shapes[1]).toEqual(shapes[0]);
    const [there, nowhere] = told.map(({ body }) => body.link.split("#")[1] ?? "");
    expect(await stateOf(told[0]?.body.id ?? "")).toMatchObject({ state: "invited", user_id: null });
    expect([await join({ token: there ?? "", password: PASSWORD }, new Date()), await join({ token: nowhere ?? "", password: PASSWORD }, new Date())]).toEqual(["taken", "done"]);
    expect(await memberWith(theirs.cookie)).toMatchObject({ site: other.member.site });
    expect((await inviteRoute(request({ name: "Elsewhere", email: theirs.email, role: "clinician" }, admin, "POST"))).status).toBe(409);
  });

  test.each([
    [{ name: "", email: "a@example.org", role: "admin" }, "/name"],
    [{ name: "a\u0000b", email: "a@example.org", role: "admin" }, "/name"],
    [{ name: "a\u202Eb", email: "a@example.org", role: "admin" }, "/name"],
    [{ name: "x".repeat(101), email: "a@example.org", role: "admin" }, "/name"],
    [{ name: "A", email: "not an e-mail", role: "admin" }, "/email"],
    [{ name: "A", email: "a@example.org", role: "owner" }, "/role"],
    [{ name: "A", email: "a@example.org", role: "admin", site: "local" }, ""],
  ])("refuses %j", async (body, pointer) => {
    const answer = await inviteRoute(request(body, admin, "POST"));
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect([answer.status, errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
  });

  test("who is no admin may not, nor renew, change or remove", async () => {
    const reviewer = await newMember(admin, "reviewer", "No Admin");
    const id = await invitedId("somebody@ward-seven.example");
    const answers = [
      await inviteRoute(request({ name: "A", email: "b@example.org", role: "admin" }, reviewer, "POST")),
      await renewRoute(request(undefined, reviewer, "POST"), given(id)),
      await roleRoute(request({ role: "admin" }, reviewer, "PATCH"), given(reviewer.member.id)),
      await removeRoute(request(undefined, reviewer, "DELETE"), given(id)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(await stateOf(reviewer.member.id)).toMatchObject({ role: "reviewer" });
  });
});

describe("changing a role", () => {
  test("counts at once, and ends every session of the member", async () => {
    const person = await newMember(admin, "reviewer", "Demoted");
    const answer = await roleRoute(request({ role: "clinician" }, admin, "PATCH"), given(person.member.id));
    expect([answer.status, await memberWith(person.cookie)]).toEqual([200, null]);
    expect(await query("SELECT FROM session WHERE user_id = $1", [person.member.userId])).toEqual([]);
    expect((await signIn(person.email)).status).toBe(200);
    expect(await stateOf(person.member.id)).toMatchObject({ role: "clinician", state: "active" });
  });

  test("to the same one changes nothing, ends nothing and leaves no line", async () => {
    const person = await newMember(admin, "reviewer", "Unchanged");
    expect(await changeRole(admin.member, person.member.id, "reviewer", new Date())).toBe("done");
    expect(await memberWith(person.cookie)).not.toBeNull();
    expect(await query("SELECT FROM audit_event WHERE action LIKE 'role%' AND subject = $1", [person.member.id])).toEqual([]);
  });

  test("of an invitation counts when it is accepted", async () => {
    const made = await invite(admin.member, { name: "Promoted", email: "promoted@ward-seven.example", role: "clinician" }, new Date());
    if (made === "exists") throw new Error("exists");
    expect(await changeRole(admin.member, made.id, "reviewer", new Date())).toBe("done");
    await join({ token: made.link.split("#")[1] ?? "", password: PASSWORD }, new Date());
    expect(await stateOf(made.id)).toMatchObject({ role: "reviewer", state: "active" });
  });
});

describe("removing", () => {
  test("deletes account, sessions, credentials and links, and keeps the name", async () => {
    const person = await newMember(admin, "reviewer", "Removed");
    const { id, userId } = person.member;
    await query("INSERT INTO two_factor (id, secret, backup_codes, user_id) VALUES ('t', 's', 'b', $1)", [userId]);
    await renewLink(admin.member, id, new Date());
    const answer = await removeRoute(request(undefined, admin, "DELETE"), given(id));
    expect([answer.status, await memberWith(person.cookie), (await signIn(person.email)).status]).toEqual([204, null, 401]);
    for (const [table, column] of [["user", "id"], ["session", "user_id"], ["account", "user_id"], ["two_factor", "user_id"]]) {
      expect(await query(`SELECT FROM "${table}" WHERE ${column} = $1`, [userId]), table).toEqual([]);
    }
    expect(await query("SELECT FROM access_link WHERE membership_id = $1", [id])).toEqual([]);
    expect(await stateOf(id)).toEqual({ name: "Removed", email: person.email, role: "reviewer", state: "removed", user_id: null });
    expect((await listMembers(admin.member)).find((one) => one.id === id)).toMatchObject({ name: "Removed", state: "removed" });
    for (const outcome of [await removeMember(admin.member, id, new Date()), await changeRole(admin.member, id, "admin", new Date()), await renewLink(admin.member, id, new Date())]) expect(outcome).toBe("unknown");
  });

  test("is not for ever: invited again, the member is a new one with a new account, and the old one keeps name and role", async () => {
    const person = await newMember(admin, "reviewer", "Again");
    await removeMember(admin.member, person.member.id, new Date());
    const again = await newMember(admin, "clinician", "Again");
    expect(again.member).toMatchObject({ role: "clinician", state: "active" });
    expect([again.member.id === person.member.id, again.member.userId === person.member.userId]).toEqual([false, false]);
    expect(await stateOf(person.member.id)).toEqual({ name: "Again", email: person.email, role: "reviewer", state: "removed", user_id: null });
    expect((await renewRoute(request(undefined, admin, "POST"), given(person.member.id))).status).toBe(404);
    expect(await memberWith(person.cookie)).toBeNull();
  });
});

describe("a member who signs in through the hospital", () => {
  test("gets no link to a password, from an admin or on the server; invited ones and those with a password do", async () => {
    const person = await newMember(admin, "clinician", "By Hospital");
    const { id, userId } = person.member;
    await query("UPDATE account SET provider_id = 'hospital', account_id = 'subject-7', password = NULL WHERE user_id = $1", [userId]);
    const answer = await renewRoute(request(undefined, admin, "POST"), given(id));
    expect([answer.status, await answer.json()]).toEqual([409, { type: "urn:image-screen:hospital-member", title: "This member signs in through the identity provider", status: 409 }]);
    expect([await renewLink(admin.member, id, new Date()), await resetLink(person.email, ORIGIN, new Date())]).toEqual(["hospital", null]);
    expect(await query("SELECT FROM access_link WHERE membership_id = $1", [id])).toEqual([]);
    expect(await query("SELECT FROM audit_event WHERE action = 'reset-link' AND subject = $1", [id])).toEqual([]);
    expect(await memberWith(person.cookie)).not.toBeNull();
    expect((await renewRoute(request(undefined, admin, "POST"), given(await invitedId("by-hospital-2@ward-seven.example")))).status).toBe(201);
    expect(await resetLink(admin.email, ORIGIN, new Date())).toMatch(/\/account\/join#[\w-]{22}$/);
  });
});

describe("the last admin", () => {
  test("is neither demoted nor removed, not by themselves either", async () => {
    const only = await newSite("Ward Nine");
    const answers = [
      await roleRoute(request({ role: "clinician" }, only, "PATCH"), given(only.member.id)),
      await removeRoute(request(undefined, only, "DELETE"), given(only.member.id)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 409]);
    expect(await memberWith(only.cookie)).not.toBeNull();
    // An invited one cannot sign in yet, and does not count.
    await invite(only.member, { name: "To Be", email: "to-be@ward-nine.example", role: "admin" }, new Date());
    expect(await removeMember(only.member, only.member.id, new Date())).toBe("last-admin");
  });

  type Attack = (by: Person, of: Person) => Promise<string>;
  const removing: Attack = (by, of) => removeMember(by.member, of.member.id, new Date());
  const demoting: Attack = (by, of) => changeRole(by.member, of.member.id, "clinician", new Date());

  test.each([
    ["remove each other", removing, removing],
    ["demote each other", demoting, demoting],
    ["remove and demote each other", removing, demoting],
  ])("stays where two %s at once", async (_what, one, two) => {
    for (let round = 0; round < 5; round += 1) {
      const first = await newSite(`Ward ${String(_what)} ${round}`);
      const second = await newMember(first, "admin", "Second");
      expect((await Promise.all([one(first, second), two(second, first)])).toSorted()).toEqual(["done", "last-admin"]);
      const left = await query("SELECT FROM membership WHERE site_id = $1 AND role = 'admin' AND state = 'active'", [first.member.site]);
      expect(left).toHaveLength(1);
    }
  });
});

describe("another site", () => {
  test("is not listed, and its members are unknown", async () => {
    const theirs = await newMember(other, "clinician", "Theirs");
    const before = await stateOf(theirs.member.id);
    const listed = await listMembers(admin.member);
    expect(listed.length).toBeGreaterThan(1);
    const held = await query("SELECT id FROM membership WHERE site_id = $1", [other.member.site]);
    expect(listed.filter(({ id }) => held.some((one) => one["id"] === id))).toEqual([]);
    expect(Object.keys(listed[0] ?? {})).toEqual(["id", "name", "email", "role", "state"]);
    for (const id of [theirs.member.id, "nobody", "", "%", "\0", "x".repeat(10_000), "' OR true --"]) {
      const answers = [
        await roleRoute(request({ role: "admin" }, admin, "PATCH"), given(id)),
        await removeRoute(request(undefined, admin, "DELETE"), given(id)),
        await renewRoute(request(undefined, admin, "POST"), given(id)),
      ];
      expect(answers.map(({ status }) => status), id).toEqual([404, 404, 404]);
    }
    expect(await stateOf(theirs.member.id)).toEqual(before);
    expect(await memberWith(theirs.cookie)).not.toBeNull();
  });
});
