import { contexts, measures } from "@/lib/screening/bands";
import type { Variant } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import type { Screening } from "@/lib/screening/draft";
import { askedCoding, featureCoding, ownCoding, presence, systems, zUnit } from "./fhir-codes";
import type { Coding } from "./fhir-codes";
import type { Asked, List } from "./fhir-words";

type Concept = { coding: Coding[] };
type Value = { valueCodeableConcept: Concept } | { valueBoolean: boolean } | { valueQuantity: { value: number; unit: string; system: string; code: string } };
type Identifier = { system: string; value: string };

/** An Observation as it is written here: of a child known by the screening's code alone, on no told day. */
export type Observation = {
  resourceType: "Observation";
  status: "final";
  code: Concept;
  subject: { type: "Patient"; identifier: Identifier };
  component?: ({ code: Concept } & Value)[];
} & Partial<Value>;

const concept = (...coding: Coding[]): Concept => ({ coding });
const chosen = (list: List, value: string): Value => ({ valueCodeableConcept: concept(ownCoding(list, value)) });

/** LOINC's plain "Sex": it is chromosomal where known, so neither administrative gender (Patient.gender) nor sex assigned at birth (76689-9). */
const sexCoding: Coding = { system: systems.loinc, code: "46098-0", display: "Sex" };

/**
 * A screening as a FHIR R4 collection: an Observation for each finding, band, z-score, circumstance and for the variant;
 * none for what was not assessed or is not known. There is no Patient: a receiver would make a child without a name of it.
 * The family and the letters stay with the QuestionnaireResponse. The same screening gives the same bytes.
 */
export function toBundle(screening: Screening) {
  const identifier: Identifier = { system: systems.own, value: screening.code };
  const said = (code: Concept, value: Value | Pick<Observation, "component">): Observation => ({ resourceType: "Observation", status: "final", code, subject: { type: "Patient", identifier }, ...value });
  const observations = [...bands(screening, said), ...sizes(screening, said), ...findings(screening, said), ...circumstances(screening, said)];
  const entry = observations.map((resource, at) => ({ fullUrl: urlOf(screening.code, at), resource }));
  // FHIR's JSON has no empty arrays.
  return { resourceType: "Bundle" as const, language: "en", identifier, type: "collection" as const, ...(entry.length > 0 && { entry }) };
}

/** FHIR asks for an address of what has none: a UUID of version 8 (RFC 9562), made of the code and the place alone. */
function urlOf(code: string, at: number): string {
  const symbols = Array.from(code.replaceAll("-", "").slice(2), (symbol) => symbol.charCodeAt(0).toString(16)).join("");
  return `urn:uuid:97596675-${symbols.slice(0, 4)}-8${at.toString(16).padStart(3, "0")}-8000-${symbols.slice(4)}`;
}

type Said = (code: Concept, value: Value | Pick<Observation, "component">) => Observation;

function bands({ sex, age, gestation = "unknown" }: Screening, said: Said): Observation[] {
  return [
    ...(sex === "unknown" ? [] : [said(concept(sexCoding, askedCoding("sex")), chosen("sex", sex))]),
    ...(age === "unknown" ? [] : [said(concept(askedCoding("age")), chosen("age", age))]),
    ...(gestation === "unknown" ? [] : [said(concept(askedCoding("gestation")), chosen("gestation", gestation))]),
  ];
}

function sizes({ size = {} }: Screening, said: Said): Observation[] {
  return measures.flatMap((measure) => {
    const value = size[measure];
    if (value === undefined) return [];
    return [said(concept(askedCoding(`size.${measure}`)), { valueQuantity: { value, unit: zUnit.display, system: zUnit.system, code: zUnit.code } })];
  });
}

function findings(screening: Screening, said: Said): Observation[] {
  return featureIds.flatMap((feature) => {
    const status = screening.findings[feature];
    return status ? [said(concept(featureCoding(feature)), { valueCodeableConcept: concept(presence[status]) })] : [];
  });
}

function circumstances({ context = {}, variant }: Screening, said: Said): Observation[] {
  const given = contexts.flatMap((one) => {
    const is = context[one];
    return is === undefined ? [] : [said(concept(askedCoding(`context.${one}`)), { valueBoolean: is })];
  });
  return variant ? [...given, said(concept(askedCoding("variant")), { component: variantParts(variant) })] : given;
}

function variantParts({ tested, ...parts }: Variant): ({ code: Concept } & Value)[] {
  const named = (["gene", "consequence", "region", "class", "allele"] as const).map((part) => ({ code: concept(askedCoding(`variant.${part}` satisfies Asked)), ...chosen(part, parts[part]) }));
  return [...named, { code: concept(askedCoding("variant.tested")), valueBoolean: tested }];
}
