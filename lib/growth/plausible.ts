import { notAvailable, zOf } from "./newborn";
import type { Measure, Sex } from "./newborn";

/** What a weight is typed in; empty: nobody has chosen. Only grams are certain from the number alone. */
export type WeightUnit = "" | "g" | "kg" | "lb";
/** `oz`: pounds with ounces, which nobody types for something else. Length and head are in cm. */
type Unit = WeightUnit | "oz" | "cm";

/** What was probably typed in place of what was asked for. */
export type Slip = "kilograms" | "grams" | "pounds" | "kilograms-or-pounds" | "inches" | "millimetres" | "metres" | "digit-missing" | "digit-extra";
export type SizeFault =
  | "not-a-number" | "implausible" | "beyond-standard" | "length-for-head" | "head-not-below-length" | "pounds-written" | "pounds-apart" | "ounces-make-a-pound" | "pounds-missing" | Slip;
export type GestationFault = "not-whole" | "days-apart" | "days-for-weeks" | "months-for-weeks" | "before-20-weeks" | "after-44-weeks" | "days-make-a-week" | "weeks-missing";

/** Kilograms in a pound (international avoirdupois pound, 1959: exact). */
export const POUND = 0.45359237;

/**
 * What a live-born child can measure (kg, cm): a little beyond the smallest and largest survivors, so that whatever lies
 * outside is mistyped. No clinical limit and not from a paper; a z-score beyond 5 asks all the same.
 */
const plausible = { weight: [0.25, 7], length: [20, 65], head: [15, 45] } as const satisfies Record<Measure, readonly [number, number]>;

/** Up to here a z-score is taken; beyond it only after somebody has looked at the number again. */
const USUAL = 5;
/** From here on it is asked about, too, where a mistake would explain it: where the number read as meant is within these bounds. */
const COMMON = 3;
/**
 * Kilograms and pounds are taken for one another: at one gestation the same number is a large child in kg and a growth-restricted
 * one in lb, whom this is for. So kilograms are asked about above the 90th centile where pounds are within these bounds, and
 * whole pounds below the 10th where kilograms are common; a little beyond 1.28, for weights are rounded when they are typed.
 */
const ORDINARY = 1.35;
const RESTRICTED = 4;
/** By so many z-scores a newborn's weight is above its length only where one of them is wrong. */
const HEAVY = 3;
/** The end of what a screening can hold. */
const WRITABLE = 9.9;

/** A mistake explains a number that is too large or too small by more than `from` where the number times its factor is within `to`, in z-scores. */
type Mistake = readonly [slip: Slip, times: number, from?: number, to?: number];
const digits: readonly Mistake[] = [["digit-missing", 10], ["digit-extra", 0.1], ["digit-missing", 100], ["digit-extra", 0.01]];
const ofGrams: readonly Mistake[] = [["kilograms", 1000], ["pounds", 1000 * POUND], ...digits];
/** The likely first. */
const mistakes: Record<Unit, readonly Mistake[]> = {
  "": ofGrams,
  g: ofGrams,
  kg: [["pounds", POUND, ORDINARY, RESTRICTED], ["grams", 0.001], ...digits],
  lb: [["kilograms", 1 / POUND, ORDINARY], ["grams", 0.001 / POUND], ...digits],
  oz: digits,
  cm: [["inches", 2.54], ["millimetres", 0.1], ["metres", 100], ...digits],
};
const sizes: Record<Unit, number> = { "": 0.001, g: 0.001, kg: 1, lb: POUND, oz: POUND, cm: 1 };

const within = (measure: Measure, value: number) => value >= plausible[measure][0] && value <= plausible[measure][1];

/** Grams have no sensible decimals: a mark before the last three digits is that of the thousands, but only where grams were chosen. Elsewhere comma and point both are decimal. */
function numberOf(text: string, unit: Unit): number {
  const plain = text.replace(unit === "g" ? /[.,\s](?=\d{3}$)/ : /\s(?=\d{3}$)/, "");
  return /^\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : NaN;
}

/** What a measure was read as: kg or cm, or the likely mistake with the number that was typed. `at`: it is in the ounces. */
export type ReadMeasure = { value: number } | { fault: SizeFault; typed?: number; at?: "ounces" };

/**
 * Reads a measure as it was typed.
 * @param unit of a weight; length and head are "cm"
 * @param ounces beyond the whole pounds of a weight in lb
 * @example readMeasure("weight", "3,2", "kg") // { value: 3.2 }
 * @example readMeasure("weight", "3.2", "") // { fault: "kilograms-or-pounds", typed: 3.2 }
 */
