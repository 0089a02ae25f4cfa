import "server-only";
import type { Client } from "pg";
import { PLAIN } from "./roles";

const TABLES = /"(\w+)"/g;

/**
 * What migrations build between the sites and around what is written once: row-level security, policies and triggers, and
 * what the application's role may do with which table, each as a phrase.
 * @param sql the migrations in their order
 */
export function wallsOf(sql: readonly string[]): Set<string> {
  const walls = new Set<string>();
  const text = sql.join("\n").replace(/--.*$/gm, "");
  const statement = new RegExp(
    [
      String.raw`ALTER TABLE "(?<shut>\w+)" ENABLE ROW LEVEL SECURITY`,
      String.raw`(?<verb>CREATE|DROP) (?<kind>POLICY|TRIGGER) (?:IF EXISTS )?"(?<name>\w+)"(?:[^;]*?) ON "(?<on>\w+)"`,
      String.raw`(?<give>GRANT|REVOKE) (?<what>[A-Z][^;]*?) ON (?<where>"\w+"(?:, "\w+")*) (?:TO|FROM) "${PLAIN}"`,
    ].join("|"),
    "g",
  );
  for (const { groups: { shut, verb, kind = "", name, on, give, what = "", where = "" } = {} } of text.matchAll(statement)) {
    if (shut) walls.add(`row-level security on ${shut}`);
    else if (verb) change(walls, verb === "CREATE", `${kind.toLowerCase()} ${name} on ${on}`);
    else for (const [, table] of where.matchAll(TABLES)) for (const one of rightsIn(what)) change(walls, give === "GRANT", `${one} on ${table}`);
  }
  return walls;
}

function change(walls: Set<string>, there: boolean, wall: string): void {
  if (there) walls.add(wall);
  else walls.delete(wall);
}

/** @example rightsIn('SELECT, UPDATE ("name", "role")') // may SELECT, may UPDATE (name), may UPDATE (role) */
function rightsIn(text: string): string[] {
  return text.split(/,(?![^(]*\))/).flatMap((part) => {
    const [, right = "", columns] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(part) ?? [];
    return columns === undefined ? [`may ${right}`] : [...columns.matchAll(TABLES)].map(([, column]) => `may ${right} (${column})`);
  });
}

const STANDING = `
  SELECT 'row-level security on ' || relname AS wall FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity
  UNION ALL SELECT 'policy ' || policyname || ' on ' || tablename FROM pg_policies WHERE schemaname = current_schema()
  UNION ALL SELECT 'trigger ' || tgname || ' on ' || relname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND tgenabled IN ('O', 'A')
  UNION ALL SELECT CASE grantee WHEN 0 THEN 'everybody ' ELSE '' END || 'may ' || privilege_type || ' on ' || relname FROM pg_class c, aclexplode(c.relacl)
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f') AND grantee IN (0, (SELECT oid FROM pg_roles WHERE rolname = $1))
  UNION ALL SELECT CASE grantee WHEN 0 THEN 'everybody ' ELSE '' END || 'may ' || privilege_type || ' (' || attname || ') on ' || relname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid, aclexplode(a.attacl)
    WHERE relnamespace = current_schema()::regnamespace AND grantee IN (0, (SELECT oid FROM pg_roles WHERE rolname = $1))`;

/** The walls that stand in a database, in the same phrases. */
export async function standingWalls(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ wall: string }>(STANDING, [PLAIN]);
  return new Set(rows.map(({ wall }) => wall));
}

/** What the application's role may do in every table at once, and must not: each a phrase. Null: there is no such role. */
export async function rightsBeyond(client: Client): Promise<string[] | null> {
  const { rows } = await client.query<{ beyond: string[] }>(
    `SELECT array_remove(ARRAY[
       CASE WHEN rolsuper THEN 'is a superuser' END, CASE WHEN rolbypassrls THEN 'passes row-level security' END,
       CASE WHEN rolcreaterole THEN 'may make roles' END, CASE WHEN rolcreatedb THEN 'may make databases' END, CASE WHEN rolreplication THEN 'may replicate' END,
       CASE WHEN EXISTS (SELECT FROM pg_class WHERE relowner = r.oid AND relnamespace = current_schema()::regnamespace) THEN 'owns tables' END,
       CASE WHEN EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) THEN 'has the rights of another role' END], NULL) AS beyond
     FROM pg_roles r WHERE rolname = $1`,
    [PLAIN],
  );
  return rows[0]?.beyond ?? null;
}
