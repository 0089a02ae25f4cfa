import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { database } from "@/lib/store/client";

/**
 * Gives the tests of this file a migrated, empty database of their own, and DATABASE_URL its address.
 * @returns a plain query on it, as its owner
 */
export function ownDatabase(): (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const url = new URL(inject("templateUrl"));
  const template = url.pathname.slice(1);
  const administrator = new URL(url);
  administrator.username = "postgres";
  administrator.pathname = "/postgres";
  url.pathname = `/${name}`;
  beforeAll(async () => {
    await run(administrator, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${url.username}`);
    process.env.DATABASE_URL = url.href;
  });
  afterAll(async () => {
    await database().$disconnect();
    await run(administrator, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return (sql, values) => run(url, sql, values);
}

async function run(url: URL, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
