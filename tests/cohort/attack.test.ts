import { describe, expect, test } from "vitest";
import { publish, tablesOf } from "@/lib/cohort/publishable";
import type { Answers, Publication, Table } from "@/lib/cohort/publishable";
import { asked, questions } from "@/lib/cohort/questions";
import { answersOf, waysOf } from "./children";
import type { Sides } from "./children";
import { campaign, printer } from "./campaign";
import type { Printer } from "./campaign";

const LEAST = 5;
type Publisher = (answers: Answers, least: number) => Publication | null;

/** What is told where the two sides of a question are judged one by one. */
const judging = (tells: (side: number, other: number, least: number) => boolean): Printer => (answers, least) => {
  const tables = printer(answers, least);
  return tables && tables.map(({ id, cells }) => ({ id, cells: cells.map((cell) => ({ ...cell, count: countOf(cell.id, answers, tells, least) })) }));
};
function countOf(row: string, { yes, children }: Answers, tells: (side: number, other: number, least: number) => boolean, least: number): number | null {
  const found = asked().find(({ question: { id } }) => id === row.replace(/^not-/, ""));
  const group = (found?.led ?? []).reduce((size, { question, side }) => (side === "yes" ? (yes[question.id] ?? 0) : size - (yes[question.id] ?? 0)), children);
  const count = yes[row.replace(/^not-/, "")] ?? 0;
  const [here, there] = row.startsWith("not-") ? [group - count, count] : [count, group - count];
  return tells(here, there, least) ? here : null;
}

/** All ways to spread so many children over so many cells. */
function* spreads(children: number, cells: number): Generator<number[]> {
  if (cells === 1) return yield [children];
  for (let here = 0; here <= children; here += 1) for (const rest of spreads(children - here, cells - 1)) yield [here, ...rest];
}

/** Whoever knows the program compares what is printed with what it would print of every cohort there can be; what a row can then not be. */
function comparing(publisher: Publisher, atoms: readonly Sides[], sizes: readonly number[]): string[] {
  const possible = new Map<string, Map<string, Set<number>>>();
  for (const size of sizes) for (const spread of spreads(size, atoms.length)) {
    const children = spread.flatMap((count, at) => Array.from({ length: count }, () => atoms[at] ?? {}));
    const answers = answersOf(children);
    const publication = publisher(answers, LEAST);
    if (!publication) continue;
    const printed = JSON.stringify(publication);
    const rows = possible.get(printed) ?? new Map<string, Set<number>>();
    possible.set(printed, rows);
    for (const { question: { id } } of asked()) if (!(id in publication.shown) && atoms.some((atom) => id in atom)) rows.set(id, (rows.get(id) ?? new Set()).add(answers.yes[id] ?? 0));
  }
  const missing = (counts: Set<number>) => Array.from({ length: LEAST }, (_, count) => count).filter((count) => !counts.has(count));
  return [...possible].flatMap(([printed, rows]) => [...rows].flatMap(([row, counts]) => missing(counts).map((count) => `${printed}: ${row} is not ${count}`)));
}

const tree = (name: string) => questions.filter(({ id }) => id === name).flatMap(waysOf);
const both = tree("under-one").flatMap((one) => tree("preterm").map((other) => ({ ...one, ...other }))).filter((_way, at) => at % 2 === 0);

describe("the tables of many cohorts together", () => {
  test("tell of no withheld count that it is not any count under the least, by linear programming and by worlds that print the same", () => {
    const { breaches, ...score } = campaign(49, 8);
    expect(breaches).toEqual([]);
    expect([score.printed > 30, score.attacks > 500, score.told > 300, score.worlds > 500], JSON.stringify(score)).toEqual([true, true, true, true]);
  });

  test("nor to somebody who compares them with those of every cohort there can be", () => {
    expect(comparing(publish, tree("I-met"), [10, 11, 12])).toEqual([]);
    expect(comparing(publish, both, [10])).toEqual([]);
  });
});

describe("the attack finds", () => {
  const found = (print: Printer) => campaign(21, 8, print).breaches.length;

  test("a small count that is withheld beside a large one which is told", () => {
    expect(found(judging((side, _other, least) => side >= least))).toBeGreaterThan(20);
  });

  test("what a margin of another table gives away", () => {
    const leaking: Printer = (answers, least) => {
      const tables = printer(answers, least);
      const [wide] = tables ?? [];
      const extra: Table = { id: "margin", cells: [{ id: "A-met", depth: 0, count: answers.yes["A-met"] ?? 0, of: null }] };
      return tables && wide ? [...tables, extra] : tables;
    };
    expect(campaign(21, 8, leaking).breaches.some((breach) => breach.includes("A-met"))).toBe(true);
  });

  test("that a nought is told", () => {
    const noughts: Publisher = (answers, least) => {
      const publication = publish(answers, least);
      return publication && { ...publication, shown: { ...publication.shown, ...Object.fromEntries(["I-met"].filter((id) => answers.yes[id] === 0).map((id) => [id, 0])) } };
    };
    expect(comparing(noughts, tree("I-met"), [10])).not.toEqual([]);
  });

  test("that the smallest large count is withheld with a small one", () => {
    // Three parts side by side; of a single small part the next larger one is withheld with it, and every other part is told.
    const smallest: Publisher = ({ children, yes }, least) => {
      const parts = [["under-one", yes["under-one"] ?? 0], ["one-to-seventeen", yes["one-to-seventeen"] ?? 0], ["rest", children - (yes["under-one"] ?? 0) - (yes["one-to-seventeen"] ?? 0)]] as const;
      const small = parts.filter(([, count]) => count < least);
      const beside = small.length === 1 ? parts.filter(([, count]) => count >= least).toSorted((one, other) => one[1] - other[1])[0] : undefined;
      return { least, children, shown: Object.fromEntries(parts.filter((part) => !small.includes(part) && part !== beside)) };
    };
    expect(comparing(smallest, tree("under-one"), [18])).not.toEqual([]);
  });

  test("nothing in what contradicts itself: it says so", () => {
    const tables = tablesOf({ least: 11, children: 40, shown: { boys: 20 } });
    const wrong: Printer = () => [...tables, { id: "wrong", cells: [{ id: "boys", depth: 0, count: 21, of: null }] }];
    expect(() => campaign(1, 8, wrong)).toThrow("contradicts itself");
  });
});
