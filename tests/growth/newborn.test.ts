import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centileOf, curveAt, notAvailable, placeOf, zOf, zOfCentile } from "@/lib/growth/newborn";
import type { Measure, Sex } from "@/lib/growth/newborn";
import { coefficientRows, measures, printed, sexes, tablesAtHand } from "./published";
import type { Printed } from "./published";

const at = (measure: Measure, sex: Sex, days: number, z: number) => curveAt(measure, sex, [days], z)[0] ?? NaN;
const all = measures.flatMap((measure) => sexes.map((sex) => [measure, sex] as const));

/** The tables are printed to 0.01 kg and 0.1 cm, and were rounded to one decimal more before: 46.545 became 46.55 and then 46.6. */
const rounding = (measure: Measure) => (measure === "weight" ? 0.0055 : 0.055);

const days = Array.from({ length: 133 }, (_, index) => 168 + index);
const curves = new Map<string, number[]>();

/** A curve is worked out once for all its days. */
function curveOf(measure: Measure, sex: Sex, z: number): number[] {
  const key = `${measure} ${sex} ${z}`;
  const curve = curves.get(key) ?? curveAt(measure, sex, days, z);
  curves.set(key, curve);
  return curve;
}

function gapsOf(rows: readonly Printed[], zIs: (of: number) => number) {
  const wanted = new Map([...new Set(rows.map(({ of }) => of))].map((of) => [of, zIs(of)]));
  const gaps = rows.map(({ measure, sex, days: day, of, value }) => {
    const z = wanted.get(of) ?? NaN;
    return { measure, value: Math.abs((curveOf(measure, sex, z)[day - 168] ?? NaN) - value), z: Math.abs(zOf(measure, sex, day, value) - z) };
  });
  return (measure: Measure, of: "value" | "z") => Math.max(...gaps.filter((gap) => gap.measure === measure).map((gap) => gap[of]));
}

describe.skipIf(!tablesAtHand)("beside the published tables", () => {
  test("the coefficients are those of the table, digit for digit", () => {
    const rows = coefficientRows();
    expect(rows).toHaveLength(420);
    for (const { measure, sex, days: day, mu, sigma, nu, tau } of rows) {
      const place = placeOf(measure, sex, day);
      expect({ mu: place.mu, sigma: place.sigma, tau: place.shape?.tau }).toEqual({ mu, sigma, tau });
      // One row of the 420 is printed with a digit less: 0.967756 for 0.9677558.
      expect(Math.abs((place.shape?.nu ?? 0) - nu)).toBeLessThan(3e-7);
    }
  });

  test("every printed z row, 24+0 to 42+6 weeks, within the printed rounding", () => {
    const rows = printed("zscores");
    expect(rows).toHaveLength(3 * 2 * 133 * 7);
    const gap = gapsOf(rows, (z) => z);
    for (const measure of measures) {
      console.log(`z rows, ${measure}: largest gap ${gap(measure, "value").toFixed(4)}, as z ${gap(measure, "z").toFixed(4)}`);
      expect(gap(measure, "value")).toBeLessThanOrEqual(rounding(measure));
      expect(gap(measure, "z")).toBeLessThan(0.06);
    }
  });

  test("every printed centile of length and head within the printed rounding; of weight as far as the two tables of weight agree", () => {
    const rows = printed("percentiles");
    expect(rows).toHaveLength(3 * 2 * 133 * 7);
    const gap = gapsOf(rows, zOfCentile);
    for (const measure of measures) console.log(`centiles, ${measure}: largest gap ${gap(measure, "value").toFixed(4)}, as z ${gap(measure, "z").toFixed(4)}`);
    for (const measure of ["length", "head"] as const) expect(gap(measure, "value")).toBeLessThanOrEqual(rounding(measure));
    // What is printed as the median weight differs by up to 10 g between the table of z-scores and that of centiles: two fits.
    const median = (kind: "zscores" | "percentiles", of: number) => printed(kind).filter((one) => one.measure === "weight" && one.of === of).map(({ value }) => value);
    const [byZ, byCentile] = [median("zscores", 0), median("percentiles", 50)];
    const apart = Math.max(...byZ.map((value, index) => Math.abs(value - (byCentile[index] ?? 0))));
    console.log(`the two printed medians of weight: up to ${apart.toFixed(3)} kg apart`);
    expect(apart).toBeGreaterThan(0.009);
    expect(gap("weight", "value")).toBeLessThan(0.015);
    expect(gap("weight", "z")).toBeLessThan(0.06);
  });
});

