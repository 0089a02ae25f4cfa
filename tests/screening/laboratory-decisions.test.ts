import { describe, expect, test } from "vitest";
import { answersOf, cautionsOf, decide } from "@/lib/screening/laboratory-decisions";
import type { Entries, Entry, Use } from "@/lib/screening/laboratory-decisions";
import { remarkSources, sayRemark } from "@/lib/screening/laboratory-wording";
import { sampleIds, samples, samplingWords } from "@/lib/screening/sampling";
import { sources } from "@/lib/screening/sources";
import { look } from "./look";

const entry = (value: string, unit: string, lower: string, upper: string, use: Use = ""): Entry => ({ value, unit, lower, upper, use });
const child = { age: "child", steroids: false } as const;
const decided = (entries: Entries, steroids = false) => decide(entries, { ...child, steroids });
const answers = (entries: Entries, steroids = false) => {
  const { acthTwiceLimit, ...findings } = answersOf(decided(entries, steroids));
  return { ...Object.fromEntries(Object.entries(findings).flatMap(([feature, { status }]) => (status ? [[feature, status]] : []))), ...(acthTwiceLimit?.status ? { twice: true } : {}) };
};
const cortisol = (use?: Use) => entry("30", "nmol/L", "140", "690", use);
const acth = (use?: Use) => entry("800", "pg/mL", "7.2", "63.3", use);

describe("what the values answer", () => {
  test("the side that a row asks for is observed, normal and the opposite are excluded", () => {
    expect(answers({ sodium: entry("128", "mmol/L", "135", "145"), potassium: entry("4", "mmol/L", "3.5", "5.5") })).toEqual({ hyponatremia: "observed", hyperkalemia: "excluded" });
    const high = decided({ sodium: entry("152", "mmol/L", "135", "145") }).decisions[0];
    expect(high?.status).toBe("excluded");
    expect(high && sayRemark(high, "en")).toMatch(/^Sodium is high, the opposite/);
  });

  test("nothing is answered by a faulty value, by an empty one, or without a limit", () => {
    expect(answers({ sodium: entry("12.8", "mmol/L", "135", "145"), potassium: entry("", "mmol/L", "3.5", "5.5"), cortisol: entry("30", "nmol/L", "", "690") })).toEqual({});
    expect(Object.keys(decided({ sodium: entry("12.8", "mmol/L", "135", "145") }).faults)).toEqual(["sodium"]);
  });

  test("of total and ionised calcium the high one is told", () => {
    const total = entry("2.4", "mmol/L", "2.2", "2.7");
    expect(answers({ calcium: total, "calcium-ionised": entry("1.6", "mmol/L", "1.1", "1.4") })).toEqual({ hypercalcemia: "observed" });
    expect(answers({ calcium: entry("3", "mmol/L", "2.2", "2.7"), "calcium-ionised": entry("1.2", "mmol/L", "1.1", "1.4") })).toEqual({ hypercalcemia: "observed" });
  });

  test.each([["low", "observed"], ["normal", "excluded"], ["high", "excluded"], ["open", undefined]] as const)("overruled as %s, low sodium is %s", (use, status) => {
    expect(answersOf(decided({ sodium: entry("128", "mmol/L", "135", "145", use) })).hyponatremia).toEqual({ status: status ?? null, overruled: true, holds: false });
  });

  test("a value without limits can be overruled too", () => {
    expect(answers({ potassium: entry("6.8", "mmol/L", "", "", "high") })).toEqual({ hyperkalemia: "observed" });
  });
});