export function readMeasure(measure: Measure, text: string, unit: WeightUnit | "cm", ounces = ""): ReadMeasure {
  const plain = text.trim();
  const typed = numberOf(plain, unit);
  if (measure === "weight" && /lb|oz|pound/i.test(plain)) return { fault: "pounds-written" };
  if (Number.isNaN(typed)) return { fault: "not-a-number" };
  if (unit !== "lb") return judged(measure, typed, unit, typed);
  // 6.11 may be 6 lb 11 oz.
  if (!/^\d+$/.test(plain)) return { fault: "pounds-apart", typed };
  const beyond = ounces.trim();
  const more = beyond === "" ? 0 : numberOf(beyond, "oz");
  if (Number.isNaN(more) || more >= 16) return { fault: more >= 16 ? "ounces-make-a-pound" : "not-a-number", at: "ounces" };
  return judged(measure, typed + more / 16, beyond === "" ? "lb" : "oz", typed);
}

function judged(measure: Measure, exact: number, unit: Unit, typed: number): ReadMeasure {
  const value = exact * sizes[unit];
  if (within(measure, value)) return { value };
  if (measure === "head" && within("length", value)) return { fault: "length-for-head" };
  const [slip] = mistakes[unit].find(([, times]) => within(measure, value * times)) ?? [];
  const either = slip === "kilograms" && unit !== "lb" && within(measure, typed * POUND);
  return { fault: either ? "kilograms-or-pounds" : (slip ?? "implausible"), typed };
}

/**
 * Looks again at a measure that is possible, but not at this gestation.
 * @param value kg or cm; gestation within the standard
 * @returns null where nothing is unusual; `ask` where it may stand once it has been checked; the likely mistake where one is seen
 */
export function doubtOf(measure: Measure, sexes: readonly Sex[], days: number, value: number, unit: Unit): { ask: boolean; likely: Slip | null } | null {
  if (notAvailable(days)) return null;
  const scores = (of: number) => sexes.map((sex) => zOf(measure, sex, days, of));
  const stands = scores(value);
  const away = Math.max(...stands.map(Math.abs));
  if (away <= ORDINARY) return null;
  const beyond = (times: number, from: number) => stands.every((z) => (times < 1 ? z > from : z < -from));
  const [likely] = mistakes[unit].find(([, times, from = COMMON, to = COMMON]) => beyond(times, from) && scores(value * times).every((z) => Math.abs(z) <= to)) ?? [];
  return away > USUAL || likely ? { ask: away < WRITABLE + 0.05, likely: likely ?? null } : null;
}

/**
 * Is a weight in kg far above what the length beside it lets expect, and would the same number of pounds fit it better? So a
 * growth-restricted child whose pounds are a usual weight in kg is found.
 */
export function isInPounds(sexes: readonly Sex[], days: number, weight: number, length: number): boolean {
  return sexes.every((sex) => {
    const beyond = (kilograms: number) => zOf("weight", sex, days, kilograms) - zOf("length", sex, days, length);
    return beyond(weight) > HEAVY && Math.abs(beyond(weight * POUND)) < beyond(weight);
  });
}

/**
 * Reads a gestation as it was typed: completed weeks and the days beyond them, none where the days are left empty.
 * @returns whole days, or the field that is wrong and why; null where both fields are empty
 */
export function readGestation(weeksText: string, daysText: string): { days: number } | { field: "weeks" | "days"; fault: GestationFault } | null {
  const weeks = weeksText.trim();
  const days = daysText.trim();
  const wrong = (fault: GestationFault, field: "weeks" | "days" = "weeks") => ({ field, fault });
  if (weeks === "") return days === "" ? null : wrong("weeks-missing");
  if (/^\d{2}\s*[+.,/ ]\s*\d$/.test(weeks)) return wrong("days-apart");
  if (!/^\d+$/.test(weeks)) return wrong("not-whole");
  const count = Number(weeks);
  if (count >= 20 * 7 && count <= 44 * 7) return wrong("days-for-weeks");
  if (count < 20) return wrong(count <= 10 ? "months-for-weeks" : "before-20-weeks");
  if (count > 44) return wrong("after-44-weeks");
  if (!/^\d*$/.test(days)) return wrong("not-whole", "days");
  if (Number(days) > 6) return wrong("days-make-a-week", "days");
  return { days: count * 7 + Number(days) };
}
