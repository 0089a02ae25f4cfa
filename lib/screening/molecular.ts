import type { Draft } from "./assess";
import type { Variant } from "./bands";

/** What a coded variant means for IMAGe syndrome; `established` needs a tested maternal origin. */
export type Molecular = "established" | "incomplete" | "silver-russell" | "beckwith-wiedemann" | "copy-number" | "paternal" | "benign" | "elsewhere" | "other-gene";

type Told = Pick<Draft, "variant" | "family">;

/** The parent from whom testing showed that the child has the variant. */
const shownBy = ({ family }: Told): Variant["allele"] | null => (family?.transmittedBy === "mother" ? "maternal" : family?.transmittedBy === "father" ? "paternal" : null);

/** Do the variant's own origin, where it was tested, and the family's tell different parents? */
export function originDisputed({ variant, family }: Told): boolean {
  const shown = shownBy({ family });
  return variant?.gene === "CDKN1C" && shown !== null && variant.allele !== "unknown" && variant.allele !== shown;
}

/**
 * What a variant means (rules, *Molecular*): null without one. What testing of the family showed of its origin counts as
 * told with the variant; where the two dispute, the origin is open.
 */
export function molecularOf({ variant, family }: Told): Molecular | null {
  if (!variant) return null;
  const shown = shownBy({ family });
  if (originDisputed({ variant, family })) return kindOf({ ...variant, allele: "unknown", tested: false });
  return kindOf(shown ? { ...variant, allele: shown, tested: true } : variant);
}

function kindOf({ gene, consequence, region, class: weight, allele, tested }: Variant): Molecular {
  if (gene !== "CDKN1C") return "other-gene";
  if (weight === "benign" || weight === "likely-benign") return "benign";
  if (allele === "paternal" && tested) return "paternal";
  if (region === "arg279-leu-or-ser") return "silver-russell";
  if (consequence === "duplication") return "copy-number";
  if (["truncating", "frameshift", "deletion"].includes(consequence)) return "beckwith-wiedemann";
  if (region === "elsewhere") return "elsewhere";
  const pathogenic = weight === "pathogenic" || weight === "likely-pathogenic";
  return pathogenic && consequence === "missense" && region === "pcna-binding" && allele === "maternal" && tested ? "established" : "incomplete";
}
