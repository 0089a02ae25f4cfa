import { createHash, randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { POST as joinRoute } from "@/app/api/v1/account/join/route";
import { POST as linkRoute } from "@/app/api/v1/account/link/route";
import { POST as setUpRoute } from "@/app/api/v1/account/set-up/route";
import { memberOf } from "@/lib/access/guard";
import { acceptLink, findLink, firstLink, hashOf, join, setUp, siteLink } from "@/lib/access/links";
import { invite, removeMember, renewLink } from "@/lib/access/members";
import * as passwords from "@/lib/access/password";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { listScreenings } from "@/lib/store/lists";
import { saveScreening } from "@/lib/store/screenings";
import { ownDatabase } from "@/tests/store/database";
import { ORIGIN, PASSWORD, ask, newMember, newSite, renewed, settings, signIn } from "./people";
import type { Person } from "./people";

vi.mock("@/lib/access/password", { spy: true });

settings();
const query = ownDatabase();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const UNKNOWN = "A".repeat(22);
const everything = { letter: [], observed: [], excluded: [] };
let admin: Person;
let addresses = 0;

const later = (ms: number) => new Date(Date.now() + ms);
const tokenOf = (link: string | null) => link?.split("#")[1] ?? "";
const form = (token: string, email: string) => ({ token, site: "Ward Seven", name: "Ada", email, password: PASSWORD });
const memberWith = (cookie: string) => memberOf(new Headers({ cookie }), new Date());
const count = async (table: string) => (await query(`SELECT count(*)::int AS rows FROM "${table}"`))[0]?.["rows"];

/** From an address of its own: the limits are another test's. */
function send(route: (request: Request) => Promise<Response>, body: unknown): Promise<Response> {
  return route(ask("/api/v1/account", body, { "x-image-screen-address": `198.51.100.${(addresses += 1)}` }));
}

/** An invitation of one's own site: the membership and the token. */
async function invited(by: Person, email: string, now = new Date()): Promise<{ id: string; token: string }> {
  const made = await invite(by.member, { name: "Grace", email, role: "clinician" }, now);
  if (made === "exists") throw new Error(email);
  return { id: made.id, token: tokenOf(made.link) };
}

beforeEach(() => void vi.mocked(passwords.hashPassword).mockClear());

describe("the first set-up link", () => {
  test("has 128 bits in the fragment of our own address, and the database knows its hash alone", async () => {
    const link = await firstLink(ORIGIN);
    expect(link).toMatch(new RegExp(`^${ORIGIN}/account/set-up#[A-Za-z0-9_-]{22}$`));
    expect(Buffer.from(tokenOf(link), "base64url")).toHaveLength(16);
    const rows = await query("SELECT * FROM access_link");
    expect(rows).toMatchObject([{ hash: createHash("sha256").update(tokenOf(link)).digest("hex"), kind: "set-up", site_id: null, membership_id: null }]);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
    expect(await count("audit_event"), "every start makes one").toBe(0);
  });

  test("ends with the next start, and by itself after 24 hours", async () => {
    const [before, after] = [await firstLink(ORIGIN), await firstLink(ORIGIN)];
    expect(await count("access_link")).toBe(1);
    expect(await findLink(hashOf(tokenOf(before)), new Date())).toBeNull();
    expect(await setUp(form(tokenOf(before), "ada@ward.example"), new Date())).toBe("gone");
    expect(await findLink(hashOf(tokenOf(after)), later(DAY_MS - 1_000))).toEqual({ kind: "set-up" });
    expect(await findLink(hashOf(tokenOf(after)), later(DAY_MS))).toBeNull();
    expect(await setUp(form(tokenOf(after), "ada@ward.example"), later(DAY_MS))).toBe("gone");
  });

  test("is shown by looking and not used by it; of ten who use it at once one makes the account", async () => {
    const early = await saveScreening({ id: null, site: "local" }, { checklist: CHECKLIST_VERSION, sex: "female", age: "infant", findings: { iugr: "observed" } }, { key: "before-accounts", bodyHash: "b", now: new Date(), random: randomBytes });
    const token = tokenOf(await firstLink(ORIGIN));
    for (let look = 0; look < 3; look += 1) expect(await (await send(linkRoute, { token })).json()).toEqual({ kind: "set-up" });
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => setUp(form(token, `ada-${index}@ward.example`), new Date())));
    expect(outcomes.toSorted()).toEqual(["done", ...Array<string>(9).fill("gone")]);
    expect([await count("user"), await count("membership"), await count("access_link")]).toEqual([1, 1, 0]);
    expect(await query("SELECT id, name FROM site")).toEqual([{ id: "local", name: "Ward Seven" }]);
    const [made] = await query("SELECT id, email FROM membership");
    const first = await listScreenings({ id: String(made?.["id"]), site: "local" }, everything);
    expect(first?.screenings.map(({ code }) => code)).toEqual(["code" in early && early.code]);
    expect((await signIn(String(made?.["email"]))).status).toBe(200);
  });

  test("is made no more once there is an account", async () => {
    expect(await firstLink(ORIGIN)).toBeNull();
    expect(await count("access_link")).toBe(0);
  });
});

