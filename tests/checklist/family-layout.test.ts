import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addable, familyIn, MOST_ADDED, toldOf, untold, withAdded } from "@/app/_checklist/family-field";
import { HALF, layOut } from "@/app/_checklist/family-layout";
import type { Drawing, Line, Person } from "@/app/_checklist/family-layout";
import type { Family, Relation, Relative } from "@/lib/family/pedigree";

const family = (relatives: Relative[], more: Partial<Family> = {}): Family => ({ ...more, relatives: [...untold.relatives, ...relatives] });
const anyFamily = fc.record({
  consanguinity: fc.constantFrom("yes" as const, "no" as const, undefined),
  relatives: fc.array(fc.constantFrom(...addable).map((relation): Relative => ({ relation })), { maxLength: 20 }),
}).map(({ relatives, ...more }) => family(relatives, more));

type Box = { left: number; right: number; top: number; bottom: number };
const symbolOf = ({ x, y }: Person): Box => ({ left: x - HALF, right: x + HALF, top: y - HALF, bottom: y + HALF });
/** A label of two lines at 12 px, "CDKN1C +" below "II-12 ?": the widest that there is. */
const labelOf = ({ x, y, label }: Person): Box => {
  const left = label === "middle" ? x - 30 : label === "start" ? x + 6 : x - 66;
  return { left, right: left + 60, top: y + HALF + 3, bottom: y + HALF + 29 };
};
const boxOf = ({ x1, x2, y1, y2 }: Line): Box => ({ left: Math.min(x1, x2), right: Math.max(x1, x2), top: Math.min(y1, y2), bottom: Math.max(y1, y2) });
/** The arrow and its P, from below on the left. */
const arrowOf = ({ x, y }: Person): Box => ({ left: x - 42, right: x - HALF - 1, top: y + HALF - 2, bottom: y + HALF + 20 });
/** Do they share more than an edge? */
const overlap = (one: Box, other: Box) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const touch = (one: Box, other: Box) => one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;

function overlaps({ people, lines, width, height }: Drawing): string[] {
  const boxes = people.flatMap((person) => [[person.number, symbolOf(person)], [`label of ${person.number}`, labelOf(person)]] as const);
  const child = people.filter(({ relation }) => relation === "child");
  const pierced = child.flatMap((one) => boxes.filter(([name, box]) => !name.endsWith(one.number) && overlap(arrowOf(one), box)).map(([name]) => `arrow on ${name}`));
  const pairs = boxes.flatMap(([name, box], index) => boxes.slice(index + 1).filter(([, other]) => overlap(box, other)).map(([other]) => `${name} on ${other}`));
  // A line ends at a symbol's edge: nothing of it lies within one.
  const crossed = lines.flatMap((line) => boxes.filter(([, box]) => overlap(boxOf(line), box)).map(([name]) => `${line.kind} of ${line.joins.join()} across ${name}`));
  const out = boxes.filter(([, { left, right, bottom }]) => left < 26 || right > width || bottom > height).map(([name]) => `${name} outside`);
  return [...pierced, ...pairs, ...crossed, ...out];
}

/** The parts that hang together by touching, as sets of numbers of people. */
function connected(people: Person[], lines: Line[]): string[][] {
  const parts = [...people.map((person) => ({ box: symbolOf(person), of: [person.number] })), ...lines.map((line) => ({ box: boxOf(line), of: [] as string[] }))];
  const groups: (typeof parts)[] = [];
  for (const part of parts) {
    const near = groups.filter((group) => group.some(({ box }) => touch(box, part.box)));
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([part, ...near.flat()]);
  }
  return groups.map((group) => group.flatMap(({ of }) => of).toSorted());
}

const parentsOf: Record<Relation | "child", readonly (Relation | "child")[]> = {
  mother: ["maternal-grandfather", "maternal-grandmother"], father: ["paternal-grandfather", "paternal-grandmother"], child: ["father", "mother"], brother: ["father", "mother"], sister: ["father", "mother"],
  "maternal-half-brother": ["mother"], "maternal-half-sister": ["mother"], "paternal-half-brother": ["father"], "paternal-half-sister": ["father"],
  "maternal-aunt": ["maternal-grandfather", "maternal-grandmother"], "maternal-uncle": ["maternal-grandfather", "maternal-grandmother"],
  "paternal-aunt": ["paternal-grandfather", "paternal-grandmother"], "paternal-uncle": ["paternal-grandfather", "paternal-grandmother"],
  "maternal-grandmother": [], "maternal-grandfather": [], "paternal-grandmother": [], "paternal-grandfather": [],
};
const parts = (people: Person[]) => people.filter(({ relation }) => parentsOf[relation].length > 0);

