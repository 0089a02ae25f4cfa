import type { Status } from "./assess";
import type { FeatureId } from "./checklist";

/**
 * Can this finding not stand once steroids were given? They lower cortisol, ACTH and 17-OHP, or pass for cortisol: none of them
 * is shown to be as it should. A sign that was measured is not taken back, or a red flag would fall with it; it carries a warning.
 */
export function isHiddenBySteroids(feature: FeatureId, status: Status): boolean {
  return status === "excluded" && (feature === "low-cortisol" || feature === "high-acth" || feature === "high-17ohp");
}
