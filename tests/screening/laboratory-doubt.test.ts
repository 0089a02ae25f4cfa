import { describe, expect, test } from "vitest";
import type { AgeBand } from "@/lib/screening/bands";
import { analytes, unitsOf } from "@/lib/screening/laboratory-analytes";
import type { Analyte } from "@/lib/screening/laboratory-analytes";
import { answersOf, decide } from "@/lib/screening/laboratory-decisions";
import { sayMisread, sayRemark } from "@/lib/screening/laboratory-wording";

type Given = { age?: AgeBand; lower?: string; upper?: string; sure?: boolean; steroids?: boolean };
const look = (analyte: Analyte, value: string, unit: string, { age = "newborn", lower = "", upper = "", sure = false, steroids = false }: Given = {}) => {
  const decided = decide({ [analyte]: { value, unit, lower, upper, sure, use: "" } }, { age, steroids });
  const fault = decided.faults[analyte]?.value;
  const [decision] = decided.decisions;
  return { answer: answersOf(decided)[analytes[analyte].feature], code: fault?.code, said: fault ? sayMisread(fault, "en") : "", remark: decision ? sayRemark(decision, "en") : "" };
};
const excluded = { status: "excluded", overruled: false, holds: false };

describe("a value that would be a sign in another unit", () => {
  test.each(["newborn", "infant", "toddler", "unknown"] as const)("glucose typed in mg/dL beside mmol/L is asked about and excludes nothing: %s", (age) => {
    for (const value of ["18", "20", "25", "33", "45", "49"]) for (const limits of [{}, { lower: "3.3" }, { lower: "3.3", upper: "5.6" }, { lower: "2.5", upper: "5.6" }]) {
      const { answer, code, said } = look("glucose", value, "mmol/L", { age, ...limits });
      expect(answer, `${value} ${JSON.stringify(limits)}`).toEqual({ status: null, overruled: false, holds: true });
      expect(["unit-doubted", "extreme"]).toContain(code);
      expect(said).toContain("mg/dL");
    }
  });

  test("says which unit makes it low, and counts once either is certain", () => {
    expect(look("glucose", "25", "mmol/L").said).toBe("25 mmol/L, or 25 mg/dL? That would be low. Choose the unit, or confirm it: until then it decides nothing.");
    expect(look("glucose", "25", "mmol/L", { sure: true }).answer).toEqual(excluded);
    expect(look("glucose", "25", "mg/dL").answer?.status).toBe("observed");
  });

  test.each([
    ["cortisol", "30", "ug/dL", "5", "25", "nmol/L"], ["cortisol", "40", "ug/dL", "5", "25", "nmol/L"], ["cortisol", "30", "ug/dL", "5", "", "nmol/L"], ["aldosterone", "100", "ng/dL", "7", "90", "pmol/L"],
    ["calcium-ionised", "2.2", "mg/dL", "4.5", "5.3", "mmol/L"],
  ] as const)("%s %s %s beside %s to %s may be %s", (analyte, value, unit, lower, upper, likely) => {
    const { answer, code, said } = look(analyte, value, unit, { lower, upper, age: "child" });
    expect([answer?.status, code]).toEqual([null, "unit-doubted"]);
    expect(said).toContain(likely);
    expect(look(analyte, value, unit, { lower, upper, age: "child", sure: true }).answer).toEqual(excluded);
  });

  const grid: [Analyte, string, string, string, number, number][] = [
    ["sodium", "mmol/L", "135", "145", 110, 165], ["potassium", "mmol/L", "3.5", "5.5", 2.5, 9], ["glucose", "mmol/L", "", "", 1.2, 9.8], ["glucose", "mmol/L", "3.3", "5.6", 1.2, 9.8], ["glucose", "mg/dL", "", "", 22, 400], ["glucose", "mg/dL", "60", "100", 22, 400],
    ["cortisol", "nmol/L", "140", "690", 6, 1500], ["cortisol", "ug/dL", "5", "25", 0.5, 25], ["cortisol", "ng/mL", "50", "250", 5, 250], ["acth", "pg/mL", "7.2", "63.3", 2, 2000], ["acth", "pmol/L", "1.6", "14", 0.5, 400], ["17ohp", "nmol/L", "", "12", 0.3, 600],
    ["17ohp", "ng/dL", "", "110", 10, 20000], ["aldosterone", "pmol/L", "110", "860", 25, 5000], ["aldosterone", "ng/dL", "4", "31", 1, 31], ["renin", "m[IU]/L", "5", "60", 1, 5000], ["calcium", "mmol/L", "2.2", "2.7", 1.5, 4], ["calcium", "mg/dL", "8.8", "10.8", 6, 16],
    ["calcium-ionised", "mmol/L", "1.1", "1.4", 0.7, 2], ["calcium-ionised", "mg/dL", "4.5", "5.6", 2.9, 8],
  ];
  test("is never found among ordinary values, on a grid of every analyte", () => {
    let looked = 0;
    const asked: string[] = [];
    for (const [analyte, unit, lower, upper, from, to] of grid) for (const age of ["newborn", "child", "unknown"] as const) for (let step = 0; step <= 200; step += 1) {
      const value = String(Number((from * (to / from) ** (step / 200)).toPrecision(3)));
      looked += 1;
      if (look(analyte, value, unit, { age, lower, upper }).code !== undefined) asked.push(`${analyte} ${value} ${unit}`);
    }
    expect([looked, asked]).toEqual([grid.length * 603, []]);
    for (const [analyte, unit] of grid) expect(unitsOf(analyte)).toContain(unit);
  });
});

