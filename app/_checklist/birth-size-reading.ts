import { notAvailable, zOf } from "@/lib/growth/newborn";
import type { NotAvailable, Sex } from "@/lib/growth/newborn";
import { doubtOf, isInPounds, readGestation, readMeasure } from "@/lib/growth/plausible";
import type { GestationFault, SizeFault, Slip, WeightUnit } from "@/lib/growth/plausible";
import { assess } from "@/lib/screening/assess";
import { measures, roundZ } from "@/lib/screening/bands";
import type { GestationBand, Size } from "@/lib/screening/bands";
import { sizeLimits } from "@/lib/screening/rules";
import type { SizeSays } from "@/lib/screening/wording";

export type Measure = (typeof measures)[number];
export type Place = Measure | "weeks" | "days" | "ounces";
/** What stands in the block's fields; `checked` holds the texts that somebody said are right, as `measure text unit`. */
export type Typed = Record<Place, string> & { unit: WeightUnit; checked: readonly string[] };
export type Fault = { code: SizeFault | GestationFault; likely?: Slip | null; typed?: number };
/** A number that stands only once somebody has looked at it again; `said` is the number with its unit, `value` it in kg or cm. */
export type Doubt = { said: string; value: number; likely: Slip | null; checked: boolean };
/** A measure that may stand, in kg or cm; its z-scores as computed, for each sex that the child may have. */
export type Placed = { measure: Measure; value: number; z: Partial<Record<Sex, number>> };

export type Reading = {
  faults: Partial<Record<Place, Fault>>;
  doubts: Partial<Record<Place, Doubt>>;
  days: number | null;
  unavailable: NotAvailable | "gestation-missing" | null;
  sexes: readonly Sex[];
  placed: Placed[];
  /** The form's fields that follow, by name. A field that is not in here does not follow from anything typed. */
  fields: Readonly<Record<string, string>>;
};

const both: readonly Sex[] = ["female", "male"];
const ends: readonly (readonly [below: number, band: GestationBand])[] = [[28 * 7, "extremely-preterm"], [32 * 7, "very-preterm"], [37 * 7, "moderate-preterm"], [42 * 7, "term"], [Infinity, "post-term"]];

/** The band of a gestation in whole days. */
export function bandOf(days: number): GestationBand {
  return ends.find(([below]) => days < below)?.[1] ?? "unknown";
}

/**
 * What follows from what was typed. A size is written only where the sex is known, the number plausible and its z-score one
 * that a screening can hold.
 * @param sex the form's field
 */
export function readTyped(typed: Typed, sex: string): Reading {
  const gestation = readGestation(typed.weeks, typed.days);
  const days = gestation && "days" in gestation ? gestation.days : null;
  const sexes = both.filter((one) => one === sex);
  const unavailable = days !== null ? notAvailable(days) : gestation === null && measures.some((measure) => typed[measure].trim() !== "") ? "gestation-missing" : null;
  const reading: Reading = { faults: {}, doubts: {}, days, unavailable, sexes: sexes.length ? sexes : both, placed: [], fields: {} };
  if (gestation && "fault" in gestation) reading.faults[gestation.field] = { code: gestation.fault };
  for (const measure of measures) readOne(measure, typed, reading);
  const size = reading.placed.flatMap(({ measure, z }) => sexes.map((one) => [`size.${measure}`, written(z[one] ?? NaN)]));
  return { ...reading, fields: { ...(days === null ? {} : { gestation: bandOf(days) }), ...Object.fromEntries(size) } };
}

function readOne(measure: Measure, typed: Typed, { faults, doubts, days, unavailable, sexes, placed }: Reading): void {
  const text = typed[measure].trim();
  const unit = measure === "weight" ? typed.unit : "cm";
  const ounces = unit === "lb" ? typed.ounces.trim() : "";
  if (text === "" && ounces !== "") faults.weight = { code: "pounds-missing" };
  if (text === "") return;
  const read = readMeasure(measure, text, unit, ounces);
  if ("fault" in read) faults[read.at ?? measure] = { code: read.fault, typed: read.typed };
  else if (measure === "head" && read.value >= (lengthIn(typed) ?? Infinity)) faults.head = { code: "head-not-below-length" };
  if (faults[measure] || "fault" in read || days === null || unavailable) return;
  const { value } = read;
  const length = unit === "kg" ? lengthIn(typed) : null;
  const doubt = doubtOf(measure, sexes, days, value, ounces ? "oz" : unit) ?? (length !== null && isInPounds(sexes, days, value, length) ? { ask: true, likely: "pounds" as const } : null);
  const said = `${text} ${unit || "g"}${ounces && ` ${ounces} oz`}`;
  const checked = typed.checked.includes(`${measure} ${said}`);
  if (doubt && !doubt.ask) faults[measure] = { code: "beyond-standard", likely: doubt.likely, typed: value };
  else if (doubt) doubts[measure] = { said, value, likely: doubt.likely, checked };
  if (faults[measure] || (doubt && !checked)) return;
  placed.push({ measure, value, z: Object.fromEntries(sexes.map((sex) => [sex, zOf(measure, sex, days, value)])) });
}

function lengthIn(typed: Typed): number | null {
  const length = readMeasure("length", typed.length, "cm");
  return "value" in length ? length.value : null;
}

/** A z-score as the form's fields hold it; adding zero makes of -0 a plain 0. */
export function written(z: number): string {
  return (roundZ(z) + 0).toFixed(1);
}

/** What a measure says for letter I, by the limits of the rules. */
export function saysOf(measure: Measure, z: number): SizeSays {
  if (measure === "head") return "head";
  const { met, small } = sizeLimits[measure];
  const rounded = roundZ(z);
  return `${measure}-${rounded <= met ? "met" : rounded <= small ? "small" : "normal"}`;
}

/** By how much the head is above weight and above length, where the rules call it large for the body. */
export function sparedBy(placed: readonly Placed[], sex: Sex): { other: "weight" | "length"; above: number }[] {
  const size: Size = Object.fromEntries(placed.map(({ measure, z }) => [measure, roundZ(z[sex] ?? NaN)]));
  const { head } = size;
  return (["weight", "length"] as const).flatMap((other) => {
    const z = size[other];
    const { issues } = assess({ checklist: "", sex, age: "unknown", size: { head, [other]: z }, findings: {} });
    return head !== undefined && z !== undefined && issues.some(({ code }) => code === "head-spared") ? [{ other, above: Math.round((head - z) * 10) / 10 }] : [];
  });
}
