import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { database } from "@/lib/store/client";
import { run } from "./database";

export const about = { application: "0.1.0", made: "2026-11-23T02:00:00.000Z", secret: null };
const shared = globalThis as { imageScreenDatabase?: unknown; imageScreenAuth?: unknown };
const made: string[] = [];

export function folder(): string {
  return mkdtempSync(join(tmpdir(), "image-screen-backup-"));
}

/** Another database of the cluster of this run, with nothing in it. */
export async function emptyDatabase(): Promise<{ url: string; plain: string }> {
  const name = `restored_${randomBytes(6).toString("hex")}`;
  const at = (url: string, changes: Partial<URL>) => Object.assign(new URL(url), changes).href;
  await run(at(inject("templateUrl"), { username: "postgres", pathname: "/postgres" }), `CREATE DATABASE ${name} OWNER image_screen_owner`);
  made.push(name);
  return { url: at(inject("templateUrl"), { pathname: `/${name}` }), plain: at(inject("plainTemplateUrl"), { pathname: `/${name}` }) };
}

export async function dropDatabases(): Promise<void> {
  const postgres = Object.assign(new URL(inject("templateUrl")), { username: "postgres", pathname: "/postgres" }).href;
  for (const name of made.splice(0)) await run(postgres, `DROP DATABASE ${name} WITH (FORCE)`);
}

/** Lets the application of this process work on another database from now on. */
export async function workOn(plain: string): Promise<void> {
  await database().$disconnect();
  Object.assign(shared, { imageScreenDatabase: undefined, imageScreenAuth: undefined });
  process.env.DATABASE_URL = plain;
}

/** Copies of the first screening under codes of their own, each with its line in the audit trail. */
export async function copyScreenings(url: string, count: number): Promise<void> {
  const columns = (await run(url, "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'screening' AND column_name NOT IN ('id', 'code')")).map(({ name }) => String(name)).join();
  await run(url, `INSERT INTO screening (code, ${columns})
    SELECT 'IS-Z' || upper(substr(h, 1, 3) || '-' || substr(h, 4, 4)), ${columns}
    FROM (SELECT lpad(to_hex(number), 7, '0') AS h, s.* FROM (SELECT * FROM screening ORDER BY id LIMIT 1) s, generate_series(1, ${count}) AS number) AS copies`);
  await run(url, "INSERT INTO audit_event (at, action, screening_code, site_id) SELECT now(), 'save', code, site_id FROM screening WHERE code LIKE 'IS-Z%'");
}

/** Every table with the number of its rows and a digest of all of them, read by nothing that a backup is read by. */
export async function contents(address: string, without: string[] = []): Promise<Record<string, unknown>> {
  // Servers differ in how they write a time.
  const zoned = new URL(address);
  zoned.searchParams.set("options", "-c TimeZone=UTC");
  const url = zoned.href;
  const tables = (await run(url, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).map(({ name }) => String(name)).filter((name) => !without.includes(name));
  const told: Record<string, unknown> = {};
  for (const table of tables) {
    const [row] = await run(url, `SELECT count(*)::int AS rows, md5(string_agg(md5(whole), '' ORDER BY whole COLLATE "C")) AS digest FROM (SELECT to_jsonb(held)::text AS whole FROM "${table}" AS held) AS rows`);
    told[table] = row;
  }
  return told;
}
