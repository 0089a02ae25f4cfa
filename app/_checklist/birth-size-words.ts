import { POUND } from "@/lib/growth/plausible";
import type { GestationFault, SizeFault, Slip } from "@/lib/growth/plausible";
import type { NotAvailable, Sex } from "@/lib/growth/newborn";
import type { Doubt, Fault, Measure } from "./birth-size-reading";

/** Labels and what is wrong with what was typed; what is said about the child is in lib/screening/english.ts. */
export const measureNames: Record<Measure, string> = { weight: "Weight", length: "Length", head: "Head circumference" };
export const sexNames: Record<Sex, string> = { female: "Girl", male: "Boy" };

/** A weight in pounds and ounces, to a tenth of an ounce (2.8 g), so that half an ounce that was typed is found again. */
export function sayPounds(kilograms: number): string {
  const tenths = Math.round((kilograms / POUND) * 160);
  return `${Math.floor(tenths / 160)} lb ${(tenths % 160) / 10} oz`;
}
export const sayGrams = (kilograms: number) => `${Math.round(kilograms * 1000).toLocaleString("en")} g`;
const inPounds = (typed: number) => `${typed} lb are ${sayGrams(typed * POUND)} (${sayPounds(typed * POUND)})`;

/** `#` stands for the number that was typed, as pounds. */
const slips: Record<Slip, string> = {
  kilograms: "Is it in kilograms? Choose kg.",
  grams: "This looks like grams: choose g.",
  pounds: "Is it in pounds? #: choose lb.",
  "kilograms-or-pounds": "Kilograms or pounds? #. Choose the unit.",
  inches: "This looks like inches: 1 in is 2.54 cm.",
  millimetres: "This looks like millimetres: 10 mm are 1 cm.",
  metres: "This looks like metres: 1 m is 100 cm.",
  "digit-missing": "A digit seems to be missing, or the decimal point is wrong.",
  "digit-extra": "A digit too many, or the decimal point is missing.",
};

const faults: Record<SizeFault | GestationFault, string> = {
  ...slips,
  "not-a-number": "A number only, such as 1850 or 41.5.",
  implausible: "Far outside what newborns measure. Check the number and its unit.",
  "beyond-standard": "Impossible at this gestation (z beyond 9.9). Check the number, its unit and the gestation.",
  "pounds-written": "Choose lb: the ounces have their own field.",
  "pounds-apart": "Whole pounds only; the ounces beyond them have their own field. #.",
  "ounces-make-a-pound": "16 oz are one pound more.",
  "pounds-missing": "The pounds are missing.",
  "length-for-head": "This looks like the length: a head measures less.",
  "head-not-below-length": "As large as the length: exchanged, or typed twice?",
  "not-whole": "A whole number only.",
  "days-apart": "Weeks only; the days beyond them have their own field.",
  "days-for-weeks": "This looks like days: divide by 7.",
  "months-for-weeks": "This looks like months.",
  "before-20-weeks": "From 20 to 44 weeks.",
  "after-44-weeks": "From 20 to 44 weeks, at birth and not counted on after birth.",
  "days-make-a-week": "7 days are one week more.",
  "weeks-missing": "The weeks are missing.",
};

export const unavailableWords: Record<NotAvailable | "gestation-missing", string> = {
  "gestation-missing": "No z-score yet: the gestation is missing.",
  "before-24-weeks": "No z-score: INTERGROWTH-21st begins at 24 weeks + 0 days.",
  "after-42-weeks": "No z-score: INTERGROWTH-21st ends at 42 weeks + 6 days.",
};

/** What is wrong in a field, with the likely cause where one is seen. */
export function sayFault({ code, likely, typed }: Fault): string {
  return (likely ? `${faults[code]} ${slips[likely]}` : faults[code]).replace("#", inPounds(typed ?? NaN));
}

/** What is asked of a number that is possible, and unusual or perhaps of another unit. */
export function sayAsked({ likely, value }: Doubt): string {
  return likely ? slips[likely].replace("#", inPounds(value)) : "Very unusual at this gestation. Check the number, its unit and the gestation.";
}

/** z-scores that stood, worked out for another sex or gestation, and whose measurement is not at hand any more. */
export function sayTakenBack(taken: readonly Measure[]): string {
  const names = taken.map((measure) => measureNames[measure].toLowerCase()).join(", ");
  return `Taken back, for the sex or the gestation has changed: z of ${names}. Type again what was measured.`;
}

const endings = ["th", "st", "nd", "rd"];

/** A centile in words. In the tails it is rounded outwards, so that 9.7 is not called the 10th. */
export function sayCentile(centile: number): string {
  if (centile < 1) return "<1st centile";
  if (centile > 99) return ">99th centile";
  const whole = centile < 10 ? Math.floor(centile) : centile > 90 ? Math.ceil(centile) : Math.round(centile);
  const ending = whole > 10 && whole < 20 ? "th" : (endings[whole % 10] ?? "th");
  return `${whole}${ending} centile`;
}

/** A number with a true minus sign. */
export const withMinus = (text: string) => text.replace("-", "−");
/** A measure as it is read: kg to 10 g, cm to 1 mm. */
export const sayValue = (measure: Measure, value: number) => (measure === "weight" ? `${value.toFixed(2)} kg` : `${value.toFixed(1)} cm`);
export const sayGestation = (days: number) => `${Math.floor(days / 7)}+${days % 7} weeks`;
