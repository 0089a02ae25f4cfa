import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf, wilson } from "@/lib/cohort/wilson";

// Newcombe 1998, Stat Med 17:857, table I, method 3 (score, no continuity correction).
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("the interval of %d of %d is the published one", (n, of, low, high) => {
  const [from, to] = wilson(n, of);
  expect(from).toBeCloseTo(low, 4);
  expect(to).toBeCloseTo(high, 4);
});

test("an interval holds its share, lies within 0 and 1, mirrors, and narrows with more", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, at) => {
      const n = Math.round(of * at);
      const [low, high] = wilson(n, of);
      const [less, more] = wilson(of - n, of);
      const [from, to] = wilson(n * 4, of * 4);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(n / of);
      expect(high).toBeGreaterThanOrEqual(n / of);
      expect([1 - more, 1 - less]).toEqual([expect.closeTo(low, 9), expect.closeTo(high, 9)]);
      expect(to - from).toBeLessThan(high - low);
    }),
  );
});

test("each limit is where the score test is on the edge", () => {
  for (const [n, of] of [[3, 10], [40, 41], [1, 2]] as const) {
    for (const limit of wilson(n, of)) expect(Math.abs(n / of - limit) / Math.sqrt((limit * (1 - limit)) / of)).toBeCloseTo(1.96, 3);
  }
});

test("of nobody there is no interval, and of fewer than five it is too few", () => {
  expect(shareOf(0, 0)).toEqual({ n: 0, of: 0, interval: null, tooFew: true });
  expect([4, 5].map((of) => shareOf(2, of).tooFew)).toEqual([true, false]);
});
