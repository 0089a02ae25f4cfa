import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AgeBand } from "@/lib/screening/bands";
import { checklist } from "@/lib/screening/checklist";
import { readLaboratory } from "@/lib/screening/laboratory";
import type { Reading } from "@/lib/screening/laboratory";
import { analyteIds, analytes, inOtherUnit, kindOf, molarMass, unitsOf, usualUnit } from "@/lib/screening/laboratory-analytes";
import type { Analyte } from "@/lib/screening/laboratory-analytes";
import { isReadable, parseAmount, parseLimit } from "@/lib/screening/laboratory-amount";
import { laboratoryEnglish } from "@/lib/screening/laboratory-english";
import { sayMisread, sayReading, sayRemark, sayUnit } from "@/lib/screening/laboratory-wording";
import { decide } from "@/lib/screening/laboratory-decisions";

type Short = `${string} ${string}`;
/** `"128 mmol/L"` with its limits. */
const read = (analyte: Analyte, short: Short, lower = "", upper = "", age: AgeBand = "child") => {
  const at = short.lastIndexOf(" ");
  return readLaboratory(analyte, { value: short.slice(0, at), unit: short.slice(at + 1), lower, upper }, age);
};
const said = (analyte: Analyte, short: Short, lower = "", upper = ""): string => {
  const reading = read(analyte, short, lower, upper);
  if (reading === null) return "nothing";
  if ("faults" in reading) return Object.entries(reading.faults).map(([field, fault]) => `${field}: ${sayMisread(fault, "en")}`).join(" ");
  return sayReading(analyte, reading, "en");
};

describe("the molar masses", () => {
  // IUPAC standard atomic weights, conventional values.
  const weights: Record<string, number> = { H: 1.008, C: 12.011, N: 14.007, O: 15.999, S: 32.06, Ca: 40.078 };
  const mass = (formula: string) => [...formula.matchAll(/([A-Z][a-z]?)(\d*)/g)].reduce((sum, [, element = "", count]) => sum + (weights[element] ?? NaN) * Number(count || 1), 0);
  const formulas: Record<keyof typeof molarMass, string> = { glucose: "C6H12O6", cortisol: "C21H30O5", aldosterone: "C21H28O5", "17ohp": "C21H30O3", calcium: "Ca", acth: "C207H308N56O58S" };

  test.each(Object.entries(formulas))("of %s is that of %s", (analyte, formula) => {
    expect(mass(formula) / molarMass[analyte as keyof typeof molarMass]).toBeCloseTo(1, 4);
  });

  // The factors to SI that the AMA Manual of Style prints, as they are rounded there.
  test.each([
    ["glucose", "mg/dL", 0.0555], ["cortisol", "ug/dL", 27.59], ["acth", "pg/mL", 0.22], ["aldosterone", "ng/dL", 27.74], ["calcium", "mg/dL", 0.2495], ["calcium", "meq/L", 0.5], ["17ohp", "ng/mL", 3.026],
  ] as const)("give for %s in %s the factor %d", (analyte, unit, factor) => {
    expect(Math.abs((kindOf(analyte, unit).units[unit] ?? NaN) / factor - 1)).toBeLessThan(0.003);
  });
});

describe("conversion", () => {
  test.each([
    ["glucose", 45, "mg/dL", { figure: 2.5, unit: "mmol/L" }], ["glucose", 3.3, "mmol/L", { figure: 59.5, unit: "mg/dL" }], ["cortisol", 27.6, "nmol/L", { figure: 1, unit: "ug/dL" }],
    ["acth", 1250, "pg/mL", { figure: 275, unit: "pmol/L" }], ["sodium", 135, "mmol/L", null], ["renin", 40, "ng/L", null], ["renin", 3.6, "ng/mL/h", { figure: 1, unit: "ng/(L.s)" }],
  ] as const)("of %s %d %s", (analyte, figure, unit, other) => expect(inOtherUnit(analyte, figure, unit)).toEqual(other));

  test("never turns one quantity of renin into another", () => {
    for (const unit of unitsOf("renin")) {
      const other = inOtherUnit("renin", 10, unit)?.unit ?? unit;
      expect(kindOf("renin", other)).toBe(kindOf("renin", unit));
    }
  });

  test("every analyte has its units, a usual one in each system, and a row of the checklist", () => {
    for (const analyte of analyteIds) {
      expect(new Set(unitsOf(analyte)).size).toBe(unitsOf(analyte).length);
      for (const system of ["si", "conventional"] as const) expect(unitsOf(analyte)).toContain(usualUnit(analyte, system));
      expect(checklist).toHaveProperty([analytes[analyte].feature]);
    }
    expect(usualUnit("renin", "conventional")).toBe("ng/mL/h");
    expect(usualUnit("cortisol", "conventional")).toBe("ug/dL");
  });
});

