import type { Context } from "./bands";
import type { FeatureId } from "./checklist";
import type { Source } from "./sources";

/**
 * The rules as a table: what each letter, flag and issue asks for. assess.ts only walks it. A change here
 * that can change a result is a new RULES_VERSION.
 */
export const RULES_VERSION = "1.1";

export const letters = ["I", "M", "A", "Ge"] as const;
export type Letter = (typeof letters)[number];
export const letterStatuses = ["met", "supported", "not-met", "unknown", "not-applicable"] as const;
export type LetterStatus = (typeof letterStatuses)[number];

/** Strongest last: the order is part of the rules. */
export const matches = ["insufficient", "few-letters", "partial", "core-pair", "all-letters"] as const;
export type Match = (typeof matches)[number];

/**
 * Every group given must hold: one observed of each `any`, at least `count` observed of `among`, all of `excluded` excluded,
 * one of `known` observed or excluded, none of `open` either, and the context as `given` (false: not given).
 */
export type When = {
  any?: readonly (readonly FeatureId[])[];
  among?: { count: number; of: readonly FeatureId[] };
  excluded?: readonly FeatureId[];
  known?: readonly FeatureId[];
  open?: readonly FeatureId[];
  given?: Context;
};

const crisisSigns = ["vomiting", "feeding-difficulty", "dehydration", "hypoglycemia", "shock", "hypotension"] as const satisfies FeatureId[];
const severeSigns = ["dehydration", "hypoglycemia", "shock", "hypotension"] as const satisfies FeatureId[];
const electrolytes = ["hyponatremia", "hyperkalemia"] as const satisfies FeatureId[];
const failure = ["adrenal-insufficiency", "central-adrenal-insufficiency", "adrenal-hypoplasia", "high-acth", "low-cortisol"] as const satisfies FeatureId[];
export const genitalSigns = ["micropenis", "cryptorchidism", "hypospadias"] as const satisfies FeatureId[];

/** Size at birth, z on INTERGROWTH-21st: at or below `met`, else at or below `small`, else normal. */
export const sizeLimits = { weight: { met: -2, small: -1.3 }, length: { met: -1.9, small: -1.3 } } as const;

/** Low cortisol while ACTH is above twice its upper limit: cortisol is no witness once steroids were given. */
const primaryFailure = { any: [["low-cortisol"], ["high-acth"]], given: { acthTwiceLimit: true, steroids: false } } as const satisfies When;

/** A letter's rows; the first status of met, supported, not-met that any row reaches is the letter's. */
export const letterRules = [
  { letter: "I", status: "met", code: "growth-restriction-observed", when: { any: [["iugr"]] }, source: "arboleda-2012" },
  { letter: "I", status: "met", code: "small-at-birth-observed", when: { any: [["sga", "birth-length-low"]] }, source: "genereviews" },
  { letter: "I", status: "supported", code: "small-after-birth", when: { any: [["small-infant", "short-stature", "failure-to-thrive"]] }, source: "genereviews" },
  { letter: "I", status: "not-met", code: "small-at-birth-excluded", when: { excluded: ["sga"] }, source: "rules" },
  { letter: "M", status: "met", code: "metaphyses-or-epiphyses-changed", when: { any: [["metaphyseal-dysplasia", "metaphyseal-cupping", "metaphyseal-flaring", "epiphyseal-dysplasia"]] }, source: "arboleda-2012" },
  {
    letter: "M",
    status: "supported",
    code: "other-skeletal-sign",
    when: { any: [["delayed-bone-age", "scoliosis", "osteopenia", "osteoporosis", "hip-dysplasia", "slender-bones", "femoral-head-necrosis", "micromelia", "skeletal-dysplasia"]] },
    source: "genereviews",
  },
  { letter: "A", status: "met", code: "adrenal-failure-observed", when: { any: [["adrenal-hypoplasia", "adrenal-insufficiency"]] }, source: "arboleda-2012" },
  { letter: "A", status: "supported", code: "primary-failure-pattern", when: primaryFailure, source: "bornstein-2016" },
  { letter: "A", status: "supported", code: "adrenal-laboratory-sign", when: { any: [["high-acth", "low-cortisol", "low-aldosterone", "salt-wasting"]] }, source: "genereviews" },
  { letter: "A", status: "supported", code: "addisonian-pigment", when: { any: [["hyperpigmentation"]] }, source: "buonocore-2020" },
  { letter: "A", status: "supported", code: "low-sodium-and-high-potassium", when: { any: [["hyponatremia"], ["hyperkalemia"]] }, source: "rch-adrenal-crisis" },
  { letter: "A", status: "supported", code: "electrolyte-with-crisis-sign", when: { any: [electrolytes, crisisSigns] }, source: "rch-adrenal-crisis" },
  { letter: "A", status: "supported", code: "two-crisis-signs", when: { any: [severeSigns], among: { count: 2, of: crisisSigns } }, source: "medlineplus" },
  { letter: "A", status: "supported", code: "central-failure-observed", when: { any: [["central-adrenal-insufficiency"]] }, source: "rules" },
  { letter: "A", status: "not-met", code: "adrenal-failure-excluded-at-this-age", when: { excluded: ["adrenal-insufficiency"] }, source: "genereviews" },
  { letter: "Ge", status: "met", code: "genital-anomaly-observed", when: { any: [genitalSigns] }, source: "genereviews" },
  {
    letter: "Ge",
    status: "supported",
    code: "other-genital-sign",
    when: { any: [["hypogonadotropic-hypogonadism", "ambiguous-genitalia", "female-genitalia-46xy", "genital-anomaly"]] },
    source: "genereviews",
  },
] as const satisfies readonly { letter: Letter; status: "met" | "supported" | "not-met"; code: string; when: When; source: Source }[];

