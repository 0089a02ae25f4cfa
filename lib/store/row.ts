import "server-only";
import { inOrder } from "@/lib/family/pedigree";
import { contexts, measures } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import type { Status } from "@/lib/screening/assess";
import type { Code } from "@/lib/screening/code";
import { screeningSchema } from "@/lib/screening/draft";
import type { Screening } from "@/lib/screening/draft";
import type { Speaking } from "./connection";
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

/** Saves a row in one statement, the same each time whatever the row holds. */
export async function saveRow(transaction: Speaking, row: Prisma.ScreeningUncheckedCreateInput): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO screening (code, site_id, follows, year, rules, checklist, engine, sex, age, gestation, weight_z, length_z, head_z, observed, excluded,
      origin, variant, family, steroids, surgery_planned, early_sample, acth_twice_limit, letter_i, letter_m, letter_a, letter_ge, match, flag, molecular, assessment)
    VALUES (${row.code}, ${row.siteId}, ${row.follows}, ${row.year}, ${row.rules}, ${row.checklist}, ${row.engine}, ${row.sex}, ${row.age}, ${row.gestation},
      ${row.weightZ}, ${row.lengthZ}, ${row.headZ}, ${row.observed}, ${row.excluded}, ${row.origin}, ${row.variant}, ${row.family},
      ${row.steroids}, ${row.surgeryPlanned}, ${row.earlySample}, ${row.acthTwiceLimit}, ${row.letterI}, ${row.letterM}, ${row.letterA}, ${row.letterGe},
      ${row.match}, ${row.flag}, ${row.molecular}, ${row.assessment})`;
}

type Z = "weightZ" | "lengthZ" | "headZ";
/** What a screening is read from, by whichever way. */
export type Kept = Pick<Row, "code" | "year" | "checklist" | "sex" | "age" | "gestation" | "observed" | "excluded" | "origin" | "variant" | "family" | "follows" | "assessment" | (typeof contexts)[number]> & Record<Z, Row[Z] | string>;

/** The row of a screening; null where the site has none of that code. */
export async function readRow(transaction: Speaking, site: string, code: Code): Promise<Kept | null> {
  const [row] = await transaction.$queryRaw<Kept[]>`
    SELECT code, year, checklist, sex, age, gestation, weight_z AS "weightZ", length_z AS "lengthZ", head_z AS "headZ", observed, excluded, origin, variant, family, follows,
      steroids, surgery_planned AS "surgeryPlanned", early_sample AS "earlySample", acth_twice_limit AS "acthTwiceLimit", assessment
    FROM screening WHERE code = ${code} AND site_id = ${site}`;
  return row ?? null;
}

/**
 * A screening from its row, parsed again: what left the rules' hands years ago is not trusted to fit today's shapes.
 * @throws ZodError when it does not
 */
export function fromRow(row: Kept): Screening {
  const z = { weight: row.weightZ, length: row.lengthZ, head: row.headZ };
  const size = measures.flatMap((measure) => (z[measure] === null ? [] : [[measure, Number(z[measure])]]));
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
