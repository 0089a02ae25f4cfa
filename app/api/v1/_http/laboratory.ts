import { z } from "zod";
import type { Status } from "@/lib/screening/assess";
import { ages, gestations } from "@/lib/screening/bands";
import { answersOf, decide } from "@/lib/screening/laboratory-decisions";
import type { Decision, Entries } from "@/lib/screening/laboratory-decisions";
import { analyteIds, unitsOf } from "@/lib/screening/laboratory-analytes";
import type { Analyte } from "@/lib/screening/laboratory-analytes";
import type { ProblemError } from "./problem";

const figure = z.string().max(20);
const measured = (analyte: Analyte) => z.strictObject({ value: figure.min(1), unit: z.enum(unitsOf(analyte)), lower: figure.optional(), upper: figure.optional(), sure: z.boolean().optional() }).optional();

/** Laboratory values as reported, each with the laboratory's own limits in the same unit. */
export const laboratoryForm = z.strictObject({
  age: z.enum(ages),
  gestation: z.enum(gestations).optional(),
  steroids: z.boolean().optional(),
  earlySample: z.boolean().optional(),
  values: z.strictObject(Object.fromEntries(analyteIds.map((analyte) => [analyte, measured(analyte)])) as Record<Analyte, ReturnType<typeof measured>>),
});

/** What a draft may hold of them; `open`: the values that decide nothing, and why. */
export type LaboratoryRead = { findings: Record<string, Status>; acthTwiceLimit: boolean | null; open: { analyte: Analyte; why: Decision["why"] }[] };

/** Reads the values as the page does beside the checklist; every figure that cannot be meant is a fault, and then nothing is read. */
export function readValues({ age, gestation, steroids = false, earlySample, values }: z.output<typeof laboratoryForm>): LaboratoryRead | { errors: ProblemError[] } {
  const entries: Entries = Object.fromEntries(Object.entries(values).map(([analyte, one]) => [analyte, { lower: "", upper: "", use: "", ...one }]));
  const decided = decide(entries, { age, steroids, ...(earlySample !== undefined && { early: earlySample }), ...(gestation && { gestation }) });
  const errors = Object.entries(decided.faults).flatMap(([analyte, faults]) => Object.entries(faults).map(([field, { code }]) => ({ pointer: `/values/${analyte}/${field}`, code })));
  if (errors.length > 0) return { errors };
  const { acthTwiceLimit, ...answers } = answersOf(decided);
  const findings = Object.fromEntries(Object.entries(answers).flatMap(([feature, { status }]) => (status ? [[feature, status]] : [])));
  const open = decided.decisions.flatMap(({ analyte, status, why }) => (status === null ? [{ analyte, why }] : []));
  return { findings, acthTwiceLimit: acthTwiceLimit?.status ? acthTwiceLimit.status === "observed" : null, open };
}
