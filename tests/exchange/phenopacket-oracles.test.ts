import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { phenopacketText } from "@/lib/exchange/phenopacket-out";
import type { Phenopacket } from "@/lib/exchange/phenopacket-out";
import { normalise } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { metadataJudge, ownJudge, protobufJudge, schemaJudge, shapeJudge } from "./phenopacket-oracles";
import type { Judge } from "./phenopacket-oracles";
import { cases, saved, screenings } from "./phenopacket-screenings";

const judges: readonly (readonly [name: string, judge: Judge | null])[] = [["protobuf", protobufJudge()], ["JSON schema", schemaJudge()], ["shape", shapeJudge], ["metadata", metadataJudge], ["ours", ownJudge]];
for (const [name, judge] of judges) if (!judge) console.log(`phenopackets: the ${name} oracle is not at hand, nothing was judged by it`);

const whole = saved(
  {
    checklist: CHECKLIST_VERSION, sex: "female", age: "infant", gestation: "term", size: { weight: -2.4 }, findings: normalise({ shock: "excluded", "female-genitalia-46xy": "observed", macrocephaly: "excluded", "relative-macrocephaly": "observed" }),
    variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true }, context: { steroids: true },
  },
  "IS-0000-0000",
  2026,
);
type Whole = Required<Phenopacket>;
const spoil = (change: (packet: Whole) => void): unknown => {
  const packet = JSON.parse(phenopacketText(whole)) as Whole;
  change(packet);
  return packet;
};
const drop = (from: object | undefined, key: string) => from && Reflect.deleteProperty(from, key);
const variant = ({ interpretations: [one] }: Whole) => one?.diagnosis.genomicInterpretations[0].variantInterpretation;

/** Each with the oracles that are known to see it. */
const faults: readonly (readonly [fault: string, spoilt: unknown, seenBy: readonly string[]])[] = [
  ["a field that the format has not", spoil((packet) => Object.assign(packet, { notes: "x" })), ["protobuf", "JSON schema", "shape"]],
  ["the excluded of version 1", spoil(({ phenotypicFeatures: [one] }) => one && Object.assign(one, { negated: true })), ["protobuf", "JSON schema", "shape"]],
  ["excluded as text", spoil(({ phenotypicFeatures: [one] }) => one && Object.assign(one, { excluded: "yes" })), ["protobuf", "JSON schema", "shape"]],
  ["a sex that there is not", spoil(({ subject }) => Object.assign(subject, { sex: "BOY" })), ["protobuf", "JSON schema", "shape"]],
  ["a karyotype that there is not", spoil(({ subject }) => Object.assign(subject, { karyotypicSex: "46XY" })), ["protobuf", "JSON schema", "shape"]],
  ["an age and a range at once", spoil(({ subject }) => Object.assign(subject.timeAtLastEncounter ?? {}, { age: { iso8601duration: "P1Y" } })), ["protobuf", "JSON schema", "shape"]],
  ["an age that is no duration", spoil(({ subject }) => Object.assign(subject, { timeAtLastEncounter: { age: { iso8601duration: "3 months" } } })), ["JSON schema", "shape"]],
  ["a creation that is no time", spoil(({ metaData }) => Object.assign(metaData, { created: "2026" })), ["protobuf", "shape", "ours"]],
  ["a packet without an id", spoil((packet) => drop(packet, "id")), ["JSON schema", "shape"]],
  ["a packet without metadata of who made it", spoil(({ metaData }) => drop(metaData, "createdBy")), ["JSON schema", "shape"]],
  ["a term without a label", spoil(({ phenotypicFeatures: [one] }) => one && Object.assign(one, { type: { id: "HP:0031273" } })), ["JSON schema", "shape"]],
  ["a measurement without a value", spoil(({ measurements: [one] }) => drop(one, "value")), ["JSON schema", "shape"]],
  ["a z-score as text", spoil(({ measurements: [one] }) => one && Object.assign(one, { value: { quantity: { unit: { id: "IMAGE_SCREEN:z-score", label: "z" }, value: "low" } } })), ["protobuf", "JSON schema", "shape"]],
  ["a class that ACMG has not", spoil((packet) => Object.assign(variant(packet) ?? {}, { acmgPathogenicityClassification: "VUS" })), ["protobuf", "JSON schema", "shape"]],
  ["a variant without an id", spoil((packet) => drop(variant(packet)?.variationDescriptor, "id")), ["JSON schema", "shape"]],
  ["a disease that is missing", spoil(({ interpretations: [one] }) => drop(one?.diagnosis, "disease")), ["JSON schema", "shape"]],
  ["a resource without a version", spoil(({ metaData }) => drop(metaData.resources[0], "version")), ["JSON schema", "shape"]],
  ["no resource for HPO", spoil(({ metaData }) => Object.assign(metaData, { resources: metaData.resources.slice(1) })), ["metadata"]],
  ["no resource for the gene", spoil(({ metaData }) => Object.assign(metaData, { resources: metaData.resources.filter(({ id }) => id !== "hgnc") })), ["metadata"]],
  ["a description, which the format allows and the schema does not", spoil(({ phenotypicFeatures: [one] }) => one && Object.assign(one, { description: "Anna has shock" })), ["JSON schema", "shape", "ours"]],
  ["one term observed and excluded", spoil(({ phenotypicFeatures }) => phenotypicFeatures.push({ type: { id: "HP:0031273", label: "Shock" } })), ["ours"]],
  ["a disease", spoil((packet) => Object.assign(packet, { diseases: [{ term: { id: "HP:1", label: "x" } }] })), ["ours"]],
  ["the day of the screening", spoil(({ metaData }) => Object.assign(metaData, { created: "2026-03-04T00:00:00Z" })), ["ours"]],
];

describe.each(judges)("the %s oracle", (name, judge) => {
  const judged = (packet: unknown) => judge?.(packet) ?? null;

  test.skipIf(!judge)("takes a screening with everything in it", () => expect(judged(spoil(() => {}))).toBeNull());

  test.skipIf(!judge).each(cases)("takes $id", ({ screening }) => expect(judged(JSON.parse(phenopacketText(screening)))).toBeNull());

  test.skipIf(!judge)("takes every generated screening", () => {
    fc.assert(fc.property(screenings, (screening) => void expect(judged(JSON.parse(phenopacketText(screening)))).toBeNull()), { numRuns: 500 });
  });

  test.skipIf(!judge).each(faults.filter(([, , seenBy]) => seenBy.includes(name)))("refuses %s", (_fault, spoilt) => expect(judged(spoilt)).not.toBeNull());
});

test("every planted fault is one, and some oracle is known to see it", () => {
  expect(new Set(faults.map(([, spoilt]) => JSON.stringify(spoilt))).size).toBe(faults.length);
  for (const [, spoilt, seenBy] of faults) {
    expect(JSON.stringify(spoilt)).not.toBe(JSON.stringify(JSON.parse(phenopacketText(whole))));
    expect(seenBy).not.toEqual([]);
  }
});
