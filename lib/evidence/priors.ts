import type { FeatureId } from "@/lib/screening/checklist";
import type { AgeBand } from "@/lib/screening/bands";
import type { Beta } from "./beta";

/**
 * What the likelihood takes for granted: all fixed by argument before the first validation, and not changed because of
 * a case (docs/decisions/0008).
 */

/** One statement of a source: counted, a class of HPO, or annotated without a frequency. Several refs are joined by `;`. */
export type Entry = { readonly n?: number; readonly of?: number; readonly class?: string; readonly ref: string; readonly excluded?: boolean; readonly term?: string };
export type Knowledge = Readonly<Record<string, Readonly<Partial<Record<FeatureId, Entry | readonly Entry[]>>>>>;

/** Middle of each class of HPO, and how many children such a word is worth. */
export const classMeans: Readonly<Record<string, number>> = { Obligate: 0.99, "Very frequent": 0.9, Frequent: 0.55, Occasional: 0.17, "Very rare": 0.025, Excluded: 0 };
export const CLASS_CHILDREN = 5;

/** Classes that mix children proven by different genes: the sign is taken as seen, and nothing is known of how often. */
export const classless: ReadonlySet<string> = new Set(["ORPHA:85173"]);

/** Families behind a paper's individuals: relatives are one observation. Any other paper counts as at most ten. */
export const families: Readonly<Record<string, number>> = { "PMID:22634751": 5, "PMID:24098681": 1, "PMID:30503519": 12 };
export const FAMILIES_AT_MOST = 10;

/**
 * How often each feature is seen in other genetic diseases: 5,237 cases of phenopacket-store b694d17 (BSD-3-Clause),
 * geometric mean of observed among all and observed among assessed, rounded; features that stand for each other have the
 * rate of the commonest. What is not listed: 1 %.
 */
const seenIn = {
  0.5: ["developmental-delay"],
  0.3: ["feeding-difficulty", "hypotonia"],
  0.2: [
    "failure-to-thrive", "short-stature", "small-infant", "scoliosis", "cryptorchidism", "genital-anomaly", "microcephaly", "cafe-au-lait", "recurrent-infection",
  ],
  0.1: [
    "iugr", "sga", "birth-length-low", "delayed-bone-age", "hypoglycemia", "metabolic-acidosis", "micropenis", "macrocephaly", "prominent-forehead", "low-set-ears",
    "flat-nasal-bridge", "short-nose", "micrognathia", "high-palate", "thrombocytopenia",
  ],
  0.05: [
    "hip-dysplasia", "metaphyseal-dysplasia", "skeletal-dysplasia", "osteopenia", "vomiting", "dehydration", "hyponatremia", "hypospadias", "craniosynostosis", "bifid-uvula",
    "gh-deficiency", "hypercalciuria", "nephrocalcinosis", "hydronephrosis", "microtia", "chronic-diarrhea", "immunodeficiency", "lymphopenia", "adrenal-hyperplasia",
  ],
  0.02: [
    "adrenal-hypoplasia", "adrenal-insufficiency", "high-acth", "low-cortisol", "low-aldosterone", "salt-wasting", "high-renin", "hyperpigmentation", "slender-bones", "osteoporosis", "prolonged-jaundice", "hyperkalemia", "hypogonadotropic-hypogonadism", "relative-macrocephaly", "asymmetry", "myelodysplasia", "metaphyseal-flaring",
  ],
} as const satisfies Record<number, readonly FeatureId[]>;

const backgrounds = new Map<FeatureId, number>(Object.entries(seenIn).flatMap(([share, features]) => features.map((feature) => [feature, Number(share)] as const)));

/** Share of children with other genetic diseases in whom the feature is seen. */
export const backgroundOf = (feature: FeatureId): number => backgrounds.get(feature) ?? 0.01;

/** The background as a Beta that is worth two observed cases. */
export function backgroundBeta(feature: FeatureId): Beta {
  return { a: 2, b: 2 / backgroundOf(feature) - 2 };
}

/** Signs of the adrenal gland itself, for which a condition has one rate; then what only follows from its failure. */
export const gland = ["adrenal-hypoplasia", "adrenal-insufficiency", "high-acth", "low-cortisol", "low-aldosterone", "salt-wasting", "high-renin", "hyperpigmentation"] as const satisfies FeatureId[];
export const crisis = [
  "hyponatremia", "hyperkalemia", "hypoglycemia", "vomiting", "feeding-difficulty", "dehydration", "hypotension", "shock", "metabolic-acidosis", "prolonged-jaundice",
] as const satisfies FeatureId[];
/** A condition has adrenal failure where one of these is annotated, or by its definition. */
export const glandMarks: ReadonlySet<FeatureId> = new Set(gland.slice(0, 6));
export const adrenalByDefinition: ReadonlySet<string> = new Set(["OMIM:614732", "OMIM:618336"]);

/** A gland known to be enlarged is not taken for a small one, though both fail. */
export const enlarged = "adrenal-hyperplasia" satisfies FeatureId;
export const small = "adrenal-hypoplasia" satisfies FeatureId;
/** A gland that fails for want of ACTH shows none of these. */
export const central = "central-adrenal-insufficiency" satisfies FeatureId;
export const ofPrimaryFailure: ReadonlySet<FeatureId> = new Set(["high-acth", "low-aldosterone", "salt-wasting", "high-renin", "hyperpigmentation"]);

export const bornSmall = ["iugr", "sga", "birth-length-low"] as const satisfies FeatureId[];
export const smallLater = ["small-infant", "failure-to-thrive", "short-stature"] as const satisfies FeatureId[];
const endsOfBones = ["metaphyseal-dysplasia", "metaphyseal-cupping", "metaphyseal-flaring", "epiphyseal-dysplasia", "skeletal-dysplasia"] as const satisfies FeatureId[];
/** The general row of the genitals: its annotations are counted in boys, though the row itself is for everyone. */
export const generalGenital = "genital-anomaly" satisfies FeatureId;

