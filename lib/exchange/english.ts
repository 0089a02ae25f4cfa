import type { ExchangeWords } from "./wording";

/** English; not yet read by a paediatric endocrinologist. */
export const english: ExchangeWords = {
  columns: {
    code: "Code of the screening", year: "Year of the screening", checklist: "Version of the checklist", rules: "Version of the rules", engine: "Version of the program",
    sex: "Chromosomal sex where known, else the recorded one", age: "Age band at the screening", gestation: "Gestation at birth",
    "weight-z": "Birth weight, z-score", "length-z": "Birth length, z-score", "head-z": "Head circumference at birth, z-score",
    "letter-I": "Letter I: intrauterine growth restriction", "letter-M": "Letter M: metaphyseal dysplasia", "letter-A": "Letter A: adrenal hypoplasia", "letter-Ge": "Letter Ge: genital anomalies",
    match: "Match with the acronym: a pattern, not proof", flag: "Flag for adrenal crisis", molecular: "What the coded variant means for IMAGe syndrome",
    steroids: "Steroids given", surgeryPlanned: "Hypospadias or testis surgery planned", earlySample: "Blood taken before 24 hours of life", acthTwiceLimit: "ACTH above twice the laboratory's limit",
    "variant-gene": "Variant: gene", "variant-consequence": "Variant: consequence", "variant-region": "Variant: region of CDKN1C", "variant-class": "Variant: class (ACMG)",
    "variant-allele": "Variant: parental allele", "variant-tested": "Variant: parental origin shown by testing",
    family: "Family, coded: consanguinity, who transmitted the variant, and each relative with affected and carrier where known, parted by semicolons", origin: "Findings that were not ticked by hand, parted by semicolons: measured or imported", follows: "Code of an earlier screening of the same child",
  },
  empty: "Empty: not assessed.",
  phenopacketLosses: {
    family: "The family is not in the file.",
    origin: "Whether a finding was ticked, measured or imported is not in the file.",
    follows: "The code of an earlier screening of the same child is not in the file.",
    assessment: "Letters, match and flag are not in the file; they are made again where it is read.",
    day: "The file is dated the first of January: the day of the screening is not kept.",
  },
  redcap: {
    warning: "Uploading a data dictionary replaces the project’s own: fields that are not in this file are deleted, together with what was entered in them. Use a new project, or add these rows to a copy of the project’s own dictionary, and keep that copy.",
    code: "Code of the screening (no name, no hospital number)",
    child: "The child",
    context: "What was done or is planned",
    variant: "Variant",
    scores: { weight: "Birth weight, z-score", length: "Birth length, z-score", head: "Head circumference at birth, z-score" },
    scoreNote: "On INTERGROWTH-21st, to one decimal",
    observed: "Observed",
    excluded: "Excluded",
    yes: "Yes",
    no: "No",
    boysOnly: "In boys only.",
  },
};
