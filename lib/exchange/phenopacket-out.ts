import { normalise } from "@/lib/screening/assess";
import type { Findings, Status } from "@/lib/screening/assess";
import { contexts, measures } from "@/lib/screening/bands";
import type { Sex, Variant } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Screening } from "@/lib/screening/draft";
import { hierarchy } from "@/lib/screening/rules";
import { acmg, ageRanges, consequenceTerms, contextCodes, genes, gestationTerms, keptApart, noDisease, own, OWN, resources, statusCodes, yesNo, zScores, zUnit } from "./phenopacket-vocabulary";
import type { OntologyClass, Resource } from "./phenopacket-vocabulary";

type Feature = { type: OntologyClass; excluded?: true };
type Measurement = { assay: OntologyClass; value: { quantity: { unit: OntologyClass; value: number } } | { ontologyClass: OntologyClass } };
type Descriptor = { id: string; geneContext?: { valueId: string; symbol: string }; extensions: { name: string; value: string }[]; moleculeContext: "unspecified_molecule_context"; structuralType?: OntologyClass };
type Interpretation = {
  id: string;
  progressStatus: "UNKNOWN_PROGRESS";
  diagnosis: {
    disease: OntologyClass;
    genomicInterpretations: [
      {
        subjectOrBiosampleId: string;
        interpretationStatus: "UNKNOWN_STATUS";
        variantInterpretation: { acmgPathogenicityClassification: string; therapeuticActionability: "UNKNOWN_ACTIONABILITY"; variationDescriptor: Descriptor };
      },
    ];
  };
};

/** The part of a phenopacket (GA4GH, version 2) that a screening fills. */
export type Phenopacket = {
  id: string;
  subject: { id: string; timeAtLastEncounter?: { ageRange: { start: { iso8601duration: string }; end: { iso8601duration: string } } }; sex: string; karyotypicSex?: "XY" };
  phenotypicFeatures?: Feature[];
  measurements?: Measurement[];
  interpretations?: Interpretation[];
  metaData: { created: string; createdBy: string; resources: Resource[]; phenopacketSchemaVersion: "2.0" };
};

/** What a phenopacket of ours does not hold, so that it can be told before it is shared. */
export const phenopacketLosses = ["family", "origin", "follows", "assessment", "day"] as const;
export type PhenopacketLoss = (typeof phenopacketLosses)[number];

/**
 * A screening as a phenopacket. Its code is the only identifier, the first of January of its year the only date; it
 * names no disease. The same screening always gives the same packet.
 */
export function toPhenopacket(screening: Screening): Phenopacket {
  const { code, year, sex, age } = screening;
  const { written, coded } = sayOnce(normalise(screening.findings));
  const features = [...featureIds.flatMap((feature) => featureOf(checklist[feature].hpo, written[feature])), ...gestationOf(screening)];
  const measurements = [...measured(screening), ...featureIds.flatMap((feature) => codedOf(feature, coded[feature]))];
  const [start, end] = age === "unknown" ? [] : ageRanges[age];
  const packet = {
    id: code,
    subject: {
      id: code,
      ...(start && end && { timeAtLastEncounter: { ageRange: { start: { iso8601duration: start }, end: { iso8601duration: end } } } }),
      sex: sexes[sex],
      // Not beside a sex that is not known: read back, it would be one.
      ...(written["female-genitalia-46xy"] === "observed" && sex !== "unknown" && { karyotypicSex: "XY" as const }),
    },
    ...(features.length > 0 && { phenotypicFeatures: features }),
    ...(measurements.length > 0 && { measurements }),
    ...(screening.variant && { interpretations: [interpretationOf(code, screening.variant)] }),
  };
  return { ...packet, metaData: { created: `${String(year).padStart(4, "0")}-01-01T00:00:00Z`, createdBy: "IMAGe Screen", resources: resourcesOf(packet), phenopacketSchemaVersion: "2.0" } };
}

