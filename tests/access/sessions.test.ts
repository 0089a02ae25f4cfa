import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { POST as joinRoute } from "@/app/api/v1/account/join/route";
import { DELETE as endRoute } from "@/app/api/v1/account/sessions/[id]/route";
import { POST as signOutRoute } from "@/app/api/v1/account/sign-out/route";
import { memberOf } from "@/lib/access/guard";
import type { Member } from "@/lib/access/guard";
import { listSessions, sweepSessions } from "@/lib/access/sessions";
import { ownDatabase } from "@/tests/store/database";
import { PASSWORD, ask, cookiesOf, newMember, newSite, renewed, settings, signIn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const MINUTE_MS = 60_000;
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
let admin: Person;
let person: Person;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
  person = await newMember(admin, "clinician", "Ada");
});
afterEach(() => void vi.useRealTimers());

const memberWith = (cookie: string, now = new Date()) => memberOf(new Headers({ cookie }), now);
const rowOf = async ({ sessionId }: Member) => (await query("SELECT updated_at, created_at, expires_at FROM session WHERE id = $1", [sessionId]))[0] as Record<"updated_at" | "created_at" | "expires_at", Date> | undefined;
const given = (id: string) => ({ params: Promise.resolve({ id }) });

async function entered(headers: Record<string, string> = {}): Promise<{ cookie: string; member: Member }> {
  const cookie = cookiesOf(await signIn(person.email, PASSWORD, headers));
  const member = await memberWith(cookie);
  if (!member) throw new Error("nobody is signed in");
  return { cookie, member };
}

describe("a session", () => {
  test("ends 30 minutes after its last use, and is gone then", async () => {
    const { cookie, member } = await entered();
    const { updated_at: used } = (await rowOf(member)) ?? { updated_at: new Date(NaN) };
    const idle = (ms: number) => new Date(used.getTime() + ms);
    await query("UPDATE session SET updated_at = $2 WHERE id = $1", [member.sessionId, used]);
    expect(await memberWith(cookie, idle(30 * MINUTE_MS + 1))).toBeNull();
    expect(await rowOf(member)).toBeUndefined();
    const other = await entered();
    const since = (await rowOf(other.member))?.updated_at.getTime() ?? NaN;
    expect(await memberWith(other.cookie, new Date(since + 30 * MINUTE_MS))).toMatchObject({ id: person.member.id });
  });

  test("is written to at most once a minute, however often it is used", async () => {
    const { cookie, member } = await entered();
    const began = (await rowOf(member))?.updated_at.getTime() ?? NaN;
    const seen = async (ms: number) => {
      await memberWith(cookie, new Date(began + ms));
      return ((await rowOf(member))?.updated_at.getTime() ?? NaN) - began;
    };
    const touched = [];
    for (const ms of [1, 59_000, 60_000, 60_001, 61_000, 120_001, 120_002]) touched.push(await seen(ms));
    expect(touched).toEqual([0, 0, 0, 60_001, 60_001, 60_001, 120_002]);
  });

  test("ends 12 hours after its start, however busy it was", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { cookie, member } = await entered();
    const { created_at: began, expires_at: ends } = (await rowOf(member)) ?? {};
    expect((ends?.getTime() ?? 0) - (began?.getTime() ?? 0)).toBe(12 * 60 * MINUTE_MS);
    const at = (minutes: number) => {
      vi.setSystemTime((began?.getTime() ?? 0) + minutes * MINUTE_MS);
      return memberWith(cookie);
    };
    for (let minutes = 29; minutes < 12 * 60; minutes += 29) expect(await at(minutes), String(minutes)).not.toBeNull();
    expect(await at(12 * 60 - 1)).not.toBeNull();
    expect((await rowOf(member))?.expires_at).toEqual(ends);
    expect(await at(12 * 60 + 0.001)).toBeNull();
  });

  test("is nobody's where its cookie was altered, signed with another secret or made up", async () => {
    const { cookie, member } = await entered();
    const [token = "", signature = ""] = decodeURIComponent(cookie.replace("image-screen=", "")).split(".");
    const flip = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
    const made = (text: string) => `image-screen=${encodeURIComponent(text)}`;
    expect(await memberWith(made(`${token}.${signature}`))).toMatchObject({ sessionId: member.sessionId });
    for (const text of [`${token}.${flip(signature)}`, `${flip(token)}.${signature}`, token, `${token}.`, `.${signature}`, "", `${member.sessionId}.${signature}`, `${token}.${signature}.${signature}`, "%", "\0"]) {
      expect(await memberWith(made(text)), text).toBeNull();
    }
    expect(await memberWith("image-screen=%E0%A4%A")).toBeNull();
    expect(await memberWith(`__Host-${cookie}`)).toBeNull();
    const stolen = await query("SELECT token FROM session WHERE id = $1", [member.sessionId]);
    expect(stolen).toEqual([{ token }]);
  });

  test("is recognised whatever the database plans: account and site are set before anything is looked for by them", async () => {
    const { cookie, member } = await entered();
    const ways = ["nestloop", "hashjoin", "mergejoin", "indexscan", "bitmapscan", "seqscan", "material", "memoize", "hashagg", "sort"];
    const address = process.env.DATABASE_URL;
    for (const way of ways) {
      const at = new URL(address ?? "");
      at.searchParams.set("options", `${at.searchParams.get("options") ?? ""} -c enable_${way}=off`.trim());
      process.env.DATABASE_URL = at.href;
      expect(await memberWith(cookie), way).toMatchObject({ id: member.id, site: member.site, siteName: "Ward Seven" });
    }
    process.env.DATABASE_URL = address;
  });

  test("is left by signing out: its cookie is nobody's, and other sessions stay", async () => {
    const [one, two] = [await entered(), await entered()];
    const answer = await signOutRoute(ask("/api/v1/account/sign-out", {}, { cookie: one.cookie }));
    expect([answer.status, answer.headers.get("clear-site-data"), cookiesOf(answer, one.cookie)]).toEqual([204, '"cache", "cookies", "storage"', ""]);
    expect([await memberWith(one.cookie), (await memberWith(two.cookie))?.id]).toEqual([null, person.member.id]);
    expect((await signOutRoute(ask("/api/v1/account/sign-out", {}, { cookie: one.cookie }))).status).toBe(401);
  });
});

