import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Embedded } from "@/lib/store/embedded";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate, reach } from "@/lib/store/migrate";
import { verifyTrail } from "@/lib/store/trail";
import { run as ask } from "./database";

const directory = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-test-")));
const folder = join(directory, "migrations");
let database: Embedded;
let url: string;
let count = 0;

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

beforeAll(async () => {
  chmodSync(directory, 0o755);
  database = await startEmbedded(directory);
});

afterAll(async () => {
  await database.discard();
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  const name = `migrated_${count++}`;
  await ask(database.url.replace("image_screen_owner@", "postgres@"), `CREATE DATABASE ${name} OWNER image_screen_owner`);
  url = database.url.replace("/image_screen?", `/${name}?`);
  rmSync(folder, { recursive: true, force: true });
  write("1_first", "CREATE TABLE thing (id int PRIMARY KEY);\nCREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 1; END; $$;\n");
});

describe("migrations", () => {
  test("are applied in order, once, each with its row in Prisma's own table", async () => {
    write("2_second", "INSERT INTO thing SELECT one();");
    expect(await migrate(url, folder)).toEqual(["1_first", "2_second"]);
    expect(await migrate(url, folder)).toEqual([]);
    const rows = await ask(url, "SELECT migration_name AS name, length(checksum) AS sum, finished_at >= started_at AS done, rolled_back_at AS back, logs, applied_steps_count AS steps, length(id) AS id FROM _prisma_migrations ORDER BY name");
    expect(rows).toEqual(["1_first", "2_second"].map((name) => ({ name, sum: 64, done: true, back: null, logs: null, steps: 1, id: 36 })));
    expect(await ask(url, "SELECT id FROM thing")).toEqual([{ id: 1 }]);
  });

  test("are applied once by four starts at the same time", async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)));
    expect(applied.flat()).toEqual(["1_first"]);
  });

  test("leave nothing behind when they fail", async () => {
    write("2_second", "CREATE TABLE other (id int); SELECT 1 / 0;");
    await expect(migrate(url, folder)).rejects.toThrow("The migration 2_second failed and was undone: division by zero.");
    expect(await ask(url, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).toEqual([{ name: "_prisma_migrations" }, { name: "thing" }]);
    write("2_second", "CREATE TABLE other (id int);");
    expect(await migrate(url, folder)).toEqual(["2_second"]);
  });

  test("count as the same with Windows line ends", async () => {
    await migrate(url, folder);
    write("1_first", "CREATE TABLE thing (id int PRIMARY KEY);\r\nCREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 1; END; $$;\r\n");
    expect(await migrate(url, folder)).toEqual([]);
  });

  test("of the project bring a database of version 0.1.0 along, its screenings and its audit lines", async () => {
    const first = "20261123000000_initial";
    rmSync(folder, { recursive: true });
    cpSync(join(process.cwd(), "prisma", "migrations", first), join(folder, first), { recursive: true });
    await migrate(url, folder);
    await ask(url, `
      INSERT INTO screening (code, site_id, follows, year, rules, checklist, engine, sex, age, observed, excluded, letter_i, letter_m, letter_a, letter_ge, match, assessment)
      SELECT code, 'local', follows, 2026, '1', '1', '1', 'male', 'newborn', '{iugr}', '{}', 'met', 'unknown', 'unknown', 'unknown', 'partial', '{}'
      FROM (VALUES ('IS-0000-0001', NULL), ('IS-0000-0002', 'IS-0000-0001')) AS old (code, follows)`);
    // A save that was undone has left a gap in the numbers.
    await ask(url, "INSERT INTO audit_event (at, action, screening_code, site_id) VALUES ('2026-11-01 10:00:00.12+01', 'save', 'IS-0000-0001', 'local'); SELECT nextval('audit_event_id_seq'); INSERT INTO audit_event (at, actor, action, screening_code, site_id) VALUES (now(), NULL, 'save', 'IS-0000-0002', 'local')");
    const before = await ask(url, "SELECT * FROM screening ORDER BY id");
    expect(await migrate(url)).toEqual(readdirSync(join(process.cwd(), "prisma", "migrations")).filter((name) => /^\d/.test(name) && name > first).toSorted());
    expect(await ask(url, "SELECT * FROM screening ORDER BY id")).toMatchObject(before);
    expect(await ask(url, "SELECT id, action, screening_code AS code FROM audit_event ORDER BY id")).toEqual([{ id: "1", action: "save", code: "IS-0000-0001" }, { id: "2", action: "save", code: "IS-0000-0002" }]);
    await ask(url, "INSERT INTO audit_event (at, action) VALUES (now(), 'sign-in-failed')");
    expect(await verifyTrail(url)).toMatchObject({ sound: true, last: { number: 3n } });
    await expect(ask(url, "DELETE FROM audit_event")).rejects.toThrow(/written once/);
  });

  test("of the project apply to an empty database", async () => {
    const project = join(process.cwd(), "prisma", "migrations");
    cpSync(project, folder, { recursive: true });
    rmSync(join(folder, "1_first"), { recursive: true });
    expect((await migrate(url, folder)).length).toBeGreaterThan(0);
    expect(await migrate(url)).toEqual([]);
  });
});

