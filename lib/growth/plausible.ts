import { notAvailable, zOf } from "./newborn";
import type { Measure, Sex } from "./newborn";

/** What a weight is typed in; length and head are in cm. */
export type WeightUnit = "g" | "kg";

/** What was probably typed in place of what was asked for. */
export type Slip = "kilograms" | "grams" | "pounds" | "inches" | "millimetres" | "metres" | "digit-missing" | "digit-extra";
export type SizeFault = "not-a-number" | "implausible" | "beyond-standard" | "length-for-head" | "head-not-below-length" | Slip;
export type GestationFault = "not-whole" | "days-apart" | "days-for-weeks" | "months-for-weeks" | "before-20-weeks" | "after-44-weeks" | "days-make-a-week" | "weeks-missing";

/**
 * What a live-born child can measure (kg, cm): a little beyond the smallest and largest survivors, so that whatever lies
 * outside is mistyped. No clinical limit and not from a paper; a z-score beyond 5 asks all the same.
 */
const plausible = { weight: [0.25, 7], length: [20, 65], head: [15, 45] } as const satisfies Record<Measure, readonly [number, number]>;

type Mistake = readonly [slip: Slip, times: number];
const digits: readonly Mistake[] = [["digit-missing", 10], ["digit-extra", 0.1], ["digit-missing", 100], ["digit-extra", 0.01]];
/** The likely first; a mistake explains a number where the number times its factor, in the unit asked for, is plausible. */
const mistakes: Record<WeightUnit | "cm", readonly Mistake[]> = {
  g: [["kilograms", 1000], ["pounds", 453.592], ...digits],
  kg: [["pounds", 0.453592], ["grams", 0.001], ...digits],
  cm: [["inches", 2.54], ["millimetres", 0.1], ["metres", 100], ...digits],
};

const within = (measure: Measure, value: number) => value >= plausible[measure][0] && value <= plausible[measure][1];

/** Grams have no sensible decimals: a mark or a space before the last three digits is that of the thousands. Elsewhere comma and point both are decimal. */
function numberOf(text: string, unit: WeightUnit | "cm"): number {
  const plain = unit === "g" ? text.trim().replace(/[.,\s](?=\d{3}$)/, "") : text.trim();
  return /^\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : NaN;
}

/**
 * Reads a measure as it was typed.
 * @param unit of a weight; length and head are "cm"
 * @returns kg or cm, or the likely mistake
 * @example readMeasure("weight", "3,2", "kg") // { value: 3.2 }
 * @example readMeasure("weight", "7.5", "kg") // { fault: "pounds" }
 */
export function readMeasure(measure: Measure, text: string, unit: WeightUnit | "cm"): { value: number } | { fault: SizeFault } {
  const typed = numberOf(text, unit);
  if (Number.isNaN(typed)) return { fault: "not-a-number" };
  const value = unit === "g" ? typed / 1000 : typed;
  if (within(measure, value)) return { value };
  if (measure === "head" && within("length", value)) return { fault: "length-for-head" };
  const [slip] = mistakes[unit].find(([, times]) => within(measure, value * times)) ?? [];
  return { fault: slip ?? "implausible" };
}

/** Up to here a z-score is taken; beyond it only after somebody has looked at the number again. */
const USUAL = 5;
/** From here on it is asked about, too, where a mistake would explain it: where the number read as meant is within these bounds. */
const COMMON = 3;
/** The end of what a screening can hold. */
const WRITABLE = 9.9;

/**
 * Looks again at a measure that is possible, but not at this gestation.
 * @param value kg or cm; gestation within the standard
 * @returns null where nothing is unusual; `ask` where it may stand once it has been checked; the likely mistake where one is seen
 */
export function doubtOf(measure: Measure, sexes: readonly Sex[], days: number, value: number, unit: WeightUnit | "cm"): { ask: boolean; likely: Slip | null } | null {
  if (notAvailable(days)) return null;
  const furthest = (of: number) => Math.max(...sexes.map((sex) => Math.abs(zOf(measure, sex, days, of))));
  const away = furthest(value);
  if (away <= COMMON) return null;
  const [likely] = mistakes[unit].find(([, times]) => furthest(value * times) <= COMMON) ?? [];
  return away > USUAL || likely ? { ask: away < WRITABLE + 0.05, likely: likely ?? null } : null;
}

/**
 * Reads a gestation as it was typed: completed weeks and the days beyond them, none where the days are left empty.
 * @returns whole days, or the field that is wrong and why; null where both fields are empty
 */
export function readGestation(weeksText: string, daysText: string): { days: number } | { field: "weeks" | "days"; fault: GestationFault } | null {
  const weeks = weeksText.trim();
  const days = daysText.trim();
  if (weeks === "") return days === "" ? null : { field: "weeks", fault: "weeks-missing" };
  if (/^\d{2}\s*[+.,/ ]\s*\d$/.test(weeks)) return { field: "weeks", fault: "days-apart" };
  if (!/^\d+$/.test(weeks)) return { field: "weeks", fault: "not-whole" };
  const count = Number(weeks);
  if (count >= 20 * 7 && count <= 44 * 7) return { field: "weeks", fault: "days-for-weeks" };
  if (count < 20) return { field: "weeks", fault: count <= 10 ? "months-for-weeks" : "before-20-weeks" };
  if (count > 44) return { field: "weeks", fault: "after-44-weeks" };
  if (!/^\d*$/.test(days)) return { field: "days", fault: "not-whole" };
  if (Number(days) > 6) return { field: "days", fault: "days-make-a-week" };
  return { days: count * 7 + Number(days) };
}
