import "server-only";
import { inOrder } from "@/lib/family/pedigree";
import { contexts, measures } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import type { Status } from "@/lib/screening/assess";
import { screeningSchema } from "@/lib/screening/draft";
import type { Screening } from "@/lib/screening/draft";
import type { Prisma, Screening as Row } from "./generated/client";

/** A screening as the table holds it. */
export function toRow(screening: Screening, siteId: string): Prisma.ScreeningUncheckedCreateInput {
  const { size, findings, context, assessment, variant, origin, family, ...same } = screening;
  const having = (status: Status) => featureIds.filter((feature) => findings[feature] === status);
  return {
    ...same,
    siteId,
    rules: assessment.rules,
    engine: assessment.engine,
    weightZ: size?.weight,
    lengthZ: size?.length,
    headZ: size?.head,
    observed: having("observed"),
    excluded: having("excluded"),
    origin,
    variant,
    ...context,
    family: family && inOrder(family),
    letterI: assessment.letters.I,
    letterM: assessment.letters.M,
    letterA: assessment.letters.A,
    letterGe: assessment.letters.Ge,
    match: assessment.match,
    flag: assessment.flag?.level,
    molecular: assessment.molecular,
    assessment,
  };
}

/**
 * A screening from its row, parsed again: what left the rules' hands years ago is not trusted to fit today's shapes.
 * @throws ZodError when it does not
 */
export function fromRow(row: Row): Screening {
  const z = { weight: row.weightZ, length: row.lengthZ, head: row.headZ };
  const size = measures.flatMap((measure) => (z[measure] === null ? [] : [[measure, z[measure].toNumber()]]));
  const findings = [...row.observed.map((feature) => [feature, "observed"]), ...row.excluded.map((feature) => [feature, "excluded"])];
  const context = contexts.flatMap((part) => (row[part] === null ? [] : [[part, row[part]]]));
  const { code, year, checklist, sex, age, assessment } = row;
  const parts = {
    gestation: row.gestation,
    size: size.length ? Object.fromEntries(size) : null,
    origin: row.origin,
    variant: row.variant,
    context: context.length ? Object.fromEntries(context) : null,
    family: row.family,
    follows: row.follows,
  };
  return screeningSchema.parse({
    code,
    year,
    checklist,
    sex,
    age,
    findings: Object.fromEntries(findings),
    assessment,
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null)),
  });
}
