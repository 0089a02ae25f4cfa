import { variantParts } from "@/lib/screening/bands";
import { matches } from "@/lib/screening/rules";
import type { Match } from "@/lib/screening/rules";
import type { Counts } from "./counts";
import { shareOf } from "./wilson";
import type { Share } from "./wilson";

/**
 * What a child turned out to have, where colleagues agree: a gene test that confirms, by its gene, for only CDKN1C is
 * IMAGe syndrome as these letters mean it and POLE its second form; another condition; or not IMAGe.
 */
export const outcomes = [...variantParts.gene, "other-condition", "not-image"] as const;
export type Outcome = (typeof outcomes)[number];

/** What leaves a child out of the shares: colleagues disagree, cannot say, have lost sight of it, or have said nothing. */
export const open = ["disputed", "undecided", "lost", "none"] as const;

/** The children of a match, or all: how many have a firm verdict, which, and how many have none. */
export type Predictive = { match: Match | "all"; children: number; firm: number; outcomes: Record<Outcome, Share>; open: Record<(typeof open)[number], number> };

/**
 * The site's own predictive values: of the reviewed children of each match, strongest first, and of all. They hold for
 * children whom colleagues chose to review, not for all who were screened (Begg and Greenes 1983).
 */
export function predictiveOf(cells: Counts["verdicts"]): Predictive[] {
  return [...[...matches].reverse(), "all" as const].map((match) => {
    const own = cells.filter((cell) => match === "all" || cell.match === match);
    const named = (name: string) => own.filter(({ verdict, gene }) => (gene ?? verdict) === name).reduce((sum, { count }) => sum + count, 0);
    const firm = outcomes.reduce((sum, outcome) => sum + named(outcome), 0);
    return {
      match,
      children: own.reduce((sum, { count }) => sum + count, 0),
      firm,
      outcomes: Object.fromEntries(outcomes.map((outcome) => [outcome, shareOf(named(outcome), firm)])) as Predictive["outcomes"],
      open: Object.fromEntries(open.map((verdict) => [verdict, named(verdict)])) as Predictive["open"],
    };
  });
}
