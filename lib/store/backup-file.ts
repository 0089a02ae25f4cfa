import "server-only";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline as piped } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { Refusal } from "./refusal";

/*
 * A gzip of lines of JSON: the head, then for each table one line with its columns and one array of texts for each row,
 * and last a seal, SHA-256 over everything before it. PostgreSQL's own text of each value, in UTC, reads the same on
 * every later version of it.
 */
const FORMAT = "image-screen-backup";
const VERSION = 1;
/** How many rows are held at a time. */
export const PAGE = 500;
// What a write is answered where there is no room, or no disk any more.
const FULL = ["ENOSPC", "EDQUOT", "EFBIG", "EIO"];
// Far above any row: what comes without an end of line is not ours.
const LONGEST = 32_000_000;

const name = z.string().regex(/^\w{1,63}$/);
const recognised = z.object({ format: z.literal(FORMAT), version: z.int(), application: z.string().regex(/^[\w.+-]{1,40}$/) });
const head = recognised.extend({
  version: z.literal(VERSION),
  made: z.iso.datetime(),
  postgres: z.string(),
  /** A fingerprint of the SECRET beside it; null where that was not at hand. */
  secret: z.string().regex(/^[0-9a-f]{8}$/).nullable(),
  migrations: z.array(z.object({ name: z.string().regex(/^[\w-]{1,200}$/), checksum: z.string() })).min(1),
});
const table = z.object({ table: name, columns: z.array(name).min(1), next: z.array(z.tuple([name, z.string().regex(/^\d{1,19}$/)])) });
const seal = z.object({ rows: z.int(), sha256: z.string() });

/** What a backup says of itself. */
export type Head = z.infer<typeof head>;
/** A table in a backup; `next` is the next number of each column that numbers itself. */
export type TableHead = z.infer<typeof table>;
/** Rows of one table, each a JSON array of texts, at most 500; none where a table is empty. */
export type Page = { table: TableHead; rows: string[] };

/**
 * Writes a backup under a temporary name, readable by its owner only, and gives it its own when all of it is on the disk.
 * @returns how many rows it holds
 * @throws {Refusal} when the file is there already or cannot be written; nothing of it is left then
 */
export async function writeBackup(path: string, about: Omit<Head, "format" | "version">, pages: AsyncIterable<Page>): Promise<number> {
  if (existsSync(path)) throw new Refusal(`${path} is there already; a backup overwrites nothing.`);
  const partial = `${path}.${process.pid}.partial`;
  let rows = 0;
  const sealed = async function* () {
    const hash = createHash("sha256");
    const hashed = (text: string) => (hash.update(text), text);
    yield hashed(lineOf({ format: FORMAT, version: VERSION, ...about }));
    let last = "";
    for await (const page of pages) {
      if (page.table.table !== last) yield hashed(lineOf(page.table));
      last = page.table.table;
      rows += page.rows.length;
      yield hashed(page.rows.map((row) => `${row}\n`).join(""));
    }
    yield lineOf({ rows, sha256: hash.digest("hex") });
  };
  try {
    await pipeline(sealed, createGzip(), createWriteStream(partial, { flags: "wx", mode: 0o600, flush: true }));
    await rename(partial, path);
    await settle(dirname(path));
    return rows;
  } catch (error) {
    await rm(partial, { force: true });
    const { code, path: where } = error as NodeJS.ErrnoException;
    throw code && (where || FULL.includes(code)) ? new Refusal(`${path} cannot be written (${code}); nothing was left there.`) : error;
  }
}

/** A directory has to reach the disk, too, for a new name in it to stay. */
async function settle(directory: string): Promise<void> {
  // Windows opens none.
  const opened = await open(directory).catch(() => null);
  await opened?.sync().catch(() => {});
  await opened?.close();
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/**
 * Reads a backup, holding one page of it. That it is whole is known at its end only: read it once before you use it.
 * @throws {Refusal} for a file that is not there, of something else, of a newer version, cut off or damaged; the pages do so, too
 */
export async function readBackup(path: string): Promise<{ head: Head; pages: AsyncGenerator<Page, void> }> {
  const lines = linesOf(path);
  const first = await lines.next();
  const text = first.done ? "" : first.value;
  const known = head.safeParse(parsed(text));
  if (known.success) return { head: known.data, pages: pagesOf(path, text, lines) };
  await lines.return();
  const told = recognised.safeParse(parsed(text));
  if (!told.success) throw foreign(path);
  throw told.data.version > VERSION ? new Refusal(`${path} was written by a newer version of IMAGe Screen (${told.data.application}), which must be used to restore it.`) : damaged(path);
}

async function* pagesOf(path: string, first: string, lines: AsyncGenerator<string, void>): AsyncGenerator<Page, void> {
  const hash = createHash("sha256").update(`${first}\n`);
  let page: Page | null = null;
  let rows = 0;
  for await (const line of lines) {
    if (line.startsWith("[")) {
      if (!page) throw damaged(path);
      page.rows.push(line);
      rows += 1;
      if (page.rows.length === PAGE) {
        yield page;
        page = { table: page.table, rows: [] };
      }
    } else {
      if (page) yield page;
      const end = seal.safeParse(parsed(line));
      if (end.success) {
        if (end.data.sha256 !== hash.digest("hex") || end.data.rows !== rows || !(await lines.next()).done) throw damaged(path);
        return;
      }
      const next = table.safeParse(parsed(line));
      if (!next.success) throw damaged(path);
      page = { table: next.data, rows: [] };
    }
    hash.update(`${line}\n`);
  }
  throw cutOff(path);
}

async function* linesOf(path: string): AsyncGenerator<string, void> {
  const unzipped: AsyncIterable<Buffer> = piped(createReadStream(path), createGunzip(), () => {});
  let parts: Buffer[] = [];
  let held = 0;
  try {
    for await (const chunk of unzipped) {
      let from = 0;
      for (let end; (end = chunk.indexOf("\n", from)) !== -1; from = end + 1) {
        yield Buffer.concat([...parts, chunk.subarray(from, end)]).toString();
        [parts, held] = [[], 0];
      }
      parts.push(chunk.subarray(from));
      if ((held += chunk.length - from) > LONGEST) throw damaged(path);
    }
  } catch (error) {
    throw faultOf(path, error);
  }
  if (held > 0) throw cutOff(path);
}

function faultOf(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new Refusal(`There is no file ${path}.`);
  if (code === "Z_BUF_ERROR") return cutOff(path);
  if (/incorrect header check/.test(message)) return foreign(path);
  if (code?.startsWith("Z_")) return damaged(path);
  return code && !(error instanceof Refusal) ? new Refusal(`${path} cannot be read (${code}).`) : error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const foreign = (path: string) => new Refusal(`${path} is no backup of IMAGe Screen.`);
const damaged = (path: string) => new Refusal(`${path} is damaged: it does not hold what was written.`);
const cutOff = (path: string) => new Refusal(`${path} is cut off: its end is missing.`);
