import { settled } from "@/lib/family/origin";
import type { Copy } from "@/lib/family/origin";
import type { Draft } from "./assess";
import type { Variant } from "./bands";

/** What a coded variant means for IMAGe syndrome; `established` needs a tested maternal origin. */
export type Molecular = "established" | "incomplete" | "silver-russell" | "beckwith-wiedemann" | "copy-number" | "paternal" | "benign" | "elsewhere" | "other-gene";

type Told = Pick<Draft, "variant" | "family">;
const copies = { maternal: "mother", paternal: "father", unknown: undefined } as const;
const alleles = { mother: "maternal", father: "paternal" } as const;
const harmless = (variant: Variant) => variant.class === "benign" || variant.class === "likely-benign";

/** The family's facts on the variant, held against the copy that the variant's own part tells, tested or not. */
const against = (variant: Variant, family: NonNullable<Draft["family"]>) => settled(family, copies[variant.allele]);

/** Can what is told of a CDKN1C variant's origin, with the variant and of the family, not all be true? */
export function originDisputed({ variant, family }: Told): boolean {
  return variant?.gene === "CDKN1C" && family !== undefined && against(variant, family).disagree !== null;
}

/**
 * The copy of CDKN1C that counts in the family: where testing showed the child's variant, unless it is benign, which says
 * nothing of the cause; and any that is disputed, so that the family is read as disputed, too.
 */
export function copyTold({ variant, family }: Told): Copy | undefined {
  if (variant?.gene !== "CDKN1C") return undefined;
  return (variant.tested && !harmless(variant)) || originDisputed({ variant, family }) ? copies[variant.allele] : undefined;
}

/**
 * What a variant means (rules, *Molecular*): null without one. What testing of the family showed of its origin counts as
 * told with the variant; where any of it is disputed, the origin is open.
 */
export function molecularOf({ variant, family }: Told): Molecular | null {
  if (!variant) return null;
  if (originDisputed({ variant, family })) return kindOf({ ...variant, allele: "unknown", tested: false });
  const by = family?.transmittedBy;
  return kindOf(by && by !== "new" ? { ...variant, allele: alleles[by], tested: true } : variant);
}

function kindOf(variant: Variant): Molecular {
  const { gene, consequence, region, class: weight, allele, tested } = variant;
  if (gene !== "CDKN1C") return "other-gene";
  if (harmless(variant)) return "benign";
  if (allele === "paternal" && tested) return "paternal";
  if (region === "arg279-leu-or-ser") return "silver-russell";
  if (consequence === "duplication") return "copy-number";
  if (["truncating", "frameshift", "deletion"].includes(consequence)) return "beckwith-wiedemann";
  if (region === "elsewhere") return "elsewhere";
  const pathogenic = weight === "pathogenic" || weight === "likely-pathogenic";
  return pathogenic && consequence === "missense" && region === "pcna-binding" && allele === "maternal" && tested ? "established" : "incomplete";
}
