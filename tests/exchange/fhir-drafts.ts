import { readFileSync } from "node:fs";
import fc from "fast-check";
import { inOrder, onlyOnce, relations } from "@/lib/family/pedigree";
import { assess } from "@/lib/screening/assess";
import type { Draft, Findings, Status } from "@/lib/screening/assess";
import { ages, contexts, gestations, measures, sexes, variantParts } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, featureIds } from "@/lib/screening/checklist";
import { makeCode } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import { letterRules } from "@/lib/screening/rules";
import type { When } from "@/lib/screening/rules";

const some = <Value>(model: Record<string, fc.Arbitrary<Value>>) => fc.record(model, { requiredKeys: [] }).map((part) => (Object.keys(part).length ? part : undefined));
const status = fc.constantFrom<Status>("observed", "excluded");
const featuresOf = ({ any = [], among, excluded = [] }: When) => [...any.flat(), ...(among?.of ?? []), ...excluded];
/** Half of the findings come from the features that the rules read, so that letters and matches are reached. */
const ruled = [...new Set(letterRules.flatMap(({ when }) => featuresOf(when)))];
const findings = fc
  .uniqueArray(fc.tuple(fc.oneof(fc.constantFrom(...ruled), fc.constantFrom(...featureIds)), status), { maxLength: 16, selector: ([feature]) => feature })
  .map((entries): Findings => Object.fromEntries(entries));
/** Many near the limits, where a comparison that is off by one shows. */
const score = fc.oneof(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -22, max: -11 })).map((tenths) => tenths / 10);
const said = fc.constantFrom("yes" as const, "no" as const);
const relative = fc.record({ relation: fc.constantFrom(...relations), affected: said, carrier: said }, { requiredKeys: ["relation"] });
const family = fc
  .record({ consanguinity: said, transmittedBy: fc.constantFrom("mother" as const, "father" as const, "new" as const), relatives: fc.array(relative, { maxLength: 6 }) }, { requiredKeys: ["relatives"] })
  .map(({ relatives, ...rest }) => inOrder({ ...rest, relatives: relatives.filter((one, at) => !onlyOnce.includes(one.relation) || relatives.findIndex(({ relation }) => relation === one.relation) === at) }))
  .map((one) => (Object.keys(one).length > 1 || one.relatives.length ? one : undefined));
const variant = fc.record({
  gene: fc.constantFrom(...variantParts.gene), consequence: fc.constantFrom(...variantParts.consequence), region: fc.constantFrom(...variantParts.region),
  class: fc.constantFrom(...variantParts.class), allele: fc.constantFrom(...variantParts.allele), tested: fc.boolean(),
});

/** A draft without keys that say nothing. */
export const drafts: fc.Arbitrary<Draft> = fc
  .record(
    {
      checklist: fc.constant(CHECKLIST_VERSION), sex: fc.constantFrom(...sexes), age: fc.constantFrom(...ages), findings, gestation: fc.constantFrom(...gestations),
      size: some(Object.fromEntries(measures.map((measure) => [measure, score]))), variant, context: some(Object.fromEntries(contexts.map((context) => [context, fc.boolean()]))), family,
    },
    { requiredKeys: ["checklist", "sex", "age", "findings"] },
  )
  .map((draft) => Object.fromEntries(Object.entries(draft).filter(([, part]) => part !== undefined)) as Draft);

/** A draft as it is stored. */
export function saved(draft: Draft, random = 1): Screening {
  const bytes = Uint8Array.from({ length: 7 }, (_, at) => (random >> (at * 4)) & 31);
  return { ...draft, code: makeCode(bytes), year: 2026, assessment: assess(draft) };
}

/** A draft as it comes back from a file: all that it tells was imported. */
export function imported({ origin: _, ...draft }: Draft): Draft {
  const told = { ...draft.findings, ...draft.size, ...(draft.context?.acthTwiceLimit !== undefined && { acthTwiceLimit: true }) };
  const names = Object.keys(told);
  return { ...draft, ...(names.length > 0 && { origin: Object.fromEntries(names.map((name) => [name, "imported" as const])) }) };
}

type Case = { id: string; draft: Omit<Draft, "checklist"> };
const casesOf = (path: string) => (JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as { cases: Case[] }).cases;

/** Every case, made up or published. */
export const cases: { id: string; draft: Draft }[] = [...casesOf("tests/cases/constructed.json"), ...casesOf("lib/evidence/published.json")].map(({ id, draft }) => ({ id, draft: { checklist: CHECKLIST_VERSION, ...draft } }));
/** Always the same 500. */
export const generated: Draft[] = fc.sample(drafts, { numRuns: 500, seed: 20_260_101 });
export const everything: Screening[] = [...cases.map(({ draft }) => draft), ...generated].map((draft, at) => saved(draft, at + 1));
