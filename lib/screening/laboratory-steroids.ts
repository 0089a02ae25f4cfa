import type { Status } from "./assess";
import type { FeatureId } from "./checklist";

/**
 * Can this finding not be read once steroids were given? They lower cortisol where they do not pass for it, and they lower ACTH
 * and 17-OHP: those may still be seen high, and are never shown not to be.
 */
export function isHiddenBySteroids(feature: FeatureId, status: Status): boolean {
  return feature === "low-cortisol" || ((feature === "high-acth" || feature === "high-17ohp") && status === "excluded");
}
