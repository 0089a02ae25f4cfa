import type { Status } from "./assess";
import type { AgeBand, GestationBand } from "./bands";
import type { FeatureId } from "./checklist";
import { readLaboratory } from "./laboratory";
import type { Faults, Reading, Typed, Undecided } from "./laboratory";
import { analyteIds, analytes } from "./laboratory-analytes";
import type { Analyte } from "./laboratory-analytes";
import { isHiddenBySteroids } from "./laboratory-steroids";
import type { Source } from "./sources";

/** What a clinician says a value is to count as; empty: as it was read. */
export type Use = "" | "low" | "normal" | "high" | "open";
export type Entry = Typed & { use: Use };
export type Entries = Partial<Record<Analyte, Entry>>;
export type Circumstances = { age: AgeBand; steroids: boolean; early?: boolean; gestation?: GestationBand };

/** One value with what follows from it. `status` null: left open, by `why` or by the clinician. `overruled`: decided by the clinician, not by the value. */
export type Decision = { analyte: Analyte; entry: Entry; reading: Reading; feature: FeatureId; status: Status | null; why: Undecided | "steroids" | "steroids-lower" | "low-for-acth" | null; overruled: boolean };
/** `faults`: of what decides nothing, and what is asked of a value that counts already. */
export type Decided = { decisions: Decision[]; faults: Partial<Record<Analyte, Faults>> };

/**
 * What the values answer of one row. `status` null: it is left open. `holds`: a value is there that cannot be read yet, a slip
 * perhaps, or a low cortisol that steroids may explain; what stands as observed is not taken back for it.
 */
export type Answer = { status: Status | null; overruled: boolean; holds: boolean };
/** What can be answered: the findings, and whether ACTH is above twice its upper limit (observed, or left open). */
export type Answered = FeatureId | "acthTwiceLimit";
export type Answers = Partial<Record<Answered, Answer>>;

const excludedUnless = (observed: boolean): Status => (observed ? "observed" : "excluded");

/** Decides each value that was given. What steroids hide stays open, whatever the value, unless the clinician says otherwise. */
export function decide(entries: Entries, { age, steroids }: Circumstances): Decided {
  const decided: Decided = { decisions: [], faults: {} };
  for (const analyte of analyteIds) {
    const entry = entries[analyte];
    const reading = entry ? readLaboratory(analyte, entry, age) : null;
    if (!entry || !reading) continue;
    if ("faults" in reading) decided.faults[analyte] = reading.faults;
    else decided.decisions.push(decideOne(analyte, entry, reading, steroids));
    if ("asked" in reading) decided.faults[analyte] = { value: reading.asked };
  }
  const twice = isTwice(decided.decisions) === true;
  return { ...decided, decisions: decided.decisions.map((one) => (twice && isLowForActh(one) ? { ...one, status: null, why: "low-for-acth" } : one)) };
}

function decideOne(analyte: Analyte, entry: Entry, reading: Reading, steroids: boolean): Decision {
  const { feature, side } = analytes[analyte];
  const decision = { analyte, entry, reading, feature };
  if (entry.use !== "") return { ...decision, status: entry.use === "open" ? null : excludedUnless(entry.use === side), why: null, overruled: true };
  const status = reading.why === null ? excludedUnless(reading[side] === true) : null;
  // It does not take back what stood before steroids were told: a sample is often reported after they were given.
  const hidden = !steroids ? null : analyte === "cortisol" ? "steroids" : status && isHiddenBySteroids(feature, status) ? "steroids-lower" : null;
  return { ...decision, status: hidden ? null : status, why: hidden ?? reading.why, overruled: false };
}

/** Is ACTH, as it counts, above twice its upper limit? null where that is not certain, or no ACTH is known. */
function isTwice(decisions: readonly Decision[]): boolean | null {
  const acth = decisions.find(({ analyte }) => analyte === "acth");
  if (!acth) return null;
  return acth.status === "excluded" || acth.entry.use === "open" ? false : acth.reading.twice;
}

/** A cortisol that is neither low nor raised, while ACTH is far above normal, may be too low for it. */
function isLowForActh({ analyte, status, overruled, reading }: Decision): boolean {
  return analyte === "cortisol" && status === "excluded" && !overruled && reading.high !== true;
}

/** Puts together what the values answer; where two answer one row, observed outranks excluded. */
export function answersOf({ decisions, faults }: Decided): Answers {
  const answers: Answers = {};
  const add = (what: Answered, { status, overruled, holds }: Answer) => {
    const other = answers[what];
    const outranked = other && (other.status === "observed" || status === null);
    answers[what] = { ...(outranked ? other : { status, overruled }), holds: holds || (other?.holds ?? false) };
  };
  for (const { feature, status, why, overruled, reading } of decisions) add(feature, { status, overruled, holds: isUnread(why, reading) });
  const undecided = (Object.keys(faults) as Analyte[]).filter((analyte) => !decisions.some((one) => one.analyte === analyte));
  for (const analyte of undecided) add(analytes[analyte].feature, { status: null, overruled: false, holds: true });
  if (answers["high-acth"]) {
    const twice = isTwice(decisions);
    answers.acthTwiceLimit = { status: twice === true ? "observed" : null, overruled: false, holds: twice === null };
  }
  return answers;
}

/** Is it the value that cannot be read, or a cortisol not known to be other than low, rather than a decision to leave it open? */
const isUnread = (why: Decision["why"], reading: Reading): boolean => why !== null && (why === reading.why || (why === "steroids" && reading.low !== false));

export type Caution = { told: "steroids" | "early" | "early17ohp" | "newborn17ohp" | "pattern"; source: Source };

const preterm: readonly (GestationBand | undefined)[] = ["extremely-preterm", "very-preterm", "moderate-preterm"];

/** What must be known before cortisol or 17-OHP is believed, and the pattern that asks for more; each with its source. */
export function cautionsOf({ decisions }: Decided, answers: Answers, { age, steroids, early = false, gestation }: Circumstances): Caution[] {
  const given = (analyte: Analyte) => decisions.some((one) => one.analyte === analyte);
  const high17ohp = decisions.some(({ analyte, reading }) => analyte === "17ohp" && reading.high === true);
  const young = age === "newborn" || (preterm.includes(gestation) && (age === "infant" || age === "unknown"));
  const pattern = answers["low-cortisol"]?.status === "observed" && answers.acthTwiceLimit?.status === "observed" && !steroids;
  const cautions: Record<Caution["told"], readonly [holds: boolean, source: Source]> = {
    steroids: [steroids, "rules"],
    early: [early && given("cortisol"), "hormone-research-1980"],
    early17ohp: [early && given("17ohp"), "pearce-2016"],
    newborn17ohp: [high17ohp && young, "pearce-2016"],
    pattern: [pattern, "bornstein-2016"],
  };
  return (Object.keys(cautions) as Caution["told"][]).flatMap((told) => (cautions[told][0] ? [{ told, source: cautions[told][1] }] : []));
}
