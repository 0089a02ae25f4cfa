import type { Status } from "./assess";
import type { AgeBand } from "./bands";
import type { FeatureId } from "./checklist";
import { readLaboratory } from "./laboratory";
import type { Faults, Reading, Typed, Undecided } from "./laboratory";
import { analyteIds, analytes } from "./laboratory-analytes";
import type { Analyte } from "./laboratory-analytes";

/** What a clinician says a value is to count as; empty: as it was read. */
export const uses = ["", "low", "normal", "high", "open"] as const;
export type Use = (typeof uses)[number];
export type Entry = Typed & { use: Use };
export type Entries = Partial<Record<Analyte, Entry>>;
export type Circumstances = { age: AgeBand; steroids: boolean };

/** One value with what follows from it. `status` null: left open, by `why` or by the clinician. `overruled`: decided by the clinician, not by the value. */
export type Decision = { analyte: Analyte; entry: Entry; reading: Reading; feature: FeatureId; status: Status | null; why: Undecided | "steroids" | null; overruled: boolean };
export type Decided = { decisions: Decision[]; faults: Partial<Record<Analyte, Faults>> };

/** What the values answer: the findings, each from a value or from the clinician, and whether ACTH is above twice its upper limit. */
export type Answer = { status: Status; overruled: boolean };
export type Answers = { findings: Partial<Record<FeatureId, Answer>>; acthTwiceLimit: boolean };

const excludedUnless = (observed: boolean): Status => (observed ? "observed" : "excluded");

/** Decides each value that was given. Cortisol after steroids stays open, whatever its value, unless the clinician says otherwise. */
export function decide(entries: Entries, { age, steroids }: Circumstances): Decided {
  const decided: Decided = { decisions: [], faults: {} };
  for (const analyte of analyteIds) {
    const entry = entries[analyte];
    const reading = entry ? readLaboratory(analyte, entry, age) : null;
    if (!entry || !reading) continue;
    if ("faults" in reading) decided.faults[analyte] = reading.faults;
    else decided.decisions.push(decideOne(analyte, entry, reading, steroids));
  }
  return decided;
}

function decideOne(analyte: Analyte, entry: Entry, reading: Reading, steroids: boolean): Decision {
  const { feature, side } = analytes[analyte];
  const decision = { analyte, entry, reading, feature };
  if (entry.use !== "") return { ...decision, status: entry.use === "open" ? null : excludedUnless(entry.use === side), why: null, overruled: true };
  if (analyte === "cortisol" && steroids) return { ...decision, status: null, why: "steroids", overruled: false };
  const seen = reading[side];
  return { ...decision, status: seen === null ? null : excludedUnless(seen), why: reading.why, overruled: false };
}

/** Puts the decisions together; where two values answer one row, observed outranks excluded. */
export function answersOf(decisions: readonly Decision[]): Answers {
  const findings: Answers["findings"] = {};
  for (const { feature, status, overruled } of decisions) {
    if (status && findings[feature]?.status !== "observed") findings[feature] = { status, overruled };
  }
  const acth = decisions.find(({ analyte }) => analyte === "acth");
  return { findings, acthTwiceLimit: acth?.status === "observed" && acth.reading.twice };
}
