import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** One case of a file: its JSON value, or one sentence on why there is none. The sentence repeats nothing of the file. */
export type Case = { value: unknown } | { error: string };

/** A longer case is refused unread, so that a file of any size and shape needs little memory. */
const LONGEST = 4 * 2 ** 20;

const NOT_JSON: Case = { error: "This is not JSON." };
const TOO_LONG: Case = { error: "This case is longer than 4 MB." };
const UNFINISHED: Case = { error: "The file ends in the middle." };
const DAMAGED: Case = { error: "From here on the compressed file is cut or damaged." };

/**
 * Reads cases from a file (`-`: standard input), plain or gzip whatever its name: one a line, an array, or one object
 * over several lines. They come in batches, each to be used up before the next is asked for.
 * @param onBytes told how many bytes of the file were read
 * @throws what the file system says of a file that cannot be read
 */
export async function* readCases(path: string, onBytes: (count: number) => void = () => {}): AsyncGenerator<Iterable<Case>> {
  const split = splitter();
  try {
    const source = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 2 ** 18 });
    for await (const chunk of unzipped(source, onBytes)) yield split.push(chunk);
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith("Z_")) throw error;
    yield [DAMAGED];
    return;
  }
  yield split.end();
}

async function* unzipped(source: AsyncIterable<Buffer>, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const chunks = counted(source, onBytes);
  const first = await chunks.next();
  if (first.done) return;
  const all = prepended(first.value, chunks);
  // No text begins with this byte, whichever the next one is.
  if (first.value[0] !== 0x1f) return yield* all;
  const zip = createGunzip({ chunkSize: 2 ** 18 });
  // What goes wrong comes out of `zip`.
  pipeline(all, zip, () => {});
  yield* zip;
}

async function* counted(chunks: AsyncIterable<Buffer>, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}

async function* prepended(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

type Splitter = { push(chunk: Buffer): Iterable<Case>; end(): Iterable<Case> };

/** Decides by the first sign of the file how it is cut into cases. */
function splitter(): Splitter {
  let chosen: Splitter | null = null;
  return {
    *push(chunk) {
      let at = 0;
      // Spaces and the three bytes of a byte order mark, which may come one by one.
      if (!chosen) while (at < chunk.length && [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].includes(chunk[at] ?? 0)) at++;
      if (at === chunk.length) return;
      chosen ??= chunk[at] === 0x5b ? byBrackets() : byLines();
      yield* chosen.push(at === 0 ? chunk : chunk.subarray(at));
    },
    *end() {
      if (chosen) yield* chosen.end();
    },
  };
}

/** Bytes of a case that goes on in the next chunk. */
function holder() {
  let held: Buffer[] = [];
  let length = 0;
  return {
    keep(part: Buffer): void {
      length += part.length;
      if (length > LONGEST) held = [];
      else held.push(part);
    },
    /** The text of the case whose last part this is; null where it is too long. */
    take(chunk: Buffer, start: number, end: number): string | null {
      if (length === 0) return end - start > LONGEST ? null : chunk.toString("utf8", start, end);
      this.keep(chunk.subarray(start, end));
      const text = length > LONGEST ? null : Buffer.concat(held).toString("utf8");
      [held, length] = [[], 0];
      return text;
    },
    get empty() {
      return length === 0;
    },
  };
}

function parsed(text: string | null): Case {
  if (text === null) return TOO_LONG;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return NOT_JSON;
  }
}

/** One case a line; a file whose first line is only the beginning of an object is read object by object instead. */
function byLines(): Splitter {
  const held = holder();
  const object = overLines();
  let aWholeLine = false;
  function read(text: string | null): Case[] {
    const one = parsed(text);
    const whole = "value" in one && (!object.begun || isPacket(one.value));
    if (aWholeLine || whole || text === null) {
      const before = object.giveUp(NOT_JSON);
      aWholeLine ||= whole;
      return text?.trim() === "" ? before : [...before, one];
    }
    return object.add(text);
  }
  return {
    *push(chunk) {
      let at = 0;
      for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, at)) {
        yield* read(held.take(chunk, at, end));
        at = end + 1;
      }
      if (at < chunk.length) held.keep(chunk.subarray(at));
    },
    *end() {
      if (!held.empty) yield* read(held.take(Buffer.alloc(0), 0, 0));
      yield* object.giveUp(UNFINISHED);
    },
  };
}

/** Does a line that stands alone look like a case, not like a part of one? */
function isPacket(value: unknown): boolean {
  return typeof value === "object" && value !== null && "id" in value && ("phenotypicFeatures" in value || "subject" in value);
}

/** An object over several lines. Lines that begin one without ever ending it are each a bad case. */
function overLines() {
  let lines: string[] = [];
  let [length, depth, starts] = [0, 0, 0];
  const clear = () => {
    [lines, length, depth, starts] = [[], 0, 0, 0];
  };
  return {
    get begun() {
      return starts > 0;
    },
    add(line: string): Case[] {
      if (starts === 0 && line.trim() === "") return [];
      if (starts === 0 || line.startsWith("{")) starts++;
      // A line takes room beyond its text.
      length += line.length + 64;
      if (length > LONGEST) lines = [];
      else lines.push(line);
      const deeper = depthOf(line);
      depth += deeper ?? 0;
      if (deeper === null) return this.giveUp(NOT_JSON);
      if (depth > 0) return [];
      const one = parsed(length > LONGEST ? null : lines.join("\n"));
      clear();
      return [one];
    },
    giveUp(error: Case): Case[] {
      if (starts === 0) return [];
      const cases = Array<Case>(starts).fill(error);
      clear();
      return cases;
    },
  };
}

/** How many brackets a line leaves open; null where it ends within a string, which JSON never does. */
function depthOf(line: string): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (sign === "\\") at++;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === "{" || sign === "[")) depth++;
    else if (!quoted && (sign === "}" || sign === "]")) depth--;
  }
  return quoted ? null : depth;
}

/** The objects of an array, on however many lines. */
function byBrackets(): Splitter {
  const held = holder();
  let [arrays, depth, quoted, escaped, stray] = [0, 0, false, false, false];
  /** Outside of any object: is this sign the first of something that is none? */
  function strays(sign: number | undefined): boolean {
    if (sign === 0x5b) arrays++;
    if (sign === 0x5d) arrays--;
    const between = sign === 0x20 || sign === 0x0a || sign === 0x0d || sign === 0x09;
    const before = stray;
    if (!between) stray = sign !== 0x2c && sign !== 0x5b && sign !== 0x5d;
    return (stray && !before) || arrays < 0;
  }
  return {
    *push(chunk) {
      let start = 0;
      for (let at = 0; at < chunk.length; at++) {
        const sign = chunk[at];
        if (escaped) escaped = false;
        else if (quoted) {
          if (sign === 0x5c) escaped = true;
          else if (sign === 0x22) quoted = false;
        } else if (depth === 0) {
          if (sign === 0x7b) [depth, start, stray] = [1, at, false];
          else if (strays(sign)) yield NOT_JSON;
          arrays = Math.max(arrays, 0);
        } else if (sign === 0x22) quoted = true;
        else if (sign === 0x7b || sign === 0x5b) depth++;
        else if ((sign === 0x7d || sign === 0x5d) && --depth === 0) yield parsed(held.take(chunk, start, at + 1));
      }
      if (depth > 0) held.keep(chunk.subarray(start));
    },
    *end() {
      if (depth > 0 || arrays > 0) yield UNFINISHED;
    },
  };
}
