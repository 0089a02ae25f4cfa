import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { formsOf } from "./sentinel-forms";

const searches = new Map<string, (place: Buffer | string) => string[]>();

/** Finds which of the texts are in a place, in any form: all in one pass, for a cluster is large. */
function searchOf(texts: readonly string[]): (place: Buffer | string) => string[] {
  const owners = new Map<string, string>();
  // What is left of a short text in base64 is anywhere.
  for (const text of texts) for (const form of formsOf(text)) if (form.length >= Math.min(text.length, 8)) owners.set(form.toString("latin1"), text);
  const escaped = [...owners.keys()].map((form) => form.replace(/[^A-Za-z0-9]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`));
  const pattern = new RegExp(escaped.join("|"), "g");
  return (place) => {
    const bytes = typeof place === "string" ? Buffer.from(place) : place;
    return [...new Set([...bytes.toString("latin1").matchAll(pattern)].map(([form]) => owners.get(form) ?? ""))];
  };
}

/** Is the text in this place, in any form? */
export function isIn(text: string, place: Buffer | string): boolean {
  const search = searches.get(text) ?? searchOf([text]);
  searches.set(text, search);
  return search(place).length > 0;
}

type Query = (sql: string) => Promise<Record<string, unknown>[]>;

/** Where in the database each text is: the tables of which a row holds it, in whatever column. */
export async function tablesWith(query: Query, texts: readonly string[]): Promise<Record<string, string[]>> {
  const tables = await query("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname <> 'information_schema' ORDER BY 1");
  const rows = await Promise.all(tables.map(async ({ name }) => ({ name: String(name).replace("public.", ""), bytes: Buffer.from(String((await query(`SELECT string_agg(t::text, E'\\n') AS rows FROM ${String(name)} t`))[0]?.["rows"])) })));
  const search = searchOf(texts);
  const found = rows.map(({ name, bytes }) => ({ name, holds: search(bytes) }));
  return Object.fromEntries(texts.map((text) => [text, found.filter(({ holds }) => holds.includes(text)).map(({ name }) => name)]));
}

/** In which directories of a cluster each text is, bytes as they lie on the disk; what nobody wrote to since is left out. */
export function directoriesWith(cluster: string, since: number, texts: readonly string[]): Record<string, string[]> {
  const [search, found] = [searchOf(texts), new Map(texts.map((text) => [text, new Set<string>()]))];
  for (const name of readdirSync(cluster, { recursive: true, encoding: "utf8" })) {
    const file = statSync(join(cluster, name));
    if (!file.isFile() || file.mtimeMs < since) continue;
    for (const text of search(readFileSync(join(cluster, name)))) found.get(text)?.add(name.split("/")[0] ?? "");
  }
  return Object.fromEntries([...found].map(([text, places]) => [text, [...places].toSorted()]));
}

/** Of which tables the lines of a backup hold each text, as it lies on the disk unpacked. */
export function backedUpWith(path: string, texts: readonly string[]): Record<string, string[]> {
  const [search, found] = [searchOf(texts), new Map(texts.map((text) => [text, new Set<string>()]))];
  let table = "head";
  for (const line of gunzipSync(readFileSync(path)).toString("utf8").split("\n")) {
    table = /^\{"table":"(\w+)"/.exec(line)?.[1] ?? table;
    for (const text of search(line)) found.get(text)?.add(table);
  }
  return Object.fromEntries([...found].map(([text, places]) => [text, [...places].toSorted()]));
}
