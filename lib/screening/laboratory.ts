import type { AgeBand } from "./bands";
import { analytes } from "./laboratory-analytes";
import type { Analyte, Field, Side } from "./laboratory-analytes";
import { isReadable, misreadOf, parseAmount, parseLimit } from "./laboratory-amount";
import type { Amount, Misread } from "./laboratory-amount";

/** As typed; the limits are the laboratory's own, in the unit of the value. `sure`: somebody looked at an extreme value again. */
export type Typed = { value: string; unit: string; lower: string; upper: string; sure?: boolean };

/**
 * Why a value decides nothing: its limit is missing, it is reported only as below or above what the limit asks, it depends on
 * the hours of life, or the laboratory's limit lies below that of the society.
 */
export type Undecided = "no-limit" | "beyond-measuring" | "hours-of-life" | "limits-differ";

/**
 * What a value says. `low`, `high`: null where that cannot be told. `twice`: above twice the upper limit; null where there is
 * none or it is not certain. `basis`: whose limit decided; `why`: what keeps the row's question open.
 */
export type Reading = { low: boolean | null; high: boolean | null; twice: boolean | null; basis: "laboratory" | "pediatric-endocrine-society"; why: Undecided | null };
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
  if (Object.keys(faults).length > 0 || !isReadable(value)) return { faults };
  const [from, to] = [lower, upper].map((limit) => (limit && isReadable(limit) ? limit.figure : null));
  if (analyte === "glucose") return readGlucose(value, typed.unit, age, from ?? null, to ?? null);
  return readAgainst(value, from ?? null, to ?? null, analytes[analyte].side);
}

function faultsIn(analyte: Analyte, { unit, sure = false }: Typed, read: Record<Field, Amount | Misread | null>): Faults {
  const { lower, upper } = read;
  if (lower && upper && isReadable(lower) && isReadable(upper) && lower.figure >= upper.figure) return { upper: { code: "limits-swapped" } };
  const faults: Faults = {};
  for (const field of ["value", "lower", "upper"] as const) {
    const amount = read[field];
    const misread = amount && (isReadable(amount) ? misreadOf(analyte, field, amount, unit) : amount);
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

/** A laboratory's limit below the society's never excludes what the society calls low. */
function readGlucose(amount: Amount, unit: string, age: AgeBand, lower: number | null, upper: number | null): Reading {
  const { early, later } = glucoseLimits(unit);
  const own = readAgainst(amount, lower, upper, "low");
  const firstYear = age === "newborn" || age === "infant";
  if (own.low === true || (lower !== null && lower >= later)) return own;
  if (!firstYear) return own.low === false && age !== "adult" && isBelow(amount, later) !== false ? { ...own, why: "limits-differ" } : own;
  const reading = { ...readAgainst(amount, later, upper, "low"), basis: "pediatric-endocrine-society" as const };
  if (own.low === false && reading.low === false) return own;
  // The hours of life are not known here: between the two limits a newborn's glucose may be either.
  const hours = age === "newborn" && reading.low === true && isBelow(amount, early) !== true;
  return hours ? { ...reading, low: null, why: "hours-of-life" } : reading;
}
