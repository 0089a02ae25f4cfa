import { readFamily } from "@/lib/family/inheritance";
import { assess } from "./assess";
import type { Assessment, Draft } from "./assess";
import { childOf } from "./family-child";

/**
 * The assessment with what the family says of inheritance. Apart from `assess`, since the rules of inheritance move no letter
 * and a browser fetches them only where somebody tells of a family.
 */
export function assessWhole(draft: Draft): Assessment {
  const assessment = assess(draft);
  return draft.family ? { ...assessment, family: readFamily(draft.family, childOf(draft)) } : assessment;
}
