import { describe, expect, test } from "vitest";
import { curveAt } from "@/lib/growth/newborn";
import { doubtOf, POUND, readGestation, readMeasure } from "@/lib/growth/plausible";
import type { WeightUnit } from "@/lib/growth/plausible";
import { measures, sexes } from "./published";

describe("a measure as it is typed", () => {
  test.each<[string, WeightUnit, number]>([
    ["3200", "g", 3.2], ["3,200", "g", 3.2], ["3.200", "g", 3.2], ["3 200", "g", 3.2], [" 882 ", "g", 0.882], ["500", "g", 0.5], ["3200", "", 3.2], ["3 200", "", 3.2], ["3.2", "kg", 3.2], ["3,2", "kg", 3.2], ["7", "lb", 3.17514659], ["1,374", "kg", 1.374], ["0.5", "kg", 0.5],
  ])("%s %s is %d kg", (text, unit, value) => expect(readMeasure("weight", text, unit)).toEqual({ value }));

  test.each<[string, WeightUnit, string]>([
    ["3 200", "kg", "grams"], ["30", "g", "digit-missing"], ["320", "kg", "grams"], ["185", "g", "digit-missing"], ["30,000", "g", "digit-extra"], ["30000", "g", "digit-extra"], ["3.2", "g", "kilograms-or-pounds"], ["0,5", "g", "kilograms"], ["7.5", "g", "pounds"],
    ["3.2", "", "kilograms-or-pounds"], ["3,200", "", "kilograms-or-pounds"], ["0.5", "", "kilograms"], ["7.5", "", "pounds"], ["30", "", "digit-missing"], ["6.11", "lb", "pounds-apart"], ["3200", "lb", "grams"],
    ["3200", "kg", "grams"], ["7.5", "kg", "pounds"], ["30", "kg", "digit-extra"], ["32", "kg", "digit-extra"], ["0.03", "kg", "digit-missing"], ["0.185", "kg", "digit-missing"], ["30000", "kg", "implausible"], ["0", "g", "implausible"],
    ["two", "g", "not-a-number"], ["-3200", "g", "not-a-number"], ["3200 g", "g", "not-a-number"], ["1e3", "g", "not-a-number"], ["7 lb 2", "kg", "pounds-written"], ["7lb2oz", "", "pounds-written"],
  ])("%s %s: %s", (text, unit, fault) => expect(readMeasure("weight", text, unit)).toMatchObject({ fault }));

  test.each<[string, string, object]>([
    ["6", "11", { value: (6 + 11 / 16) * POUND }], ["6", "11.5", { value: (6 + 11.5 / 16) * POUND }], ["6", "0", { value: 6 * POUND }], ["0", "14", { value: (14 / 16) * POUND }],
    ["6", "16", { fault: "ounces-make-a-pound", at: "ounces" }], ["6", "x", { fault: "not-a-number", at: "ounces" }], ["60", "1", { fault: "digit-extra", typed: 60 }],
  ])("%s lb %s oz: %o", (pounds, ounces, read) => expect(readMeasure("weight", pounds, "lb", ounces)).toEqual(read));

  test.each<["length" | "head", string, object]>([
    ["length", "49,5", { value: 49.5 }], ["length", "19.5", { fault: "inches" }], ["length", "495", { fault: "millimetres" }], ["length", "0.495", { fault: "metres" }], ["length", "4.9", { fault: "digit-missing" }],
    ["head", "34", { value: 34 }], ["head", "13.5", { fault: "inches" }], ["head", "50", { fault: "length-for-head" }], ["head", "340", { fault: "millimetres" }], ["head", "3.4", { fault: "digit-missing" }], ["head", "", { fault: "not-a-number" }],
  ])("%s %s cm: %o", (measure, text, read) => expect(readMeasure(measure, text, "cm")).toMatchObject(read));

  test("all that lies between -5 and 5 on any day can be typed, but for a child lighter than 250 g, shorter than 20 cm or with a head under 15 cm", () => {
    const days = Array.from({ length: 133 }, (_, index) => 168 + index);
    const least = { weight: 0.25, length: 20, head: 15 };
    for (const measure of measures) {
      for (const sex of sexes) {
        for (const value of [-5, 0, 5].flatMap((z) => curveAt(measure, sex, days, z))) {
          if (value >= least[measure]) expect(readMeasure(measure, String(value), measure === "weight" ? "kg" : "cm"), `${measure} ${value}`).toEqual({ value });
        }
      }
    }
  });
});

