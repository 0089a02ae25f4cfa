import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf } from "@/lib/access/guard";
import { inspectBackup, restoreBackup } from "@/lib/store/backup-restore";
import { MOMENTARY } from "@/lib/store/backup-tables";
import { database } from "@/lib/store/client";
import { migrate } from "@/lib/store/migrate";
import { verifyTrail } from "@/lib/store/trail";
import { codeOf, cookiesOf, giveCode, settings, signIn } from "@/tests/access/people";
import { contents, dropDatabases, emptyDatabase, workOn } from "./backup-world";
import { run } from "./database";
import { readAll } from "./versions/fill";
import { contentsOf, hasFixture, pathsOf, pour, readFixture, versions } from "./versions/fixture";
import type { Fixture } from "./versions/fixture";

const FOLDER = join("prisma", "migrations");
const MAKE = "node --import tsx --conditions=react-server tests/store/versions/make.ts";
const { version: current } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const folders = readdirSync(FOLDER).filter((name) => /^\d/.test(name)).toSorted();
const administrators = (url: string) => url.replace("image_screen_owner@", "postgres@");
const checksumOf = (name: string) => createHash("sha256").update(readFileSync(join(FOLDER, name, "migration.sql"), "utf8").replaceAll("\r\n", "\n")).digest("hex");

afterAll(dropDatabases);

async function pourInto(url: string, fixture: Fixture): Promise<void> {
  const [owner, administrator] = [new Client(url), new Client(administrators(url))];
  await Promise.all([owner.connect(), administrator.connect()]);
  await pour(owner, administrator, fixture);
  await Promise.all([owner.end(), administrator.end()]);
}

test(`the version of package.json has a fixture; a release makes it: ${MAKE}`, () => {
  expect(hasFixture(current), `${current} has none`).toBe(true);
  const known = readFixture(current).migrations.map(({ name }) => name);
  expect(known, `a new migration needs a new version, or, before ${current} is released, its fixture made again`).toEqual(folders);
});

describe.each(versions())("a database of version %s", (version) => {
  let fixture: Fixture;
  let url: string;

  beforeAll(async () => {
    fixture = readFixture(version);
    const { url: address, plain } = await emptyDatabase();
    url = address;
    settings();
    Object.assign(process.env, { DATABASE_URL: plain, SECRET: fixture.secret });
    await workOn(plain);
    await pourInto(url, fixture);
  });

  afterAll(() => database().$disconnect());

  test("was made with migrations that nobody has edited since", () => {
    expect(fixture.migrations.map(({ name }) => ({ name, checksum: checksumOf(name) }))).toEqual(fixture.migrations);
  });

  test("is brought forward with every row, twice without a further change", async () => {
    const known = fixture.migrations.map(({ name }) => name);
    expect(await migrate(url)).toEqual(folders.filter((name) => !known.includes(name)));
    expect(await migrate(url)).toEqual([]);
    const administrator = new Client(administrators(url));
    await administrator.connect();
    const now = await contentsOf(administrator);
    await administrator.end();
    expect(now.migrations.map(({ name }) => name)).toEqual(folders);
    for (const [table, rows] of Object.entries(fixture.tables)) {
      expect(now.tables[table]?.length, table).toBe(rows.length);
      // A column that came later changes how rows are ordered.
      const columns = Object.keys(rows[0] ?? {});
      const held = (now.tables[table] ?? []).map((row) => JSON.stringify(columns.map((column) => row[column]))).toSorted();
      expect(held, table).toEqual(rows.map((row) => JSON.stringify(columns.map((column) => row[column]))).toSorted());
    }
    expect(now.next).toMatchObject(fixture.next);
  });

  test("has a whole audit trail, which goes on", async () => {
    const { number, hash } = fixture.trail;
    expect(await verifyTrail(url, { number: BigInt(number), hash })).toEqual({ sound: true, last: { number: BigInt(number), hash } });
    await run(url, "INSERT INTO audit_event (at, action) VALUES (now(), 'sign-in-failed')");
    expect(await verifyTrail(url, { number: BigInt(number), hash })).toMatchObject({ sound: true, last: { number: BigInt(number) + 1n } });
  });

  test("lets its members and its program in, with its secret", async () => {
    for (const { email, password, secret } of fixture.members) {
      const answer = await signIn(email, password);
      expect([email, answer.status]).toEqual([email, 200]);
      if (secret === undefined) continue;
      expect(await answer.json()).toEqual({ next: "code" });
      expect((await giveCode(codeOf(secret), "totp", cookiesOf(answer))).status).toBe(200);
    }
    const [, , , { email = "", password = "", recovery = "" } = {}] = fixture.members;
    expect((await giveCode(recovery, "recovery", cookiesOf(await signIn(email, password)))).status).toBe(200);
    expect(await callerOf(new Headers({ authorization: `Bearer ${fixture.key}` }), new Date())).toMatchObject({ kind: "key", scope: "read" });
  });

  test("reads every screening as it was stored, with the assessment and the reviews of its time", async () => {
    expect(fixture.screenings.length).toBeGreaterThan(90);
    for (const site of new Set(fixture.screenings.map((one) => one.site))) {
      const stored = fixture.screenings.filter((one) => one.site === site).toSorted((one, other) => (one.screening.code < other.screening.code ? -1 : 1));
      const reviewed = stored.filter(({ reviews }) => reviews.length > 0).map(({ screening }) => screening.code);
      expect(await readAll({ id: null, site }, reviewed)).toEqual(stored);
    }
  });

  test("comes back from the backup that it made, the same in every row", async () => {
    const { url: restored } = await emptyDatabase();
    await restoreBackup(restored, await inspectBackup(pathsOf(version).backup));
    const untouched = await emptyDatabase();
    await pourInto(untouched.url, fixture);
    await migrate(untouched.url);
    const without = [...MOMENTARY, "_prisma_migrations"];
    expect(await contents(restored, without)).toEqual(await contents(untouched.url, without));
    const { number, hash } = fixture.trail;
    expect(await verifyTrail(restored, { number: BigInt(number), hash })).toMatchObject({ sound: true });
  });
});