describe("a figure", () => {
  test.each([
    ["135", 135, ""], [" 4,2 ", 4.2, ""], ["4.25", 4.25, ""], ["0,250", 0.25, ""], ["<27.6", 27.6, "<"], ["< 27,6", 27.6, "<"], [">1250", 1250, ">"], [".5", 0.5, ""], ["1234,567", 1234.567, ""], ["4,250", 4.25, ""],
  ] as const)("%j is read", (text, figure, sign) => expect(parseAmount(text)).toEqual({ figure, sign }));

  test.each(["", "-3", "1 250", "1.250,5", "12a", "<", "1e3", "4.2 mmol/L", "≤5", "Infinity", "low glucose"])("%j is none", (text) => expect(parseAmount(text)).toEqual({ code: "not-a-number" }));

  test("as a limit may carry the sign of its side only", () => {
    expect(parseLimit("<46", "<")).toEqual({ figure: 46, sign: "" });
    expect(parseLimit("<46", ">")).toEqual({ code: "not-a-number" });
    expect(parseLimit(" ", "<")).toBeNull();
  });
});

describe("against the laboratory's own limits", () => {
  test.each([
    ["sodium", "128 mmol/L", "135", "145", "low"], ["sodium", "135 mmol/L", "135", "145", "normal"], ["sodium", "150 mmol/L", "135", "145", "high"], ["sodium", "140 mmol/L", "135", "", "not low"],
    ["potassium", "6.8 mmol/L", "3.5", "5.5", "high"], ["potassium", "5,5 mmol/L", "3,5", "5,5", "normal"], ["potassium", "5.6 mmol/L", "", "5.5", "high"], ["potassium", "3 mmol/L", "3.5", "5.5", "low"],
    ["glucose", "40 mg/dL", "60", "100", "low"], ["cortisol", "<27.6 nmol/L", "140", "690", "low"], ["cortisol", "<27.6 nmol/L", "27.6", "690", "low"], ["cortisol", "<27.6 nmol/L", "20", "690", "open"],
    ["acth", ">1250 pg/mL", "7.2", "63.3", "high"], ["acth", ">40 pg/mL", "7.2", "63.3", "open"], ["acth", "<5 pg/mL", "7.2", "63.3", "low"], ["acth", "<5 pg/mL", "", "<63.3", "not high"],
    ["renin", "200 m[IU]/L", "", "120", "high"], ["renin", "20 ng/mL/h", "2", "35", "normal"], ["aldosterone", "3 ng/dL", "7", "90", "low"], ["17ohp", "40 nmol/L", "", "12", "high"],
    ["calcium", "3.1 mmol/L", "2.2", "2.7", "high"], ["calcium-ionised", "1.2 mmol/L", "1.1", "1.4", "normal"],
  ] as const)("%s %s in %s to %s is %s", (analyte, short, lower, upper, reads) => expect(said(analyte, short, lower, upper)).toBe(reads));

  test("a value without the limit of its side decides nothing and says why", () => {
    for (const analyte of analyteIds) {
      const kind = kindOf(analyte, usualUnit(analyte, "si"));
      const value = String((kind.upper[0] + kind.lower[1]) / 2);
      const { feature, side } = analytes[analyte];
      const { decisions } = decide({ [analyte]: { value, unit: usualUnit(analyte, "si"), lower: "", upper: "", use: "" } }, { age: "child", steroids: false });
      expect(decisions[0], analyte).toMatchObject({ feature, status: null, why: "no-limit" });
      expect(decisions[0] && sayRemark(decisions[0], "en")).toContain(side === "low" ? "own lower limit" : "own upper limit");
    }
  });

  test("twice the upper limit is told only where it is certain", () => {
    const twice = (short: Short) => (read("acth", short, "", "60") as Reading).twice;
    expect([twice("120 pg/mL"), twice("121 pg/mL"), twice(">120 pg/mL"), twice(">119 pg/mL"), twice("<200 pg/mL")]).toEqual([false, true, true, null, null]);
    expect((read("acth", "900 pg/mL", "7.2") as Reading).twice).toBeNull();
  });

  test("the order of values is kept: a lower one is never read higher", () => {
    const value = fc.double({ min: 105, max: 180, noNaN: true });
    fc.assert(fc.property(value, value, fc.integer({ min: 121, max: 134 }), fc.integer({ min: 136, max: 159 }), (one, two, lower, upper) => {
      const rank = (figure: number) => {
        const reading = read("sodium", `${figure.toFixed(2)} mmol/L`, String(lower), String(upper)) as Reading;
        return reading.low ? 0 : reading.high ? 2 : 1;
      };
      expect(rank(Math.min(one, two))).toBeLessThanOrEqual(rank(Math.max(one, two)));
    }));
  });
});

