import { fromQuestionnaireResponse } from "@/lib/exchange/fhir-read";
import { asImported, fromOwn } from "@/lib/exchange/own-json";
import { BadCase } from "@/lib/exchange/phenopacket-fields";
import { importPhenopacket } from "@/lib/exchange/phenopacket-in";
import { assess } from "@/lib/screening/assess";
import type { Draft, Issue } from "@/lib/screening/assess";
import type { Fault } from "@/lib/screening/faults";
import type { TermIssue } from "@/lib/screening/hpo-map";
import { pointed } from "@/app/api/v1/_http/pointed";
import type { ProblemError, ProblemName } from "@/app/api/v1/_http/problem";

/** A case as a draft to be looked at, with what the checklist does not have; or why it cannot be taken. */
export type ReadCase =
  | { draft: Draft; notOnChecklist: Record<"observed" | "excluded" | "questions", string[]>; issues: (Issue | TermIssue)[] }
  | { problem: ProblemName; errors?: readonly ProblemError[]; detail?: string };

/** Reads what a file holds of one child, whichever of the forms that are taken it has. */
export function readCase(value: unknown): ReadCase {
  if (has(value, "resourceType")) return takeCoded(fromQuestionnaireResponse(value));
  return has(value, "findings") ? takeOwn(value) : takePhenopacket(value);
}

function has(value: unknown, name: string): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name);
}

function takeOwn(value: Record<string, unknown>): ReadCase {
  const read = fromOwn(value);
  return takeCoded("errors" in read ? read : { draft: asImported(read.draft), unknown: [] });
}

function takePhenopacket(value: unknown): ReadCase {
  try {
    const { draft, notOnChecklist, issues } = importPhenopacket(value);
    return { draft, notOnChecklist: { ...notOnChecklist, questions: [] }, issues };
  } catch (error) {
    if (error instanceof BadCase) return { problem: "not-importable", detail: error.message };
    throw error;
  }
}

function takeCoded(read: { draft: Draft; unknown: string[] } | { errors: Fault[] }): ReadCase {
  if ("errors" in read) return { problem: "not-importable", errors: read.errors };
  const wrong = assess(read.draft).issues.filter(({ level }) => level === "error");
  if (wrong.length > 0) return { problem: "contradiction", errors: wrong.flatMap(pointed) };
  return { draft: read.draft, notOnChecklist: { observed: [], excluded: [], questions: read.unknown }, issues: [] };
}
