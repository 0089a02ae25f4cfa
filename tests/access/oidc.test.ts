import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ownDatabase } from "@/tests/store/database";
import { cookiesOf, PASSWORD, settings } from "./people";
import type { Forgery, Hospital, World } from "./provider";
import { built, CALLBACK, CLIENT, handlers, hospitalOnLoopback } from "./provider";

const BUILT = existsSync(join(".next", "BUILD_ID"));

settings();
const query = ownDatabase();

describe.each([["the handlers", handlers], ...(BUILT ? [["the built server", built] as const] : [])] as const)("signing in through a hospital, %s", (_, begin) => {
  let hospital: Hospital;
  let world: World;
  let admin: string;
  let made = 0;

  beforeAll(async () => {
    hospital = await hospitalOnLoopback();
    world = await begin({ OIDC_ISSUER: hospital.issuer, OIDC_CLIENT_ID: CLIENT.client_id, OIDC_CLIENT_SECRET: CLIENT.client_secret, OIDC_NAME: "St. Elsewhere" }, query);
    const account = { site: "Ward One", name: "First", email: "first@ward.example", password: PASSWORD };
    expect((await post("/api/v1/account/set-up", { token: world.setUp.split("#")[1], ...account })).status).toBe(201);
    admin = cookiesOf(await post("/api/v1/account/sign-in", { email: account.email, password: PASSWORD }));
  });
  beforeEach(() => world.query("DELETE FROM attempt"));
  afterAll(async () => {
    await world?.stop();
    await hospital?.close();
  });

  const call = (method: string, path: string, { cookie = "", body, more }: { cookie?: string; body?: unknown; more?: Record<string, string> } = {}) =>
    world.send(new Request(new URL(path, world.origin), { method, redirect: "manual", headers: { origin: world.origin, "content-type": "application/json", cookie, ...more }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
  const post = (path: string, body: unknown, cookie = "") => call("POST", path, { body, cookie });

  /** A browser that has asked for the way to the hospital: where it is sent, and its cookies. */
  async function start(link?: string): Promise<{ url: URL; cookie: string }> {
    const answer = await post("/api/v1/account/sign-in/hospital", link === undefined ? {} : { link });
    const { url } = (await answer.json()) as { url: string };
    expect(answer.status, url).toBe(200);
    return { url: new URL(url, world.origin), cookie: cookiesOf(answer) };
  }

  /** Somebody's whole way there and back. */
  async function walk(who: string, link?: string): Promise<Response> {
    const { url, cookie } = await start(link);
    return call("GET", await hospital.through(url.href, who), { cookie });
  }

  /** Somebody of the hospital whom the site has invited, under the e-mail that the hospital has verified. */
  async function invited(role = "clinician", more: object = {}): Promise<{ who: string; email: string; id: string; link: string }> {
    const who = `subject-${(made += 1)}`;
    const email = `${who}@hospital.example`;
    hospital.people.set(who, { email: email.replace("s", "S"), email_verified: true, name: "Somebody Else", picture: "https://hospital.example/face.png", ...more });
    const answer = await post("/api/v1/members", { name: `Member ${made}`, email, role }, admin);
    const { id, link } = (await answer.json()) as { id: string; link: string };
    return { who, email, id, link: link.split("#")[1] ?? "" };
  }

  const ends = (answer: Response) => [answer.status, answer.headers.get("location")];
  const cookieOf = async (answer: Promise<Response>) => cookiesOf(await answer);
  const mayList = async (cookie: string) => (await call("GET", "/api/v1/screenings", { cookie })).status;
  const lastLines = (count: number) => world.query("SELECT * FROM (SELECT id, action, actor, subject FROM audit_event ORDER BY id DESC LIMIT $1) AS last ORDER BY id", [count]).then((rows) => rows.map(({ action, actor, subject }) => [action, actor, subject]));
  const accounts = () => world.query('SELECT "user".*, account.account_id FROM "user" LEFT JOIN account ON account.user_id = "user".id ORDER BY "user".id, account.id');
  const memberships = () => world.query("SELECT * FROM membership ORDER BY id");

  /** It ends at the sign-in page without saying why, gives no session, and leaves one line and nothing else. */
  async function expectRefused(way: () => Promise<Response>): Promise<void> {
    const before = [await accounts(), await memberships(), await world.query("SELECT id FROM session ORDER BY id")];
    const [{ count } = {}] = await world.query("SELECT count(*)::int FROM audit_event");
    const answer = await way();
    expect(ends(answer)).toEqual([303, `${world.origin}/account/sign-in?trouble=hospital`]);
    expect(cookiesOf(answer)).toBe("");
    expect([await accounts(), await memberships(), await world.query("SELECT id FROM session ORDER BY id")]).toEqual(before);
    expect(await world.query("SELECT action, actor, subject, site_id FROM audit_event WHERE id > $1", [count])).toEqual([{ action: "sign-in-failed", actor: null, subject: null, site_id: null }]);
  }

  test("waits for nobody: while the hospital is away or silent, passwords work and its button leads to the trouble named", async () => {
    const trouble = { url: new URL(`${world.origin}/account/sign-in?trouble=hospital`), cookie: "" };
    expect(await start()).toEqual(trouble);
    await expectRefused(() => call("GET", `${CALLBACK}?code=x&state=y`));
    hospital.state.issuer = "https://another.example";
    await hospital.open(world.origin);
    expect(await start()).toEqual(trouble);
    await hospital.close();
    hospital.state.issuer = hospital.issuer;
    await hospital.open(world.origin);
    hospital.state.silent = true;
    const since = Date.now();
    expect((await post("/api/v1/account/sign-in", { email: "first@ward.example", password: PASSWORD })).status).toBe(200);
    expect(await mayList(admin)).toBe(200);
    expect(Date.now() - since).toBeLessThan(4_000);
    expect(await start()).toEqual(trouble);
    hospital.state.silent = false;
  });

  test("joins with the invitation, in its role, and signs in later without it, whatever the e-mail is by then", async () => {
    const { who, email, id, link } = await invited("reviewer");
    const answer = await walk(who, link);
    expect(ends(answer)).toEqual([303, `${world.origin}/screenings`]);
    expect(answer.headers.get("set-cookie")).toMatch(/image-screen=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax/);
    expect(await lastLines(2)).toEqual([["join", id, id], ["sign-in", id, id]]);
    expect([await mayList(cookiesOf(answer)), (await post(`/api/v1/members/${id}/link`, {}, admin)).status]).toEqual([200, 409]);
    expect(await world.query("SELECT role, state, name, email FROM membership WHERE id = $1", [id])).toEqual([{ role: "reviewer", state: "active", name: `Member ${made}`, email }]);
    hospital.people.set(who, { email: "first@ward.example", email_verified: true });
    const later = await cookieOf(walk(who));
    expect(await lastLines(1)).toEqual([["sign-in", id, id]]);
    expect(await mayList(later)).toBe(200);
    expect(await world.query("SELECT email FROM membership JOIN \"user\" USING (email) WHERE membership.id = $1", [id])).toEqual([{ email }]);
    hospital.people.set(who, { email, email_verified: false });
    await expectRefused(() => walk(who));
  });

  test("lets in nobody without an invitation to that very e-mail, and links no account by its e-mail", async () => {
    const { who, link } = await invited();
    hospital.people.set("uninvited", { email: "uninvited@hospital.example", email_verified: true });
    hospital.people.set("namesake", { email: "first@ward.example", email_verified: true });
    hospital.people.set("unverified", { email: hospital.people.get(who)?.email ?? "", email_verified: false });
    for (const way of [() => walk(who), () => walk("uninvited"), () => walk("uninvited", link), () => walk("namesake"), () => walk("namesake", link), () => walk("unverified", link), () => walk("nobody", link), () => walk(who, "not a link")]) await expectRefused(way);
    expect(await mayList(await cookieOf(walk(who, link)))).toBe(200);
    hospital.people.set("twin", { email: hospital.people.get(who)?.email ?? "", email_verified: true });
    for (const way of [() => walk("twin"), () => walk("twin", link)]) await expectRefused(way);
  });

  test("takes an invitation once, not when it is renewed, expired or a reset, and forgets a removed member", async () => {
    const { who, id, link } = await invited();
    const renewed = ((await (await post(`/api/v1/members/${id}/link`, {}, admin)).json()) as { link: string }).link.split("#")[1] ?? "";
    await expectRefused(() => walk(who, link));
    await world.query("UPDATE access_link SET expires_at = now() - interval '1 second'");
    await expectRefused(() => walk(who, renewed));
    await world.query("UPDATE access_link SET expires_at = now() + interval '1 day'");
    const cookie = await cookieOf(walk(who, renewed));
    expect(await mayList(cookie)).toBe(200);
    expect((await call("DELETE", `/api/v1/members/${id}`, { cookie: admin })).status).toBe(204);
    expect(await mayList(cookie)).toBe(401);
    for (const way of [() => walk(who), () => walk(who, renewed)]) await expectRefused(way);
    const member = await invited();
    expect((await post("/api/v1/account/join", { token: member.link, password: PASSWORD })).status).toBe(201);
    const reset = ((await (await post(`/api/v1/members/${member.id}/link`, {}, admin)).json()) as { link: string }).link.split("#")[1] ?? "";
    await expectRefused(() => walk(member.who, reset));
  });

  test("binds the way back to the browser and to one use, with PKCE", async () => {
    const { who, link } = await invited();
    const one = await start(link);
    const asked = Object.fromEntries(one.url.searchParams);
    expect(asked).toMatchObject({ response_type: "code", scope: "openid email profile", code_challenge_method: "S256", redirect_uri: `${world.origin}${CALLBACK}`, client_id: CLIENT.client_id });
    expect([asked.code_challenge, asked.state, asked.nonce]).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^.{32}$/), expect.stringMatching(/^.{32}$/)]);
    const other = await start(link);
    const [back, foreign] = [await hospital.through(one.url.href, who), await hospital.through(other.url.href, who)];
    await expectRefused(() => call("GET", back));
    await expectRefused(() => call("GET", back, { cookie: other.cookie }));
    const swapped = new URL(back);
    swapped.searchParams.set("code", new URL(foreign).searchParams.get("code") ?? "");
    await expectRefused(() => call("GET", swapped.href, { cookie: one.cookie }));
    const again = await start(link);
    const good = await hospital.through(again.url.href, who);
    expect(ends(await call("GET", good, { cookie: again.cookie }))).toEqual([303, `${world.origin}/screenings`]);
    await expectRefused(() => call("GET", good, { cookie: again.cookie }));
    for (const query of ["?state=x", "?code=x&state=", `?error=access_denied&error_description=<b>&state=${asked.state}`, "?code=x&state=y&iss=https://another.example"]) await expectRefused(() => call("GET", `${CALLBACK}${query}`));
  });

  test("believes no id token but one that the hospital signed, now, for this application and this way", async () => {
    const { who, link } = await invited();
    const past = Math.floor(Date.now() / 1000) - 3_600;
    const forgeries: Forgery[] = [
      { signedWith: "foreign key" }, { signedWith: "nothing" }, { signedWith: "client secret" }, { gone: true },
      { claims: { iss: "https://another.example" } }, { claims: { aud: "another application" } }, { claims: { nonce: "another way" } },
      { claims: { nonce: undefined } }, { claims: { exp: past, iat: past - 60 } }, { claims: { sub: undefined } }, { at: "me", claims: { sub: "subject-0" } },
    ];
    for (const forgery of forgeries) {
      hospital.state.forgery = forgery;
      await expectRefused(() => walk(who, link)).catch((error: Error) => Promise.reject(new Error(`${JSON.stringify(forgery)}: ${error.message}`)));
    }
    hospital.state.forgery = {};
    expect(await mayList(await cookieOf(walk(who, link)))).toBe(200);
    hospital.state.forgery = null;
  });

  test("leads nowhere but to our own pages, and takes no picture of a foreign page for an attempt", async () => {
    const { who, link } = await invited();
    for (const more of [{ callbackURL: "https://evil.example" }, { errorCallbackURL: "https://evil.example" }]) {
      expect((await post("/api/v1/account/sign-in/hospital", { link, ...more })).status).toBe(422);
    }
    const { url, cookie } = await start(link);
    const back = await hospital.through(url.href, who);
    const lines = await lastLines(1);
    expect(ends(await call("GET", back, { cookie, more: { "sec-fetch-dest": "image" } }))).toEqual([303, `${world.origin}/account/sign-in?trouble=hospital`]);
    for (const search of ["", "?code=x", "?error=access_denied"]) expect(ends(await call("GET", `${CALLBACK}${search}`))).toEqual([303, `${world.origin}/account/sign-in?trouble=hospital`]);
    expect(await lastLines(1)).toEqual(lines);
    await call("GET", `${CALLBACK}?state=x`);
    await world.query("UPDATE attempt SET count = 100");
    expect((await call("GET", back, { cookie })).status).toBe(429);
    await world.query("DELETE FROM attempt");
    expect(ends(await call("GET", `${back}&callbackURL=https://evil.example`, { cookie, more: { "sec-fetch-dest": "document" } }))).toEqual([303, `${world.origin}/screenings`]);
  });

  test("lets one of several join at once with one link, and no account is left without a member", async () => {
    const { who, id, link } = await invited();
    hospital.people.set("rival", { email: hospital.people.get(who)?.email ?? "", email_verified: true });
    const ways = await Promise.all([who, "rival", who, "rival"].map(async (one) => {
      const { url, cookie } = await start(link);
      return { back: await hospital.through(url.href, one), cookie };
    }));
    const answers = await Promise.all(ways.map(({ back, cookie }) => call("GET", back, { cookie })));
    const winners = answers.filter((answer) => answer.headers.get("location")?.endsWith("/screenings"));
    expect(winners.length).toBeGreaterThanOrEqual(1);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
    const holders = await world.query("SELECT DISTINCT user_id FROM session JOIN membership USING (user_id) WHERE membership.id = $1", [id]);
    expect(holders).toHaveLength(1);
    expect(await world.query("SELECT account_id FROM account JOIN membership USING (user_id) WHERE membership.id = $1", [id])).toHaveLength(1);
    expect(await world.query("SELECT count(*)::int FROM audit_event WHERE action = 'join' AND subject = $1", [id])).toEqual([{ count: 1 }]);
    expect(await world.query('SELECT id FROM "user" WHERE id NOT IN (SELECT user_id FROM membership WHERE user_id IS NOT NULL)')).toEqual([]);
  });

  test("heals a join that the server did not live to finish, and its sessions have the limits of every other", async () => {
    const { who, email, id, link } = await invited();
    await world.query('INSERT INTO "user" (id, name, email, email_verified) VALUES ($1, $1, $2, true)', [who, email]);
    await world.query("INSERT INTO account (id, account_id, provider_id, user_id) VALUES ($1, $1, 'hospital', $1)", [who]);
    const cookie = await cookieOf(walk(who, link));
    expect(await mayList(cookie)).toBe(200);
    const sessions = "SELECT extract(epoch FROM expires_at - session.created_at)::int AS seconds FROM session JOIN membership USING (user_id) WHERE membership.id = $1";
    expect((await world.query(sessions, [id])).map(({ seconds }) => Math.round(Number(seconds) / 60))).toEqual([720]);
    await world.query("UPDATE session SET updated_at = now() - interval '31 minutes' WHERE user_id = $1", [who]);
    expect(await mayList(cookie)).toBe(401);
    const later = await cookieOf(walk(who));
    await world.query("UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = $1", [who]);
    expect(await mayList(later)).toBe(401);
    await world.query('INSERT INTO "user" (id, name, email) VALUES (\'left\', \'Left\', \'left@hospital.example\')');
    await world.query("INSERT INTO account (id, account_id, provider_id, user_id) VALUES ('left', 'left', 'hospital', 'left')");
    hospital.people.set("left", { email: "left@hospital.example", email_verified: true });
    expect(ends(await walk("left", (await invited()).link))[1]).toMatch(/trouble=hospital$/);
    expect((await accounts()).filter(({ id }) => id === "left")).toEqual([]);
    const half = await invited();
    await world.query(`ALTER TABLE account ADD CONSTRAINT half CHECK (account_id <> '${half.who}') NOT VALID`);
    await expectRefused(() => walk(half.who, half.link));
    await world.query("ALTER TABLE account DROP CONSTRAINT half");
    expect(await mayList(await cookieOf(walk(half.who, half.link)))).toBe(200);
  });

  test("keeps nothing that the hospital gave for the way, nor a picture", async () => {
    expect(hospital.issued.size).toBeGreaterThan(20);
    const tables = await world.query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
    for (const { name } of tables) {
      const kept = (await world.query(`SELECT row_to_json(kept)::text AS row FROM "${String(name)}" AS kept`)).map(({ row }) => String(row)).join("\n");
      expect([...hospital.issued, "face.png"].filter((each) => kept.includes(each)), String(name)).toEqual([]);
    }
  });
});