describe("cortisol after steroids", () => {
  test("is left open, low or not, and says so", () => {
    expect(answers({ cortisol: cortisol(), acth: acth() }, true)).toEqual({ "high-acth": "observed", twice: true });
    expect(answers({ cortisol: entry("400", "nmol/L", "140", "690") }, true)).toEqual({});
    const [decision] = decided({ cortisol: cortisol() }, true).decisions;
    expect(decision && sayRemark(decision, "en")).toContain("cortisol cannot be read");
  });

  test("counts where a clinician overrules it", () => expect(answers({ cortisol: cortisol("low") }, true)).toEqual({ "low-cortisol": "observed" }));

  test("and with it an ACTH and a 17-OHP that are not high; high ones are seen", () => {
    const notHigh = { acth: entry("20", "pg/mL", "7.2", "63.3"), "17ohp": entry("4", "nmol/L", "", "12") };
    expect(answers(notHigh)).toEqual({ "high-acth": "excluded", "high-17ohp": "excluded" });
    expect(answers(notHigh, true)).toEqual({});
    for (const decision of decided(notHigh, true).decisions) expect(sayRemark(decision, "en")).toContain("excludes nothing");
    expect(answersOf(decided(notHigh, true))["high-acth"]).toEqual({ status: null, overruled: false, holds: false });
    expect(answers({ acth: acth(), "17ohp": entry("40", "nmol/L", "", "12") }, true)).toEqual({ "high-acth": "observed", "high-17ohp": "observed", twice: true });
    expect(answers({ acth: acth("normal") }, true)).toEqual({ "high-acth": "excluded" });
  });

  test("is said with a source, whether or not a value is there", () => {
    expect(cautionsOf(decided({}, true), {}, { ...child, steroids: true })).toEqual([{ told: "steroids", source: "rules" }]);
  });
});

describe("a cortisol that is not low while ACTH is above twice its upper limit", () => {
  const normal = (use?: Use) => entry("200", "nmol/L", "140", "690", use);
  const low = (entries: Entries) => answersOf(decided(entries))["low-cortisol"];

  test("is left open, with the reason and its source", () => {
    expect(low({ cortisol: normal(), acth: acth() })).toEqual({ status: null, overruled: false, holds: false });
    const decision = decided({ cortisol: normal(), acth: acth() }).decisions.find(({ analyte }) => analyte === "cortisol");
    expect(decision?.why).toBe("low-for-acth");
    expect(decision && sayRemark(decision, "en")).toMatch(/too low for that ACTH.*stimulation test/);
    expect(remarkSources["low-for-acth"]).toBe("bornstein-2016");
  });

  test("is excluded where ACTH is not so high, or cortisol is raised, or a clinician says so; low stays low", () => {
    expect(low({ cortisol: normal(), acth: entry("100", "pg/mL", "7.2", "63.3") })?.status).toBe("excluded");
    expect(low({ cortisol: normal(), acth: acth("normal") })?.status).toBe("excluded");
    expect(low({ cortisol: entry("900", "nmol/L", "140", "690"), acth: acth() })?.status).toBe("excluded");
    expect(low({ cortisol: normal("normal"), acth: acth() })).toEqual({ status: "excluded", overruled: true, holds: false });
    expect(low({ cortisol: cortisol(), acth: acth() })?.status).toBe("observed");
  });
});

describe("a high 17-OHP", () => {
  const given = { "17ohp": entry("40", "nmol/L", "", "12") };
  test.each([
    ["newborn", "unknown", true], ["newborn", "term", true], ["infant", "very-preterm", true], ["unknown", "moderate-preterm", true], ["infant", "term", false], ["child", "very-preterm", false], ["unknown", "unknown", false],
  ] as const)("in a child that is %s, %s, has its caution: %s", (age, gestation, has) => {
    const caution = { told: "newborn17ohp", source: "pearce-2016" };
    const told = (entries: Entries) => cautionsOf(decided(entries), {}, { age, gestation, steroids: false });
    expect(told(given)).toEqual(has ? [caution] : []);
    expect(told({ "17ohp": entry("4", "nmol/L", "", "12") })).toEqual([]);
  });
});

