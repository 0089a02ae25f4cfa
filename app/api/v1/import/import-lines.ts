import { parseJson } from "@/app/api/v1/_http/body";
import { LINES, linesOf, streamed } from "@/app/api/v1/_http/lines";
import { Problem, traced } from "@/app/api/v1/_http/problem";
import { readCase } from "./read-case";
import type { ReadCase } from "./read-case";

/** The most that is taken at once, in one case or in many: whoever sends it need not be known. */
export const LIMIT_BYTES = 5_000_000;

/**
 * Reads a case a line and answers each in order, also the one that cannot be taken. Where the whole cannot go on, the last
 * line of the answer says at which line. All that is taken may wait to be read.
 */
export function importLines(request: Request): Response {
  return streamed(answers(request), LINES, { ahead: LIMIT_BYTES });
}

async function* answers(request: Request): AsyncGenerator<string, void> {
  let at = 1;
  try {
    for await (const { number, bytes } of linesOf(request, LIMIT_BYTES, LIMIT_BYTES)) {
      at = number;
      yield tell(number, bytes === null ? { problem: "too-large" } : readLine(bytes));
      at = number + 1;
    }
  } catch (error) {
    if (!(error instanceof Problem)) traced(error);
    yield tell(at, { problem: error instanceof Problem ? error.problem : "unexpected" });
  }
}

function tell(line: number, read: ReadCase): string {
  return `${JSON.stringify({ line, ...("draft" in read ? read : refused(read)) })}\n`;
}

function refused({ problem, errors = [{ pointer: "", code: problem }], detail }: Extract<ReadCase, { problem: string }>) {
  return { errors, ...(detail !== undefined && { detail }) };
}

function readLine(bytes: Uint8Array): ReadCase {
  try {
    return readCase(parseJson(bytes));
  } catch (error) {
    if (error instanceof Problem) return { problem: error.problem };
    throw error;
  }
}
