import { familyWords } from "@/lib/screening/family-wording";
import { words } from "@/lib/screening/wording";

/** What is asked beside the features, by linkId, and the names of the coded values that the wording of a screening has no words for. */
export const fhirEnglish = {
  title: "IMAGe syndrome checklist",
  about: "A screening aid: it shows how features match the acronym IMAGe. A feature that is left open was not assessed, which is never the same as absent.",
  serves: "The questionnaire of the checklist. Responses and bundles are exchanged through /api/v1 with a key of the site.",
  notAssessed: "Not assessed",
  copyright:
    "Features are terms of the Human Phenotype Ontology (https://hpo.jax.org). Answers are content of LOINC (https://loinc.org), copyright Regenstrief Institute, Inc. and the LOINC Committee, available at no cost under the licence at https://loinc.org/license. LOINC is a registered trademark of Regenstrief Institute, Inc.",
  groups: {
    child: "Child", size: "Birth size as z-score on INTERGROWTH-21st, where known", variant: "Gene variant", context: "What was done or is planned", family: "Family", relative: "Relative",
    result: "How the pattern fits, worked out from the answers",
  },
  asked: {
    sex: "Sex (chromosomal where known)", age: "Age", gestation: "Gestation at birth",
    "size.weight": "Birth weight", "size.length": "Birth length", "size.head": "Head circumference at birth",
    "variant.gene": "Gene", "variant.consequence": "Kind", "variant.region": "Where in the gene", "variant.class": "Classified as", "variant.allele": "On which copy", "variant.tested": "Parental origin was tested",
    "context.steroids": "Steroids before or at the time of the blood sample: to the mother before birth, or to the child by any route", "context.surgeryPlanned": "Hypospadias or testis surgery planned",
    "context.earlySample": "Blood for the laboratory was taken before 24 hours of life", "context.acthTwiceLimit": "ACTH is above twice the laboratory’s upper limit",
    "family.consanguinity": "Parents related by blood", "family.transmittedBy": "The child has the CDKN1C variant from",
    "relative.relation": "Relation to the child", "relative.affected": "Affected", "relative.carrier": "Has the CDKN1C variant, by test",
    variant: "Gene variant", "letter.I": "Letter I", "letter.M": "Letter M", "letter.A": "Letter A", "letter.Ge": "Letter Ge", match: "Match", flag: "Flag",
  },
  variant: {
    other: "Another", unknown: "Not known", missense: "Missense", truncating: "Truncating (nonsense)", frameshift: "Frameshift", splice: "Splice site", "in-frame-indel": "In-frame deletion or insertion",
    duplication: "Duplication", deletion: "Deletion", "pcna-binding": "PCNA-binding domain", "arg279-leu-or-ser": "Arg279Leu or Arg279Ser", elsewhere: "Elsewhere in the gene",
    pathogenic: "Pathogenic", "likely-pathogenic": "Likely pathogenic", uncertain: "Uncertain", "likely-benign": "Likely benign", benign: "Benign", maternal: "Maternal", paternal: "Paternal",
  },
  transmittedBy: { mother: "Mother", father: "Father", new: "Neither parent: new" },
} as const;

export type Asked = keyof typeof fhirEnglish.asked;
export type List = "sex" | "age" | "gestation" | "gene" | "consequence" | "region" | "class" | "allele" | "transmittedBy" | "relation" | "status" | "match" | "flag";

/** The names of a coded list's values; a gene is its own name. */
export function names(list: List): Partial<Record<string, string>> {
  const { sexes, ages, gestations, statuses, matches, flags } = words("en");
  const titles = <Key extends string>(of: Record<Key, { title: string }>) => Object.fromEntries(Object.entries<{ title: string }>(of).map(([key, { title }]) => [key, title]));
  switch (list) {
    case "sex": return sexes;
    case "age": return ages;
    case "gestation": return gestations;
    case "status": return statuses;
    case "match": return titles(matches);
    case "flag": return titles(flags);
    case "transmittedBy": return fhirEnglish.transmittedBy;
    case "relation": return familyWords("en").relations;
    default: return fhirEnglish.variant;
  }
}