describe("a history that does not fit is refused", () => {
  test("edited afterwards", async () => {
    await migrate(url, folder);
    write("1_first", "CREATE TABLE thing (id bigint PRIMARY KEY);");
    await expect(migrate(url, folder)).rejects.toThrow(/1_first was edited after it had been applied/);
  });

  test("written by a newer version", async () => {
    write("2_second", "SELECT 1;");
    await migrate(url, folder);
    rmSync(join(folder, "2_second"), { recursive: true });
    await expect(migrate(url, folder)).rejects.toThrow(/2_second, which this version does not know/);
  });

  test("half applied by another tool, and accepted once that is marked as rolled back", async () => {
    await migrate(url, folder);
    write("2_second", "SELECT 1;");
    await ask(url, "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '2_second')");
    await expect(migrate(url, folder)).rejects.toThrow(/2_second was begun by another tool and never finished/);
    await ask(url, "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'");
    expect(await migrate(url, folder)).toEqual(["2_second"]);
  });

  test("tables of something else", async () => {
    await ask(url, "CREATE TABLE theirs (id int)");
    await expect(migrate(url, folder)).rejects.toThrow(/tables that are not of IMAGe Screen/);
    expect(await ask(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).toEqual([{ tablename: "theirs" }]);
  });
});

describe("a database out of reach is said in one sentence without the password", () => {
  test("nothing listens", async () => {
    await expect(migrate("postgresql://me:hunter2@127.0.0.1:1/base", folder)).rejects.toThrow("The database base at 127.0.0.1:1 cannot be reached: nothing listens there.");
  });

  test("no such machine", async () => {
    await expect(migrate("postgresql://me:hunter2@nowhere.invalid/base", folder)).rejects.toThrow("The database base at nowhere.invalid:5432 cannot be reached: no machine of that name is known.");
  });

  test("no such database", async () => {
    await expect(migrate(url.replace(/migrated_\d+/, "missing"), folder)).rejects.toThrow(/cannot be reached: database "missing" does not exist\.$/);
  });

  test("a certificate authority that is not there", async () => {
    const address = "postgresql://me:hunter2@127.0.0.1:1/base?sslmode=verify-full&sslrootcert=/nowhere/ca.crt";
    await expect(migrate(address, folder)).rejects.toThrow("The database base at 127.0.0.1:1 cannot be reached: ENOENT: no such file or directory, open '/nowhere/ca.crt'.");
  });

  test("a connection that begins in another role than the application's, as behind a pooler", async () => {
    await expect(reach(url, "image_screen_app")).rejects.toThrow(/does not begin in the role image_screen_app: .*Connect to PostgreSQL directly\.$/);
    await reach(url, "image_screen_owner");
  });

  test("something listens and says nothing", async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const begun = Date.now();
    await expect(migrate(`postgresql://me:hunter2@127.0.0.1:${(silent.address() as AddressInfo).port}/base`, folder)).rejects.toThrow(/nothing answered within 8 seconds/);
    expect(Date.now() - begun).toBeLessThan(10_000);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});
