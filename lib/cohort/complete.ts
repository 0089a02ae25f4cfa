import type { Part } from "@/lib/screening/checklist";
import { asked } from "./counts";
import type { Counts } from "./counts";

/** How much of a part of the checklist was assessed in a child: nothing, under half, half or more, everything. */
export const extents = ["none", "some", "most", "all"] as const;
export type Extent = (typeof extents)[number];

/** Of a part: its features, the children whom it applies to, how many of their features were assessed, and how the children spread. */
export type PartComplete = { part: Part; features: number; children: number; assessed: number; of: number; spread: Record<Extent, number> };

/** By part, and of how many children a birth measure is known. */
export type Completeness = { parts: PartComplete[]; measured: Counts["measured"] };

/** How complete the findings are: counts of what was assessed, not estimates. */
export function completenessOf({ assessed, together, children, measured }: Pick<Counts, "assessed" | "together" | "children" | "measured">): Completeness {
  const boys = together.reduce((sum, { geApplies, count }) => sum + (geApplies ? count : 0), 0);
  const parts = (Object.keys(asked) as Part[]).map((part) => partOf(part, part === "Ge" ? boys : children, assessed.filter((cell) => cell.part === part)));
  return { parts, measured };
}

function partOf(part: Part, children: number, cells: Counts["assessed"]): PartComplete {
  const features = asked[part].length;
  const spread: PartComplete["spread"] = { none: 0, some: 0, most: 0, all: 0 };
  for (const cell of cells) spread[extentOf(cell.features, features)] += cell.count;
  // Of whom nothing was assessed the database has no row.
  spread.none += children - cells.reduce((sum, { count }) => sum + count, 0);
  return { part, features, children, assessed: cells.reduce((sum, cell) => sum + cell.features * cell.count, 0), of: features * children, spread };
}

function extentOf(assessed: number, features: number): Extent {
  if (assessed === 0) return "none";
  if (assessed === features) return "all";
  return assessed * 2 < features ? "some" : "most";
}