describe("the drawing", () => {
  test("of any family has no symbol, label or line on another", () => {
    fc.assert(fc.property(anyFamily, (one) => { expect(overlaps(layOut(one))).toEqual([]); }), { numRuns: 400 });
  });

  test("of twenty of one kind has none either", () => {
    for (const relation of addable) expect(overlaps(layOut(family(Array<Relative>(20).fill({ relation }).map((one) => ({ ...one }))))), relation).toEqual([]);
  });

  test("joins everybody to their own parents and to nobody else's", () => {
    fc.assert(fc.property(anyFamily, (one) => {
      const { people, lines } = layOut(one);
      for (const person of parts(people)) {
        const parents = people.filter(({ relation }) => parentsOf[person.relation].includes(relation));
        const siblings = people.filter(({ relation }) => parentsOf[relation].join() === parentsOf[person.relation].join());
        const own = [...parents, ...siblings].map(({ number }) => number);
        const between = lines.filter(({ kind, joins }) => (kind === "child" ? joins.every((key) => siblings.some(({ number }) => number === key)) : joins.toSorted().join() === own.toSorted().join() || (kind === "couple" && joins.every((key) => parents.some(({ number }) => number === key)))));
        expect(connected([...parents, ...siblings], between)).toEqual([own.toSorted()]);
      }
      const used = new Set(lines.flatMap(({ joins }) => joins));
      expect(people.filter(({ number }) => !used.has(number))).toEqual([]);
      expect(connected(people, lines)).toHaveLength(1);
    }), { numRuns: 200 });
  });

  test("no two lines of different sibships touch but at a person", () => {
    fc.assert(fc.property(anyFamily, (one) => {
      const { lines } = layOut(one);
      const across = lines.filter(({ kind }) => kind === "sibship");
      for (const [index, line] of across.entries()) for (const other of across.slice(index + 1)) expect(touch(boxOf(line), boxOf(other))).toBe(false);
      for (const descent of lines.filter(({ kind }) => kind === "descent")) for (const line of across) expect(touch(boxOf(descent), boxOf(line))).toBe(descent.joins.join() === line.joins.join());
    }), { numRuns: 200 });
  });

  test("numbers each generation from left to right, father's side first, and draws everybody once", () => {
    fc.assert(fc.property(anyFamily, (one) => {
      const { people } = layOut(one);
      expect(people.map(({ said, relation }) => said?.relation ?? relation).toSorted()).toEqual([...one.relatives.map(({ relation }) => relation), "child"].toSorted());
      for (const generation of ["I", "II", "III"]) {
        const row = people.filter(({ number }) => number.startsWith(`${generation}-`)).toSorted((a, b) => a.x - b.x);
        expect(row.map(({ number }) => number)).toEqual(row.map((_, index) => `${generation}-${index + 1}`));
      }
      const at = (relation: string) => people.find((person) => person.relation === relation)?.x ?? NaN;
      expect(at("father")).toBeLessThan(at("mother"));
    }));
  });

  test("has two lines between parents who are related, and one else", () => {
    const couples = (consanguinity?: "yes" | "no") => layOut(family([], consanguinity && { consanguinity })).lines.filter(({ kind, joins }) => kind === "couple" && joins.every((key) => key.startsWith("II-"))).length;
    expect([couples("yes"), couples("no"), couples()]).toEqual([2, 1, 1]);
  });

  test("has parents and grandparents of whom nothing is said", () => {
    expect(layOut({ relatives: [] }).people.map(({ number, relation, said }) => [number, relation, said])).toEqual([
      ["I-1", "paternal-grandfather", null], ["I-2", "paternal-grandmother", null], ["I-3", "maternal-grandfather", null], ["I-4", "maternal-grandmother", null],
      ["II-1", "father", null], ["II-2", "mother", null], ["III-1", "child", null],
    ]);
  });
});

describe("the field", () => {
  test("is read back as it was written", () => {
    const one = family([{ relation: "brother", affected: "yes" }, { relation: "maternal-uncle", affected: "no", carrier: "no" }], { consanguinity: "no", transmittedBy: "mother" });
    expect(familyIn(JSON.stringify(toldOf(one)))).toEqual(one);
    expect(toldOf(familyIn(JSON.stringify(toldOf(one))))).toEqual(toldOf(one));
  });

  test("is empty where nothing is said, and holds nobody of whom everybody has one", () => {
    expect(toldOf(untold)).toBeNull();
    expect(toldOf(family([{ relation: "sister" }]))).toEqual({ relatives: [{ relation: "sister" }] });
    expect(toldOf({ ...untold, consanguinity: "no" })).toEqual({ consanguinity: "no", relatives: [] });
  });

  test("with anything else in it is an untold family, and never throws", () => {
    for (const text of ["", "null", "7", "[]", "{", "\"mother\"", "{\"relatives\":7}", "{\"relatives\":[null,7,[],{\"relation\":\"neighbour\"},{\"relation\":\"__proto__\"}]}", "{\"consanguinity\":\"maybe\",\"__proto__\":{\"relatives\":[]}}"]) expect(familyIn(text), text).toEqual(untold);
    fc.assert(fc.property(fc.json(), (text) => { expect(familyIn(text).relatives.length).toBeGreaterThanOrEqual(untold.relatives.length); }));
  });

  test("keeps a mother once and no more than can be edited", () => {
    const told = { relatives: [{ relation: "mother", affected: "yes" }, { relation: "mother", affected: "no" }, ...Array(30).fill({ relation: "brother", carrier: "perhaps" })] };
    const { relatives } = familyIn(JSON.stringify(told));
    expect(relatives.filter(({ relation }) => relation === "mother")).toEqual([{ relation: "mother", affected: "yes" }]);
    expect(relatives.filter(({ relation }) => relation === "brother")).toEqual(Array(MOST_ADDED).fill({ relation: "brother" }));
    expect(relatives).toHaveLength(20);
  });

  test("one more stands after the last of its kind", () => {
    let now = untold;
    for (const relation of ["maternal-uncle", "brother", "sister", "brother"] as const) {
      const { family: next, at } = withAdded(now, relation);
      expect(next.relatives[at]).toEqual({ relation });
      now = next;
    }
    expect(now.relatives.slice(untold.relatives.length).map(({ relation }) => relation)).toEqual(["brother", "brother", "sister", "maternal-uncle"]);
  });
});
