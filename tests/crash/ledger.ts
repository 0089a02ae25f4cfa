import { inOrder } from "@/lib/family/pedigree";
import { normalise } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import { featureIds } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import { assessWhole } from "@/lib/screening/heredity";

/** What the application has acknowledged, and is bound to. */
export type Ledger = {
  saved: Map<Code, Draft>;
  /** The same in the order in which they were acknowledged. */
  codes: Code[];
  /** With which a connection does something that is not decided yet. */
  inUse: Set<Code>;
  erased: Set<Code>;
  reviewed: Set<Code>;
  /** What a screening was when it was first read, to the byte. */
  read: Map<Code, string>;
  /** Saves that had been cut off and turned out, when they were repeated, to be there already. */
  replayed: number;
};

export function newLedger(): Ledger {
  return { saved: new Map(), codes: [], inUse: new Set(), erased: new Set(), reviewed: new Set(), read: new Map(), replayed: 0 };
}

/** Screenings that have to be there. */
export function kept({ saved, erased }: Ledger): Code[] {
  return [...saved.keys()].filter((code) => !erased.has(code));
}

/**
 * Is this text the screening that the rules make of what was sent? Only the order of keys is free.
 * @returns the first place that differs, or null
 */
export function difference(text: string, draft: Draft, code: Code): string | null {
  const full = normalise(draft.findings);
  const findings = Object.fromEntries(featureIds.flatMap((feature) => (full[feature] ? [[feature, full[feature]]] : [])));
  const family = draft.family && { family: inOrder(draft.family) };
  const expected: unknown = { ...draft, ...family, findings, code, year: new Date().getUTCFullYear(), assessment: assessWhole(draft) };
  // What JSON cannot say, as a key without a value, was never sent.
  return firstDifference(JSON.parse(text), JSON.parse(JSON.stringify(expected)), "");
}

function firstDifference(one: unknown, other: unknown, path: string): string | null {
  if (!isObject(one) || !isObject(other)) return one === other ? null : path;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = firstDifference(one[key], other[key], `${path}/${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
