import { checklist, HPO_RELEASE } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Status } from "@/lib/screening/assess";
import { fhirEnglish, names } from "./fhir-words";
import type { List } from "./fhir-words";
import { OWN_SYSTEM } from "./own-system";

/** The code systems of what is written. HPO's is the one that HL7 terminology (THO) registers; the OWL address is not for Coding.system. */
export const systems = {
  hpo: "http://human-phenotype-ontology.org",
  loinc: "http://loinc.org",
  ucum: "http://unitsofmeasure.org",
  own: OWN_SYSTEM,
} as const;

export type Coding = { system: string; version?: string; code: string; display: string };

/** LOINC's answers for a finding; one that was not assessed has no answer. */
export const presence: Record<Status, Coding> = {
  observed: { system: systems.loinc, code: "LA9633-4", display: "Present" },
  excluded: { system: systems.loinc, code: "LA9634-2", display: "Absent" },
};

/** The way back from a wrong tick, for the radio buttons of a form filler cannot be emptied. It is never written, and read as no answer. */
export const notAssessed: Coding = { system: systems.own, code: "finding.not-assessed", display: fhirEnglish.notAssessed };

/** UCUM: a z-score is a pure number; the annotation says which. */
export const zUnit: Coding = { system: systems.ucum, code: "{Zscore}", display: "z" };

/** A feature by its HPO term, unaltered. */
export function featureCoding(feature: FeatureId): Coding {
  const { id, label } = checklist[feature].hpo;
  return { system: systems.hpo, version: HPO_RELEASE, code: id, display: label };
}

/** A word of one of the coded lists; the list's name makes the code unique within the one system of ours. */
export function ownCoding(list: List, value: string): Coding {
  return { system: systems.own, code: `${list}.${value}`, display: names(list)[value] ?? value };
}

/** The code of a question that no public terminology asks as it is meant here. */
export function askedCoding(linkId: keyof typeof fhirEnglish.asked): Coding {
  return { system: systems.own, code: linkId, display: fhirEnglish.asked[linkId] };
}