describe("glucose, for which a society names a limit", () => {
  const at = (short: Short, age: AgeBand, lower = "") => {
    const { low, basis, why } = read("glucose", short, lower, "", age) as Reading;
    return [low, basis === "laboratory" ? "laboratory" : "society", why];
  };
  test.each([
    ["2.7 mmol/L", "newborn", [true, "society", null]], ["2.8 mmol/L", "newborn", [null, "society", "hours-of-life"]], ["3.3 mmol/L", "newborn", [false, "society", null]], ["49 mg/dL", "newborn", [true, "society", null]],
    ["55 mg/dL", "newborn", [null, "society", "hours-of-life"]], ["59 mg/dL", "infant", [true, "society", null]], ["60 mg/dL", "infant", [false, "society", null]], ["<20 mg/dL", "newborn", [true, "society", null]],
    ["2.7 mmol/L", "toddler", [true, "society", null]], ["2.7 mmol/L", "unknown", [true, "society", null]], ["49 mg/dL", "youth", [true, "society", null]], ["<20 mg/dL", "unknown", [true, "society", null]],
    ["2.8 mmol/L", "toddler", [null, "laboratory", "age-limits"]], ["3.2 mmol/L", "unknown", [null, "laboratory", "age-limits"]], ["3.3 mmol/L", "unknown", [null, "laboratory", "no-limit"]], ["<5 mmol/L", "unknown", [null, "laboratory", "no-limit"]],
    ["2 mmol/L", "adult", [null, "laboratory", "no-limit"]],
  ] as const)("%s, %s", (short, age, expected) => expect(at(short, age)).toEqual(expected));

  test.each([
    ["3.4 mmol/L", "2.5", "newborn", [false, "laboratory", null]], ["3.5 mmol/L", "3.9", "newborn", [true, "laboratory", null]], ["2.9 mmol/L", "3.0", "newborn", [true, "laboratory", null]], ["4 mmol/L", "3.9", "child", [false, "laboratory", null]],
  ] as const)("the laboratory's own limit decides %s, from %s, %s", (short, lower, age, expected) => expect(at(short, age, lower)).toEqual(expected));

  test.each([
    ["2.6 mmol/L", "2.5", "newborn", [true, "society", null]], ["3 mmol/L", "2.5", "newborn", [null, "society", "hours-of-life"]], ["3 mmol/L", "2.5", "infant", [true, "society", null]], ["55 mg/dL", "45", "infant", [true, "society", null]],
    ["3 mmol/L", "2.5", "child", [false, "laboratory", "limits-differ"]], ["3 mmol/L", "2.5", "unknown", [false, "laboratory", "limits-differ"]], ["2.6 mmol/L", "2.5", "unknown", [true, "society", null]], ["3 mmol/L", "2.5", "adult", [false, "laboratory", null]],
  ] as const)("the laboratory's lower limit excludes nothing that the society calls low: %s, from %s, %s", (short, lower, age, expected) => {
    expect(at(short, age, lower)).toEqual(expected);
    const [value = "", unit = ""] = short.split(" ");
    const entry = { value, unit, lower, upper: "", use: "" } as const;
    const [decision] = decide({ glucose: entry }, { age, steroids: false }).decisions;
    expect(decision?.status, "never excluded in silence").toBe(age === "adult" ? "excluded" : expected[0] && expected[2] === null ? "observed" : null);
    if (age !== "adult") expect(decision && sayRemark(decision, "en")).toContain("Pediatric Endocrine Society");
  });
});

