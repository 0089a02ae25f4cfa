import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Embedded } from "@/lib/store/embedded";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";

const directory = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-test-")));
const folder = join(directory, "migrations");
let database: Embedded;
let url: string;
let count = 0;

async function ask(to: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(to);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

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
    await expect(migrate(url, folder)).rejects.toThrow(/2_second was begun and never finished/);
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