describe("z-scores", () => {
  // Published babies and one made up: measures from the papers, z-scores computed apart from this program.
  test.each<[string, Measure, Sex, number, number, number]>([
    ["Hamajima 2013, patient 1", "weight", "male", 260, 1.374, -3.43],
    ["Hamajima 2013, patient 1", "length", "male", 260, 38, -4.17],
    ["Hamajima 2013, patient 2", "weight", "female", 274, 1.772, -3.37],
    ["Hamajima 2013, patient 2", "length", "female", 274, 41, -3.9],
    ["Hamajima 2013, patient 3", "weight", "male", 263, 1.808, -2.8],
    ["Hamajima 2013, patient 3", "length", "male", 263, 41, -3.45],
    ["a girl of 39+0 weeks", "weight", "female", 273, 2.08, -2.7],
    ["a girl of 39+0 weeks", "length", "female", 273, 46, -1.6],
    ["a girl of 39+0 weeks", "head", "female", 273, 32, -1.29],
    ["a boy of 31+0 weeks", "weight", "male", 217, 0.882, -2.91],
    ["a boy in the middle", "weight", "male", 280, 3.38, -0.01],
    ["a boy in the middle", "length", "male", 280, 49.5, -0.27],
    ["a boy in the middle", "head", "male", 280, 34.2, -0.1],
  ])("%s: %s", (_, measure, sex, days, value, z) => expect(Math.abs(zOf(measure, sex, days, value) - z)).toBeLessThanOrEqual(0.005 + 1e-9));

  test.each([[-1.959964, 2.5], [0, 50], [1.281552, 90], [-3, 0.1349898], [3, 99.8650102], [-9.9, 2.0813752e-21]])("z %d is centile %d", (z, centile) => {
    expect(Math.abs(centileOf(z) / centile - 1)).toBeLessThan(1e-5);
    expect(Math.abs(zOfCentile(centile) - z)).toBeLessThan(1e-4);
  });

  const place = fc.record({ pair: fc.constantFrom(...all), days: fc.integer({ min: 168, max: 300 }) });
  const score = fc.double({ min: -6, max: 6, noNaN: true });

  test("the measure at a z-score has that z-score", () => {
    fc.assert(fc.property(place, score, ({ pair: [measure, sex], days }, z) => Math.abs(zOf(measure, sex, days, at(measure, sex, days, z)) - z) < 1e-6));
  });

  test("more is more, and below the median is negative", () => {
    fc.assert(fc.property(place, score, fc.double({ min: 0.001, max: 3, noNaN: true }), ({ pair: [measure, sex], days }, z, more) => {
      const [value, larger, median] = [at(measure, sex, days, z), at(measure, sex, days, z + more), at(measure, sex, days, 0)];
      return larger > value && zOf(measure, sex, days, larger) > zOf(measure, sex, days, value) && Math.abs(zOf(measure, sex, days, median)) < 1e-6 && (z < -1e-6 ? value < median : z > 1e-6 ? value > median : true);
    }));
  });

  test("far out it is still finite and still rising", () => {
    for (const [measure, sex] of all) {
      for (const days of [168, 230, 231, 300]) {
        const scores = [0.05, 0.2, 0.5, 1, 2, 4, 8].map((times) => zOf(measure, sex, days, at(measure, sex, days, 0) * times));
        expect(scores.every(Number.isFinite)).toBe(true);
        expect(scores.toSorted((one, other) => one - other)).toEqual(scores);
      }
    }
  });

  test("each curve rises from day to day in each of the two standards", () => {
    for (const [measure, sex] of all) {
      for (const z of [-3, -2, 0, 2, 3]) {
        for (const [first, last] of [[168, 230], [231, 300]] as const) {
          const curve = curveAt(measure, sex, Array.from({ length: last - first + 1 }, (_, index) => first + index), z);
          expect(curve.every((value, index) => index === 0 || value > (curve[index - 1] ?? 0)), `${measure} ${sex} ${z} ${first}`).toBe(true);
        }
      }
    }
  });

  // The two standards are separate fits: what a child of one size jumps by from 32+6 to 33+0 weeks is a property of theirs.
  test("where the two standards meet, at 33+0 weeks, one size jumps by less than 0.9 z-scores between -3 and 3", () => {
    for (const [measure, sex] of all) {
      const jumps = [-3, -2, -1, 0, 1, 2, 3].map((z) => zOf(measure, sex, 231, at(measure, sex, 230, z)) - z);
      const ordinary = zOf(measure, sex, 232, at(measure, sex, 231, 0));
      console.log(`33+0, ${measure}, ${sex}: ${jumps.map((jump) => jump.toFixed(2)).join(" ")}; on an ordinary day ${ordinary.toFixed(2)}`);
      expect(Math.max(...jumps.map(Math.abs))).toBeLessThan(0.9);
    }
  });

  test.each([[167, "before-24-weeks"], [168, null], [300, null], [301, "after-42-weeks"]])("%d days: %s", (days, reason) => expect(notAvailable(days)).toBe(reason));
});