describe("a further set-up link", () => {
  test("makes another site, from which the first one's screenings are not seen", async () => {
    admin = await newSite("Ward Eight");
    expect(admin.member.site).toMatch(/^site-[0-9a-f]{12}$/);
    expect(await listScreenings(admin.member, everything)).toMatchObject({ screenings: [], total: 0, next: null });
    expect(await query("SELECT name FROM site ORDER BY name")).toEqual([{ name: "Ward Eight" }, { name: "Ward Seven" }]);
  });

  test("leaves others as they are, and stays good where the e-mail has an account", async () => {
    const [one, other] = [tokenOf(await siteLink(ORIGIN)), tokenOf(await siteLink(ORIGIN))];
    const sites = await count("site");
    expect(await setUp(form(one, admin.email), new Date())).toBe("taken");
    expect(await count("site")).toBe(sites);
    expect(await setUp(form(one, "first@ward-nine.example"), new Date())).toBe("done");
    expect(await setUp(form(other, "first@ward-ten.example"), new Date())).toBe("done");
  });

  test("two used at the same moment make two sites", async () => {
    const tokens = [tokenOf(await siteLink(ORIGIN)), tokenOf(await siteLink(ORIGIN))];
    const outcomes = await Promise.all(tokens.map((token, index) => setUp(form(token, `at-once-${index}@ward.example`), new Date())));
    expect(outcomes).toEqual(["done", "done"]);
    const held = await query("SELECT DISTINCT site_id FROM membership WHERE email LIKE 'at-once-%'");
    expect(held).toHaveLength(2);
  });
});

describe("an invitation", () => {
  test("is good for seven days, for one of ten who use it at once, and tells whom it is for", async () => {
    const { token } = await invited(admin, "grace@ward-eight.example");
    const shown = await send(linkRoute, { token });
    expect(await shown.json()).toEqual({ kind: "join", name: "Grace", email: "grace@ward-eight.example", site: "Ward Eight" });
    expect(await join({ token, password: PASSWORD }, later(7 * DAY_MS))).toBe("gone");
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => join({ token, password: PASSWORD }, later(7 * DAY_MS - 1_000))));
    expect(outcomes.toSorted()).toEqual(["done", ...Array<string>(9).fill("gone")]);
    expect((await signIn("grace@ward-eight.example")).status).toBe(200);
    expect((await send(linkRoute, { token })).status).toBe(404);
  });

  test("ends when a new link is made, and when it is taken back", async () => {
    const { id, token } = await invited(admin, "joan@ward-eight.example");
    const again = await renewed(admin, id);
    expect(await join({ token, password: PASSWORD }, new Date())).toBe("gone");
    expect(await findLink(hashOf(again), new Date())).toMatchObject({ kind: "join", membership: id });
    expect(await removeMember(admin.member, id, new Date())).toBe("done");
    expect(await join({ token: again, password: PASSWORD }, new Date())).toBe("gone");
    expect(await acceptLink({ hash: hashOf(again), userId: admin.member.userId, now: new Date() })).toBe(false);
    expect(await query("SELECT FROM access_link WHERE membership_id = $1", [id])).toEqual([]);
  });

  test("of somebody with an account at another site is taken, and makes nothing", async () => {
    const other = await newSite("Ward Eleven");
    const [here, there] = [await invited(admin, "both@example.org"), await invited(other, "both@example.org")];
    expect(await join({ token: there.token, password: PASSWORD }, new Date())).toBe("done");
    const users = await count("user");
    expect(await join({ token: here.token, password: PASSWORD }, new Date())).toBe("taken");
    expect((await send(joinRoute, { token: here.token, password: PASSWORD })).status).toBe(409);
    expect([await count("user"), (await query("SELECT state FROM membership WHERE id = $1", [here.id]))[0]]).toEqual([users, { state: "invited" }]);
  });

  test("is no set-up link, nor the other way round", async () => {
    const { token } = await invited(admin, "mixed@ward-eight.example");
    expect(await setUp(form(token, "mixed@example.org"), new Date())).toBe("gone");
    expect(await join({ token: tokenOf(await siteLink(ORIGIN)), password: PASSWORD }, new Date())).toBe("gone");
    expect(await join({ token, password: PASSWORD }, new Date())).toBe("done");
  });
});

describe("at the same moment", () => {
  test("ten new links leave one that is good", async () => {
    const person = await newMember(admin, "reviewer", "Renewed");
    await Promise.all(Array.from({ length: 10 }, () => renewLink(admin.member, person.member.id, new Date())));
    expect(await query("SELECT kind FROM access_link WHERE membership_id = $1", [person.member.id])).toEqual([{ kind: "reset" }]);
  });

  test("an invitation is accepted and taken back: one of the two, and no account is left without a member", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, token } = await invited(admin, `round-${round}@ward-eight.example`);
      const [joined, removed] = await Promise.all([join({ token, password: PASSWORD }, new Date()), new Promise((resolve) => setTimeout(resolve, round * 8)).then(() => removeMember(admin.member, id, new Date()))]);
      expect([joined, removed]).toEqual([expect.stringMatching(/^(done|gone)$/), "done"]);
      expect(await query("SELECT state, user_id FROM membership WHERE id = $1", [id])).toEqual([{ state: "removed", user_id: null }]);
      expect(await query(`SELECT FROM "user" WHERE email = $1`, [`round-${round}@ward-eight.example`])).toEqual([]);
    }
  });
});

