import type { AgeBand } from "./bands";
import { analytes } from "./laboratory-analytes";
import type { Analyte, Field, Side } from "./laboratory-analytes";
import { isAmbiguous, isReadable, misreadOf, parseAmount, parseLimit } from "./laboratory-amount";
import type { Amount, Misread } from "./laboratory-amount";
import { unitInDoubt } from "./laboratory-doubt";

/** As typed; the limits are the laboratory's own, in the unit of the value. `sure`: somebody looked at a doubted value again. */
export type Typed = { value: string; unit: string; lower: string; upper: string; sure?: boolean };

/**
 * Why a value decides nothing: its limit is missing, it is reported only as below or above what the limit asks, it depends on
 * the hours of life or on the age, or the laboratory's limit lies below that of the society.
 */
export type Undecided = "no-limit" | "beyond-measuring" | "hours-of-life" | "age-limits" | "limits-differ";

/**
 * What a value says. `low`, `high`: null where that cannot be told. `twice`: above twice the upper limit; null where there is
 * none or it is not certain. `basis`: whose limit decided; `why`: what keeps the row's question open. `lowest`: the basis's lowest limit decided, for want of one
 * for the age. `asked`: what is still asked of a value that counts already.
 */
export type Reading = { low: boolean | null; high: boolean | null; twice: boolean | null; basis: "laboratory" | "pediatric-endocrine-society"; why: Undecided | null; lowest?: true; asked?: Misread };
export type Faults = Partial<Record<Field, Misread>>;

/**
 * Reads one value against the laboratory's own limits. There is no built-in range: without a limit a value decides nothing, but
 * for glucose, where the Pediatric Endocrine Society names one.
 * @returns null for an empty value, the faults by field, or the reading
 */
export function readLaboratory(analyte: Analyte, typed: Typed, age: AgeBand): Reading | { faults: Faults } | null {
  if (typed.value.trim() === "") return null;
  const read = { value: parseAmount(typed.value), lower: parseLimit(typed.lower, ">"), upper: parseLimit(typed.upper, "<") };
  const faults = faultsIn(analyte, typed, read);
  const { value, lower, upper } = read;
  // Extreme, with no other unit to blame, and a sign: it counts while it is asked about.
  const [first, ...more] = Object.values(faults);
  const asked = first?.code === "extreme" && first.likely === null && more.length === 0 ? first : null;
  if (!isReadable(value) || (first && !asked)) return { faults };
  const { side } = analytes[analyte];
  const [from, to] = [figureOf(lower), figureOf(upper)];
  const reads = (amount: Amount) => (analyte === "glucose" ? readGlucose(amount, typed.unit, age, from, to) : readAgainst(amount, from, to, side));
  const reading = reads(value);
  if (asked && reading[side] === true) return { ...reading, asked: { ...asked, counts: true } };
  const doubt = typed.sure ? null : (unitInDoubt(analyte, value, typed.unit, side === "low" ? to : from, reads) ?? asked);
  return doubt ? { faults: { value: doubt } } : reading;
}

const figureOf = (limit: Amount | Misread | null): number | null => (limit && isReadable(limit) ? limit.figure : null);

function faultsIn(analyte: Analyte, typed: Typed, read: Record<Field, Amount | Misread | null>): Faults {
  const { unit, sure = false } = typed;
  const { lower, upper } = read;
  if (lower && upper && isReadable(lower) && isReadable(upper) && lower.figure >= upper.figure) return { upper: { code: "limits-swapped" } };
  const faults: Faults = {};
  for (const field of ["value", "lower", "upper"] as const) {
    const amount = read[field];
    const misread = amount && (!isReadable(amount) ? amount : isAmbiguous(analyte, field, typed[field], amount, unit) ? ({ code: "ambiguous-thousand" } as const) : misreadOf(analyte, field, amount, unit));
    // A wrong unit makes the other figures wrong too: it is told once.
    if (misread && !Object.values(faults).some(({ code }) => code === "unit-mistaken")) faults[field] = misread;
  }
  return settleDoubt(faults, sure, (lower ?? upper) !== null);
}

/** Limits that are right in this unit vouch for it: a true value is not steered into another one. Where they are not, the unit comes first. */
function settleDoubt({ value, ...limits }: Faults, sure: boolean, limited: boolean): Faults {
  if (value?.code !== "extreme") return value ? { value, ...limits } : limits;
  const wrong = Object.values(limits);
  if (sure || wrong.some(({ code }) => code === "unit-mistaken")) return limits;
  return { value: limited && wrong.length === 0 ? { ...value, likely: null } : value, ...limits };
}

/** Is the amount below the limit? null where neither is certain, as for "<5" against a limit of 3. */
function isBelow({ figure, sign }: Amount, limit: number): boolean | null {
  if (sign === "<") return figure <= limit ? true : null;
  return sign === ">" && figure < limit ? null : figure < limit;
}

function isAbove({ figure, sign }: Amount, limit: number): boolean | null {
  if (sign === ">") return figure >= limit ? true : null;
  return sign === "<" && figure > limit ? null : figure > limit;
}

function readAgainst(amount: Amount, lower: number | null, upper: number | null, side: Side): Reading {
  const low = lower === null ? null : isBelow(amount, lower);
  const high = upper === null ? null : isAbove(amount, upper);
  const limit = side === "low" ? lower : upper;
  const open = (side === "low" ? low : high) === null;
  return { low, high, twice: upper === null ? null : isAbove(amount, 2 * upper), basis: "laboratory", why: !open ? null : limit === null ? "no-limit" : "beyond-measuring" };
}

/** Low glucose by the Pediatric Endocrine Society: below 50 mg/dL (2.8 mmol/L) in the first 48 to 72 hours of life, below 60 mg/dL (3.3 mmol/L) after them. */
export function glucoseLimits(unit: string): { early: number; later: number } {
  return unit === "mg/dL" ? { early: 50, later: 60 } : { early: 2.8, later: 3.3 };
}

/** A laboratory's limit below the society's never excludes what the society calls low; below the society's lowest limit a child's glucose is low at any age, also one not given. */
function readGlucose(amount: Amount, unit: string, age: AgeBand, lower: number | null, upper: number | null): Reading {
  const { early, later } = glucoseLimits(unit);
  const own = readAgainst(amount, lower, upper, "low");
  // The society speaks of newborns, infants and children.
  if (own.low === true || (lower !== null && lower >= later) || age === "adult") return own;
  const basis = "pediatric-endocrine-society";
  if (age !== "newborn" && age !== "infant") {
    if (isBelow(amount, early) === true) return { ...readAgainst(amount, early, upper, "low"), basis, lowest: true };
    if (own.low === false && isBelow(amount, later) !== false) return { ...own, why: "limits-differ" };
    return own.why === "no-limit" && isBelow(amount, later) === true ? { ...own, why: "age-limits" } : own;
  }
  const reading: Reading = { ...readAgainst(amount, later, upper, "low"), basis };
  if (own.low === false && reading.low === false) return own;
  // The hours of life are not known here: between the two limits a newborn's glucose may be either.
  const hours = age === "newborn" && reading.low === true && isBelow(amount, early) !== true;
  return hours ? { ...reading, low: null, why: "hours-of-life" } : reading;
}
