import { z } from "zod";

/**
 * The shape of a phenopacket of version 2 as far as a screening uses it, written after its documentation
 * (phenopacket-schema.readthedocs.io): judges where the official definitions are not at hand.
 */
const curie = z.string().regex(/^[A-Za-z_]+:[\w.-]+$/);
const term = z.strictObject({ id: curie, label: z.string().min(1) });
const duration = z.strictObject({ iso8601duration: z.string().regex(/^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/) });
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const named = z.string().min(1);

const value = z.union([z.strictObject({ quantity: z.strictObject({ unit: term, value: z.number() }) }), z.strictObject({ ontologyClass: term })]);
const descriptor = z.strictObject({
  id: named,
  geneContext: z.strictObject({ valueId: curie, symbol: named }).optional(),
  extensions: z.array(z.strictObject({ name: named, value: z.string() })),
  moleculeContext: z.enum(["unspecified_molecule_context", "genomic", "transcript", "protein"]),
  structuralType: term.optional(),
});
const interpretation = z.strictObject({
  id: named,
  progressStatus: z.enum(["UNKNOWN_PROGRESS", "IN_PROGRESS", "COMPLETED", "SOLVED", "UNSOLVED"]),
  diagnosis: z.strictObject({
    disease: term,
    genomicInterpretations: z.array(
      z.strictObject({
        subjectOrBiosampleId: named,
        interpretationStatus: z.enum(["UNKNOWN_STATUS", "REJECTED", "CANDIDATE", "CONTRIBUTORY", "CAUSATIVE"]),
        variantInterpretation: z.strictObject({
          acmgPathogenicityClassification: z.enum(["NOT_PROVIDED", "BENIGN", "LIKELY_BENIGN", "UNCERTAIN_SIGNIFICANCE", "LIKELY_PATHOGENIC", "PATHOGENIC"]),
          therapeuticActionability: z.enum(["UNKNOWN_ACTIONABILITY", "NOT_ACTIONABLE", "ACTIONABLE"]),
          variationDescriptor: descriptor,
        }),
      }),
    ),
  }),
});

export const shape = z.strictObject({
  id: named,
  subject: z.strictObject({
    id: named,
    timeAtLastEncounter: z.strictObject({ ageRange: z.strictObject({ start: duration, end: duration }) }).optional(),
    sex: z.enum(["UNKNOWN_SEX", "FEMALE", "MALE", "OTHER_SEX"]),
    karyotypicSex: z.enum(["UNKNOWN_KARYOTYPE", "XX", "XY", "XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY", "OTHER_KARYOTYPE"]).optional(),
  }),
  phenotypicFeatures: z.array(z.strictObject({ type: term, excluded: z.boolean().optional() })).optional(),
  measurements: z.array(z.strictObject({ assay: term, value })).optional(),
  interpretations: z.array(interpretation).optional(),
  metaData: z.strictObject({
    created: time,
    createdBy: named,
    resources: z.array(z.strictObject({ id: named, name: named, url: named, version: named, namespacePrefix: named, iriPrefix: named })).min(1),
    phenopacketSchemaVersion: z.literal("2.0"),
  }),
});