describe("ACTH above twice the upper limit", () => {
  const twice = (value: string, upper: string, use?: Use) => answersOf(decided({ acth: entry(value, "pg/mL", "", upper, use) })).acthTwiceLimit;

  test("is told while it counts as high, never once it is overruled", () => {
    expect(answers({ acth: acth() })).toEqual({ "high-acth": "observed", twice: true });
    expect(answers({ acth: entry("100", "pg/mL", "7.2", "63.3") })).toEqual({ "high-acth": "observed" });
    expect(answers({ acth: acth("high") })).toEqual({ "high-acth": "observed", twice: true });
    for (const use of ["normal", "low"] as const) expect(answers({ acth: acth(use) })).toEqual({ "high-acth": "excluded" });
    expect(answers({ acth: acth("open") })).toEqual({});
  });

  test("is taken back where it is certainly not so, and held where that cannot be told", () => {
    expect(twice("60", "46")).toEqual({ status: null, overruled: false, holds: false });
    expect(twice("900", "46", "open")).toMatchObject({ holds: false });
    for (const [value, upper, use] of [["900", "", ""], ["900", "", "high"], [">60", "46", ""], ["9x", "46", ""]] as const) expect(twice(value, upper, use), value).toMatchObject({ status: null, holds: true });
    expect(answersOf(decided({})).acthTwiceLimit).toBeUndefined();
  });
});

describe("the pattern of primary adrenal insufficiency", () => {
  const codes = (short: string, context: object) => {
    const { letters, reasons, issues } = look(short, { context });
    return { A: letters.A, reasons: reasons.filter(({ letter }) => letter === "A").map(({ code }) => code as string), issues: issues.map(({ code }) => code as string) };
  };
  const both = "low-cortisol high-acth";

  test("is named with its source, supports A as the findings do, and asks for 17-OHP", () => {
    const named = codes(both, { acthTwiceLimit: true });
    expect(named).toMatchObject({ A: "supported", reasons: ["primary-failure-pattern", "adrenal-laboratory-sign"] });
    expect(named.issues).toContain("primary-failure-asks-17ohp");
    expect(look(both, { context: { acthTwiceLimit: true } }).reasons.find(({ code }) => code === "primary-failure-pattern")).toMatchObject({ source: "bornstein-2016", features: ["low-cortisol", "high-acth"] });
    expect(codes(both, {}).A).toBe("supported");
  });

  test.each([
    ["ACTH is not above twice its limit", both, {}], ["steroids were given", both, { acthTwiceLimit: true, steroids: true }], ["cortisol is not known", "high-acth", { acthTwiceLimit: true }],
    ["cortisol is not low", "-low-cortisol high-acth", { acthTwiceLimit: true }], ["ACTH is not high", "low-cortisol -high-acth", { acthTwiceLimit: true }],
  ])("is not named where %s", (_, short, context) => {
    const { reasons, issues } = codes(short, context);
    expect(reasons).not.toContain("primary-failure-pattern");
    expect(issues).not.toContain("primary-failure-asks-17ohp");
  });

  test.each(["high-17ohp", "-high-17ohp"])("asks for no 17-OHP once it is known: %s", (known) => {
    const { reasons, issues } = codes(`${both} ${known}`, { acthTwiceLimit: true });
    expect(reasons).toContain("primary-failure-pattern");
    expect(issues).not.toContain("primary-failure-asks-17ohp");
  });

  test("a sample before 24 hours of life is noted where cortisol or 17-OHP is known", () => {
    for (const short of ["low-cortisol", "-low-cortisol", "high-17ohp"]) expect(look(short, { context: { earlySample: true } }).issues).toContainEqual({ level: "note", code: "early-sample", features: [short.replace("-low", "low")], suggestion: "repeat-after-first-days" });
    expect(codes("hyponatremia", { earlySample: true }).issues).not.toContain("early-sample");
    expect(codes("low-cortisol", { earlySample: false }).issues).not.toContain("early-sample");
  });
});

describe("the list of what to sample", () => {
  const said = samplingWords("en");

  test("has a source for every sample, no dose, no amount and no place for a name", () => {
    for (const sample of sampleIds) for (const source of samples[sample]) expect(sources).toHaveProperty([source]);
    const text = JSON.stringify(said);
    expect(text).not.toMatch(/diagnos|!|\u2014|patient|date of birth|\d\s*(mg|mL|ml|µg|mcg)\b/i);
    expect(text).toContain("Treatment is never delayed for a sample");
    expect(text).toContain("local protocol");
  });

  test("names everything that the flags ask for", () => {
    const listed = sampleIds.map((sample) => said.samples[sample].what).join(" ").toLowerCase();
    for (const what of ["glucose", "sodium", "potassium", "cortisol", "acth", "renin", "aldosterone", "17-ohp"]) expect(listed).toContain(what);
  });
});
