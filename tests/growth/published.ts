import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Measure, Sex } from "@/lib/growth/newborn";

/** The tables as published, and the coefficients they were made from. They are not part of this project: tests that need them are skipped without them. */
const folder = fileURLToPath(new URL("../../../shared/clinical/growth/", import.meta.url));
export const tablesAtHand = existsSync(folder);

export const measures: readonly Measure[] = ["weight", "length", "head"];
export const sexes: readonly Sex[] = ["female", "male"];
const short = { weight: "weight", length: "len", head: "hc" } as const;
const parameters = { weight: "BW", length: "BL", head: "HC" } as const;
const centiles = [3, 5, 10, 50, 90, 95, 97] as const;

/** One printed number: the measure (kg, cm) at a z-score or a centile on a day. */
export type Printed = { measure: Measure; sex: Sex; days: number; of: number; value: number };

const lines = (file: string) => readFileSync(folder + file, "utf8").replace(/^\uFEFF/, "").split(/[\r\n]+/).filter((line) => line.trim() !== "");

/** All printed numbers of one kind. */
export function printed(kind: "zscores" | "percentiles"): Printed[] {
  return measures.flatMap((measure) => sexes.flatMap((sex) => lines(`gpl_gigs/ig_nbs_${short[measure]}_${sex}_${kind}.csv`).flatMap((line) => {
    const [gestation = "", ...values] = line.trim().split(/[\s,]+/);
    const [weeks = NaN, days = NaN] = gestation.split("+").map(Number);
    return values.map((value, column) => ({ measure, sex, days: weeks * 7 + days, of: kind === "zscores" ? column - 3 : (centiles[column] ?? NaN), value: Number(value) }));
  })));
}

/** The coefficients of each day from 33+0 weeks, as the numbers were printed. */
export function coefficientRows(): ({ measure: Measure; sex: Sex; days: number } & Record<"mu" | "sigma" | "nu" | "tau", number>)[] {
  return measures.flatMap((measure) => lines(`mit_growthstandards/INTERGROWTH_newborn_standards_parameters_${parameters[measure]}.csv`).slice(1).map((line) => {
    const [, mu, sigma, nu, tau, sex, days] = line.split(",").map((part) => part.trim());
    return { measure, sex: sex === "Male" ? "male" : "female", days: Number(days), mu: Number(mu), sigma: Number(sigma), nu: Number(nu), tau: Number(tau) };
  }));
}