describe("a slip is caught with its likely cause", () => {
  test.each([
    ["glucose", "3.0 mg/dL", "", "", /extreme, yet possible.*unit \(mmol\/L\?\)/], ["sodium", "13.5 mmol/L", "", "", /135 is\. Check the decimal point/], ["potassium", "55 mmol/L", "", "", /5\.5 is/],
    ["cortisol", "500 ug/dL", "", "", /500 nmol\/L is\. Check the unit/], ["calcium", "10 mmol/L", "", "", /10 mg\/dL is/], ["sodium", "140 mmol/L", "145", "135", /^upper: .*swapped\?$/],
    ["cortisol", "15 nmol/L", "5", "25", /^lower: 5 nmol\/L is not plausible; 5 µg\/dL is/], ["acth", "30 pmol/L", "7.2", "63.3", /63\.3 pg\/mL is/], ["aldosterone", "12 pmol/L", "5", "175", /5 ng\/dL is/],
    ["17ohp", "15000 nmol/L", "", "", /15000 ng\/dL is/], ["renin", "0.05 m[IU]/L", "", "", /unit \(ng\/L\/s \(activity\)\?\)/], ["sodium", "5 mmol/L", "", "", /not plausible: 70 to 220/],
    ["potassium", "0 mmol/L", "", "", /not plausible/], ["glucose", "40 mg/dL", "3.3", "5.6", /^lower: 3\.3 mg\/dL is not plausible; 3\.3 mmol\/L is/], ["acth", "12,500 pg/mL", "", "", /thousand or a decimal/],
  ] as const)("%s %s in %s to %s", (analyte, short, lower, upper, message) => expect(said(analyte, short, lower, upper)).toMatch(message));

  test("a lower limit of 0 is none: it excludes nothing, and stands in no other limit's way", () => {
    expect(parseLimit("0", ">")).toBeNull();
    expect(parseLimit("0", "<")).not.toBeNull();
    expect(read("cortisol", "200 nmol/L", "0", "690")).toMatchObject({ low: null, high: false, why: "no-limit" });
    expect(read("acth", "900 pg/mL", "0", "46")).toMatchObject({ high: true, twice: true, why: null });
    expect(said("acth", "30 pg/mL", "", "0")).toContain("upper: 0 pg/mL is not plausible");
  });

  test("below what a laboratory can measure is no slip", () => {
    for (const [analyte, short] of [["cortisol", "<0.5 nmol/L"], ["acth", "<0.1 pmol/L"], ["glucose", "<5 mg/dL"], ["acth", ">30000 pg/mL"]] as const) expect(said(analyte, short), short).not.toContain("plausible");
  });

  test("no fault where nothing was typed", () => expect(read("sodium", " mmol/L", "145", "135")).toBeNull());
});

