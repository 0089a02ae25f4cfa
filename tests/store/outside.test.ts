import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "@/prisma/seed";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { database } from "@/lib/store/client";
import { migrate } from "@/lib/store/migrate";
import { plainUrl } from "@/lib/store/roles";
import { listScreenings } from "@/lib/store/lists";
import { eraseScreening, findScreening, saveScreening } from "@/lib/store/screenings";
import { verifyTrail } from "@/lib/store/trail";
import { run } from "./database";
import { cleanUp, place, start } from "./launching";

// A PostgreSQL as a hospital gives one: a login that owns one database, may make roles and is no superuser.
let url: string;
const actor = { id: null, site: "local" };
const now = new Date("2026-06-07T08:09:10Z");

beforeAll(async () => {
  const { url: owner } = await start(place());
  const postgres = owner.replace("image_screen_owner@", "postgres@");
  const elsewhere = (name: string, address: string) => address.replace("/image_screen?", `/${name}?`);
  await run(elsewhere("postgres", postgres), "DROP DATABASE image_screen WITH (FORCE)");
  await run(elsewhere("postgres", postgres), "DROP ROLE image_screen_app; DROP ROLE image_screen_owner; CREATE ROLE hospital LOGIN CREATEROLE");
  await run(elsewhere("postgres", postgres), "CREATE DATABASE screening OWNER hospital");
  url = elsewhere("screening", owner).replace("image_screen_owner@", "hospital@");
  await migrate(url);
  process.env.DATABASE_URL = plainUrl(url);
});

afterAll(async () => {
  await database().$disconnect();
  await cleanUp();
});

const who = "SELECT session_user::text AS login, current_user::text AS role";

test("a connection by plainUrl starts in the plain role, and resetting the role leads back to it", async () => {
  const plain = { login: "hospital", role: "image_screen_app" };
  expect(await run(plainUrl(url), who)).toEqual([plain]);
  const client = new Client(plainUrl(url));
  await client.connect();
  for (const reset of ["RESET ROLE", "RESET ALL", "DISCARD ALL"]) {
    await client.query(reset);
    expect((await client.query(who)).rows).toEqual([plain]);
  }
  await client.end();
  expect(await database().$queryRawUnsafe(who)).toEqual([plain]);
  expect(await run(url, who)).toEqual([{ login: "hospital", role: "hospital" }]);
});

test("plainUrl keeps what the address says otherwise", () => {
  const plain = new URL(plainUrl("postgresql://me:p%40ss@db.example.org:6432/screen?sslmode=verify-full&options=-c%20search_path%3Dscreen"));
  expect([plain.username, plain.password, plain.host, plain.pathname, plain.searchParams.get("sslmode")]).toEqual(["me", "p%40ss", "db.example.org:6432", "/screen", "verify-full"]);
  expect(plain.searchParams.get("options")).toBe("-c search_path=screen -c role=image_screen_app");
});

test("the plain role passes neither policies nor triggers there", async () => {
  await seed(3);
  const plain = plainUrl(url);
  expect(await run(plain, "SELECT count(*)::int AS seen FROM screening")).toEqual([{ seen: 0 }]);
  for (const sql of ["ALTER TABLE audit_event DISABLE TRIGGER ALL", "ALTER TABLE screening DISABLE ROW LEVEL SECURITY"]) await expect(run(plain, sql)).rejects.toThrow("must be owner");
  await expect(run(plain, "DELETE FROM audit_event")).rejects.toThrow("permission denied");
});

test("everything works there: save, list, find, erase, migrate again, verify", async () => {
  const saved = await saveScreening(actor, { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } }, { key: "a-key-of-the-outside", bodyHash: "b", now, random: randomBytes });
  if (!("code" in saved)) throw new Error(saved.outcome);
  expect((await listScreenings(actor, { letter: [], observed: ["iugr"], excluded: [] }, now))?.screenings.map(({ code }) => code)).toContain(saved.code);
  expect(await findScreening(actor, saved.code, now)).not.toBeNull();
  expect(await eraseScreening(actor, saved.code, "mistake", now)).toBe(true);
  expect(await migrate(url)).toEqual([]);
  expect(await verifyTrail(url)).toMatchObject({ sound: true });
});

test("a second database on the same server finds the role made", async () => {
  const second = url.replace("/screening?", "/second?");
  await run(url.replace("hospital@", "postgres@").replace("/screening?", "/postgres?"), "CREATE DATABASE second OWNER hospital");
  await migrate(second);
  expect(await run(plainUrl(second), who)).toEqual([{ login: "hospital", role: "image_screen_app" }]);
});
