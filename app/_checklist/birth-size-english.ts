import { sayCount } from "@/app/locale";
import { POUND } from "@/lib/growth/plausible";
import type { GestationFault, SizeFault, Slip } from "@/lib/growth/plausible";
import type { NotAvailable, Sex } from "@/lib/growth/newborn";
import type { Doubt, Fault, Measure, Place } from "./birth-size-reading";

const measures: Record<Measure, string> = { weight: "Weight", length: "Length", head: "Head circumference" };
const sexes: Record<Sex, string> = { female: "Girl", male: "Boy" };
const labels: Record<Place, string> = { weeks: "Gestation, weeks", days: "and days", weight: "Weight", ounces: "and ounces", length: "Length, cm", head: "Head circumference, cm" };

/** A weight in pounds and ounces, to a tenth of an ounce (2.8 g), so that half an ounce that was typed is found again. */
function sayPounds(kilograms: number): string {
  const tenths = Math.round((kilograms / POUND) * 160);
  return `${Math.floor(tenths / 160)} lb ${(tenths % 160) / 10} oz`;
}
const sayGrams = (kilograms: number) => `${sayCount(Math.round(kilograms * 1000))} g`;
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

const unavailable: Record<NotAvailable | "gestation-missing", string> = {
  "gestation-missing": "No z-score yet: the gestation is missing.",
  "before-24-weeks": "No z-score: INTERGROWTH-21st begins at 24 weeks + 0 days.",
  "after-42-weeks": "No z-score: INTERGROWTH-21st ends at 42 weeks + 6 days.",
};

const endings = ["th", "st", "nd", "rd"];

/** A centile in words. In the tails it is rounded outwards, so that 9.7 is not called the 10th. */
function sayCentile(centile: number): string {
  if (centile < 1) return "<1st centile";
  if (centile > 99) return ">99th centile";
  const whole = centile < 10 ? Math.floor(centile) : centile > 90 ? Math.ceil(centile) : Math.round(centile);
  const ending = whole > 10 && whole < 20 ? "th" : (endings[whole % 10] ?? "th");
  return `${whole}${ending} centile`;
}

/** A measure as it is read: kg to 10 g, cm to 1 mm. */
const sayValue = (measure: Measure, value: number) => (measure === "weight" ? `${value.toFixed(2)} kg` : `${value.toFixed(1)} cm`);
const sayGestation = (days: number) => `${Math.floor(days / 7)}+${days % 7} weeks`;

/** The English of the part that works out birth size; what is said about the child is in lib/screening/english.ts. */
export const birthSizeEnglish = {
  measures,
  labels,
  unavailable,
  about: "What you type here stays in this browser and is gone after a reload; only the z-scores and the band of gestation are kept.",
  otherGestation: (band: string | undefined) => `The gestation chosen above is another one: ${band ?? "none"}.`,
  unit: "unit",
  unitOfWeight: "Unit of weight",
  checked: (said: string) => `Checked: ${said} is right`,
  /** What is wrong in a field, with the likely cause where one is seen. */
  fault: ({ code, likely, typed }: Fault) => (likely ? `${faults[code]} ${slips[likely]}` : faults[code]).replace("#", inPounds(typed ?? NaN)),
  /** What is asked of a number that is possible, and unusual or perhaps of another unit. */
  asked: ({ likely, value }: Doubt) => (likely ? slips[likely].replace("#", inPounds(value)) : "Very unusual at this gestation. Check the number, its unit and the gestation."),
  /** z-scores that stood, worked out for another sex or gestation, and whose measurement is not at hand any more. */
  takenBack: (taken: readonly Measure[]) => `Taken back, for the sex or the gestation has changed: z of ${taken.map((measure) => measures[measure].toLowerCase()).join(", ")}. Type again what was measured.`,
  bothSexes: "Sex is not given as female or male: both are shown, no z-score is taken over.",
  ofSex: (sex: Sex) => `${sexes[sex]}: `,
  placed: (kilograms: number | null, z: string, centile: number, says: string) => `${kilograms === null ? "" : `${sayGrams(kilograms)} (${sayPounds(kilograms)}), `}z ${z}, ${sayCentile(centile)}; ${says}`,
  limits: "; limits: ",
  disputed: (typed: string, z: string) => `Typed above ${typed ? `z ${typed}` : "none"}, worked out here z ${z}. What is typed above counts.`,
  takeOver: (z: string) => `Take over ${z}`,
  curvesOf: "Curves of",
  plot: (measure: Measure, sex: Sex) => `${measures[measure]} at birth by gestation, ${sexes[sex].toLowerCase()}`,
  axes: (measure: Measure) => `${measure === "weight" ? "kg" : "cm"} by weeks of gestation`,
  /** All that a plot shows. `curves`: where each centile is here, at this gestation. */
  plotted: (measure: Measure, days: number, value: number, centile: number, curves: readonly { centile: number; here: number }[]) =>
    `At ${sayGestation(days)} this child measures ${sayValue(measure, value)}: ${sayCentile(centile)}. There, the ${curves.map((curve) => `${sayCentile(curve.centile)} ${sayValue(measure, curve.here)}`).join(", ")}.`,
};
