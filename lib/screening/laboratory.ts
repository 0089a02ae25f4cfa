import type { AgeBand } from "./bands";
import { analytes } from "./laboratory-analytes";
import type { Analyte, Field, Side } from "./laboratory-analytes";
import { isReadable, misreadOf, parseAmount, parseLimit } from "./laboratory-amount";
import type { Amount, Misread } from "./laboratory-amount";

/** As typed; the limits are the laboratory's own, in the unit of the value. */
export type Typed = { value: string; unit: string; lower: string; upper: string };

/** Why a value decides nothing: its limit is missing, it is reported only as below or above what the limit asks, or it depends on the hours of life. */
export type Undecided = "no-limit" | "beyond-measuring" | "hours-of-life";

/**
 * What a value says. `low`, `high`: null where that cannot be told. `twice`: certainly above twice the upper limit.
 * `basis`: whose limit decided; `why`: what keeps the row's question open.
 */
export type Reading = { low: boolean | null; high: boolean | null; twice: boolean; basis: "laboratory" | "pediatric-endocrine-society"; why: Undecided | null };
export type Faults = Partial<Record<Field, Misread>>;

/**
 * Reads one value against the laboratory's own limits. There is no built-in range: without a limit a value decides nothing, but
 * for glucose in the first year, where the Pediatric Endocrine Society names one.
 * @returns null for an empty value, the faults by field, or the reading
 */
export function readLaboratory(analyte: Analyte, typed: Typed, age: AgeBand): Reading | { faults: Faults } | null {
  if (typed.value.trim() === "") return null;
  const read = { value: parseAmount(typed.value), lower: parseLimit(typed.lower, ">"), upper: parseLimit(typed.upper, "<") };
  const faults = faultsIn(analyte, typed.unit, read);
  const { value, lower, upper } = read;
  if (Object.keys(faults).length > 0 || !isReadable(value)) return { faults };
  const [from, to] = [lower, upper].map((limit) => (limit && isReadable(limit) ? limit.figure : null));
  if (analyte === "glucose" && from === null && (age === "newborn" || age === "infant")) return readGlucose(value, typed.unit, age, to ?? null);
  return readAgainst(value, from ?? null, to ?? null, analytes[analyte].side);
}

function faultsIn(analyte: Analyte, unit: string, read: Record<Field, Amount | Misread | null>): Faults {
  const { lower, upper } = read;
  if (lower && upper && isReadable(lower) && isReadable(upper) && lower.figure >= upper.figure) return { upper: { code: "limits-swapped" } };
  const faults: Faults = {};
  for (const field of ["value", "lower", "upper"] as const) {
    const amount = read[field];
    const misread = amount && (isReadable(amount) ? misreadOf(analyte, field, amount, unit) : amount);
    // A wrong unit makes the other figures wrong too: it is told once.
    if (misread && !Object.values(faults).some(({ code }) => code === "unit-mistaken")) faults[field] = misread;
  }
  return faults;
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
  return { low, high, twice: upper !== null && isAbove(amount, 2 * upper) === true, basis: "laboratory", why: !open ? null : limit === null ? "no-limit" : "beyond-measuring" };
}

/** Low glucose by the Pediatric Endocrine Society: below 50 mg/dL (2.8 mmol/L) in the first 48 to 72 hours of life, below 60 mg/dL (3.3 mmol/L) after them. */
export function glucoseLimits(unit: string): { early: number; later: number } {
  return unit === "mg/dL" ? { early: 50, later: 60 } : { early: 2.8, later: 3.3 };
}

function readGlucose(amount: Amount, unit: string, age: "newborn" | "infant", upper: number | null): Reading {
  const { early, later } = glucoseLimits(unit);
  const reading = { ...readAgainst(amount, later, upper, "low"), basis: "pediatric-endocrine-society" as const };
  // The hours of life are not known here: between the two limits a newborn's glucose may be either.
  const hours = age === "newborn" && reading.low === true && isBelow(amount, early) !== true;
  return hours ? { ...reading, low: null, why: "hours-of-life" } : reading;
}
