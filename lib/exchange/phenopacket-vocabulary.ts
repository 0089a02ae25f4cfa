import type { AgeBand, Context, GestationBand, Size, Variant } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, HPO_RELEASE } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import { OWN_SYSTEM } from "./own-system";

/** What a phenopacket of ours is made of, shared by the writer and the reader: codes that stand in the file, never sentences. */
export type OntologyClass = { id: string; label: string };

/** What the format and HPO have no term for, under a prefix of our own. */
export const OWN = "IMAGE_SCREEN";
export const own = (code: string, label: string): OntologyClass => ({ id: `${OWN}:${code}`, label });

/** Every prefix that a packet of ours can use. HGNC and SO as phenopacket-store cites them. */
export const resources = {
  HP: { id: "hp", name: "Human Phenotype Ontology", url: "http://purl.obolibrary.org/obo/hp.owl", version: HPO_RELEASE, namespacePrefix: "HP", iriPrefix: "http://purl.obolibrary.org/obo/HP_" },
  HGNC: { id: "hgnc", name: "HUGO Gene Nomenclature Committee", url: "https://www.genenames.org", version: "06/01/25", namespacePrefix: "HGNC", iriPrefix: "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/HGNC:" },
  SO: { id: "so", name: "Sequence types and features ontology", url: "http://purl.obolibrary.org/obo/so.owl", version: "2024-11-18", namespacePrefix: "SO", iriPrefix: "http://purl.obolibrary.org/obo/SO_" },
  [OWN]: { id: "image_screen", name: "Checklist of IMAGe Screen", url: OWN_SYSTEM, version: CHECKLIST_VERSION, namespacePrefix: OWN, iriPrefix: `${OWN_SYSTEM}#` },
} as const;
export type Resource = { [Key in keyof (typeof resources)["HP"]]: string };

/** First and last day of a band; the last day of `adult` only closes the range. */
export const ageRanges = {
  newborn: ["P0D", "P27D"], infant: ["P28D", "P11M30D"], toddler: ["P1Y", "P2Y11M30D"], preschool: ["P3Y", "P4Y11M30D"], child: ["P5Y", "P9Y11M30D"], youth: ["P10Y", "P17Y11M30D"], adult: ["P18Y", "P120Y"],
} as const satisfies Record<Exclude<AgeBand, "unknown">, readonly [string, string]>;

const premature: OntologyClass = { id: "HP:0001622", label: "Premature birth" };
const postterm: OntologyClass = { id: "HP:0031169", label: "Postterm pregnancy" };

/**
 * Gestation as HPO says it, the bands being its own; a birth neither before 37 nor after 41 weeks is at term. The
 * format's gestationalAge is for the unborn and wants a week.
 */
export const gestationTerms: Record<Exclude<GestationBand, "unknown">, readonly { type: OntologyClass; excluded: boolean }[]> = {
  "extremely-preterm": [{ type: { id: "HP:0025665", label: "Extremely preterm birth" }, excluded: false }],
  "very-preterm": [{ type: { id: "HP:0025666", label: "Very preterm birth" }, excluded: false }],
  "moderate-preterm": [{ type: { id: "HP:0025664", label: "Moderate to late preterm birth" }, excluded: false }],
  term: [{ type: premature, excluded: true }, { type: postterm, excluded: true }],
  "post-term": [{ type: postterm, excluded: false }],
};

/** No vocabulary at hand has a code for these z-scores: LOINC's weights are masses. */
export const zScores: Record<keyof Size, OntologyClass> = {
  weight: own("birth-weight-z", "Birth weight, z-score on INTERGROWTH-21st"),
  length: own("birth-length-z", "Birth length, z-score on INTERGROWTH-21st"),
  head: own("birth-head-z", "Head circumference at birth, z-score on INTERGROWTH-21st"),
};
export const zUnit = own("z-score", "z-score");

export const contextCodes: Record<keyof Context, OntologyClass> = {
  steroids: own("steroids", "Steroids given before sampling"),
  surgeryPlanned: own("surgery-planned", "Surgery planned"),
  earlySample: own("early-sample", "Blood taken before 24 hours of life"),
  acthTwiceLimit: own("acth-twice-limit", "ACTH above twice the laboratory's upper limit"),
};
export const yesNo = { yes: own("yes", "Yes"), no: own("no", "No") } as const;
export const statusCodes = { observed: own("observed", "Observed"), excluded: own("excluded", "Excluded") } as const;

/**
 * `[below, above]`: HPO sees the one below the other, the checklist keeps them apart. Both in one packet would be a
 * contradiction to a reader who knows HPO only, or said twice: the one that gives way is written as a code of ours.
 */
export const keptApart = [
  ["birth-length-low", "short-stature"],
  ["metaphyseal-dysplasia", "skeletal-dysplasia"],
  ["epiphyseal-dysplasia", "skeletal-dysplasia"],
  ["cafe-au-lait", "hyperpigmentation"],
  ["central-adrenal-insufficiency", "adrenal-insufficiency"],
  ["relative-macrocephaly", "macrocephaly"],
] as const satisfies readonly (readonly [FeatureId, FeatureId])[];

export const genes: Record<Exclude<Variant["gene"], "other">, string> = { CDKN1C: "HGNC:1786", POLE: "HGNC:9177", SAMD9: "HGNC:1348", NR0B1: "HGNC:7960" };

export const acmg = { pathogenic: "PATHOGENIC", "likely-pathogenic": "LIKELY_PATHOGENIC", uncertain: "UNCERTAIN_SIGNIFICANCE", "likely-benign": "LIKELY_BENIGN", benign: "BENIGN" } as const satisfies Record<Variant["class"], string>;

/** What became of the gene, for readers who know SO; the exact part stands beside it. */
export const consequenceTerms: Partial<Record<Variant["consequence"], OntologyClass>> = {
  missense: { id: "SO:0001583", label: "missense_variant" },
  truncating: { id: "SO:0001906", label: "feature_truncation" },
  frameshift: { id: "SO:0001589", label: "frameshift_variant" },
  splice: { id: "SO:0001629", label: "splice_site_variant" },
  "in-frame-indel": { id: "SO:0001820", label: "inframe_indel" },
  duplication: { id: "SO:1000035", label: "duplication" },
  deletion: { id: "SO:0000159", label: "deletion" },
};

/** The schema of phenopacket-tools asks an interpretation for a disease; a screening names none. */
export const noDisease = own("no-disease-stated", "No disease stated");
