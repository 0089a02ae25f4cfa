import { ranked } from "@/lib/family/pedigree";
import type { Family, Relation, Relative } from "@/lib/family/pedigree";

/** The distance of two neighbours, and half of a symbol's width, in px. */
const STEP = 72;
export const HALF = 15;
const GENERATION = 118;
/** From the line of a sibship down to the middle of its symbols. */
const DROP = 38;
/** Half the distance of the two lines that join parents who are related. */
const APART = 2.5;
const LEFT = 58;
const TOP = 28;
const RIGHT = 32;

export type Person = {
  /** Generation and place in it, such as II-3; nobody else's. */
  number: string;
  relation: Relation | "child";
  /** What the family says of them; the child and whoever is not mentioned have nothing. */
  said: Relative | null;
  x: number;
  y: number;
  /** Where the number stands: below the symbol, or right or left of a line that leads down from it. */
  label: "middle" | "start" | "end";
};

/** `joins`: the numbers of the people between whom it leads. */
export type Line = { kind: "couple" | "descent" | "sibship" | "child"; joins: string[]; x1: number; y1: number; x2: number; y2: number };

export type Drawing = { generations: { name: string; y: number }[]; people: Person[]; lines: Line[]; width: number; height: number };

type Place = Omit<Person, "number" | "y"> & { generation: 0 | 1 | 2 };

const names = ["I", "II", "III"];
const yOf = (generation: number) => TOP + generation * GENERATION;
const spanOf = (people: number) => Math.max(0, people - 1) * STEP;

/**
 * Where everybody stands and which lines join them: father's side on the left, the child first of its sibship, half-siblings
 * below the parent whom they share. Parents and grandparents are always there. The order within a sibship is not that of birth.
 */
export function layOut(family: Family): Drawing {
  const places = placesOf(family);
  const shift = LEFT - Math.min(...places.map(({ x }) => x));
  const people = numbered(places.map((place) => ({ ...place, x: place.x + shift })));
  const generations = names.map((name, generation) => ({ name, y: yOf(generation) }));
  return { generations, people, lines: linesOf(people, family.consanguinity === "yes"), width: Math.max(...people.map(({ x }) => x)) + RIGHT, height: yOf(2) + 54 };
}

/** The number that the drawing gives a relative of the family. */
export function numberOf(family: Family, relative: Relative | undefined): string {
  return layOut(family).people.find(({ said }) => said !== null && said === relative)?.number ?? "";
}

/** Everybody around the middle of the child's sibship, which is 0. */
function placesOf(family: Family): Place[] {
  // Stored or not yet: the same family is drawn and numbered in the same way.
  const relatives = ranked(family.relatives);
  const of = (...relations: Relation[]) => relations.flatMap((relation) => relatives.filter((one) => one.relation === relation));
  const one = (relation: Relation, generation: 0 | 1 | 2, x: number, label: Person["label"] = "middle"): Place => ({ relation, said: of(relation)[0] ?? null, generation, x, label });
  const row = (said: Relative[], generation: 0 | 1 | 2, from: number): Place[] => said.map((each, index) => ({ relation: each.relation, said: each, generation, x: from + index * STEP, label: "middle" }));
  const full = of("brother", "sister");
  const [leftHalf, rightHalf] = [of("paternal-half-brother", "paternal-half-sister"), of("maternal-half-brother", "maternal-half-sister")];
  const [leftOf, rightOf] = [of("paternal-aunt", "paternal-uncle"), of("maternal-uncle", "maternal-aunt")];
  // A parent stands far enough out for what leads down to half-siblings to pass the child's own sibship.
  const out = (half: Relative[]) => (half.length ? spanOf(full.length + 1) / 2 + STEP + spanOf(half.length) / 2 : STEP);
  const [father, mother] = [-out(leftHalf), out(rightHalf)];
  const [left, right] = [father - spanOf(leftOf.length + 1) / 2, mother + spanOf(rightOf.length + 1) / 2];
  const child = -spanOf(full.length + 1) / 2;
  return [
    one("paternal-grandfather", 0, left - STEP / 2), one("paternal-grandmother", 0, left + STEP / 2), one("maternal-grandfather", 0, right - STEP / 2), one("maternal-grandmother", 0, right + STEP / 2),
    ...row(leftOf, 1, father - spanOf(leftOf.length + 1)), one("father", 1, father, leftHalf.length ? "start" : "middle"),
    one("mother", 1, mother, rightHalf.length ? "end" : "middle"), ...row(rightOf, 1, mother + STEP),
    ...row(leftHalf, 2, father - spanOf(leftHalf.length) / 2), { relation: "child", said: null, generation: 2, x: child, label: "middle" },
    ...row(full, 2, child + STEP), ...row(rightHalf, 2, mother - spanOf(rightHalf.length) / 2),
  ];
}

/** The places are in order of generation and from left to right. */
function numbered(places: Place[]): Person[] {
  const counts = [0, 0, 0];
  return places.map(({ generation, ...place }) => {
    const count = (counts[generation] = (counts[generation] ?? 0) + 1);
    return { ...place, number: `${names[generation]}-${count}`, y: yOf(generation) };
  });
}

function linesOf(people: Person[], related: boolean): Line[] {
  const of = (...relations: Person["relation"][]) => people.filter(({ relation }) => relations.includes(relation));
  const grandparents = (side: "paternal" | "maternal") => of(`${side}-grandfather`, `${side}-grandmother`);
  const parents = of("father", "mother");
  return [
    ...couple(grandparents("paternal"), 0), ...sibship(grandparents("paternal"), of("paternal-aunt", "paternal-uncle", "father"), 0),
    ...couple(grandparents("maternal"), 0), ...sibship(grandparents("maternal"), of("mother", "maternal-uncle", "maternal-aunt"), 0),
    ...couple(parents, related ? APART : 0), ...sibship(parents, of("child", "brother", "sister"), related ? APART : 0),
    ...sibship(of("father"), of("paternal-half-brother", "paternal-half-sister"), HALF), ...sibship(of("mother"), of("maternal-half-brother", "maternal-half-sister"), HALF),
  ];
}

/** One line, or two where the couple is related. */
function couple(both: Person[], apart: number): Line[] {
  const [one, other] = both;
  if (!one || !other) return [];
  const line = (y: number): Line => ({ kind: "couple", joins: [one.number, other.number], x1: one.x + HALF, y1: y, x2: other.x - HALF, y2: y });
  return apart ? [line(one.y - apart), line(one.y + apart)] : [line(one.y)];
}

/** From between the parents, or from one of them, to each child: down, across, down. */
function sibship(parents: Person[], children: Person[], below: number): Line[] {
  const [first] = children;
  const [parent] = parents;
  if (!first || !parent) return [];
  const xs = children.map(({ x }) => x);
  // The child's own sibship hangs from below its middle, wherever its parents stand.
  const from = (Math.min(...xs) + Math.max(...xs)) / 2;
  const across = first.y - DROP;
  const joins = [...parents, ...children].map(({ number }) => number);
  return [
    { kind: "descent", joins, x1: from, y1: parent.y + below, x2: from, y2: across },
    ...(xs.length > 1 ? [{ kind: "sibship" as const, joins, x1: Math.min(...xs), y1: across, x2: Math.max(...xs), y2: across }] : []),
    ...children.map(({ number, x, y }): Line => ({ kind: "child", joins: [number], x1: x, y1: across, x2: x, y2: y - HALF })),
  ];
}
