import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { database } from "@/lib/store/client";

type Query = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/**
 * Gives the tests of this file a migrated, empty database of their own, and DATABASE_URL its address for the plain role.
 * @returns a plain query on it, as its owner; `owner` and `administrator` are addresses of it
 */
export function ownDatabase(): Query & { owner: string; administrator: string } {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = new URL(inject("templateUrl"));
  const own = (url: string, changes: Partial<URL> = {}) => Object.assign(new URL(url), { pathname: `/${name}`, ...changes }).href;
  const owner = own(template.href);
  const administrator = own(template.href, { username: "postgres" });
  const postgres = own(template.href, { username: "postgres", pathname: "/postgres" });
  beforeAll(async () => {
    await run(postgres, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)} OWNER ${template.username}`);
    process.env.DATABASE_URL = own(inject("plainTemplateUrl"));
  });
  afterAll(async () => {
    await database().$disconnect();
    await run(postgres, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return Object.assign((sql: string, values?: unknown[]) => run(owner, sql, values), { owner, administrator });
}

/** One query on a connection of its own. */
export async function run(url: string, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url }).on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