describe("one's own sessions", () => {
  test("are listed with the browser's family and nothing else of it, this one marked, ended ones left out", async () => {
    await query("DELETE FROM session WHERE user_id = $1", [person.member.userId]);
    const [firefox, chrome, old] = [await entered(), await entered({ "user-agent": CHROME }), await entered()];
    await query("UPDATE session SET updated_at = updated_at - interval '31 minutes' WHERE id = $1", [old.member.sessionId]);
    const listed = await listSessions(chrome.member);
    expect(listed.toSorted((a, b) => a.browser.localeCompare(b.browser))).toEqual([
      { id: chrome.member.sessionId, browser: "Chrome", current: true, startedAt: expect.any(Date) as Date, seenAt: expect.any(Date) as Date },
      { id: firefox.member.sessionId, browser: "Firefox", current: false, startedAt: expect.any(Date) as Date, seenAt: expect.any(Date) as Date },
    ]);
    expect(JSON.stringify(await query("SELECT * FROM session"))).not.toMatch(/Mozilla|Windows|192\.0\.2|KHTML/);
  });

  test("are ended one at a time; somebody else's is not there", async () => {
    const [one, two] = [await entered(), await entered()];
    const end = (by: string, id: string) => endRoute(ask("/api/v1/account/sessions", undefined, { cookie: by }, "DELETE"), given(id));
    expect((await end(one.cookie, two.member.sessionId)).status).toBe(204);
    expect([await memberWith(two.cookie), (await memberWith(one.cookie))?.id]).toEqual([null, person.member.id]);
    for (const id of [two.member.sessionId, admin.member.sessionId, "", "\0", "nothing", one.member.userId]) expect((await end(one.cookie, id)).status, id).toBe(404);
    expect(await memberWith(admin.cookie)).not.toBeNull();
    expect((await end(one.cookie, one.member.sessionId)).status).toBe(204);
    expect(await memberWith(one.cookie)).toBeNull();
  });

  test("all end with a reset of the password", async () => {
    const [one, two] = [await entered(), await entered()];
    const token = await renewed(admin, person.member.id);
    expect(await memberWith(one.cookie)).not.toBeNull();
    expect((await joinRoute(ask("/api/v1/account/join", { token, password: PASSWORD }))).status).toBe(201);
    expect([await memberWith(one.cookie), await memberWith(two.cookie)]).toEqual([null, null]);
  });

  test("that have ended by themselves are forgotten at the next sign-in, and no other", async () => {
    const [living, idle, over] = [await entered(), await entered(), await entered()];
    await query("UPDATE session SET updated_at = now() - interval '31 minutes' WHERE id = $1", [idle.member.sessionId]);
    await query("UPDATE session SET expires_at = now() WHERE id = $1", [over.member.sessionId]);
    expect(await memberWith(over.cookie)).toBeNull();
    await sweepSessions(new Date());
    const left = await query("SELECT id FROM session WHERE user_id = $1", [person.member.userId]);
    expect(left.map(({ id }) => id)).toEqual([living.member.sessionId]);
  });
});
