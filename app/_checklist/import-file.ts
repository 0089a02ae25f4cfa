import { hasDuplicateKey } from "@/app/api/v1/_http/duplicates";
import type { Trouble } from "@/lib/exchange/import-wording";

const LIMIT_BYTES = 5_000_000;

/** What a browser hands over: files that were chosen or dropped, or a text that was pasted. */
export type Given = readonly File[] | string;

/**
 * The children of what was given, as they stand there, not looked into; several files are one. Nothing is sent and
 * nothing is kept.
 */
export async function childrenIn(given: Given): Promise<{ children: unknown[] } | { trouble: Trouble }> {
  const size = typeof given === "string" ? new Blob([given]).size : given.reduce((sum, file) => sum + file.size, 0);
  if (size > LIMIT_BYTES) return { trouble: "too-large" };
  try {
    const texts = typeof given === "string" ? [given] : await Promise.all(given.map((file) => file.text()));
    return inTexts(texts);
  } catch {
    // A folder, or a file that was moved since.
    return { trouble: "not-read" };
  }
}

/** The same of texts: JSON, or a JSON a line; one child, a list of them, a family, a cohort or a bundle of responses. */
export function inTexts(texts: readonly string[]): { children: unknown[] } | { trouble: Trouble } {
  const values = texts.map(valuesOf);
  if (values.some((value) => value === null)) return { trouble: "not-json" };
  // The last one would be taken in silence, and the other was meant as much.
  if (texts.some(hasDuplicateKey)) return { trouble: "duplicate-key" };
  const whole = values.flatMap((value) => value ?? []);
  const children = whole.flatMap(apart);
  if (children.length > 0) return { children };
  return { trouble: whole.some((value) => fieldsOf(value)["resourceType"] === "Bundle") ? "no-response" : "nothing" };
}

/** The JSON of a text, or of each of its lines; null where it is none. */
function valuesOf(text: string): unknown[] | null {
  const plain = text.replace(/^\uFEFF/, "").trim();
  if (plain === "") return [];
  return parsed([plain]) ?? parsed(plain.split(/\r?\n/).filter((line) => line.trim() !== ""));
}

function parsed(texts: readonly string[]): unknown[] | null {
  try {
    return texts.map((text): unknown => JSON.parse(text));
  } catch {
    return null;
  }
}

function apart(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(apart);
  const { members, proband, relatives, resourceType, entry } = fieldsOf(value);
  if (Array.isArray(members)) return members;
  if (proband !== undefined) return [proband, ...(Array.isArray(relatives) ? relatives : [])];
  if (resourceType !== "Bundle") return [value];
  const resources = Array.isArray(entry) ? entry.map((one) => fieldsOf(one)["resource"]) : [];
  return resources.filter((resource) => fieldsOf(resource)["resourceType"] === "QuestionnaireResponse");
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
