import type { Findings, Status } from "./assess";
import { featureIds } from "./checklist";
import type { FeatureId } from "./checklist";

/** `different`: observed in one and excluded in another. `unknown`: known of some only. `same`: known of all, and alike. */
export const likenesses = ["different", "unknown", "same"] as const;
export type Likeness = (typeof likenesses)[number];
/** A feature in each of the screenings compared, in their order; null where it is not assessed. */
export type Likened = { feature: FeatureId; statuses: (Status | null)[]; likeness: Likeness };

/**
 * Lays findings side by side, differences first, then what is known of some only, then what is alike; within each in the
 * order of the checklist. What nobody assessed is left out.
 */
export function compare(all: readonly Findings[]): Likened[] {
  const rows = featureIds.flatMap((feature): Likened[] => {
    const statuses = all.map((findings) => findings[feature] ?? null);
    const seen = new Set(statuses.filter((status) => status !== null));
    if (seen.size === 0) return [];
    return [{ feature, statuses, likeness: seen.size > 1 ? "different" : statuses.includes(null) ? "unknown" : "same" }];
  });
  return likenesses.flatMap((likeness) => rows.filter((row) => row.likeness === likeness));
}

/** What a later screening says otherwise than the one before it, in the order of the checklist; null: not assessed. */
export type Change = { feature: FeatureId; from: Status | null; to: Status | null };

export function changesBetween(earlier: Findings, later: Findings): Change[] {
  return featureIds.flatMap((feature) => {
    const [from, to] = [earlier[feature] ?? null, later[feature] ?? null];
    return from === to ? [] : [{ feature, from, to }];
  });
}
