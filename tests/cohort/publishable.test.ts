import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEAST_EVER, publish, tablesOf } from "@/lib/cohort/publishable";
import { asked, questions } from "@/lib/cohort/questions";
import { answersOf, waysOf } from "./children";
import type { Sides } from "./children";

const anyChild: fc.Arbitrary<Sides> = fc.tuple(...questions.map((question) => fc.constantFrom(...waysOf(question)))).map((ways) => Object.assign({}, ...ways) as Sides);
const many = (children: number, sides: Sides) => Array.from({ length: children }, () => sides);
const [girl, boy] = [{ boys: false }, { boys: true }] as const;

describe("what may be told", () => {
  test("is nothing of fewer than twice the least count", () => {
    expect(publish(answersOf(many(21, girl)), 11)).toBeNull();
    expect(publish(answersOf([]), 11)).toBeNull();
    expect(publish(answersOf([...many(11, girl), ...many(11, boy)]), 11)).toMatchObject({ children: 22, shown: { boys: 11 } });
  });

  test("is no side of a question where either is small, nought included", () => {
    for (const few of [0, 1, 10]) {
      expect(publish(answersOf([...many(few, girl), ...many(50, boy)]), 11)?.shown).toEqual({});
      expect(publish(answersOf([...many(50, girl), ...many(few, boy)]), 11)?.shown).toEqual({});
    }
  });

  test("is never fewer than the least count, nor anything within what is withheld", () => {
    fc.assert(
      fc.property(fc.array(anyChild, { maxLength: 120 }), fc.constantFrom(5, 11, 20), (children, least) => {
        const publication = publish(answersOf(children), least);
        expect(publication === null).toBe(children.length < 2 * least);
        if (!publication) return;
        for (const { id, cells } of tablesOf(publication)) {
          expect(cells.every(({ count, of }) => count === null || (of !== null && count >= least && of - count >= least)), id).toBe(true);
        }
        for (const { question, led } of asked()) if (question.id in publication.shown) expect(led.every((one) => one.question.id in publication.shown)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("is refused for a least count under five, and for one that is no whole number", () => {
    for (const least of [LEAST_EVER - 1, 0, -11, 11.5, Number.NaN]) expect(() => publish(answersOf([]), least)).toThrow(RangeError);
  });
});

test("the tables always have the same rows, whatever is told", () => {
  const rows = (children: Sides[]) => tablesOf(publish(answersOf(children), 5) ?? { least: 5, children: 0, shown: {} }).map(({ cells }) => cells.map(({ id, depth }) => [id, depth]));
  for (const children of fc.sample(fc.array(anyChild, { maxLength: 60 }), { numRuns: 20, seed: 3 })) expect(rows(children)).toEqual(rows([]));
  expect(rows([])[0]).toEqual([["boys", 0], ["Ge-met", 1], ["cryptorchidism", 2], ["not-cryptorchidism", 2], ["hypospadias", 2], ["not-hypospadias", 2], ["Ge-supported", 1], ["Ge-not-met", 1], ["not-Ge-not-met", 1], ["not-boys", 0]]);
});
