import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as joinRoute } from "@/app/api/v1/account/join/route";
import { POST as passwordRoute } from "@/app/api/v1/account/password/route";
import { POST as setUpRoute } from "@/app/api/v1/account/set-up/route";
import { siteLink } from "@/lib/access/links";
import { invite } from "@/lib/access/members";
import { ownDatabase } from "@/tests/store/database";
import { ORIGIN, PASSWORD, ask, newMember, newSite, renewed, settings, signIn } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const SITE = "Ward Seven of the North";
const EMAIL = "grace-brewster-hopper@ward-seven-of-the-north.example";
const NAME = "Grace Brewster Hopper";
let admin: Person;
let person: Person;
let made = 0;

beforeAll(async () => {
  admin = await newSite(SITE);
  person = await newMember(admin, "clinician", NAME);
});
beforeEach(() => query("DELETE FROM attempt"));

/** Every way to a new password of this member, or of somebody who is called the same. */
const ways: Record<string, (password: string) => Promise<Response>> = {
  "an invitation": async (password) => {
    const other = await newSite(SITE.concat(" ", String((made += 1))));
    const invited = await invite(other.member, { name: NAME, email: EMAIL, role: "clinician" }, new Date());
    await query("UPDATE site SET name = $2 WHERE id = $1", [other.member.site, SITE]);
    const token = invited === "exists" ? "" : invited.link.split("#")[1];
    return joinRoute(ask("/api/v1/account/join", { token, password }));
  },
  "a reset": async (password) => joinRoute(ask("/api/v1/account/join", { token: await renewed(admin, person.member.id), password })),
  "a set-up": async (password) => setUpRoute(ask("/api/v1/account/set-up", { token: (await siteLink(ORIGIN)).split("#")[1], site: SITE, name: NAME, email: person.email, password })),
  "a change": (password) => passwordRoute(ask("/api/v1/account/password", { current: PASSWORD, password }, { cookie: person.cookie })),
};

describe.each(Object.keys(ways))("by %s", (way) => {
  test.each([
    ["the name", NAME.toUpperCase(), "common"],
    ["the e-mail", EMAIL.toUpperCase(), "common"],
    ["the site", SITE.toLowerCase(), "common"],
    ["three signs", "aabbccaabbccaabb", "common"],
    ["half a sign", "a lamp beside \ud83e", "invalid"],
    ["a common one", "123qweasdzxc", "common"],
  ])("%s is refused as a password, and the old one stays", async (_what, password, code) => {
    const answer = await ways[way]?.(password);
    expect([answer?.status, await answer?.json()]).toEqual([422, expect.objectContaining({ errors: [{ pointer: "/password", code }] })]);
    expect((await signIn(person.email)).status).toBe(200);
  });
});
