import { glucoseLimits } from "./laboratory";
import type { Reading } from "./laboratory";
import type { Analyte, Field, Side, System } from "./laboratory-analytes";
import { analytes } from "./laboratory-analytes";
import type { Misread } from "./laboratory-amount";
import type { Caution, Decision, Use } from "./laboratory-decisions";
import { laboratoryEnglish } from "./laboratory-english";
import { inLocale } from "./locale";
import type { Locale } from "./locale";
import type { Source } from "./sources";

/** What is said of laboratory values: apart from the other words, for they are fetched with their part of the checklist. */
export type LaboratoryWords = {
  analytes: Record<Analyte, string>;
  units: Record<string, string>;
  systems: Record<System, string>;
  fields: Record<Field | "unit", string>;
  uses: Record<Use, string>;
  reads: Record<Side | "normal" | "not-low" | "not-high" | "open", string>;
  statuses: Record<"observed" | "excluded" | "open" | "overruled", string>;
  whys: Record<NonNullable<Decision["why"]>, (limit: string, society: string) => string>;
  sides: Record<Side, string>;
  society: (early: string, later: string) => string;
  /** The society's limit decided, and the laboratory's own is below it. */
  below: string;
  /** The society's lowest limit decided, for the age is not one that it has a limit for. */
  lowest: string;
  limits: (lower: string, upper: string) => string;
  columns: Record<"test" | "value" | "limits" | "reads" | "finding" | "use", string>;
  useOf: (name: string) => string;
  opposite: (name: string, side: string) => string;
  sure: (value: string) => string;
  disputes: {
    standing: (row: string, stands: string, says: string) => string;
    earlier: (row: string, stands: string) => string;
    takeOver: (says: string) => string;
    rows: Record<"observed" | "excluded" | "open", string>;
    boxes: Record<"observed" | "excluded" | "open", string>;
  };
  faults: { [Code in Misread["code"]]: (misread: Extract<Misread, { code: Code }>, unit: (code: string) => string) => string };
  asks: Record<"steroids" | "earlySample", string>;
  told: Record<Caution["told"] | "intro" | "kept" | "sampling" | "units" | "decided", string>;
};

const locales = { en: laboratoryEnglish } satisfies Record<"en", LaboratoryWords>;

/** The words of a locale. */
export function laboratoryWords(locale: Locale): LaboratoryWords {
  return inLocale(locales, locale);
}

/** A UCUM code as laboratories print it. */
export function sayUnit(unit: string, locale: Locale): string {
  return laboratoryWords(locale).units[unit] ?? unit;
}

/** What is wrong with a field, with its likely cause. */
export function sayMisread(misread: Misread, locale: Locale): string {
  const say = laboratoryWords(locale).faults[misread.code] as (one: Misread, unit: (code: string) => string) => string;
  return say(misread, (unit) => sayUnit(unit, locale));
}

/** Low, normal or high, as far as the limits given can tell. */
export function sayReading(analyte: Analyte, { low, high }: Reading, locale: Locale): string {
  const { reads } = laboratoryWords(locale);
  if (low || high) return reads[low ? "low" : "high"];
  if (low === false && high === false) return reads.normal;
  const told = { low: low === false, high: high === false };
  return told[analytes[analyte].side] ? reads[`not-${analytes[analyte].side}`] : reads.open;
}

const saySociety = (unit: string, locale: Locale) => {
  const { early, later } = glucoseLimits(unit);
  const said = sayUnit(unit, locale);
  return laboratoryWords(locale).society(`${early} ${said}`, `${later} ${said}`);
};

/** The limits that a value was read against, the laboratory's own or those of the basis. */
export function sayLimits({ entry, reading }: Decision, locale: Locale): string {
  return reading.basis === "laboratory" ? laboratoryWords(locale).limits(entry.lower.trim(), entry.upper.trim()) : saySociety(entry.unit, locale);
}

/** Why a value was left open, or that it lies on the side nobody asked about; empty where there is nothing to say. */
export function sayRemark({ analyte, entry, reading, why, overruled }: Decision, locale: Locale): string {
  const { whys, sides, analytes: names, opposite, below, lowest } = laboratoryWords(locale);
  const { side } = analytes[analyte];
  const own = reading.lowest ? lowest : reading.basis !== "laboratory" && entry.lower.trim() !== "" ? below : "";
  if (why) return `${own} ${whys[why](sides[side], saySociety(entry.unit, locale))}`.trim();
  const other = side === "low" ? "high" : "low";
  return reading[other] && !overruled ? opposite(names[analyte], other) : own;
}

/** Who says what a remark says, beside the limits' own source. */
export const remarkSources: Partial<Record<NonNullable<Decision["why"]>, Source>> = { "limits-differ": "pediatric-endocrine-society", "age-limits": "pediatric-endocrine-society", "low-for-acth": "bornstein-2016" };
