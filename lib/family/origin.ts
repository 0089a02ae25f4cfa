import { onFathersSide } from "./pedigree";
import type { Family, Relation, Relative } from "./pedigree";

/** On which of the child's two copies testing showed the variant: passed on by that parent, or new there. */
export type Copy = "mother" | "father";
/** A family of whose facts on the child's variant none disagree. */
export type Told = Family & { copy?: Copy };
/** `relatives`: whose own tests are in it. */
export type Disagreement = { code: "new-yet-carried" | "given-yet-not-carried" | "copy-yet-given-otherwise" | "copy-yet-carried-otherwise"; relatives: Relation[] };

/** Was the child's variant shown to be on the copy from the mother? */
export const mothersCopy = ({ transmittedBy, copy }: Told): boolean => transmittedBy === "mother" || copy === "mother";

/** Does a mother without the variant leave the father as the likelier one to have passed it on, which was not shown? */
export const perhapsFathers = ({ transmittedBy, copy, relatives }: Told): boolean =>
  !transmittedBy && !copy && relatives.some(({ relation, carrier }) => relation === "mother" && carrier === "no") && !relatives.some(({ relation, carrier }) => relation === "father" && carrier === "no");

/** Who carries it and can have it from the father, or he from them. */
export const carriesLikeFather = ({ relation, carrier }: Relative): boolean => carrier === "yes" && (onFathersSide(relation) || relation === "brother" || relation === "sister");

const otherThan = { mother: "father", father: "mother" } as const;

/**
 * The family as it can be reasoned from. Where what tests showed of the child's variant (from whom, on which copy) and the
 * parents' own tests cannot all be true, none of them counts, and `disagree` says which; a mosaic parent could explain a
 * negative one, which is no reason to choose.
 */
export function settled(family: Family, copy?: Copy): { told: Told; disagree: Disagreement | null } {
  const disagree = disagreementOf(family, copy);
  if (!disagree) return { told: { ...family, ...(copy && { copy }) }, disagree };
  const { transmittedBy: _, relatives, ...rest } = family;
  return { told: { ...rest, relatives: relatives.map((one) => (disagree.relatives.includes(one.relation) ? { ...one, carrier: undefined } : one)) }, disagree };
}

/** A new variant on one copy is nobody's: a parent who carries it then contradicts it, of whichever copy. */
function disagreementOf({ transmittedBy, relatives }: Family, copy?: Copy): Disagreement | null {
  const tested = (parent: Copy, carrier: "yes" | "no") => relatives.some((one) => one.relation === parent && one.carrier === carrier);
  const carriers = (["mother", "father"] as const).filter((parent) => tested(parent, "yes"));
  if (transmittedBy === "new") return carriers.length ? { code: "new-yet-carried", relatives: carriers } : null;
  if (transmittedBy && tested(transmittedBy, "no")) return { code: "given-yet-not-carried", relatives: [transmittedBy] };
  if (!copy) return null;
  if (transmittedBy && transmittedBy !== copy) return { code: "copy-yet-given-otherwise", relatives: [] };
  return tested(copy, "no") && tested(otherThan[copy], "yes") ? { code: "copy-yet-carried-otherwise", relatives: ["mother", "father"] } : null;
}
