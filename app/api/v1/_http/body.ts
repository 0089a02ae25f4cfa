import { hasDuplicateKey } from "./duplicates";
import { Problem } from "./problem";

const LIMIT_BYTES = 65_536;

/** A body as it came, and what it says. */
type Body = { bytes: Uint8Array<ArrayBuffer>; value: unknown };

/**
 * Reads the JSON of a request: at most 64 kB, counted while it comes, whatever its header says.
 * @throws {Problem} 400, 413 or 415
 */
export async function readJson(request: Request): Promise<Body> {
  if (!isJson(request.headers)) throw new Problem("not-application-json");
  const bytes = await readBytes(request);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Problem("not-json");
  }
  if (hasDuplicateKey(text)) throw new Problem("duplicate-key");
  return { bytes, value };
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
 * The key under which a save may be repeated.
 * @throws {Problem} 400
 */
export function requireKey(request: Request): string {
  const key = request.headers.get("idempotency-key");
  if (key === null || !/^[\x21-\x7e]{8,100}$/.test(key)) throw new Problem("idempotency-key");
  return key;
}

function isJson(headers: Headers): boolean {
  const type = /^application\/json[ \t]*(;[ \t]*charset=(utf-8|"utf-8")[ \t]*)?$/i;
  return type.test(headers.get("content-type") ?? "") && (headers.get("content-encoding") ?? "identity") === "identity";
}

async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(LIMIT_BYTES);
  const reader = request.body?.getReader();
  let length = 0;
  while (reader) {
    // A sender who goes away in the middle has not sent JSON.
    const { done, value } = await reader.read().catch(() => Promise.reject(new Problem("not-json")));
    if (done) break;
    if (length + value.length > LIMIT_BYTES) {
      reader.cancel().catch(() => {});
      throw new Problem("too-large");
    }
    bytes.set(value, length);
    length += value.length;
  }
  return bytes.slice(0, length);
}
