import { onlyOnce, relations } from "@/lib/family/pedigree";
import type { Relation } from "@/lib/family/pedigree";
import type { FamilyWords } from "./family-wording";

/** The codes are English: "maternal-half-brother". */
const spelt = (relation: Relation) => relation.replace(/^(ma|pa)ternal-/, "$1ternal ");
const named = (relation: Relation) => `${onlyOnce.includes(relation) ? "the" : "a"} ${spelt(relation)}`;
const listed = (names: string[]) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

/** What is said of a family, in English. Not yet read by a clinical geneticist. */
export const familyEnglish: FamilyWords = {
  relations: Object.fromEntries(relations.map((relation) => [relation, relation.charAt(0).toUpperCase() + spelt(relation).slice(1)])) as Record<Relation, string>,
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
};
