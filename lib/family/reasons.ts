import { relations } from "./pedigree";
import type { Relation } from "./pedigree";

/** Everything that a reading can say, each with the key of the source that it rests on (lib/screening/sources.ts). */
const sourceOf = {
  // Imprinted, CDKN1C
  "affected-in-maternal-line": "arboleda-2012",
  "siblings-through-silent-mother": "hamajima-2013",
  "carried-in-maternal-line": "genereviews",
  "new-in-child": "rules",
  "new-yet-carried": "rules",
  "given-yet-not-carried": "rules",
  "copy-yet-given-otherwise": "rules",
  "copy-yet-carried-otherwise": "rules",
  "on-mothers-copy": "genereviews",
  "perhaps-from-father": "genereviews",
  "carried-on-fathers-side": "genereviews",
  "carrier-sibling-unaffected": "genereviews",
  "variant-from-father": "genereviews",
  "father-side": "arboleda-2012",
  "mother-would-be-affected": "arboleda-2012",
  "mother-tested-negative": "rules",
  "tests-disagree": "rules",
  "not-one-variant": "arboleda-2012",
  "mosaicism-would-explain": "berland-2022",
  "mosaicism-and-new-would-explain": "berland-2022",
  "silent-carrier-would-explain": "rules",
  "other-cause-would-explain": "rules",
  // Recessive, POLE
  "siblings-affected": "logan-2018",
  "parents-related": "rules",
  "more-carriers-needed": "rules",
  "not-recessive": "rules",
  // Dominant, SAMD9
  "parent-affected": "rules",
  "not-simply-new": "roucher-boulez-2019",
  "not-one-dominant": "rules",
  // X-linked, NR0B1
  "males-in-maternal-line": "nr0b1-genereviews",
  "females-rarely-affected": "nr0b1-genereviews",
  "father-to-son": "nr0b1-genereviews",
  "not-one-x": "nr0b1-genereviews",
  // Where the variant came from
  "grandfather-or-new": "arboleda-2012",
  "grandfather-carries": "arboleda-2012",
  "from-grandfather": "arboleda-2012",
  "new-in-silent-mother": "arboleda-2012",
  "grandfather-mosaic": "berland-2022",
  "grandmother-or-new": "arboleda-2012",
  "from-grandmother": "arboleda-2012",
  "new-in-affected-mother": "rules",
  "mother-decides": "arboleda-2012",
  "test-mother": "rules",
  "new-on-maternal-copy": "rules",
  "father-or-new": "rules",
  "mosaic-ancestor": "berland-2022",
  // For others of the family
  "carrier-mother": "genereviews",
  "silent-mothers-siblings": "rules",
  "mother-without-variant": "berland-2022",
  "several-affected": "berland-2022",
  "siblings-carry": "berland-2022",
  "mother-untested": "genereviews",
  "carrier-woman": "genereviews",
  "carrier-man": "genereviews",
  "carrier-daughters": "arboleda-2012",
  "recessive-siblings": "logan-2018",
  "mostly-new": "buonocore-2017",
  "silent-parent": "roucher-boulez-2019",
  "dominant-siblings": "roucher-boulez-2019",
  "dominant-parent": "rules",
  "x-linked-mother": "nr0b1-genereviews",
} as const;

export type FamilyCode = keyof typeof sourceOf;
export const familyCodes = Object.keys(sourceOf) as FamilyCode[];
export type FamilySource = (typeof sourceOf)[FamilyCode];
/** `relatives`: of whom it speaks, or by whom it is so; each relation once. */
export type FamilyReason = { code: FamilyCode; relatives: Relation[]; source: FamilySource };

/** A reason with its source. Two of one relation are named once; all in the order of relations. */
export function because(code: FamilyCode, relatives: readonly Relation[] = []): FamilyReason {
  return { code, relatives: relations.filter((relation) => relatives.includes(relation)), source: sourceOf[code] };
}