describe("a value that is extreme, yet possible", () => {
  const at = (analyte: Analyte, short: Short, [lower, upper]: readonly [string, string], sure: boolean) => {
    const [value = "", unit = ""] = short.split(" ");
    return readLaboratory(analyte, { value, unit, lower, upper, sure }, "child");
  };
  test.each([
    ["glucose", "8 mg/dL", ["60", "100"]], ["glucose", "0.4 mmol/L", ["3.3", "5.6"]], ["cortisol", "0.5 nmol/L", ["140", "690"]], ["cortisol", "0.1 ug/dL", ["5", "25"]], ["aldosterone", "0.1 ng/dL", ["4", "48"]],
    ["aldosterone", "0.1 pmol/L", ["110", "860"]], ["sodium", "98 mmol/L", ["135", "145"]], ["potassium", "11.2 mmol/L", ["3.5", "5.5"]], ["acth", "12000 pg/mL", ["7", "46"]], ["17ohp", "3100 nmol/L", ["", "12"]], ["calcium", "5.2 mmol/L", ["2.2", "2.7"]],
  ] as const)("%s %s is a sign beside its limits: it counts at once, and is asked about until it is confirmed", (analyte, short, limits) => {
    const [figure, unit] = [Number(short.split(" ")[0]), short.split(" ")[1]];
    const [meanwhile, confirmed] = [at(analyte, short, limits, false), at(analyte, short, limits, true)] as [Reading, Reading];
    expect(meanwhile).toEqual({ ...confirmed, asked: { code: "extreme", figure, unit, likely: null, counts: true } });
    expect(meanwhile.asked && sayMisread(meanwhile.asked, "en")).toMatch(/counts already/);
    expect(confirmed[analytes[analyte].side]).toBe(true);
  });

  test.each([["sodium", "121.7 mmol/L"], ["potassium", "7.9 mmol/L"], ["glucose", "20 mg/dL"], ["cortisol", "0.5 ug/dL"], ["acth", "900 pg/mL"], ["acth", "<0.1 pmol/L"]] as const)("%s %s is read at once", (analyte, short) => expect(said(analyte, short)).not.toContain("extreme"));

  test("the likely unit is named, unless the limits are right in this one", () => {
    expect(at("glucose", "8 mg/dL", ["", ""], false)).toMatchObject({ faults: { value: { likely: "mmol/L" } } });
    expect(said("glucose", "8 mg/dL", "60", "100")).not.toContain("mmol/L");
  });

  test("limits in another unit come first, and no confirmation gets past what is impossible", () => {
    expect(at("glucose", "4.5 mg/dL", ["3.3", "5.6"], false)).toMatchObject({ faults: { lower: { code: "unit-mistaken", likely: "mmol/L" } } });
    for (const short of ["0.4 mg/dL", "0 mg/dL", "3000 mg/dL"] as const) expect(at("glucose", short, ["60", "100"], true), short).toHaveProperty("faults.value");
    expect(at("sodium", "13.5 mmol/L", ["135", "145"], true)).toHaveProperty("faults.value.code", "point-slipped");
  });
});

test("every unit and fault has its words, and none claims, shouts or doses", () => {
  const texts = [
    ...Object.values(laboratoryEnglish.told), ...Object.values(laboratoryEnglish.asks), ...Object.values(laboratoryEnglish.whys).map((say) => say("lower", "from 2.8")), laboratoryEnglish.opposite("Sodium", "high"), laboratoryEnglish.below, laboratoryEnglish.lowest, laboratoryEnglish.sure("8 mg/dL"),
    laboratoryEnglish.disputes.standing("High potassium", "excluded", "observed"), laboratoryEnglish.disputes.earlier("High potassium", "observed"), laboratoryEnglish.disputes.takeOver("observed"),
    ...[["sodium", "13.5 mmol/L"], ["sodium", "5 mmol/L"], ["glucose", "3 mg/dL"], ["acth", "1,250 pg/mL"], ["acth", "x pg/mL"], ["glucose", "LO mmol/L"], ["renin", "1.250 ng/mL/h"], ["potassium", "11 mmol/L"]].map(([analyte, short]) => said(analyte as Analyte, short as Short)),
  ];
  for (const text of texts) expect(text).not.toMatch(/diagnos|!|\u2014|undefined|NaN|\bnull\b|patient/i);
  for (const analyte of analyteIds) for (const unit of unitsOf(analyte)) expect(sayUnit(unit, "en")).not.toMatch(/[[\]]|^u/);
  expect(isReadable(parseAmount("4.2"))).toBe(true);
});
