import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Client } from "pg";
import type { Screening } from "@/lib/screening/draft";
import type { Followed } from "@/lib/store/reviews";

type Row = Record<string, unknown>;
/** Somebody of the fixture: how to sign in, and their second step where they have one. */
export type Member = { id: string; site: string; email: string; password: string; secret?: string; recovery?: string };

/**
 * The whole database as one version wrote it, and what that version read in it. Beside it lies a backup of the same, made by
 * the same version.
 */
export type Fixture = {
  version: string;
  postgres: string;
  /** Applied there, with the checksums that it wrote down. */
  migrations: { name: string; checksum: string }[];
  tables: Record<string, Row[]>;
  /** The next number of each sequence. */
  next: Record<string, string>;
  /** Made up, and good for nothing else. */
  secret: string;
  members: Member[];
  /** A key of a program, as it was shown once. */
  key: string;
  trail: { number: string; hash: string };
  screenings: { site: string; screening: Screening; standing: Followed["standing"]; reviews: unknown[] }[];
};

const FOLDER = join("tests", "store", "versions");
const END = ".json.gz";

/** Every version that has a fixture. */
export function versions(): string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith(END)).map((name) => name.slice(0, -END.length)).toSorted();
}

export function pathsOf(version: string, folder = FOLDER): { whole: string; backup: string } {
  return { whole: join(folder, `${version}${END}`), backup: join(folder, `${version}.backup`) };
}

export function readFixture(version: string): Fixture {
  return JSON.parse(gunzipSync(readFileSync(pathsOf(version).whole)).toString()) as Fixture;
}

export function writeFixture(fixture: Fixture, folder = FOLDER): void {
  writeFileSync(pathsOf(fixture.version, folder).whole, gzipSync(JSON.stringify(fixture), { level: 9 }));
}

/** Everything in the tables of a database, past every restriction. */
export async function contentsOf(client: Client): Promise<Pick<Fixture, "migrations" | "tables" | "next" | "postgres">> {
  const { rows: names } = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1");
  const tables: Fixture["tables"] = {};
  for (const { name } of names) {
    const { rows } = await client.query<{ row: Row }>(`SELECT to_jsonb(held) AS row FROM "${name}" AS held ORDER BY to_jsonb(held)::text COLLATE "C"`);
    tables[name] = rows.map(({ row }) => row);
  }
  const { rows: migrations } = await client.query<Fixture["migrations"][number]>("SELECT migration_name AS name, checksum FROM _prisma_migrations ORDER BY name");
  const { rows: sequences } = await client.query<{ name: string }>("SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1");
  const next: Fixture["next"] = {};
  for (const { name } of sequences) next[name] = (await client.query<{ next: string }>(`SELECT last_value + is_called::int AS next FROM "${name}"`)).rows[0]?.next ?? "1";
  const { rows: servers } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  return { migrations, tables, next, postgres: servers[0]?.version ?? "" };
}

/** Makes the database anew as it was, by the migrations of its time, on a connection past every restriction as to rows. */
export async function pour(owner: Client, administrator: Client, { migrations, tables, next }: Fixture): Promise<void> {
  await owner.query("CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)");
  for (const { name, checksum } of migrations) {
    await owner.query(readFileSync(join("prisma", "migrations", name, "migration.sql"), "utf8"));
    await owner.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES (gen_random_uuid(), $1, $2, now(), 1)", [checksum, name]);
  }
  // No trigger and no key of another table looks at what is put back.
  await administrator.query("SET session_replication_role = replica");
  for (const [name, rows] of Object.entries(tables)) {
    await administrator.query(`DELETE FROM "${name}"`);
    await administrator.query(`INSERT INTO "${name}" OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::"${name}", $1)`, [JSON.stringify(rows)]);
  }
  for (const [name, number] of Object.entries(next)) await administrator.query("SELECT setval($1::regclass, $2, false)", [name, number]);
}

/** Is there a fixture of this version, with its backup? */
export function hasFixture(version: string): boolean {
  return Object.values(pathsOf(version)).every((path) => existsSync(path));
}
