import "server-only";
import { asked } from "@/lib/cohort/counts";
import type { Counts } from "@/lib/cohort/counts";
import { appendAudit } from "./audit";
import { inSite } from "./client";
import { Prisma } from "./generated/client";
import type { Actor } from "./screenings";

/**
 * Counts the site's screenings, each child once, by its newest: in the database, in one query that sees one moment. What
 * follows one screening, or the same erased one, is of one child. Looking leaves a line in the audit trail.
 * @throws when the database is away
 */
export async function countCohort({ id: actor, site }: Actor, now: Date): Promise<Counts> {
  return inSite(site, async (transaction) => {
    const [row] = await transaction.$queryRaw<[Counts]>`WITH RECURSIVE ${own(site)}, ${children}, ${standings}, ${counted}, ${asking} SELECT ${cells}`;
    await appendAudit(transaction, { at: now, actor, action: "list", site });
    return row;
  });
}

/** The table is read once; a materialised list of what is needed of it is cheaper to come back to. */
const own = (site: string) => Prisma.sql`
  own AS MATERIALIZED (
    SELECT id, code, follows, year, rules, match, observed, excluded, weight_z, length_z, head_z,
      letter_i = 'met' AS i, letter_m = 'met' AS m, letter_a = 'met' AS a, letter_ge = 'met' AS ge, letter_ge <> 'not-applicable' AS ge_applies
    FROM screening WHERE site_id = ${site}
  )`;

/** The child of every screening, named by the first code of its chain, and the last screening of each who has several. */
export const children = Prisma.sql`
  later (id, code, child) AS (
    SELECT id, code, follows FROM own WHERE follows IS NOT NULL AND NOT EXISTS (SELECT FROM own earlier WHERE earlier.code = own.follows AND earlier.follows IS NOT NULL)
    UNION ALL
    SELECT own.id, own.code, later.child FROM later JOIN own ON own.follows = later.code
  ),
  named AS (SELECT own.*, coalesce(later.child, own.code) AS child FROM own LEFT JOIN later ON later.id = own.id),
  last AS (SELECT child, max(id) AS id FROM later GROUP BY child)`;

/** What lib/screening/review makes of one screening's reviews, of all of a child's: each reviewer's last word. */
export const standings = Prisma.sql`
  word AS (
    SELECT DISTINCT ON (named.child, told.actor) named.child, review.verdict, review.gene, concat_ws(' ', review.verdict, review.gene, review.condition) AS name,
      review.verdict NOT IN ('undecided', 'lost') AS firm
    FROM review JOIN named ON named.id = review.screening_id JOIN audit_event told ON told.id = review.audit_id
    ORDER BY named.child, told.actor, review.id DESC
  ),
  stands AS (
    SELECT child, CASE
      WHEN count(DISTINCT name) FILTER (WHERE firm) > 1 THEN 'disputed'
      WHEN bool_or(firm) THEN max(verdict) FILTER (WHERE firm)
      WHEN bool_or(verdict = 'undecided') THEN 'undecided' ELSE 'lost' END AS verdict,
      CASE WHEN count(DISTINCT name) FILTER (WHERE firm) = 1 THEN max(gene) FILTER (WHERE firm) END AS gene
    FROM word GROUP BY child
  )`;

/** One row a child; and every assessed feature of each. */
const counted = Prisma.sql`
  counted AS MATERIALIZED (
    SELECT named.*, coalesce(stands.verdict, 'none') AS verdict, stands.gene
    FROM named LEFT JOIN last ON last.child = named.child LEFT JOIN stands ON stands.child = named.child
    WHERE last.id IS NULL OR last.id = named.id
  ),
  finding AS (
    SELECT id, ge_applies, gene = 'CDKN1C' AS proven, unnest(observed) AS feature, true AS seen FROM counted
    UNION ALL SELECT id, ge_applies, gene = 'CDKN1C', unnest(excluded), false FROM counted
  )`;

const pairs = Object.entries(asked).flatMap(([part, features]) => features.map((feature) => [part, feature] as const));
const asking = Prisma.sql`asked AS (SELECT * FROM unnest(${pairs.map(([part]) => part)}::text[], ${pairs.map(([, feature]) => feature)}::text[]) AS pair (part, feature))`;

const list = (cell: Prisma.Sql) => Prisma.sql`(SELECT coalesce(json_agg(cell), '[]') FROM (${cell}) AS cell)`;

const cells = Prisma.sql`
  (SELECT count(*)::int FROM own) AS screenings,
  (SELECT count(*)::int FROM counted) AS children,
  (SELECT json_build_object('weight', count(weight_z), 'length', count(length_z), 'head', count(head_z)) FROM counted) AS measured,
  ${list(Prisma.sql`SELECT rules, count(*) FROM counted GROUP BY rules`)} AS rules,
  ${list(Prisma.sql`SELECT year, match, count(*) FROM counted GROUP BY year, match`)} AS years,
  ${list(Prisma.sql`
    SELECT feature, count(*) FILTER (WHERE seen) AS observed, count(*) AS known, count(*) FILTER (WHERE seen AND proven) AS "provenObserved", count(*) FILTER (WHERE proven) AS "provenKnown"
    FROM finding GROUP BY feature`)} AS findings,
  ${list(Prisma.sql`SELECT i AS "I", m AS "M", a AS "A", ge AS "Ge", ge_applies AS "geApplies", count(*) FROM counted GROUP BY i, m, a, ge, ge_applies`)} AS together,
  ${list(Prisma.sql`SELECT match, verdict, gene, count(*) FROM counted GROUP BY match, verdict, gene`)} AS verdicts,
  ${list(Prisma.sql`
    SELECT part, features, count(*) FROM (
      SELECT id, part, count(*) AS features FROM finding JOIN asked USING (feature) WHERE part <> 'Ge' OR ge_applies GROUP BY id, part
    ) AS child GROUP BY part, features`)} AS assessed`;
