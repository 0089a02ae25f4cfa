import { chmodSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationDirectory, MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Embedded } from "@/lib/store/embedded";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";

// PostgreSQL's one-byte "char", in which its catalogue keeps flags, and a type that is read in the same way.
const CHAR = 18;
const BPCHAR = 1042;
const FILTERS = { externalTables: [], externalEnums: [] };

const directory = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-test-")));
const prisma = join(process.cwd(), "prisma");
const schema = readFileSync(join(prisma, "schema.prisma"), "utf8");
let database: Embedded;
let prismaEngine: engine.SchemaEngine;

/** Prisma's adapter, taught the type "char": its own list lacks it, and the engine reads the catalogue with it. */
class CatalogueAdapter extends PrismaPg {
  override async connect() {
    const connection = await super.connect();
    const pool = connection.underlyingDriver();
    const query = pool.query.bind(pool) as (given: unknown) => Promise<pg.QueryArrayResult>;
    const read = connection.queryRaw.bind(connection);
    let chars: number[] = [];
    pool.query = (async (given: unknown) => {
      const answer = await query(given);
      chars = answer.fields.flatMap(({ dataTypeID }, column) => (dataTypeID === CHAR ? [column] : []));
      for (const column of chars) Object.assign(answer.fields[column] ?? {}, { dataTypeID: BPCHAR });
      return answer;
    }) as typeof pool.query;
    // The engine asks one thing at a time.
    connection.queryRaw = async (given) => {
      const set = await read(given);
      for (const column of chars) set.columnTypes[column] = ColumnTypeEnum.Character;
      return set;
    };
    return connection;
  }
}

function files(content: string): SchemasContainer {
  return { files: [{ path: "schema.prisma", content }] };
}

// Where the engine, as compiled, puts the message of a panic.
Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) } });

async function loadEngine(adapter: PrismaPg): Promise<engine.SchemaEngine> {
  const wasm = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm").replace("schema_engine.js", "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { "./schema_engine_bg.js": { ...engine } });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return engine.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
}

/** What Prisma would still change in the migrated database to make it the schema; empty when they agree. */
async function drift(content: string): Promise<string> {
  const { exitCode, stdout } = await prismaEngine.diff({
    from: { tag: "schemaDatasource", ...files(schema), configDir: prisma },
    to: { tag: "schemaDatamodel", ...files(content) },
    script: true,
    exitCode: true,
    filters: FILTERS,
  });
  return exitCode === 0 ? "" : (stdout ?? "");
}

function migrationList(): MigrationList {
  const baseDir = join(prisma, "migrations");
  const names = readdirSync(baseDir, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  const migrationDirectories = names.map((path): MigrationDirectory => {
    return { path, migrationFile: { path: "migration.sql", content: { tag: "ok", value: readFileSync(join(baseDir, path, "migration.sql"), "utf8") } } };
  });
  const lockfile = { path: "migration_lock.toml", content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8") };
  return { baseDir, lockfile, shadowDbInitScript: "", migrationDirectories };
}

beforeAll(async () => {
  chmodSync(directory, 0o755);
  database = await startEmbedded(directory);
  await migrate(database.url);
  prismaEngine = await loadEngine(new CatalogueAdapter(database.url, { onPoolError: () => {} }));
});

afterAll(async () => {
  prismaEngine.free();
  await database.discard();
  rmSync(directory, { recursive: true, force: true });
});

test("the migrations make exactly what schema.prisma says", async () => {
  expect(await drift(schema)).toBe("");
});

test("a column that no migration makes is drift", async () => {
  const changed = schema.replace(/^model (\w+) \{$/m, "model $1 {\n  forgotten String?");
  expect(changed).not.toBe(schema);
  expect(await drift(changed)).toMatch(/ALTER TABLE "\w+" ADD COLUMN\s+"forgotten" TEXT/);
});

test("a table that the schema no longer has is drift", async () => {
  const last = schema.lastIndexOf("\nmodel ");
  const name = /^\nmodel (\w+)/.exec(schema.slice(last))?.[1] ?? "";
  const changed = schema.replace(new RegExp(`^model ${name} \\{[^}]*\\}`, "m"), "").replace(new RegExp(`^.*\\b${name}\\b.*$`, "gm"), "");
  expect(await drift(changed)).toMatch(/DROP TABLE/);
});

test("Prisma's own command line finds the history in order", async () => {
  const seen = await prismaEngine.diagnoseMigrationHistory({ migrationsList: migrationList(), optInToShadowDatabase: false, filters: FILTERS });
  expect(seen).toEqual({ editedMigrationNames: [], failedMigrationNames: [], hasMigrationsTable: true, history: null });
});
