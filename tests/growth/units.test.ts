import { describe, expect, test } from "vitest";
import { curveAt, zOfCentile } from "@/lib/growth/newborn";
import { doubtOf, isInPounds, POUND, readMeasure } from "@/lib/growth/plausible";
import type { WeightUnit } from "@/lib/growth/plausible";
import { sexes } from "./published";

/** Every third day of 32 to 41 weeks. */
const days = Array.from({ length: 24 }, (_, index) => 32 * 7 + index * 3);
type Child = { sex: (typeof sexes)[number]; days: number; kilograms: number };

const children = (centiles: readonly number[]) => centiles.flatMap((centile) => sexes.flatMap((sex) => {
  const weights = curveAt("weight", sex, days, zOfCentile(centile));
  return days.map((day, index): Child => ({ sex, days: day, kilograms: weights[index] ?? NaN }));
}));

/** What a member typed is refused or asked about before it counts. */
function isStopped({ sex, days: day }: Child, text: string, unit: WeightUnit, ounces = ""): boolean {
  const read = readMeasure("weight", text, unit, ounces);
  return "fault" in read || doubtOf("weight", [sex], day, read.value, ounces ? "oz" : unit) !== null;
}
const stopped = (of: readonly Child[], type: (kilograms: number) => [text: string, unit: WeightUnit, ounces?: string]) => of.filter((child) => isStopped(child, ...type(child.kilograms))).length;
const pounds = (kilograms: number): [string, WeightUnit, string] => {
  const ounces = Math.round((kilograms / POUND) * 16);
  return [String(Math.floor(ounces / 16)), "lb", String(ounces % 16)];
};

describe("no nuisance", () => {
  const ordinary = children([10, 25, 50, 75, 90]);

  test.each<[string, Parameters<typeof stopped>[1]]>([
    ["kg", (weight) => [weight.toFixed(2), "kg"]], ["kg to 1 g", (weight) => [weight.toFixed(3), "kg"]], ["g", (weight) => [(weight * 1000).toFixed(0), "g"]], ["no unit, in grams", (weight) => [(weight * 1000).toFixed(0), ""]], ["lb and oz", pounds],
  ])("between the 10th and the 90th centile none of 240 children typed right is asked about: %s", (_, type) => {
    expect(ordinary).toHaveLength(240);
    expect(stopped(ordinary, type)).toBe(0);
  });

  test("nor any growth-restricted one, down to the 0.1th centile", () => {
    const small = children([0.1, 1, 3, 5]);
    expect(stopped(small, (weight) => [weight.toFixed(2), "kg"])).toBe(0);
    expect(stopped(small, (weight) => [(weight * 1000).toFixed(0), ""])).toBe(0);
    expect(stopped(small, pounds)).toBe(0);
  });

  test("kilograms are asked about above the 90th centile, where the same number of pounds is a growth-restricted child", () => {
    expect(stopped(children([97]), (weight) => [weight.toFixed(2), "kg"])).toBe(48);
  });
});

describe("the exchange of kilograms and pounds is caught", () => {
  const most = children([3, 10, 25, 50, 75, 90, 97]);

  test.each<[string, Parameters<typeof stopped>[1]]>([
    ["pounds typed with kg chosen", (weight) => [(weight / POUND).toFixed(1), "kg"]], ["pounds typed with g chosen", (weight) => [(weight / POUND).toFixed(1), "g"]], ["pounds typed, no unit chosen", (weight) => [(weight / POUND).toFixed(1), ""]],
    ["kilograms typed with lb chosen", (weight) => [weight.toFixed(2), "lb"]], ["kilograms typed with g chosen", (weight) => [weight.toFixed(2), "g"]], ["kilograms typed, no unit chosen", (weight) => [weight.toFixed(2), ""]],
  ])("in all of 336 children between the 3rd and the 97th centile: %s", (_, type) => {
    expect(most).toHaveLength(336);
    expect(stopped(most, type)).toBe(336);
  });

  test.each([[1, 44], [0.3, 36], [0.1, 24], [0.01, 3]])("pounds typed with kg chosen, at the %dth centile: %d of 48 from the weight alone", (centile, caught) => {
    expect(stopped(children([centile]), (weight) => [(weight / POUND).toFixed(1), "kg"])).toBe(caught);
  });

  test("and with the length typed beside it, of the same centile, 165 of these 192", () => {
    const asked = [1, 0.3, 0.1, 0.01].flatMap((centile) => children([centile]).map((child) => {
      const [length = NaN] = curveAt("length", child.sex, [child.days], zOfCentile(centile));
      return isStopped(child, (child.kilograms / POUND).toFixed(1), "kg") || isInPounds([child.sex], child.days, Number((child.kilograms / POUND).toFixed(1)), length);
    }));
    expect(asked.filter(Boolean)).toHaveLength(165);
  });

  test("a child is not heavier than its length without a cause: weight up to three z-scores above it is not asked about", () => {
    const heavy = sexes.flatMap((sex) => [-2, -1, 0, 1].flatMap((z) => days.map((day) => isInPounds([sex], day, curveAt("weight", sex, [day], z + 2.9)[0] ?? NaN, curveAt("length", sex, [day], z)[0] ?? NaN))));
    expect(heavy).not.toContain(true);
  });
});