describe("a reset", () => {
  test("is good for 24 hours and once, ends every session and the second step, and gives the new password", async () => {
    const person = await newMember(admin, "reviewer", "Mary");
    await query(`UPDATE "user" SET two_factor_enabled = true WHERE id = $1`, [person.member.userId]);
    await query("INSERT INTO two_factor (id, secret, backup_codes, user_id) VALUES ('t', 's', 'b', $1)", [person.member.userId]);
    const [first, token] = [await renewed(admin, person.member.id), await renewed(admin, person.member.id)];
    expect(await findLink(hashOf(first), new Date())).toBeNull();
    expect(await findLink(hashOf(token), later(DAY_MS))).toBeNull();
    expect(await (await send(linkRoute, { token })).json()).toEqual({ kind: "reset", name: "Mary", email: person.email, site: "Ward Eight" });
    expect(await memberWith(person.cookie)).not.toBeNull();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => join({ token, password: "another lamp, another cot" }, later(DAY_MS - 1_000))));
    expect(outcomes.toSorted()).toEqual(["done", ...Array<string>(4).fill("gone")]);
    expect(await memberWith(person.cookie)).toBeNull();
    expect(await query("SELECT FROM two_factor WHERE user_id = $1", [person.member.userId])).toEqual([]);
    expect((await signIn(person.email)).status).toBe(401);
    expect(await (await signIn(person.email, "another lamp, another cot")).json()).toEqual({ next: "done" });
  });

  test("ends with the member", async () => {
    const person = await newMember(admin, "reviewer", "Rosalind");
    const token = await renewed(admin, person.member.id);
    await removeMember(admin.member, person.member.id, new Date());
    expect(await join({ token, password: PASSWORD }, new Date())).toBe("gone");
  });
});

describe("what is not good", () => {
  test.each([
    ["too-short", "eleven sign"],
    ["too-long", "x9".repeat(65)],
    ["common", "123qweasdzxc"],
    ["common", "image-screen-password"],
  ])("a password that is %s is refused by name, and the link stays", async (code, password) => {
    const { id, token } = await invited(admin, `${randomBytes(4).toString("hex")}@ward-eight.example`);
    const site = tokenOf(await siteLink(ORIGIN));
    for (const answer of [await send(joinRoute, { token, password }), await send(setUpRoute, { ...form(site, "weak@example.org"), password })]) {
      expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ errors: [{ pointer: "/password", code }] })]);
    }
    expect(passwords.hashPassword).not.toHaveBeenCalled();
    expect(await findLink(hashOf(token), new Date())).toMatchObject({ membership: id });
    expect(await findLink(hashOf(site), new Date())).toEqual({ kind: "set-up" });
  });

  test("nothing is hashed for a link that is unknown, used or too old", async () => {
    const { token } = await invited(admin, "old@ward-eight.example", later(-7 * DAY_MS));
    const used = await invited(admin, "used@ward-eight.example");
    await join({ token: used.token, password: PASSWORD }, new Date());
    vi.mocked(passwords.hashPassword).mockClear();
    for (const bad of [token, used.token, UNKNOWN, "", "x", hashOf(used.token), `${used.token} `]) {
      for (const answer of [await send(joinRoute, { token: bad, password: PASSWORD }), await send(setUpRoute, form(bad, "late@example.org")), await send(linkRoute, { token: bad })]) {
        expect([answer.status, await answer.json()]).toEqual([404, { type: "urn:image-screen:no-such-link", title: "This link is not good any more", status: 404 }]);
      }
    }
    expect(passwords.hashPassword).not.toHaveBeenCalled();
  });

  test("is counted: 40 good looks pass, of 40 misses 30 are told so and the rest are too many", async () => {
    const headers = { "x-image-screen-address": "203.0.113.30" };
    const look = async (token: string) => (await linkRoute(ask("/api/v1/account/link", { token }, headers))).status;
    const { token } = await invited(admin, "looked-up@ward-eight.example");
    const statuses = async (times: number, one: () => Promise<number>) => (await Promise.all(Array.from({ length: times }, one))).toSorted();
    expect(await statuses(40, () => look(token))).toEqual(Array(40).fill(200));
    expect(await statuses(40, () => look(UNKNOWN))).toEqual([...Array<number>(30).fill(404), ...Array<number>(10).fill(429)]);
    const late = await joinRoute(ask("/api/v1/account/join", { token: UNKNOWN, password: PASSWORD }, headers));
    expect([late.status, Number(late.headers.get("retry-after"))]).toEqual([429, expect.closeTo(900, -2)]);
    expect(await look(token)).toBe(200);
  });
});
