/**
 * The coded vocabulary in which a child is described. Bands instead of dates and days: a date and an age in
 * days give a birthday, and a birthday names a child.
 */

/** Chromosomal sex where known, else the recorded one. */
export const sexes = ["female", "male", "undetermined", "unknown"] as const;
export type Sex = (typeof sexes)[number];

/** Youngest first, `unknown` last; `atLeast` relies on the order. */
export const ages = ["newborn", "infant", "toddler", "preschool", "child", "youth", "adult", "unknown"] as const;
export type AgeBand = (typeof ages)[number];

export const gestations = ["extremely-preterm", "very-preterm", "moderate-preterm", "term", "post-term", "unknown"] as const;
export type GestationBand = (typeof gestations)[number];

/** z-scores on INTERGROWTH-21st, each a multiple of 0.1 between -9.9 and 9.9. */
export const measures = ["weight", "length", "head"] as const;
export type Size = Partial<Record<(typeof measures)[number], number>>;

/** A z-score as the rules see it: to 0.1, a half away from zero, so that -1.95 is -2.0. */
export function roundZ(z: number): number {
  return Math.sign(z) * (Math.round(Math.abs(z) * 10 + 1e-9) / 10);
}

/** The parts of a coded gene variant; there is no place for a free-text description of it. */
export const variantParts = {
  gene: ["CDKN1C", "POLE", "SAMD9", "NR0B1", "other"],
  consequence: ["missense", "truncating", "frameshift", "splice", "in-frame-indel", "duplication", "deletion", "other", "unknown"],
  region: ["pcna-binding", "arg279-leu-or-ser", "elsewhere", "unknown"],
  class: ["pathogenic", "likely-pathogenic", "uncertain", "likely-benign", "benign"],
  allele: ["maternal", "paternal", "unknown"],
} as const;

/** `tested`: parental origin shown by testing, not assumed from the pedigree. */
export type Variant = { [Part in keyof typeof variantParts]: (typeof variantParts)[Part][number] } & { tested: boolean };

/**
 * What was done or is planned; it changes how findings are read. `earlySample`: blood was taken before 24 hours of life;
 * `acthTwiceLimit`: ACTH above twice the laboratory's own upper limit.
 */
export const contexts = ["steroids", "surgeryPlanned", "earlySample", "acthTwiceLimit"] as const;
export type Context = Partial<Record<(typeof contexts)[number], boolean>>;

/** Is the child certainly in this band or an older one? `unknown` never is. */
export function atLeast(age: AgeBand, band: AgeBand): boolean {
  return age !== "unknown" && ages.indexOf(age) >= ages.indexOf(band);
}
