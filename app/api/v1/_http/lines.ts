import { isPlain, joined } from "./body";
import { Problem, traced } from "./problem";

/** JSON, one object a line. */
export const LINES = "application/x-ndjson";

const NEWLINE = 0x0a;

/** A line of a body: its number, from 1, and its bytes; null where there are more of them than are taken. */
export type Line = { number: number; bytes: Uint8Array<ArrayBuffer> | null };

/** Does a request send lines of JSON? */
export function sendsLines({ headers }: Request): boolean {
  return isPlain(headers, /^application\/x-ndjson$/i);
}

/** Does a request call its lines by another of the names that are about, none of them registered? */
export function misnamesLines({ headers }: Request): boolean {
  return /^application\/((x-)?(json-?lines?|jsonl)|ndjson)\b/i.test(headers.get("content-type") ?? "");
}

/** Which of these types does a request ask for by name, and does not refuse (q=0)? Whoever takes anything asks for none. */
export function asksFor<Type extends string>({ headers }: Request, types: readonly Type[]): Type | null {
  const ranges = (headers.get("accept") ?? "").toLowerCase().split(",").filter((range) => !/;\s*q=0(\.0*)?\s*(;|$)/.test(range));
  const asked = ranges.map((range) => range.split(";", 1)[0]?.trim());
  return types.find((type) => asked.includes(type)) ?? null;
}

/**
 * The lines of a body as they come, empty ones left out; no more is held than one line and what came with it.
 * @param limit bytes that a line may have
 * @param whole bytes that all may have
 * @throws {Problem} 413 after so many; 400 where the sender goes away
 */
export async function* linesOf(request: Request, limit: number, whole: number): AsyncGenerator<Line, void> {
  const reader = request.body?.getReader();
  const line = new Growing(limit);
  let taken = 0;
  try {
    for (let number = 1; reader; ) {
      const { done, value } = await reader.read().catch(() => Promise.reject(new Problem("not-json")));
      if ((taken += value?.length ?? 0) > whole) throw new Problem("too-large");
      for (const [at, piece] of pieces(value).entries()) {
        if (at > 0 || done) {
          const bytes = line.end();
          if (!isBlank(bytes)) yield { number, bytes };
          number += 1;
        }
        line.add(piece);
      }
      if (done) return;
    }
  } finally {
    reader?.cancel().catch(() => {});
  }
}

/** What stands between the ends of lines. */
function pieces(value: Uint8Array = new Uint8Array()): Uint8Array[] {
  const found: Uint8Array[] = [];
  let from = 0;
  for (let to = value.indexOf(NEWLINE); to >= 0; to = value.indexOf(NEWLINE, from)) {
    found.push(value.subarray(from, to));
    from = to + 1;
  }
  return [...found, value.subarray(from)];
}

/** A line that is not whole yet; of one that is too long, nothing is held. */
class Growing {
  #pieces: Uint8Array[] = [];
  #length = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (this.#length > this.#limit) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  end(): Uint8Array<ArrayBuffer> | null {
    const bytes = this.#length > this.#limit ? null : joined(this.#pieces, this.#length);
    this.#pieces = [];
    this.#length = 0;
    return bytes;
  }
}

function isBlank(bytes: Uint8Array | null): boolean {
  return bytes !== null && bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/**
 * An answer that is made while it is read. What goes wrong in the middle cuts it off, so that a part is not taken for the
 * whole.
 * @param ahead bytes that may wait to be read before the next part is made
 */
export function streamed(parts: AsyncGenerator<string, void>, type: string, { ahead = 0, headers = {} }: { ahead?: number; headers?: Record<string, string> } = {}): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await parts.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          traced(error);
          controller.error(new Error("cut off"));
        }
      },
      async cancel() {
        await parts.return();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: ahead }),
  );
  return new Response(body, { headers: { "content-type": type, "cache-control": "no-store", ...headers } });
}
