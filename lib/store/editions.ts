import "server-only";
import { publish } from "@/lib/cohort/publishable";
import type { Publication } from "@/lib/cohort/publishable";
import { QUESTIONS_VERSION, asked } from "@/lib/cohort/questions";
import type { Condition, Path } from "@/lib/cohort/questions";
import type { ExportReason } from "@/lib/screening/filter";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import type { Transaction } from "./client";
import { clockAgrees } from "./clock";
import { children, standings } from "./cohort";
import { Prisma } from "./generated/client";
import type { Actor } from "./screenings";

/** The cell size policy of the Centers for Medicare & Medicaid Services. */
const LEAST = 11;

/** Publishable tables of the children first screened in these years, each by the newest screening to the end of the last. */
export type Edition = Publication & { from: number; to: number; form: string };
/** `waiting`: the children whose edition is still to come, and how many of them are of years that are over. */
export type Editions = { editions: Edition[]; least: number; waiting: { closed: number; open: number } };

/** The smallest count that a new edition tells: MIN_CELL, which is checked at the start, or 11. */
const leastCount = () => Number(process.env["MIN_CELL"] || LEAST);

/**
 * All editions of the site, oldest first, exactly as they were when they were made. First makes the one that is due: of
 * the children first screened in years that are over and in no edition yet, as soon as they are twice the least count, and
 * unless the clock is doubtful. So no first screening is counted in two editions, none changes, and there is nothing to
 * subtract one from the other, as long as nobody is erased and saved anew. Looking, taking them out and making one leave a
 * line in the audit trail.
 * @throws when the database is away
 */
export async function readEditions({ id: actor, site }: Actor, now: Date, reason?: ExportReason): Promise<Editions> {
  const least = leastCount();
  return inSite(site, async (transaction) => {
    // Two who look at once would make the same edition twice.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('edition ' || ${site}, 0))`;
    const last = await transaction.edition.aggregate({ where: { siteId: site }, _max: { toYear: true } });
    const after = last._max.toYear ?? 0;
    const closed = now.getUTCFullYear() - 1;
    const { yes, first, open, ...of } = await count(transaction, site, after, closed);
    const ready = closed > after ? publish({ children: of.children, yes }, least) : null;
    // A clock ahead would close years that are not over, for good.
    const due = ready && (await clockAgrees(transaction, now)) ? ready : null;
    if (due) {
      const fromYear = after === 0 ? first : after + 1;
      await transaction.edition.create({ data: { siteId: site, fromYear, toYear: closed, form: QUESTIONS_VERSION, least, children: due.children, shown: due.shown } });
      await appendAudit(transaction, { at: now, actor, action: "publish", site });
    }
    const rows = await transaction.edition.findMany({ where: { siteId: site }, orderBy: { toYear: "asc" } });
    if (reason || !due) await appendAudit(transaction, { at: now, actor, action: reason ? `export-${reason}` : "list", site });
    const editions = rows.map(({ fromYear, toYear, form, least: told, children: all, shown }) => ({ from: fromYear, to: toYear, form, least: told, children: all, shown: shown as Record<string, number> }));
    return { editions, least, waiting: { closed: due ? 0 : of.children, open } };
  });
}

/**
 * Counts the children first screened after a year and until the end of another, each by the newest of its screenings of
 * that time and all reviews of these so far. A child whose first screening was erased is left out: it may have been counted before.
 */
async function count(transaction: Transaction, site: string, after: number, closed: number): Promise<{ children: number; open: number; first: number; yes: Record<string, number> }> {
  const answers = asked().map(({ question, led }) => Prisma.sql`${question.id}::text, count(*) FILTER (WHERE ${onPath([...led, { question, side: "yes" }])})`);
  const [row] = await transaction.$queryRaw<[{ children: number; open: number; first: number; yes: Record<string, number> }]>`
    WITH RECURSIVE
    own AS MATERIALIZED (
      SELECT id, code, follows, year, sex, age, gestation, observed, excluded, letter_i, letter_m, letter_a, letter_ge FROM screening WHERE site_id = ${site} AND year <= ${closed}
    ), ${children}, ${standings},
    counted AS (
      SELECT named.*, root.year AS first, coalesce(stands.verdict, 'none') AS verdict, stands.gene
      FROM named JOIN own root ON root.code = named.child AND root.year > ${after} LEFT JOIN last ON last.child = named.child LEFT JOIN stands ON stands.child = named.child
      WHERE last.id IS NULL OR last.id = named.id
    )
    SELECT count(*)::int AS children, coalesce(min(first), 0)::int AS first, json_build_object(${Prisma.join(answers)}) AS yes,
      (SELECT count(*)::int FROM screening WHERE site_id = ${site} AND year > ${closed} AND follows IS NULL) AS open
    FROM counted`;
  return row;
}

/** A side that is not the yes side is the other one, also where a value is missing. */
function onPath(path: Path): Prisma.Sql {
  return Prisma.join(path.map(({ question, side }) => (side === "yes" ? Prisma.sql`(${conditionOf(question.yes)}) IS TRUE` : Prisma.sql`(${conditionOf(question.yes)}) IS NOT TRUE`)), " AND ");
}

const letterColumns = { I: Prisma.sql`letter_i`, M: Prisma.sql`letter_m`, A: Prisma.sql`letter_a`, Ge: Prisma.sql`letter_ge` };

function conditionOf(condition: Condition): Prisma.Sql {
  const oneOf = (values: readonly string[]) => Prisma.sql`ANY (${[...values]}::text[])`;
  if ("sex" in condition) return Prisma.sql`sex = ${oneOf(condition.sex)}`;
  if ("age" in condition) return Prisma.sql`age = ${oneOf(condition.age)}`;
  if ("gestation" in condition) return Prisma.sql`coalesce(gestation, 'unknown') = ${oneOf(condition.gestation)}`;
  if ("letter" in condition) return Prisma.sql`${letterColumns[condition.letter]} = ${oneOf(condition.is)}`;
  if ("feature" in condition) return Prisma.sql`${condition.feature}::text = ANY (${condition.is === "observed" ? Prisma.sql`observed` : Prisma.sql`excluded`})`;
  return condition.gene === undefined ? Prisma.sql`verdict = ${oneOf(condition.verdict)}` : Prisma.sql`verdict = ${oneOf(condition.verdict)} AND gene = ${condition.gene}`;
}
