import type { ExchangeWords } from "./wording";

/** English; not yet read by a paediatric endocrinologist. */
export const english: ExchangeWords = {
  columns: {
    code: "Code of the screening", year: "Year of the screening", checklist: "Version of the checklist", rules: "Version of the rules", engine: "Version of the program",
    sex: "Chromosomal sex where known, else the recorded one", age: "Age band at the screening", gestation: "Gestation at birth",
    "weight-z": "Birth weight, z-score", "length-z": "Birth length, z-score", "head-z": "Head circumference at birth, z-score",
    "letter-I": "Letter I: intrauterine growth restriction", "letter-M": "Letter M: metaphyseal dysplasia", "letter-A": "Letter A: adrenal hypoplasia", "letter-Ge": "Letter Ge: genital anomalies",
    match: "Match with the acronym: a pattern, not proof", flag: "Flag for adrenal crisis", molecular: "What the coded variant means for IMAGe syndrome",
    steroids: "Steroids before or at the time of the blood sample", surgeryPlanned: "Hypospadias or testis surgery planned", earlySample: "Blood taken before 24 hours of life", acthTwiceLimit: "ACTH above twice the laboratory's limit",
    "variant-gene": "Variant: gene", "variant-consequence": "Variant: consequence", "variant-region": "Variant: region of CDKN1C", "variant-class": "Variant: class (ACMG)",
    "variant-allele": "Variant: parental allele", "variant-tested": "Variant: parental origin shown by testing",
    family: "Family, coded: consanguinity, who transmitted the variant, and each relative with affected and carrier where known, parted by semicolons", origin: "Columns that were not ticked or typed by hand, parted by semicolons: measured or imported", follows: "Code of an earlier screening of the same child",
  },
  empty: "Empty: not assessed.",
  phenopacketLosses: {
    family: "The family is not in the file.",
    origin: "Whether a finding was ticked, measured or imported is not in the file.",
    follows: "The code of an earlier screening of the same child is not in the file.",
    assessment: "Letters, match and flag are not in the file; they are made again where it is read.",
    day: "The file is dated the first of January: the day of the screening is not kept.",
  },
  door: {
    title: "Import findings from a file", about: "Phenopacket, FHIR or an exported screening; you see what would be taken before it is.",
    drop: "Drop the file: you see what would be taken before it is.", lost: "This part could not be loaded. Fold it and open it again; nothing else depends on it.",
  },
  share: {
    title: "Share",
    about: "Each file names the child by the code of this screening alone, and holds no date of birth and no text. That it was taken is noted in the audit trail.",
    few: "With your role ten files can be taken in 24 hours; more are an export, which a reviewer makes.",
    formats: {
      phenopacket: { name: "Phenopacket", serves: "For a genetics service or a matching network: the features as HPO terms, in the standard of GA4GH." },
      fhir: { name: "FHIR Bundle", serves: "For a hospital record: one FHIR R4 Observation a finding, present or absent." },
      "fhir-response": { name: "FHIR response", serves: "For a form filler, or to go on with the screening elsewhere: the answers to the FHIR questionnaire of this checklist." },
      csv: { name: "Table (CSV)", serves: "For a spreadsheet or statistics: one line, empty where not assessed." },
      json: { name: "JSON", serves: "For another site with this program: the whole screening, and can be imported on the checklist." },
      print: { name: "Print", serves: "For the chart on paper, or as a PDF." },
    },
    left: "What is not in the file",
    dictionary: "Data dictionary: what each column means (CSV)",
  },
  many: {
    title: "Export",
    about: "All screenings that fit the conditions above, also those on other pages. They leave the site with you; who took them and why is noted in the audit trail.",
    counting: "Counting …",
    lost: "The report could not be made, so nothing can be exported now. Check that you are signed in, fold this and open it again.",
    report: (count, unique, smallest) =>
      count === 0
        ? "No screening fits these conditions."
        : `${count === 1 ? "1 screening fits" : `${count} screenings fit`}. ${count === 1 ? "It is" : unique === 0 ? "None of them is" : unique === 1 ? "1 of them is" : `${unique} of them are`} the only one of an age band, sex and gestation band${count === 1 ? "" : `; the smallest such group has ${smallest}`}. The file is de-identified: who knows a child may still recognise it, most of all where it is the only one.`,
    format: "Format", reason: "Reason", choose: "Choose a reason", reasonFirst: "The file is offered once a reason is chosen.", download: "Download",
    formats: { csv: "Table (CSV), for statistics", json: "JSON lines, for this program and for scripts", phenopacket: "Phenopackets, one a line, for genetics", fhir: "FHIR bundles, one a line, for records" },
    reasons: { care: "Care of these children", registry: "A registry of the disease", quality: "Quality of our own work", research: "A study" },
    columns: "What the columns mean", redcap: "The checklist for REDCap", redcapDictionary: "REDCap data dictionary (CSV)",
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
