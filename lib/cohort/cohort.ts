import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Part, Row } from "@/lib/screening/checklist";
import { letters, matches } from "@/lib/screening/rules";
import type { Letter, Match } from "@/lib/screening/rules";
import type { Source } from "@/lib/screening/sources";
import { completenessOf } from "./complete";
import type { Completeness } from "./complete";
import type { Counts } from "./counts";
import { predictiveOf } from "./predictive";
import type { Predictive } from "./predictive";
import { shareOf } from "./wilson";
import type { Share } from "./wilson";

export type Year = { year: number; matches: Record<Match, number>; children: number };
/** A published count; `note` names whom it was counted in, where that is not simply IMAGe syndrome. */
export type Published = Share & { source: Source; note?: string };
/**
 * `screened`: observed among those assessed; `proven`: the same among those confirmed in CDKN1C; `reported`: who tells of it without a count.
 * What is not `asked` is only imported or follows from another feature: it is hardly ever excluded, and its share tells nothing.
 */
export type Feature = { feature: FeatureId; part: Part; asked: boolean; screened: Share; proven: Share; published: Published[]; reported: Source[] };
/** Children in whom exactly these letters are met; in `without` of them Ge does not apply. */
export type Together = { letters: Letter[]; children: Share; without: number };

/** What a site's screenings look like together, each child counted once, by its newest screening. */
export type Cohort = {
  screenings: number;
  children: number;
  rules: Counts["rules"];
  years: Year[];
  features: Feature[];
  together: Together[];
  verdicts: Predictive[];
  completeness: Completeness;
};

/** Works out shares, intervals and gaps from what was counted. */
export function cohortOf(counts: Counts): Cohort {
  const { screenings, children, rules } = counts;
  return {
    screenings,
    children,
    rules: rules.toSorted((one, other) => one.rules.localeCompare(other.rules, "en", { numeric: true })),
    years: yearsOf(counts.years),
    features: featureIds.map((feature) => featureOf(feature, counts.findings)),
    together: togetherOf(counts),
    verdicts: predictiveOf(counts.verdicts),
    completeness: completenessOf(counts),
  };
}

/** Every year from the first to the last, those without a screening too. */
function yearsOf(cells: Counts["years"]): Year[] {
  const all = cells.map(({ year }) => year);
  if (all.length === 0) return [];
  const first = Math.min(...all);
  return Array.from({ length: Math.max(...all) - first + 1 }, (_, at) => {
    const own = cells.filter(({ year }) => year === first + at);
    const of = (match: Match) => sum(own.filter((cell) => cell.match === match));
    return { year: first + at, matches: Object.fromEntries(matches.map((match) => [match, of(match)])) as Record<Match, number>, children: sum(own) };
  });
}

function featureOf(feature: FeatureId, findings: Counts["findings"]): Feature {
  const found = findings.find((one) => one.feature === feature);
  const row: Row = checklist[feature];
  const published = row.frequency.flatMap((one) => ("n" in one ? [{ ...shareOf(one.n, one.of), source: one.source, ...(one.note !== undefined && { note: one.note }) }] : []));
  const reported = row.frequency.flatMap((one) => ("reported" in one ? [one.source] : []));
  return { feature, part: row.part, asked: !row.importOnly, screened: shareOf(found?.observed ?? 0, found?.known ?? 0), proven: shareOf(found?.provenObserved ?? 0, found?.provenKnown ?? 0), published, reported };
}

/** Each of the sixteen combinations, the most frequent first, and at the end those that nobody has. */
function togetherOf({ together, children }: Counts): Together[] {
  const combinations = Array.from({ length: 2 ** letters.length }, (_, bits) => letters.filter((_letter, at) => (bits >> at) & 1));
  const all = combinations.map((some) => {
    const own = together.filter((cell) => letters.every((letter) => cell[letter] === some.includes(letter)));
    return { letters: some, children: shareOf(sum(own), children), without: sum(own.filter(({ geApplies }) => !geApplies)) };
  });
  return all.toSorted((one, other) => other.children.n - one.children.n || other.letters.length - one.letters.length);
}

const sum = (cells: readonly { count: number }[]) => cells.reduce((total, { count }) => total + count, 0);
