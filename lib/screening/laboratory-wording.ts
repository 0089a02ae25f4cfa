import { glucoseLimits } from "./laboratory";
import type { Reading } from "./laboratory";
import type { Analyte, Field, Side, System } from "./laboratory-analytes";
import { analytes } from "./laboratory-analytes";
import type { Misread } from "./laboratory-amount";
import type { Decision, Use } from "./laboratory-decisions";
import { laboratoryEnglish } from "./laboratory-english";

/** What is said of laboratory values: apart from the other words, for they are fetched with their part of the checklist. */
export type LaboratoryWords = {
  analytes: Record<Analyte, string>;
  units: Record<string, string>;
  systems: Record<System, string>;
  fields: Record<Field | "unit", string>;
  uses: Record<Use, string>;
  reads: Record<Side | "normal" | "not-low" | "not-high" | "open", string>;
  statuses: Record<"observed" | "excluded" | "open" | "overruled" | "by-hand", string>;
  whys: Record<NonNullable<Decision["why"]>, (limit: string) => string>;
  sides: Record<Side, string>;
  society: (early: number, later: number) => string;
  limits: (lower: string, upper: string) => string;
  columns: Record<"test" | "value" | "limits" | "reads" | "finding" | "use", string>;
  useOf: (name: string) => string;
  opposite: (name: string, side: string) => string;
  faults: { [Code in Misread["code"]]: (misread: Extract<Misread, { code: Code }>, unit: (code: string) => string) => string };
  asks: Record<"steroids" | "earlySample", string>;
  told: Record<"intro" | "kept" | "early" | "early17ohp" | "pattern" | "sampling" | "units" | "decided", string>;
};

const locales = { en: laboratoryEnglish } satisfies Record<string, LaboratoryWords>;
export type LaboratoryLocale = keyof typeof locales;

/** The words of a locale. */
export function laboratoryWords(locale: LaboratoryLocale): LaboratoryWords {
  return locales[locale];
}

/** A UCUM code as laboratories print it. */
export function sayUnit(unit: string, locale: LaboratoryLocale): string {
  return locales[locale].units[unit] ?? unit;
}

/** What is wrong with a field, with its likely cause. */
export function sayMisread(misread: Misread, locale: LaboratoryLocale): string {
  const say = locales[locale].faults[misread.code] as (one: Misread, unit: (code: string) => string) => string;
  return say(misread, (unit) => sayUnit(unit, locale));
}

/** Low, normal or high, as far as the limits given can tell. */
export function sayReading(analyte: Analyte, { low, high }: Reading, locale: LaboratoryLocale): string {
  const { reads } = locales[locale];
  if (low || high) return reads[low ? "low" : "high"];
  if (low === false && high === false) return reads.normal;
  const told = { low: low === false, high: high === false };
  return told[analytes[analyte].side] ? reads[`not-${analytes[analyte].side}`] : reads.open;
}

/** The limits that a value was read against, the laboratory's own or those of the basis. */
export function sayLimits({ entry, reading }: Decision, locale: LaboratoryLocale): string {
  const { limits, society } = locales[locale];
  const { early, later } = glucoseLimits(entry.unit);
  return reading.basis === "laboratory" ? limits(entry.lower.trim(), entry.upper.trim()) : society(early, later);
}

/** Why a value was left open, or that it lies on the side nobody asked about; empty where there is nothing to say. */
export function sayRemark({ analyte, reading, why, overruled }: Decision, locale: LaboratoryLocale): string {
  const { whys, sides, analytes: names, opposite } = locales[locale];
  const { side } = analytes[analyte];
  if (why) return whys[why](sides[side]);
  const other = side === "low" ? "high" : "low";
  return reading[other] && !overruled ? opposite(names[analyte], other) : "";
}
