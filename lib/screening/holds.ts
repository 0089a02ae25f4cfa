import type { Findings } from "./assess";
import type { Context } from "./bands";
import type { FeatureId } from "./checklist";
import { hierarchy } from "./rules";
import type { When } from "./rules";

/** What a row of the rules is asked of: the findings, and what was done. */
export type Asked = { findings: Findings; context: Context };

/** The features that make a row hold, in the order the row names them; null where it does not hold. */
export function holds({ findings, context }: Asked, when: When): FeatureId[] | null {
  const observed = (feature: FeatureId) => findings[feature] === "observed";
  const { any = [], among, excluded = [], open = [], given = {} } = when;
  if (!any.every((group) => group.some(observed)) || !excluded.every((feature) => findings[feature] === "excluded")) return null;
  const known = when.known?.filter((feature) => findings[feature] !== undefined) ?? [];
  if ((when.known && known.length === 0) || open.some((feature) => findings[feature] !== undefined)) return null;
  if (Object.entries(given).some(([what, wanted]) => (context[what as keyof Context] ?? false) !== wanted)) return null;
  const counted = among?.of.filter(observed) ?? [];
  if (counted.length < (among?.count ?? 0)) return null;
  // Where the more specific feature is named, the one that only follows from it is not.
  return [...new Set([...any.flatMap((group) => group.filter(observed)), ...counted, ...excluded, ...known])].filter((feature, _, all) => !hierarchy.some(([below, above]) => above === feature && all.includes(below)));
}
