import { inOrder, MAX_RELATIVES, onlyOnce, relations } from "@/lib/family/pedigree";
import type { Family, Relation, Relative } from "@/lib/family/pedigree";

/** Parents and grandparents are offered whether or not they are told of; so many can be added to them. */
export const MOST_ADDED = MAX_RELATIVES - onlyOnce.length;

/** Whom a child can have more than one of. */
export const addable = relations.filter((relation) => !onlyOnce.includes(relation));

const always = relations.filter((relation) => onlyOnce.includes(relation));

/** A family of which nothing is told: parents and grandparents stand there to be answered. */
export const untold: Family = { relatives: always.map((relation) => ({ relation })) };

/** The family that a field holds, with parents and grandparents first; what is no family there is left out. */
export function familyIn(text: string): Family {
  const { consanguinity, transmittedBy, relatives } = keysOf(parsed(text));
  const all = Array.isArray(relatives) ? relatives.flatMap(relativeIn) : [];
  const added = addable.flatMap((relation) => all.filter((one) => one.relation === relation));
  return {
    ...one("consanguinity", consanguinity, ["yes", "no"]),
    ...one("transmittedBy", transmittedBy, ["mother", "father", "new"]),
    relatives: [...untold.relatives.map((bare) => all.find(({ relation }) => relation === bare.relation) ?? bare), ...added.slice(0, MOST_ADDED)],
  };
}

/** The family as the draft holds it: without a parent or grandparent of whom nothing is said. Null where nothing is said at all. */
export function toldOf(family: Family): Family | null {
  const told = inOrder({ ...family, relatives: family.relatives.filter(({ relation, affected, carrier }) => addable.includes(relation) || affected || carrier) });
  return told.relatives.length > 0 || told.consanguinity || told.transmittedBy ? told : null;
}

/** Puts one more relative after the last of its kind. */
export function withAdded(family: Family, relation: Relation): { family: Family; at: number } {
  const order = (one: Relation) => (addable.includes(one) ? addable.indexOf(one) : -1);
  const before = family.relatives.filter((one) => order(one.relation) <= order(relation));
  return { family: { ...family, relatives: [...before, { relation }, ...family.relatives.slice(before.length)] }, at: before.length };
}

function relativeIn(value: unknown): Relative[] {
  const { relation, affected, carrier } = keysOf(value);
  const known = relations.find((each) => each === relation);
  return known ? [{ relation: known, ...one("affected", affected, ["yes", "no"]), ...one("carrier", carrier, ["yes", "no"]) }] : [];
}

/** The key with its value, where that is one of the values it can have. */
function one<Key extends string, const Value extends string>(key: Key, value: unknown, values: readonly Value[]): Partial<Record<Key, Value>> {
  const known = values.find((each) => each === value);
  return (known ? { [key]: known } : {}) as Partial<Record<Key, Value>>;
}

function keysOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text || "null");
  } catch {
    return null;
  }
}