const unwell = ["vomiting", "dehydration", "hypotension"] as const satisfies FeatureId[];

/** Red rows are looked for first; amber counts only where no red row holds. */
export const flagRules = [
  { level: "red", code: "shock", when: { any: [["shock"]] }, source: "medlineplus" },
  { level: "red", code: "salt-crisis", when: { any: [["hyponatremia"], ["hyperkalemia"]] }, source: "rch-adrenal-crisis" },
  { level: "red", code: "salt-loss-unwell", when: { any: [[...electrolytes, "salt-wasting"], unwell] }, source: "rch-adrenal-crisis" },
  { level: "red", code: "hypoglycemia-with-adrenal-sign", when: { any: [["hypoglycemia"], [...unwell, ...electrolytes, "hyperpigmentation", "micropenis"]] }, source: "buonocore-2020" },
  { level: "red", code: "adrenal-failure-unwell", when: { any: [failure, [...unwell, "hypoglycemia", ...electrolytes]] }, source: "genereviews" },
  { level: "amber", code: "hypoglycemia-feeding-poorly", when: { any: [["hypoglycemia"], ["feeding-difficulty"]] }, source: "rules" },
  { level: "amber", code: "one-electrolyte", when: { any: [electrolytes] }, source: "rules" },
  { level: "amber", code: "adrenal-failure-feeding-poorly", when: { any: [["adrenal-insufficiency", "central-adrenal-insufficiency", "adrenal-hypoplasia"], ["feeding-difficulty"]] }, source: "rules" },
] as const satisfies readonly { level: "red" | "amber"; code: string; when: When; source: Source }[];

/** Issues that findings alone raise; those that need sex, size, letters or context are in assess.ts. */
export const issueRules = [
  { level: "warning", code: "points-to-congenital-adrenal-hyperplasia", when: { any: [["high-17ohp", "adrenal-hyperplasia"]] }, suggestion: "exclude-congenital-adrenal-hyperplasia" },
  { level: "note", code: "points-to-central-cause", when: { any: [["central-adrenal-insufficiency"]] }, suggestion: "look-at-pituitary" },
  { level: "note", code: "acth-not-raised", when: { any: [["adrenal-insufficiency", "low-cortisol"]], excluded: ["high-acth"] }, suggestion: "look-at-pituitary" },
  { level: "warning", code: "primary-failure-asks-17ohp", when: { ...primaryFailure, open: ["high-17ohp"] }, suggestion: "exclude-congenital-adrenal-hyperplasia" },
  { level: "note", code: "early-sample", when: { known: ["low-cortisol", "high-17ohp"], given: { earlySample: true } }, suggestion: "repeat-after-first-days" },
  { level: "note", code: "rickets-looks-alike", when: { any: [["metaphyseal-cupping", "metaphyseal-flaring"]] }, suggestion: "exclude-rickets" },
  { level: "warning", code: "low-platelets-point-to-mirage", when: { any: [["thrombocytopenia", "myelodysplasia"]] }, suggestion: "blood-count-and-samd9" },
  { level: "warning", code: "immunodeficiency-points-to-pole", when: { any: [["immunodeficiency", "lymphopenia", "recurrent-infection"]] }, suggestion: "immunology-before-live-vaccines" },
] as const satisfies readonly { level: "warning" | "note"; code: string; when: When; suggestion: string }[];

/** Where an issue comes from; of any other it is these rules themselves. */
export const issueSources: Readonly<Partial<Record<string, Source>>> = {
  "observed-below-excluded": "hpo",
  "head-spared": "srs-genereviews",
  "primary-failure-asks-17ohp": "bornstein-2016",
  "early-sample": "pearce-2016",
  "rickets-looks-alike": "hpoa",
  "low-platelets-point-to-mirage": "narumi-2016",
  "immunodeficiency-points-to-pole": "logan-2018",
};

/** `[below, above]`: what is true below is true above, what is excluded above is excluded below (HPO 2025-05-06). */
export const hierarchy = [
  ["metaphyseal-cupping", "metaphyseal-dysplasia"],
  ["metaphyseal-flaring", "metaphyseal-dysplasia"],
  ["micropenis", "genital-anomaly"],
  ["cryptorchidism", "genital-anomaly"],
  ["hypospadias", "genital-anomaly"],
  ["ambiguous-genitalia", "genital-anomaly"],
  ["female-genitalia-46xy", "genital-anomaly"],
] as const satisfies readonly (readonly [FeatureId, FeatureId])[];

export const tests = [
  "adrenal-axis", "17-ohp", "skeletal-survey", "bone-age", "birth-size", "examine-genitalia", "cdkn1c", "cdkn1c-copy-number", "pole", "samd9", "nr0b1", "calcium", "blood-count", "karyotype",
] as const;
export type Test = (typeof tests)[number];