/** The packet as a file: the same screening always gives the same bytes. */
export const phenopacketText = (screening: Screening) => `${JSON.stringify(toPhenopacket(screening), null, 2)}\n`;

const sexes: Record<Sex, string> = { female: "FEMALE", male: "MALE", undetermined: "OTHER_SEX", unknown: "UNKNOWN_SEX" };

/** The most specific of what is observed and the most general of what is excluded; of two that HPO cannot tell apart, one as a code. */
function sayOnce(full: Findings): { written: Findings; coded: Findings } {
  const written = { ...full };
  for (const [below, above] of hierarchy) {
    if (full[below] === "observed") delete written[above];
    if (full[above] === "excluded") delete written[below];
  }
  const coded: Findings = {};
  const code = (feature: FeatureId, status: Status) => {
    coded[feature] = status;
    delete written[feature];
  };
  for (const [below, above] of keptApart) {
    const [lower, upper] = [written[below], written[above]];
    if (upper && lower === "observed") code(above, upper);
    else if (upper === "excluded" && lower) code(below, lower);
  }
  return { written, coded };
}

// Id and label alone: a row of the checklist may gain other keys.
const featureOf = ({ id, label }: OntologyClass, status?: Status): Feature[] => (status ? [{ type: { id, label }, ...(status === "excluded" && { excluded: true as const }) }] : []);

function gestationOf({ gestation = "unknown" }: Screening): Feature[] {
  return gestation === "unknown" ? [] : gestationTerms[gestation].flatMap(({ type, excluded }) => featureOf(type, excluded ? "excluded" : "observed"));
}

const codedOf = (feature: FeatureId, status?: Status): Measurement[] => (status ? [{ assay: own(feature, checklist[feature].hpo.label), value: { ontologyClass: statusCodes[status] } }] : []);

function measured({ size = {}, context = {} }: Screening): Measurement[] {
  const scores = measures.flatMap((measure): Measurement[] => {
    const value = size[measure];
    return value === undefined ? [] : [{ assay: zScores[measure], value: { quantity: { unit: zUnit, value } } }];
  });
  const said = contexts.flatMap((part): Measurement[] => {
    const value = context[part];
    return value === undefined ? [] : [{ assay: contextCodes[part], value: { ontologyClass: value ? yesNo.yes : yesNo.no } }];
  });
  return [...scores, ...said];
}

/** A variant without a claim: nothing is said of its part in a disease. The parts that the format has no place for are extensions. */
function interpretationOf(code: string, variant: Variant): Interpretation {
  const { gene, consequence, region, class: weight, allele, tested } = variant;
  const term = consequenceTerms[consequence];
  const parts = { gene, consequence, region, allele, tested: tested ? "yes" : "no" };
  const variationDescriptor: Descriptor = {
    id: code,
    ...(gene !== "other" && { geneContext: { valueId: genes[gene], symbol: gene } }),
    extensions: Object.entries(parts).map(([name, value]) => ({ name: `${OWN}:${name}`, value })),
    moleculeContext: "unspecified_molecule_context",
    ...(term && { structuralType: term }),
  };
  const variantInterpretation = { acmgPathogenicityClassification: acmg[weight], therapeuticActionability: "UNKNOWN_ACTIONABILITY" as const, variationDescriptor };
  return { id: code, progressStatus: "UNKNOWN_PROGRESS", diagnosis: { disease: noDisease, genomicInterpretations: [{ subjectOrBiosampleId: code, interpretationStatus: "UNKNOWN_STATUS", variantInterpretation }] } };
}

/** HPO and the checklist always, for they say how the features are read; the others where they are used. */
function resourcesOf({ interpretations = [] }: Pick<Phenopacket, "interpretations">): Resource[] {
  const described = interpretations.map(({ diagnosis }) => diagnosis.genomicInterpretations[0].variantInterpretation.variationDescriptor);
  return [resources.HP, ...(described.some((one) => one.geneContext) ? [resources.HGNC] : []), ...(described.some((one) => one.structuralType) ? [resources.SO] : []), resources[OWN]];
}