describe("an extreme value", () => {
  test.each([
    ["glucose", "0.9", "mmol/L", {}, true], ["glucose", "8", "mg/dL", {}, false], ["sodium", "185", "mmol/L", { lower: "135", upper: "145" }, false], ["sodium", "98", "mmol/L", { lower: "135", upper: "145" }, true],
    ["cortisol", "0.5", "nmol/L", {}, false], ["potassium", "1.5", "mmol/L", { lower: "3.5", upper: "5.5" }, false],
  ] as const)("%s %s %s %o counts while it is asked about only where it is a sign in every unit: %s", (analyte, value, unit, limits, counts) => {
    expect(look(analyte, value, unit, { age: "infant", ...limits })).toMatchObject({ code: "extreme", answer: { status: counts ? "observed" : null, holds: !counts } });
  });
});

describe("a point or comma of thousands", () => {
  test.each([
    ["acth", "1.250", "pg/mL", "", "46"], ["acth", ">1.250", "pg/mL", "", "46"], ["acth", "1,250", "pg/mL", "", "46"], ["renin", "1.250", "m[IU]/L", "", "60"], ["renin", "1.250", "ng/mL/h", "", "5"], ["cortisol", "1.250", "nmol/L", "140", "690"], ["17ohp", "1.250", "ng/dL", "", "110"],
  ] as const)("%s %s %s is asked about where a child can have either", (analyte, value, unit, lower, upper) => {
    expect(look(analyte, value, unit, { lower, upper, age: "child" })).toMatchObject({ code: "ambiguous-thousand", answer: { status: null } });
  });
  test.each([
    ["potassium", "4.250", "mmol/L", "3.5", "5.5"], ["sodium", "140,000", "mmol/L", "135", "145"], ["calcium-ionised", "1.250", "mmol/L", "1.1", "1.4"], ["acth", "12.50", "pg/mL", "", "46"], ["renin", "0.250", "m[IU]/L", "", "60"],
  ] as const)("%s %s %s is read, for nobody has a thousand times that", (analyte, value, unit, lower, upper) => {
    expect(look(analyte, value, unit, { lower, upper, age: "child" }).answer).toEqual(excluded);
  });
});

test.each(["LO", "lo", "HI"])("%j, as a meter prints it, is answered with how to write it", (value) => {
  expect(look("glucose", value, "mmol/L")).toMatchObject({ code: "not-a-number", answer: { status: null, holds: true }, said: expect.stringContaining("<1.1") as string });
  expect(look("glucose", "<1.1", "mmol/L", { age: "unknown" }).answer?.status).toBe("observed");
});

test("a glucose low at any age says that no age was given, and by which limit it was read", () => {
  expect(look("glucose", "2", "mmol/L", { age: "unknown" }).remark).toBe("No age in the first year is given: the lowest limit of the Pediatric Endocrine Society is used here.");
  expect(look("glucose", "3", "mmol/L", { age: "unknown" }).remark).toMatch(/^Between the limits of the Pediatric Endocrine Society \(from 2\.8 mmol\/L.*Give the age/);
});

test("what steroids leave open takes no low cortisol back, yet every other one", () => {
  expect(look("cortisol", "30", "nmol/L", { lower: "140", steroids: true }).answer).toEqual({ status: null, overruled: false, holds: true });
  expect(look("cortisol", "30", "nmol/L", { steroids: true }).answer?.holds).toBe(true);
  expect(look("cortisol", "400", "nmol/L", { lower: "140", steroids: true }).answer).toEqual({ status: null, overruled: false, holds: false });
});
