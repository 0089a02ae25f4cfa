import { readJson } from "@/app/api/v1/_http/body";
import { LINES, misnamesLines, sendsLines } from "@/app/api/v1/_http/lines";
import { answering, json, problem } from "@/app/api/v1/_http/problem";
import { LIMIT_BYTES, importLines } from "./import-lines";
import { readCase } from "./read-case";

/**
 * Reads a phenopacket, a FHIR QuestionnaireResponse to the checklist, or a draft or screening of ours, as a draft to be looked at;
 * or many, one a line. Nothing is kept, so that nobody needs to be known; nothing of the file comes back but coded parts and the
 * ids of terms.
 */
export const POST = answering(async (request: Request) => {
  if (sendsLines(request)) return importLines(request);
  if (misnamesLines(request)) return problem("not-application-json", undefined, undefined, `Many cases, one a line, are sent as ${LINES}.`);
  const read = readCase((await readJson(request, { limit: LIMIT_BYTES, fhir: true })).value);
  return "draft" in read ? json(read) : problem(read.problem, read.errors, undefined, read.detail);
});
