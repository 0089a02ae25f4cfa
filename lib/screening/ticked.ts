import type { Findings, Draft } from "./assess";
import { featureIds } from "./checklist";
import type { FeatureId } from "./checklist";
import { hierarchy } from "./rules";

/** Saved findings are normalised: what stands above an observed one, or below an excluded one, need not have been ticked. */
export function followsFromAnother(findings: Findings, feature: FeatureId): boolean {
  return hierarchy.some(([below, above]) => (above === feature ? findings[feature] === "observed" && findings[below] === "observed" : below === feature && findings[feature] === "excluded" && findings[above] === "excluded"));
}

/**
 * The findings without those that follow from another and have no origin of their own: once the other is answered anew,
 * nobody has said them. Saved again, they follow again.
 */
export function ticked({ findings, origin }: Pick<Draft, "findings" | "origin">): Findings {
  return Object.fromEntries(featureIds.flatMap((feature) => (findings[feature] && (origin?.[feature] || !followsFromAnother(findings, feature)) ? [[feature, findings[feature]]] : [])));
}
