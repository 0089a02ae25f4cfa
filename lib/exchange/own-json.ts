import type { Draft } from "@/lib/screening/assess";
import { measures } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, featureIds } from "@/lib/screening/checklist";
import type { Fault } from "@/lib/screening/faults";
import { draftIn } from "./plain-draft";

type Fields = Readonly<Record<string, unknown>>;

const VERSION = /^(\d{1,4})\.(\d{1,4})$/;

/** Was this the version of a checklist up to the one in force? Features are only ever added, so that each can be read as the present one. */
export function isKnownChecklist(version: string): boolean {
  const [[major, minor], [ours, least]] = [version, CHECKLIST_VERSION].map((one) => (VERSION.exec(one) ?? []).slice(1).map(Number)) as [number[], number[]];
  if (major === undefined || minor === undefined || ours === undefined || least === undefined) return false;
  return major < ours || (major === ours && minor <= least);
}

function inForce(version: unknown): unknown {
  return typeof version === "string" && isKnownChecklist(version) ? CHECKLIST_VERSION : version;
}

/**
 * What may be saved of a screening that was taken out as JSON: its draft, on the checklist in force. Its code, its year and
 * the assessment of that day are not taken, nor what it follows: that is a code of where it comes from.
 * @returns anything that is no whole screening as it is
 */
export function draftOfScreening(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !["code", "year", "assessment"].every((name) => Object.hasOwn(value, name))) return value;
  const { code: _code, year: _year, assessment: _then, follows: _earlier, ...draft } = value as Fields;
  return { ...draft, checklist: inForce(draft["checklist"]) };
}

/**
 * Reads a draft or a screening of this program from its JSON. What it follows, where its findings came from and what was
 * thought of them is not taken.
 * @returns the draft, or every fault at once; nothing of a value is repeated
 */
export function fromOwn({ code: _code, year: _year, assessment: _then, follows: _earlier, origin: _origin, ...told }: Fields): { draft: Draft } | { errors: Fault[] } {
  return draftIn({ ...told, checklist: inForce(told["checklist"]) });
}

/** The draft with everything that it tells marked as imported: nothing of it was ticked or typed here. */
export function asImported(draft: Draft): Draft {
  const { findings, size = {}, context = {} } = draft;
  const told = { ...findings, ...size, ...context };
  const found = ([...featureIds, ...measures, "acthTwiceLimit"] as const).filter((one) => told[one] !== undefined);
  return found.length > 0 ? { ...draft, origin: Object.fromEntries(found.map((one) => [one, "imported" as const])) } : draft;
}
