import { readFileSync } from "node:fs";
import fc from "fast-check";
import { relations } from "@/lib/family/pedigree";
import { assess, normalise } from "@/lib/screening/assess";
import type { Draft, Findings, Status } from "@/lib/screening/assess";
import { ages, gestations, sexes, variantParts } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, featureIds } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import { CODE_BYTES, makeCode } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import { hierarchy } from "@/lib/screening/rules";
import { BadCase } from "@/lib/exchange/phenopacket-fields";
import { importPhenopacket } from "@/lib/exchange/phenopacket-in";
import { keptApart } from "@/lib/exchange/phenopacket-vocabulary";

/** A draft as it is saved: findings normalised, with its assessment. */
export function saved(draft: Draft, code: string, year: number): Screening {
  return { ...draft, findings: normalise(draft.findings), code, year, assessment: assess(draft) };
}

const near = [...new Set<FeatureId>([...hierarchy, ...keptApart].flat())];
const status = fc.constantFrom<Status>("observed", "excluded");
/** Half of the features are those that stand above or below another. */
const findings = fc
  .uniqueArray(fc.tuple(fc.oneof(fc.constantFrom(...near), fc.constantFrom(...featureIds)), status), { maxLength: 16, selector: ([feature]) => feature })
  .map((entries): Findings => Object.fromEntries(entries));
const score = fc.integer({ min: -99, max: 99 }).map((tenths) => tenths / 10);
const known = fc.constantFrom("yes" as const, "no" as const);
const variant = fc.record({
  gene: fc.constantFrom(...variantParts.gene), consequence: fc.constantFrom(...variantParts.consequence), region: fc.constantFrom(...variantParts.region),
  class: fc.constantFrom(...variantParts.class), allele: fc.constantFrom(...variantParts.allele), tested: fc.boolean(),
});
const family = fc.record(
  {
    consanguinity: known, transmittedBy: fc.constantFrom("mother" as const, "father" as const, "new" as const),
    relatives: fc.uniqueArray(fc.record({ relation: fc.constantFrom(...relations), affected: known, carrier: known }, { requiredKeys: ["relation"] }), { maxLength: 5, selector: ({ relation }) => relation }),
  },
  { requiredKeys: ["relatives"] },
);
const drafts: fc.Arbitrary<Draft> = fc.record(
  {
    checklist: fc.constant(CHECKLIST_VERSION), sex: fc.constantFrom(...sexes), age: fc.constantFrom(...ages), findings, gestation: fc.constantFrom(...gestations),
    size: fc.record({ weight: score, length: score, head: score }, { requiredKeys: [] }), variant,
    context: fc.record({ steroids: fc.boolean(), surgeryPlanned: fc.boolean(), earlySample: fc.boolean(), acthTwiceLimit: fc.boolean() }, { requiredKeys: [] }), family,
  },
  { requiredKeys: ["checklist", "sex", "age", "findings"] },
);

const savable = ({ assessment }: Screening) => assessment.issues.every(({ level }) => level !== "error");

/** Screenings as they can be saved: those with an issue of level error never are. */
export const screenings: fc.Arbitrary<Screening> = fc
  .tuple(drafts, fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }), fc.integer({ min: 2024, max: 2099 }))
  .map(([draft, random, year]) => saved(draft, makeCode(random), year))
  .filter(savable);

/** Every published and constructed case that can be saved, as it would be. */
export const cases: readonly { id: string; screening: Screening }[] = ["lib/evidence/published.json", "tests/cases/constructed.json"].flatMap((path) => {
  const { checklist, cases: all } = JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as { checklist: string; cases: { id: string; draft: Omit<Draft, "checklist"> }[] };
  const coded = all.map(({ id, draft }, at) => ({ id, screening: saved({ checklist, ...draft }, makeCode(Uint8Array.from({ length: CODE_BYTES }, (_, byte) => at * 7 + byte)), 2026) }));
  return coded.filter(({ screening }) => savable(screening));
});

/** Why a packet is not imported; null where it is. */
export function refusal(value: unknown): string | null {
  try {
    importPhenopacket(value);
    return null;
  } catch (error) {
    if (!(error instanceof BadCase)) throw error;
    return error.message;
  }
}
