import { underSecret } from "@/lib/access/limit";
import { hasDuplicateKey } from "./duplicates";
import { Problem } from "./problem";

/** The longest draft that is taken, in bytes. */
export const LIMIT_BYTES = 65_536;

/** A body as it came, and what it says. */
type Body = { bytes: Uint8Array<ArrayBuffer>; value: unknown };

/** `limit`: the most bytes that are read; `fhir`: FHIR's own name for JSON is taken, too. */
type Reading = { limit: number; fhir: boolean };

/**
 * Reads the JSON of a request: at most 64 kB, or as much as is said, counted while it comes, whatever its header says.
 * @throws {Problem} 400, 413 or 415
 */
export async function readJson(request: Request, { limit, fhir }: Reading = { limit: LIMIT_BYTES, fhir: false }): Promise<Body> {
  const type = fhir ? /^application\/(fhir\+)?json$/i : /^application\/json$/i;
  if (!isPlain(request.headers, type)) throw new Problem("not-application-json");
  const bytes = await readBytes(request, limit);
  return { bytes, value: parseJson(bytes) };
}

/**
 * JSON in UTF-8 where no object names a key twice.
 * @throws {Problem} 400
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Problem("not-json");
  }
  if (hasDuplicateKey(text)) throw new Problem("duplicate-key");
  return value;
}

/**
 * Lets a request that writes pass only from our own pages: their addresses are in the setting ORIGINS.
 * @throws {Problem} 403
 */
export function requireOwnOrigin(request: Request): void {
  const own = process.env.ORIGINS?.split(" ").filter(Boolean) ?? [];
  const origin = request.headers.get("origin");
  if (origin === null || !own.includes(origin)) throw new Problem("foreign-origin");
}

/**
 * The key under which a save may be repeated, as the database may know it: programs make keys of the numbers of their
 * children, against our advice, and a plain hash beside a code is found again by trying numbers.
 * @throws {Problem} 400
 */
export function requireKey(request: Request): string {
  const key = request.headers.get("idempotency-key");
  if (key === null || !/^[\x21-\x7e]{8,100}$/.test(key)) throw new Problem("idempotency-key");
  return underSecret("save", key);
}

/** Is the body of this type, in UTF-8 and not compressed? */
export function isPlain(headers: Headers, type: RegExp): boolean {
  const [, name = ""] = /^([^;\s]+)[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i.exec(headers.get("content-type") ?? "") ?? [];
  return type.test(name) && (headers.get("content-encoding") ?? "identity") === "identity";
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  const reader = request.body?.getReader();
  let length = 0;
  while (reader) {
    // A sender who goes away in the middle has not sent JSON.
    const { done, value } = await reader.read().catch(() => Promise.reject(new Problem("not-json")));
    if (done) break;
    length += value.length;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw new Problem("too-large");
    }
    pieces.push(value);
  }
  return joined(pieces, length);
}

/** Pieces of so many bytes together as one. */
export function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
