import { z } from "zod";
import { modes } from "@/lib/family/inheritance";
import type { FamilyReading, FamilyReason } from "@/lib/family/inheritance";
import { MAX_RELATIVES, onlyOnce, relations } from "@/lib/family/pedigree";
import type { Relation } from "@/lib/family/pedigree";
import type { Assessment, Draft, Issue, Reason } from "./assess";
import { ages, contexts, gestations, measures, sexes, variantParts } from "./bands";
import { CHECKLIST_VERSION, featureIds } from "./checklist";
import { parseCode } from "./code";
import type { Code } from "./code";
import { faultsOf, refused } from "./faults";
import type { Fault } from "./faults";
import type { Molecular } from "./molecular";
import { letters, letterStatuses, matches } from "./rules";

/** A draft written in JSON has many optional keys from a closed list; a record would not refuse `__proto__`. */
function shape<Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) {
  const entries = keys.map((key) => [key, value.optional()]);
  return z.strictObject(Object.fromEntries(entries) as Record<Key, z.ZodOptional<Value>>);
}

const zScore = z
  .number()
  .min(-9.9)
  .max(9.9)
  .refine((value) => Math.round(value * 10) / 10 === value, refused("not-a-multiple"));

const variant = z.strictObject({
  gene: z.enum(variantParts.gene),
  consequence: z.enum(variantParts.consequence),
  region: z.enum(variantParts.region),
  class: z.enum(variantParts.class),
  allele: z.enum(variantParts.allele),
  tested: z.boolean(),
});

const said = z.enum(["yes", "no"]);

const family = z
  .strictObject({
    consanguinity: said.optional(),
    transmittedBy: z.enum(["mother", "father", "new"]).optional(),
    relatives: z.array(z.strictObject({ relation: z.enum(relations), affected: said.optional(), carrier: said.optional() })),
  })
  .superRefine(({ relatives }, context) => {
    if (relatives.length > MAX_RELATIVES) context.addIssue({ code: "custom", path: ["relatives"], ...refused("out-of-range") });
    for (const [index, { relation }] of relatives.entries()) {
      const again = onlyOnce.includes(relation) && relatives.findIndex((one) => one.relation === relation) < index;
      if (again) context.addIssue({ code: "custom", path: ["relatives", index, "relation"], ...refused("repeated") });
    }
  });

const parts = {
  sex: z.enum(sexes),
  age: z.enum(ages),
  gestation: z.enum(gestations).optional(),
  size: shape(measures, zScore).optional(),
  findings: shape(featureIds, z.enum(["observed", "excluded"])),
  origin: shape([...featureIds, ...measures, "acthTwiceLimit"], z.enum(["measured", "imported"])).optional(),
  variant: variant.optional(),
  context: shape(contexts, z.boolean()).optional(),
  family: family.optional(),
  follows: z
    .string()
    .refine((text) => parseCode(text) === text, refused("not-a-code"))
    .optional(),
};

/** What a browser or a program sends, for the checklist in force. Strict everywhere; coded, without free text. */
export const draftSchema = z
  .strictObject({
    checklist: z.string().refine((version): boolean => version === CHECKLIST_VERSION, refused("not-current")),
    ...parts,
  })
  // Runs beside other faults too, so that all are told at once; the draft may then be of any shape.
  .superRefine(
    (draft: Record<string, unknown> | null, context) => {
      for (const told of originsOfNothing(draft ?? {})) context.addIssue({ code: "custom", path: ["origin", told], ...refused("no-finding") });
    },
    { when: () => true },
  );

/** What an origin is told of that the draft itself does not tell. */
function originsOfNothing({ findings, size, context, origin }: Record<string, unknown>): string[] {
  const has = (part: unknown, name: string) => typeof part === "object" && part !== null && Object.hasOwn(part, name);
  const untold = (part: unknown, names: readonly string[]) => names.filter((name) => has(origin, name) && !has(part, name));
  return [...(typeof findings === "object" && findings !== null ? untold(findings, featureIds) : []), ...untold(size, measures), ...untold(context, ["acthTwiceLimit"])];
}

const letter = z.enum(letters);
const letterStatus = z.enum(letterStatuses);
const features = z.array(z.enum(featureIds));
/** A code as it was stored. Any text: older rules had codes that the present ones do not know. */
const stored = <Code extends string>() => z.custom<Code>((value) => typeof value === "string");

const reason = z.strictObject({
  code: stored<Reason["code"]>(),
  letter: letter.optional(),
  features,
  z: z.number().optional(),
  source: stored<Reason["source"]>(),
});

const familyReasons = z.array(z.strictObject({ code: stored<FamilyReason["code"]>(), relatives: z.array(stored<Relation>()), source: stored<FamilyReason["source"]>() }));

/** A stored assessment, read again on its way out. */
const assessmentSchema = z.strictObject({
  rules: z.string(),
  checklist: z.string(),
  engine: z.string(),
  letters: z.strictObject({ I: letterStatus, M: letterStatus, A: letterStatus, Ge: letterStatus }),
  match: z.enum(matches),
  flag: z.strictObject({ level: z.enum(["red", "amber"]), reasons: z.array(reason) }).nullable(),
  molecular: stored<Molecular>().nullable(),
  reasons: z.array(reason),
  issues: z.array(
    z.strictObject({
      level: z.enum(["error", "warning", "note"]),
      code: stored<Issue["code"]>(),
      features,
      suggestion: stored<Issue["suggestion"]>(),
    }),
  ),
  unknown: z.array(z.strictObject({ letter: letter.nullable(), tests: z.array(stored<Assessment["unknown"][number]["tests"][number]>()) })),
  family: z
    .strictObject({
      version: stored<FamilyReading["version"]>(),
      modes: z.array(z.strictObject({ mode: z.enum(modes), verdict: z.enum(["fits", "contradicted", "open"]), reasons: familyReasons })),
      origin: familyReasons,
      recurrence: familyReasons,
    })
    .optional(),
});

/** A saved draft with the assessment made on that day: written once. */
export type Screening = Draft & { code: Code; year: number; assessment: Assessment };

/** A stored screening. The checklist may be an older one: features are never taken off it, only added. */
export const screeningSchema = z.strictObject({
  ...parts,
  checklist: z.string(),
  code: z.string(),
  year: z.int(),
  assessment: assessmentSchema,
});

/**
 * Reads a draft from anything at all.
 * @returns the draft, or every fault at once, each pointer and code told once
 */
export function parseDraft(input: unknown): { draft: Draft } | { errors: Fault[] } {
  const parsed = draftSchema.safeParse(input);
  return parsed.success ? { draft: parsed.data } : { errors: faultsOf(parsed.error, input) };
}