describe("a measure that is unusual for the gestation", () => {
  test.each<[string, Parameters<typeof doubtOf>, ReturnType<typeof doubtOf>]>([
    ["3.2 kg at 40 weeks", ["weight", ["male"], 280, 3.2, "kg"], null],
    ["Hamajima's first patient", ["length", ["male"], 260, 38, "cm"], null],
    ["4 lb as kg at 30 weeks", ["weight", ["female"], 210, 4, "kg"], { ask: true, likely: "pounds" }],
    ["3.2 kg at 24 weeks", ["weight", ["female"], 168, 3.2, "kg"], { ask: true, likely: null }],
    ["20 inches at term as cm", ["length", ["male"], 280, 20, "cm"], { ask: true, likely: "inches" }],
    ["5.9 lb as kg at term, z 4.6: asked because pounds explain it", ["weight", ["female"], 280, 5.9, "kg"], { ask: true, likely: "pounds" }],
    ["4.4 lb as kg at 38 weeks: a large child in kg, a growth-restricted one in lb", ["weight", ["male"], 266, 4.4, "kg"], { ask: true, likely: "pounds" }],
    ["a growth-restricted child in kg is not asked about", ["weight", ["male"], 260, 1.374, "kg"], null],
    ["3 lb for 3 kg at term", ["weight", ["male"], 280, 3 * POUND, "lb"], { ask: true, likely: "kilograms" }],
    ["3 lb 1 oz at 37 weeks", ["weight", ["male"], 260, (3 + 1 / 16) * POUND, "oz"], null],
    ["as far below, where no mistake explains it", ["length", ["female"], 274, 40, "cm"], null],
    ["without the sex, the further of both", ["weight", ["female", "male"], 280, 0.5, "kg"], { ask: true, likely: null }],
    ["63 cm at 24 weeks", ["length", ["female", "male"], 168, 63, "cm"], { ask: false, likely: null }],
    ["outside the standard nothing is said", ["weight", ["male"], 160, 3, "kg"], null],
  ])("%s", (_, asked, said) => expect(doubtOf(...asked)).toEqual(said));
});

describe("a gestation as it is typed", () => {
  test.each<[string, string, object | null]>([
    ["38", "3", { days: 269 }], ["38", "", { days: 266 }], [" 24 ", " 0 ", { days: 168 }], ["20", "0", { days: 140 }], ["44", "6", { days: 314 }], ["", "", null],
    ["45", "0", { field: "weeks", fault: "after-44-weeks" }], ["54", "", { field: "weeks", fault: "after-44-weeks" }], ["280", "", { field: "weeks", fault: "days-for-weeks" }], ["9", "", { field: "weeks", fault: "months-for-weeks" }],
    ["19", "6", { field: "weeks", fault: "before-20-weeks" }], ["40", "7", { field: "days", fault: "days-make-a-week" }], ["40", "-1", { field: "days", fault: "not-whole" }], ["40+3", "", { field: "weeks", fault: "days-apart" }],
    ["40.3", "", { field: "weeks", fault: "days-apart" }], ["term", "", { field: "weeks", fault: "not-whole" }], ["", "3", { field: "weeks", fault: "weeks-missing" }],
  ])("%s weeks and %s days", (weeks, days, read) => expect(readGestation(weeks, days)).toEqual(read));
});
