import { onlyOnce } from "@/lib/family/pedigree";
import type { Relation } from "@/lib/family/pedigree";
import type { FamilyWords } from "./family-wording";

const relationNames: Record<Relation, string> = {
  mother: "Mother", father: "Father", brother: "Brother", sister: "Sister",
  "maternal-half-brother": "Maternal half-brother", "maternal-half-sister": "Maternal half-sister", "paternal-half-brother": "Paternal half-brother", "paternal-half-sister": "Paternal half-sister",
  "maternal-grandmother": "Maternal grandmother", "maternal-grandfather": "Maternal grandfather", "paternal-grandmother": "Paternal grandmother", "paternal-grandfather": "Paternal grandfather",
  "maternal-aunt": "Maternal aunt", "maternal-uncle": "Maternal uncle", "paternal-aunt": "Paternal aunt", "paternal-uncle": "Paternal uncle",
};

const named = (relation: Relation) => `${onlyOnce.includes(relation) ? "the" : "a"} ${relationNames[relation].toLowerCase()}`;
const listed = (names: string[]) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

/** What is said of a family, in English. Not yet read by a clinical geneticist. */
export const familyEnglish: FamilyWords = {
  relations: relationNames,
  modes: {
    "imprinted-maternal": "Imprinted, from the mother (CDKN1C)",
    recessive: "Recessive (POLE)",
    "dominant-new": "Dominant, mostly new (SAMD9)",
    "x-linked": "X-linked (NR0B1)",
  },
  verdicts: { fits: "fits", contradicted: "contradicted", open: "open" },
  nothing: "Nothing that is told of the family speaks for or against it.",
  who: (relations) => listed(relations.map(named)),
  affected: { yes: "affected", no: "not affected", unknown: "not known whether affected" },
  carrier: { yes: "carries the CDKN1C variant", no: "tested, does not carry the CDKN1C variant" },
  transmittedBy: {
    mother: "Testing showed that the child has the CDKN1C variant from the mother.",
    father: "Testing showed that the child has the CDKN1C variant from the father.",
    new: "Testing showed that neither parent carries the child’s CDKN1C variant.",
  },
  consanguinity: { yes: "The parents are related by blood.", no: "The parents are not related by blood." },
  reasons: {
    "affected-in-maternal-line": (who) => `Affected in the mother’s line: ${who}. CDKN1C variants cause the condition only when the mother passes them on.`,
    "siblings-through-silent-mother": (_, others) => `Affected besides the child, with an unaffected mother: ${others}. Three siblings with an unaffected carrier mother are published.`,
    "carried-in-maternal-line": (who) => `The CDKN1C variant is carried in the mother’s line: ${who}.`,
    "new-in-child": () => "A new CDKN1C variant explains the child only if it lies on the copy from the mother. Tests of the parents do not show that; phasing does.",
    "variant-from-father": () => "The child has the CDKN1C variant from the father. On that copy it is expected to be silent: look for another explanation.",
    "father-side": (who) => `Affected or carrying on the father’s side: ${who}. What comes from the father is expected to be silent in the child; the same variant does not explain both.`,
    "mother-would-be-affected": (_, others) => `With what is known of ${others}, one variant would have come to the child through the maternal grandmother. The mother would then be affected, and she is not.`,
    "mother-tested-negative": (_, others) => (others ? `The mother tested negative. A new variant in the child does not explain what is known of ${others}.` : "The mother tested negative, against what else is told of her."),
    "tests-disagree": (who) => `These tests cannot all follow from one variant that entered the family once: ${who}. Check them.`,
    "not-one-variant": (who) => `One CDKN1C variant, active on the copy from the mother, cannot explain the child together with what is known of ${who}.`,
    "mosaicism-would-explain": (who) => `Mosaicism would explain it after all, in any of: ${who}. It is documented for CDKN1C, and blood may not show it.`,
    "mosaicism-and-new-would-explain": (who) => `Two separate events would explain it: mosaicism in the one line (${who}), and a new variant in the mother or the child. Neither is shown.`,
    "silent-carrier-would-explain": (who) => `It would be explained after all if the variant stayed without effect in any of: ${who}.`,
    "other-cause-would-explain": (who) => `It would be explained after all if any of these has another cause, or is related otherwise than told: ${who}.`,
    "siblings-affected": (who) => `Brothers and sisters are affected: ${who}. With parents who are carriers this is usual.`,
    "parents-related": () => "The parents are related by blood. That makes recessive conditions likelier and excludes no other.",
    "more-carriers-needed": (who) => `What is known of ${who} needs more carriers in the family than the two parents’ own. That is unusual where they are not related.`,
    "not-recessive": (who) => `With both parents affected every child is affected. That does not agree with ${who}, unless somebody has another cause.`,
    "parent-affected": (who) => `Affected in two generations: ${who}. A dominant variant explains it, though SAMD9 variants are mostly new.`,
    "not-simply-new": (who) => `One new or fully expressed SAMD9 variant does not explain the child together with what is known of ${who}. A healthy carrier, who is described, or mosaicism would.`,
    "not-one-dominant": (who) => `One SAMD9 variant cannot have come from both sides of the family: ${who}. Another cause in one of them would explain it.`,
    "males-in-maternal-line": (who) => `Affected males in the mother’s line: ${who}.`,
    "females-rarely-affected": (who) => `${who ? `To explain ${who}, a` : "A"} girl or woman with one NR0B1 variant would have to be affected. That happens very occasionally.`,
    "father-to-son": () => "Father and son are affected. A son has his X chromosome from the mother.",
    "not-one-x": (who) => `One variant on the X chromosome cannot explain the child together with what is known of ${who}, unless somebody has another cause or has it without signs.`,
    "grandfather-or-new": () => "A mother who carries it without being affected has it on the copy from her own father, from him or new. Test the maternal grandfather.",
    "from-grandfather": () => "The mother has it from the maternal grandfather. Through men it passes unseen, so that generations are skipped.",
    "new-in-silent-mother": () => "In the mother it is new, on the copy from her own father, or he is mosaic. Consider testing another tissue of the maternal grandfather.",
    "grandfather-mosaic": () => "A maternal grandfather who is mosaic is documented: a negative blood test does not exclude him.",
    "grandmother-or-new": () => "An affected mother has it on the copy from her own mother, from her or new. Test the maternal grandmother.",
    "from-grandmother": () => "The mother would have it from the maternal grandmother, and be affected herself.",
    "new-in-affected-mother": () => "In the mother it is new, on the copy from her own mother, or the maternal grandmother is mosaic.",
    "mother-decides": () => "Whether the mother is affected tells where hers is from: affected, from her own mother; unaffected, from her own father; or new in her. Examine her.",
    "test-mother": () => "Whether it came from the mother or is new is open. Test the mother.",
    "new-on-maternal-copy": () => "If CDKN1C is the cause, the variant is new on the copy from the mother, or she is mosaic. Blood may not show that.",
    "carrier-mother": () => "CDKN1C: each child of a mother who carries the variant has one chance in two to inherit it, and is then affected.",
    "silent-mothers-siblings": () => "CDKN1C: where the maternal grandfather carries it, so may half of the mother’s brothers and sisters, without being affected. Her sisters’ children can then be affected, and so can children of her brothers’ daughters.",
    "mother-without-variant": () => "CDKN1C: with a mother who tested negative another affected child is unlikely, but the chance is not nil: she may be mosaic. Offer to discuss prenatal testing.",
    "mother-untested": () => "CDKN1C: if the mother carries the variant, each child has one chance in two to inherit it, and is then affected. If she does not, the chance is low but not nil. Test her.",
    "carrier-woman": (who) => `CDKN1C: each child of a woman who carries the variant (${who}) has one chance in two to inherit it, and is then affected.`,
    "carrier-man": (who) => `CDKN1C: each child of a man who carries the variant (${who}) has one chance in two to inherit it, and is expected to be unaffected. Imprinting lowers the activity of that copy; it does not abolish it.`,
    "carrier-daughters": (who) => `CDKN1C: each daughter who has it from a man who carries it (${who}) passes it on with one chance in two, and her child is then affected.`,
    "recessive-siblings": () => "POLE: where both parents are carriers, each brother or sister has one chance in four to be affected.",
    "mostly-new": () => "SAMD9: mostly new in the child (7 of 7 tested in one series). Another affected child is then unlikely, but the chance is not nil.",
    "silent-parent": () => "SAMD9: a healthy parent can carry it, as a mother did, and blood may have lost the variant. Then each child has one chance in two to inherit it.",
    "dominant-parent": (who) => `SAMD9: each child of an affected parent (${who}) has one chance in two to inherit it.`,
    "x-linked-mother": () => "NR0B1: where the mother is a carrier, half of her sons are affected, and half of her daughters are carriers.",
  },
};
