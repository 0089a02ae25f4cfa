/** How a relative stands to the child, in the order in which a family is told and stored: near before far, mother's side first. */
export const relations = [
  "mother", "father", "brother", "sister", "maternal-half-brother", "maternal-half-sister", "paternal-half-brother", "paternal-half-sister",
  "maternal-grandmother", "maternal-grandfather", "paternal-grandmother", "paternal-grandfather", "maternal-aunt", "maternal-uncle", "paternal-aunt", "paternal-uncle",
] as const;
export type Relation = (typeof relations)[number];

/** Absent: not known. `carrier` is of the CDKN1C variant, by test; absent: not tested. Affected: by a condition like the child's. */
export type Relative = { relation: Relation; affected?: "yes" | "no"; carrier?: "yes" | "no" };

/** Coded facts only: no names, no dates. `transmittedBy`: shown by testing; "new" = neither parent carries the variant. */
export type Family = { consanguinity?: "yes" | "no"; transmittedBy?: "mother" | "father" | "new"; relatives: Relative[] };

/** Of these a child has one. */
export const onlyOnce: readonly Relation[] = ["mother", "father", "maternal-grandmother", "maternal-grandfather", "paternal-grandmother", "paternal-grandfather"];

/** The most relatives that a family holds. */
export const MAX_RELATIVES = 20;

/** Does a relative belong to the father's side alone? Brothers and sisters belong to both. */
export function onFathersSide(relation: Relation): boolean {
  return relation === "father" || relation.startsWith("paternal");
}

/** The child's sex as the checklist knows it. */
export type ChildSex = "female" | "male" | "undetermined" | "unknown";

const male: readonly Relation[] = [
  "father", "brother", "maternal-half-brother", "paternal-half-brother", "maternal-grandfather", "paternal-grandfather", "maternal-uncle", "paternal-uncle",
];

/** The sex that a relation itself says. */
export function sexOf(relation: Relation): "female" | "male" {
  return male.includes(relation) ? "male" : "female";
}

const degree = (sign: "yes" | "no" | undefined) => ["yes", "no", undefined].indexOf(sign);
const rank = ({ relation, affected, carrier }: Relative) => relations.indexOf(relation) * 9 + degree(affected) * 3 + degree(carrier);

/** Relatives in the one order in which they are stored, drawn and numbered; of one kind, those of whom more is known first. */
export function ranked(relatives: readonly Relative[]): Relative[] {
  return relatives.toSorted((one, other) => rank(one) - rank(other));
}

/** The one way in which a family is written: relatives and keys in a fixed order, so that equal families have equal bytes. */
export function inOrder({ consanguinity, transmittedBy, relatives }: Family): Family {
  return {
    ...(consanguinity && { consanguinity }),
    ...(transmittedBy && { transmittedBy }),
    relatives: ranked(relatives).map(({ relation, affected, carrier }) => ({ relation, ...(affected && { affected }), ...(carrier && { carrier }) })),
  };
}
