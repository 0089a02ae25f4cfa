import { fromQuestionnaireResponse } from "@/lib/exchange/fhir-read";
import { BadCase } from "@/lib/exchange/phenopacket-fields";
import { importPhenopacket } from "@/lib/exchange/phenopacket-in";
import { asImported, fromOwn } from "@/lib/exchange/own-json";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import type { Fault } from "@/lib/screening/faults";
import { readJson } from "@/app/api/v1/_http/body";
import { pointed } from "@/app/api/v1/_http/pointed";
import { answering, json, problem } from "@/app/api/v1/_http/problem";

const LIMIT_BYTES = 5_000_000;

/**
 * Reads a phenopacket, a FHIR QuestionnaireResponse to the checklist, or a draft or screening of ours, as a draft to be looked at. Nothing is kept, so
 * that nobody needs to be known; nothing of the file comes back but coded parts and the ids of terms.
 */
export const POST = answering(async (request: Request) => {
  const { value } = await readJson(request, { limit: LIMIT_BYTES, fhir: true });
  if (has(value, "resourceType")) return takeCoded(fromQuestionnaireResponse(value));
  return has(value, "findings") ? takeOwn(value) : takePhenopacket(value);
});

function has(value: unknown, name: string): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name);
}

function takeOwn(value: Record<string, unknown>): Response {
  const read = fromOwn(value);
  return takeCoded("errors" in read ? read : { draft: asImported(read.draft), unknown: [] });
}

function takePhenopacket(value: unknown): Response {
  try {
    const { draft, notOnChecklist, issues } = importPhenopacket(value);
    return json({ draft, notOnChecklist: { ...notOnChecklist, questions: [] }, issues });
  } catch (error) {
    if (error instanceof BadCase) return problem("not-importable", undefined, undefined, error.message);
    throw error;
  }
}

function takeCoded(read: { draft: Draft; unknown: string[] } | { errors: Fault[] }): Response {
  if ("errors" in read) return problem("not-importable", read.errors);
  const wrong = assess(read.draft).issues.filter(({ level }) => level === "error");
  if (wrong.length > 0) return problem("contradiction", wrong.flatMap(pointed));
  return json({ draft: read.draft, notOnChecklist: { observed: [], excluded: [], questions: read.unknown }, issues: [] });
}
