import { createHash, randomBytes } from "node:crypto";
import { NotAnyMore, whileAllowed } from "@/lib/access/guard";
import { draftOfScreening } from "@/lib/exchange/own-json";
import { parseDraft } from "@/lib/screening/draft";
import { Undecided, databaseIsAway } from "@/lib/store/client";
import { saveScreening } from "@/lib/store/screenings";
import type { Actor } from "@/lib/store/screenings";
import { LIMIT_BYTES, parseJson } from "@/app/api/v1/_http/body";
import { LINES, linesOf, streamed } from "@/app/api/v1/_http/lines";
import { pointed } from "@/app/api/v1/_http/pointed";
import { Problem, traced } from "@/app/api/v1/_http/problem";
import type { ProblemError, ProblemName } from "@/app/api/v1/_http/problem";

const WHOLE_BYTES = 100_000_000;
// A client that sends everything before it reads anything is kept going up to here: some 90,000 codes.
const AHEAD_BYTES = 4_000_000;

/** What became of a line: what it was saved as, or why it was not. */
type Told = { code: string } | { errors: readonly ProblemError[] };

/**
 * Saves a draft a line, or a screening as it was taken out, each with a transaction and an audit line of its own, and answers each in order. Where the whole
 * cannot go on, the last line of the answer says at which line; what has no answer may be sent again with the same key.
 * @param key of all lines, each of which counts by itself
 */
export function saveLines(actor: Actor, request: Request, key: string): Response {
  return streamed(answers(actor, request, key), LINES, { ahead: AHEAD_BYTES });
}

async function* answers(actor: Actor, request: Request, key: string): AsyncGenerator<string, void> {
  const tell = (line: number, told: Told) => `${JSON.stringify({ line, ...told })}\n`;
  let at = 1;
  try {
    for await (const { number, bytes } of whileAllowed(request.headers, "save", linesOf(request, LIMIT_BYTES, WHOLE_BYTES))) {
      at = number;
      yield tell(number, bytes === null ? refused("too-large") : await saveLine(actor, bytes, key, number));
      at = number + 1;
    }
  } catch (error) {
    if (!(error instanceof Problem)) traced(error);
    yield tell(at, refused(endOf(error)));
  }
}

/** The problem with which the whole ended. */
function endOf(error: unknown): ProblemName {
  if (error instanceof Problem) return error.problem;
  if (error instanceof NotAnyMore) return "not-allowed";
  if (error instanceof Undecided) return "undecided";
  return databaseIsAway(error) ? "database-away" : "unexpected";
}

const refused = (code: string): Told => ({ errors: [{ pointer: "", code }] });

async function saveLine(actor: Actor, bytes: Uint8Array, key: string, line: number): Promise<Told> {
  const read = readLine(bytes);
  if ("told" in read) return read.told;
  const bodyHash = createHash("sha256").update(bytes).digest("hex");
  const saved = await saveScreening(actor, "draft" in read ? read.draft : read, { key, line, bodyHash, now: new Date(), random: randomBytes });
  switch (saved.outcome) {
    case "saved":
    case "replayed":
      return { code: saved.code };
    case "key-of-another-body":
      return refused("key-of-another-body");
    case "faulty":
      return { errors: saved.errors };
    case "follows-unknown":
      return { errors: [{ pointer: "/follows", code: "not-found" }] };
    case "contradiction":
      return { errors: saved.issues.flatMap(pointed) };
  }
}

function readLine(bytes: Uint8Array) {
  try {
    return parseDraft(draftOfScreening(parseJson(bytes)));
  } catch (error) {
    if (error instanceof Problem) return { told: refused(error.problem) };
    throw error;
  }
}