/** Findings with one cause count once; what defines a letter of the acronym is capped more tightly. */
export const groups: readonly { readonly of: readonly FeatureId[]; readonly letter?: true }[] = [
  { of: [...bornSmall, ...smallLater], letter: true },
  { of: [...gland, ...crisis], letter: true },
  { of: endsOfBones, letter: true },
  { of: ["micropenis", "cryptorchidism", "hypospadias", "ambiguous-genitalia", "female-genitalia-46xy", generalGenital], letter: true },
  { of: ["prominent-forehead", "low-set-ears", "flat-nasal-bridge", "short-nose", "micrognathia", "high-palate", "bifid-uvula"] },
  { of: ["macrocephaly", "relative-macrocephaly"] },
  { of: ["osteopenia", "osteoporosis"] },
  { of: ["recurrent-infection", "immunodeficiency", "lymphopenia"] },
  { of: ["thrombocytopenia", "myelodysplasia"] },
  { of: ["hypercalcemia", "hypercalciuria", "nephrocalcinosis"] },
];
export const LETTER_CAP = 10;
export const CAP = 30;

/** From what age an exclusion speaks, where that is later than the feature can show. */
export const excludedFrom: Readonly<Partial<Record<FeatureId, AgeBand>>> = Object.fromEntries(endsOfBones.map((feature) => [feature, "child"]));

/** Share of boys among the affected: two X-linked conditions, one that is 46,XY and one that is 46,XX by definition. */
export const boys: Readonly<Record<string, number>> = { "OMIM:300200": 0.95, "OMIM:300100": 0.95, "OMIM:612965": 0.95, "OMIM:611812": 0.05 };

/** Odds that lift 10 % to 99 % and to 90 % (Tavtigian et al. 2018, PMID 29300386). */
export const variantOdds = { pathogenic: 891, "likely-pathogenic": 81 } as const;
/** Of the log of those odds: a class holds to within one class, nineteen times in twenty. */
export const VARIANT_VARIANCE = (Math.log(891 / 81) / 1.96) ** 2;

/** A way of inheriting that a family contradicts: what is told of relatives can be wrong, and rare events happen. */
export const CONTRADICTED = 1 / 10;
/**
 * Parents who are related, for a recessive condition: the rarer the allele, the more it says, up to the share of all parents
 * who are related, taken as one in five where that is common.
 */
export const PARENTS_RELATED = 5;

export const startingSeries = ["equal", "published"] as const;
export type Series = (typeof startingSeries)[number];

/** Buonocore et al. 2021: children with adrenal insufficiency after congenital hyperplasia, autoimmune and metabolic causes were excluded. */
export const published = { source: "buonocore-2021", shares: { "OMIM:614732": 0.013, "OMIM:617053": 0.032, "OMIM:300200": 0.077, "OMIM:202200": 0.194 } as Readonly<Record<string, number>> } as const;

/** Fewer groups on which a condition says anything are too few. */
export const ENOUGH = 3;

const say = (ref: string, features: readonly FeatureId[], kind: { class?: string } = {}) => features.map((feature) => [feature, { ...kind, ref }] as const);
const count = (ref: string, of: number, counts: Readonly<Partial<Record<FeatureId, number>>>) => Object.entries(counts).map(([feature, n]) => [feature as FeatureId, { n, of, ref }] as const);

/** What the checklist cites and HPO's annotations lack. */
export const beyondHpo: Readonly<Record<string, readonly (readonly [FeatureId, Entry])[]>> = {
  "OMIM:614732": [
    ...count("PMID:24098681", 3, {
      iugr: 3, sga: 3, "birth-length-low": 3, "short-stature": 3, "metaphyseal-dysplasia": 0, "slender-bones": 3, "femoral-head-necrosis": 1, "adrenal-hypoplasia": 3, "adrenal-insufficiency": 3,
      "prominent-forehead": 3, "flat-nasal-bridge": 3, "developmental-delay": 0, "gh-deficiency": 0,
    }),
    ...count("PMID:24098681", 2, { cryptorchidism: 2, hypospadias: 2 }),
    ...say("NBK190103", ["sga", "birth-length-low", "short-stature", "failure-to-thrive", "hip-dysplasia", "adrenal-insufficiency", "hypogonadotropic-hypogonadism", "hypotonia", "nephrocalcinosis"]),
    ...say("medlineplus", ["scoliosis", "osteoporosis", "feeding-difficulty", "vomiting", "dehydration", "shock", "hypoglycemia"]),
    ...say("medlineplus", ["micrognathia", "high-palate", "bifid-uvula"], { class: "Occasional" }),
    ...say("PMID:34098225", ["hyponatremia", "hyperkalemia"]),
    ...say("PMID:34098225", ["rhabdomyosarcoma"], { class: "Very rare" }),
  ],
  // Its own name says so.
  "OMIM:240300": say("OMIM:240300", ["metaphyseal-dysplasia"]),
  "OMIM:618336": [...say("PMID:30503519", ["patellar-hypoplasia"]), ...say("PMID:14760276", ["metaphyseal-cupping"])],
  "OMIM:617053": [
    ...count("NBK564655", 44, { iugr: 43, "adrenal-hypoplasia": 34, "recurrent-infection": 40, myelodysplasia: 37 }),
    ...count("NBK564655", 34, { "genital-anomaly": 33 }),
    ...count("PMID:36060959", 52, { "adrenal-insufficiency": 41 }),
    ...count("PMID:28346228", 8, { "female-genitalia-46xy": 6 }),
  ],
};
