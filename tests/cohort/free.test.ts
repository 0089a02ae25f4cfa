import { expect, test } from "vitest";
import { asked, questions } from "@/lib/cohort/questions";
import type { Question } from "@/lib/cohort/questions";
import { childOf, sidesOf, waysOf } from "./children";
import type { Sides } from "./children";

/** What the rules read is gone through in every combination, what they do not read beside it, a step at a time; long.ts takes all of all. */
const read = ["boys", "under-one", "I-met", "M-met", "A-met"];
const ways = (some: readonly Question[]) => some.map(waysOf);
const product = (all: readonly Sides[][]) => all.reduce<Sides[]>((made, of) => made.flatMap((way) => of.map((other) => ({ ...way, ...other }))), [{}]);

test("whatever is answered elsewhere, every answer to every question remains possible", () => {
  const bound = product(ways(questions.filter(({ id }) => read.includes(id))));
  const loose = ways(questions.filter(({ id }) => !read.includes(id)));
  expect([bound.length, loose.map((of) => of.length)]).toEqual([8 * 3 * 5 * 4 * 5, [3, 3, 3, 3, 3]]);
  const all = bound.map((way, at) => Object.assign({}, way, ...loose.map((of, place) => of[Math.floor(at / 3 ** place) % of.length])) as Sides);
  let wrong = 0;
  for (const sides of all) {
    const real = sidesOf(childOf(sides));
    if (Object.keys(real).length !== Object.keys(sides).length || Object.keys(sides).some((id) => real[id] !== sides[id])) wrong += 1;
  }
  expect(wrong).toBe(0);
});

test("a question has one name, and so has a row", () => {
  const ids = asked().map(({ question }) => question.id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at || id.startsWith("not-"))).toEqual([]);
});

test("a set in which one answer follows from another is found out", () => {
  const bound: Question = { id: "core-pair", yes: { letter: "I", is: ["met", "supported"] } };
  const child = childOf(Object.assign({}, ...ways(questions).map(([first]) => first)) as Sides);
  expect([sidesOf(child)["I-met"], sidesOf(child, [bound])["core-pair"]]).toEqual([true, true]);
  const met = product(ways(questions.filter(({ id }) => read.includes(id)))).filter((sides) => sides["I-met"]);
  expect(met.some((sides) => !sidesOf(childOf(sides), [bound])["core-pair"])).toBe(false);
});
