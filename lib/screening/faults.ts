import type { z } from "zod";

/** Everything that can be wrong with a draft, or with the questions asked of a list. */
type FaultCode =
  | "unknown-key"
  | "missing"
  | "wrong-type"
  | "not-allowed"
  | "out-of-range"
  | "not-a-multiple"
  | "not-current"
  | "not-a-code"
  | "not-found"
  | "no-finding"
  | "repeated";

/** Members of a list further on point at their list: a body full of them would be answered by many more bytes. */
const TOLD_APART = 20;

/** One fault. `pointer` (RFC 6901) holds names of the schema only; nothing of the value is repeated. */
export type Fault = { pointer: string; code: FaultCode };

/** The parameter by which a refinement tells its fault. */
export function refused(code: FaultCode) {
  return { params: { code } };
}

/**
 * Every fault that a strict schema found, each pointer and code once. An unknown key points at its parent.
 * @param input what was parsed; it is looked into only to tell missing from wrong
 * @param depth how many names a pointer may have
 */
export function faultsOf(error: z.ZodError, input: unknown, depth = Infinity): Fault[] {
  const faults = new Map<string, Fault>();
  for (const issue of error.issues) {
    const far = issue.path.findIndex((name) => typeof name === "number" && name >= TOLD_APART);
    const names = issue.path.slice(0, far < 0 ? depth : far);
    const fault = { pointer: names.map((name) => `/${String(name)}`).join(""), code: codeOf(issue, input) };
    faults.set(`${fault.pointer} ${fault.code}`, fault);
  }
  return [...faults.values()];
}

function codeOf(issue: z.core.$ZodIssue, input: unknown): FaultCode {
  if (issue.code === "unrecognized_keys") return "unknown-key";
  if (issue.code === "custom") return issue.params?.["code"] as FaultCode;
  if (issue.code === "too_big" && issue.origin === "array") return "repeated";
  if (issue.code === "too_small" || issue.code === "too_big") return "out-of-range";
  const value = issue.path.reduce((at, name) => (at as Record<PropertyKey, unknown>)[name], input);
  if (value === undefined) return "missing";
  // 1e999 is a number to JSON and Infinity here.
  if (typeof value === "number" && !Number.isFinite(value)) return "out-of-range";
  return issue.code === "invalid_value" && typeof value === "string" ? "not-allowed" : "wrong-type";
}
