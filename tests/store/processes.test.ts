import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { migrate } from "@/lib/store/migrate";
import { verifyTrail } from "@/lib/store/trail";
import { codeOf } from "@/tests/access/people";
import { run } from "./database";
import { cleanUp } from "./launching";
import { PASSWORD, hospital, newMember, setUpToken, signIn, startOne } from "./pair";
import type { One, Outside } from "./pair";
import { saveThroughKills } from "./processes-load";

const BUILT = existsSync(join(".next", "BUILD_ID"));
const DRAFT = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } };
const MIGRATIONS = readdirSync(join("prisma", "migrations")).filter((name) => /^\d/.test(name)).toSorted();
const ADMIN = "first@ward.example";

describe.skipIf(!BUILT)("two processes of the application on one database", () => {
  let database: (name: string) => Promise<Outside>;
  let outside: Outside;
  let pair: readonly [One, One];
  let admin = "";
  const both = <Value>(work: (one: One, at: number) => Promise<Value>): Promise<Value[]> => Promise.all(pair.map(work));
  const isIn = async (who: string): Promise<number[]> => (await both((one) => one.ask("GET", "account", { who }))).map(({ status }) => status);

  beforeAll(async () => {
    database = await hospital();
    outside = await database("screening");
    pair = await Promise.all([startOne(outside.url), startOne(outside.url)] as const);
  });

  afterAll(async () => {
    for (const one of pair ?? []) await one.stop();
    await cleanUp();
  });

  test("both come up on an empty database at the same moment, and one of them migrates", async () => {
    const applied = pair.map(({ output }) => /^Migrations applied: (.*)\.$/m.exec(output())?.[1]).filter((names) => names !== undefined);
    expect(applied).toEqual([MIGRATIONS.join(", ")]);
    expect(await run(outside.url, "SELECT count(*)::int AS rows FROM _prisma_migrations WHERE finished_at IS NOT NULL")).toEqual([{ rows: MIGRATIONS.length }]);
    expect((await both((one) => one.ask("GET", "health"))).map(({ status }) => status)).toEqual([200, 200]);
  });

  test("of the set-up links that both print the last is good, once", async () => {
    const account = { site: "Ward One", name: "First", email: ADMIN, password: PASSWORD };
    const tokens = pair.map(setUpToken);
    expect(await run(outside.url, "SELECT count(*)::int AS links FROM access_link")).toEqual([{ links: 1 }]);
    const made = [];
    for (const token of tokens) made.push((await pair[0].ask("POST", "account/set-up", { body: { ...account, token } })).status);
    expect(made.toSorted()).toEqual([201, 404]);
    admin = await signIn(pair[1], ADMIN);
  });

  test("who signs in at one is signed in at the other, and signed out or removed at once", async () => {
    const member = await newMember(pair, admin, "nurse@ward.example", "clinician");
    expect(await isIn(member.cookie)).toEqual([200, 200]);
    expect((await pair[1].ask("POST", "account/sign-out", { who: member.cookie })).status).toBe(204);
    expect(await isIn(member.cookie)).toEqual([401, 401]);
    const again = await signIn(pair[1], member.email);
    expect((await pair[0].ask("DELETE", `members/${member.id}`, { who: admin })).status).toBe(204);
    expect(await isIn(again)).toEqual([401, 401]);
  });

  test("a second step begun at one is finished at the other, with a code that counts once", async () => {
    const member = await newMember(pair, admin, "steps@ward.example", "clinician");
    const { body } = await pair[0].ask("POST", "account/two-step", { body: { password: PASSWORD }, who: member.cookie });
    const secret = String(body.secret);
    expect((await pair[1].ask("PUT", "account/two-step", { body: { code: codeOf(secret) }, who: member.cookie })).status).toBe(200);
    const pending = [await signIn(pair[0], member.email), await signIn(pair[1], member.email)];
    const code = codeOf(secret, 1);
    const finished = await both((one, at) => one.ask("POST", "account/sign-in/code", { body: { code, kind: "totp" }, who: pending[1 - at] ?? "" }));
    expect(finished.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  test("ten wrong passwords, five at each, lock an account at both", async () => {
    const member = await newMember(pair, admin, "locked@ward.example", "clinician");
    const wrong = { email: member.email, password: "not the password at all" };
    const tries = await Promise.all(Array.from({ length: 10 }, (_, at) => pair[at % 2]?.ask("POST", "account/sign-in", { body: wrong, from: `192.0.2.${at + 10}` })));
    expect(tries.map((answer) => answer?.status)).toEqual(Array.from({ length: 10 }, () => 401));
    const right = await both((one, at) => one.ask("POST", "account/sign-in", { body: { ...wrong, password: PASSWORD }, from: `192.0.2.${at + 30}` }));
    expect(right.map(({ status }) => status)).toEqual([429, 429]);
  });

  test("the limits of a day's files and of a key's requests count over both, and a revoked key is refused at both", async () => {
    const member = await newMember(pair, admin, "files@ward.example", "clinician");
    const saved = await pair[0].ask("POST", "screenings", { body: DRAFT, who: member.cookie });
    const files = await Promise.all(Array.from({ length: 12 }, (_, at) => pair[at % 2]?.ask("GET", `screenings/${String(saved.body.code)}/export/json`, { who: member.cookie })));
    expect(files.map((answer) => answer?.status).toSorted()).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
    const { body } = await pair[0].ask("POST", "keys", { body: { name: "Registry", scope: "write" }, who: admin });
    const bearer = String(body.key);
    const use = (one: One) => one.ask("GET", "screenings?limit=1", { bearer });
    expect((await both(use)).map(({ status }) => status)).toEqual([200, 200]);
    await run(outside.url, "UPDATE attempt SET count = 596 WHERE key LIKE 'key:%'");
    const uses = await Promise.all([0, 1, 0, 1, 0, 1].map((at) => use(pair[at] as One)));
    expect(uses.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 429, 429]);
    expect((await pair[1].ask("DELETE", `keys/${String(body.id)}`, { who: admin })).status).toBe(204);
    expect((await both(use)).map(({ status }) => status)).toEqual([401, 401]);
  });

  test("the same key sent to both at the same moment gives one screening, and the audit chain stays whole", async () => {
    const [before] = await run(outside.administrator, "SELECT count(*)::int AS screenings FROM screening");
    const keys = Array.from({ length: 40 }, () => randomUUID());
    const codes: Set<unknown>[] = [];
    // Eight at a time: neither process has to make anybody wait for a connection.
    for (let at = 0; at < keys.length; at += 8) {
      codes.push(...(await Promise.all(keys.slice(at, at + 8).map(async (key) => {
        const answers = await both((one) => one.ask("POST", "screenings", { body: DRAFT, who: admin, key }));
        expect(answers).toMatchObject([{ status: 201 }, { status: 201 }]);
        return new Set(answers.map(({ body }) => body.code));
      }))));
    }
    expect(codes.map(({ size }) => size)).toEqual(keys.map(() => 1));
    expect(await run(outside.administrator, "SELECT count(*)::int AS screenings FROM screening")).toEqual([{ screenings: Number(before?.screenings) + keys.length }]);
    expect(await verifyTrail(outside.url)).toMatchObject({ sound: true });
  });

  test("one of the two killed under load loses nothing that was acknowledged, and the other goes on", async () => {
    const shaken = [...pair];
    const kept = await saveThroughKills(shaken, admin, outside, 1, () => startOne(outside.url));
    pair = [shaken[0] as One, shaken[1] as One];
    expect(kept.faults).toEqual([]);
    expect(Math.min(...kept.meanwhile), "saved while one was away").toBeGreaterThan(5);
    expect(await isIn(admin)).toEqual([200, 200]);
  });

  test("both come up on a database that is one migration behind; another SECRET than before is said", async () => {
    const behind = await database("behind");
    const folder = mkdtempSync(join(tmpdir(), "image-screen-behind-"));
    for (const name of MIGRATIONS.slice(0, -1)) cpSync(join("prisma", "migrations", name), join(folder, name), { recursive: true });
    await migrate(behind.url, folder);
    rmSync(folder, { recursive: true });
    const secrets = ["the secret of the first of two processes", "the secret of the other one of two processes"];
    const late = await Promise.all(secrets.map((SECRET) => startOne(behind.url, { SECRET })));
    const said = late.map(({ output }) => output());
    for (const one of late) await one.stop();
    expect(said.filter((output) => output.includes(`Migrations applied: ${MIGRATIONS.at(-1)}.`)).length).toBe(1);
    expect(said.filter((output) => output.includes("SECRET is another one")).length).toBe(1);
    expect(pair.filter(({ output }) => output().includes("SECRET is another one"))).toEqual([]);
  });
});
