import { describe, expect, test } from "vitest";
import { readTyped, saysOf, sparedBy } from "@/app/_checklist/birth-size-reading";
import type { Typed } from "@/app/_checklist/birth-size-reading";
import { birthSizeEnglish } from "@/app/_checklist/birth-size-english";
import { assess } from "@/lib/screening/assess";
import { sizeLimits } from "@/lib/screening/rules";

const typed = (given: Partial<Typed>): Typed => ({ weight: "", ounces: "", length: "", head: "", weeks: "", days: "", unit: "g", checked: [], ...given });
const hamajima1 = typed({ weight: "1374", length: "38", weeks: "37", days: "1" });

describe("what is written into the form", () => {
  test("rounded z-scores and the band, in the form's own names", () => expect(readTyped(hamajima1, "male").fields).toEqual({ gestation: "term", "size.weight": "-3.4", "size.length": "-4.2" }));

  test.each(["unknown", "undetermined", ""])("sex %o: both answers, no size", (sex) => {
    const { placed, fields } = readTyped(hamajima1, sex);
    expect(fields).toEqual({ gestation: "term" });
    expect(placed.map(({ measure, z }) => [measure, Object.keys(z)])).toEqual([["weight", ["female", "male"]], ["length", ["female", "male"]]]);
  });

  test("a size without a gestation, or with one that is wrong or not covered, is not written", () => {
    expect(readTyped(typed({ weight: "1374" }), "male")).toMatchObject({ fields: {}, unavailable: "gestation-missing" });
    expect(readTyped(typed({}), "male").unavailable).toBeNull();
    expect(readTyped({ ...hamajima1, weeks: "45" }, "male")).toMatchObject({ fields: {}, placed: [], faults: { weeks: { code: "after-44-weeks" } } });
    expect(readTyped({ ...hamajima1, weeks: "23", days: "6" }, "male")).toMatchObject({ fields: { gestation: "extremely-preterm" }, unavailable: "before-24-weeks" });
    expect(readTyped({ ...hamajima1, weeks: "43", days: "0" }, "male")).toMatchObject({ fields: { gestation: "post-term" }, unavailable: "after-42-weeks" });
  });

  test("one wrong measure keeps nothing back but itself", () => {
    const { fields, faults } = readTyped({ ...hamajima1, unit: "kg", weight: "7.5" }, "male");
    expect(fields).toEqual({ gestation: "term", "size.length": "-4.2" });
    expect(faults).toEqual({ weight: { code: "pounds", typed: 7.5 } });
  });

  test("a usual weight in kg beside a length that fits its pounds is asked about: 3.03 lb of Hamajima's first patient", () => {
    const inKilograms = { ...hamajima1, unit: "kg", weight: "3.03" } as const;
    expect(readTyped(inKilograms, "male")).toMatchObject({ doubts: { weight: { said: "3.03 kg", likely: "pounds", checked: false } }, fields: { "size.length": "-4.2" } });
    expect(readTyped({ ...inKilograms, checked: ["weight 3.03 kg"] }, "male").fields).toHaveProperty("size.weight", "0.3");
    expect(readTyped({ ...hamajima1, unit: "lb", weight: "3", ounces: "0.5" }, "male")).toMatchObject({ doubts: {}, fields: { "size.weight": "-3.4" } });
    expect(readTyped({ ...hamajima1, unit: "kg", weight: "1.374" }, "male")).toMatchObject({ doubts: {}, fields: { "size.weight": "-3.4" } });
  });

  test("a head as large as the length is no head", () => expect(readTyped({ ...hamajima1, head: "38" }, "male").faults).toEqual({ head: { code: "head-not-below-length" } }));

  test("beyond 5 it waits until that very number was checked; beyond 9.9 it is refused", () => {
    const big = typed({ weight: "4", unit: "kg", weeks: "30" });
    expect(readTyped(big, "female")).toMatchObject({ doubts: { weight: { likely: "pounds", checked: false } }, placed: [], fields: { gestation: "very-preterm" } });
    expect(readTyped({ ...big, checked: ["weight 4.1 kg"] }, "female").placed).toEqual([]);
    expect(readTyped({ ...big, checked: ["weight 4 kg"] }, "female").fields).toHaveProperty("size.weight");
    expect(readTyped(typed({ length: "63", weeks: "24", checked: ["length 63 cm"] }), "male")).toMatchObject({ faults: { length: { code: "beyond-standard", likely: null } }, fields: { gestation: "extremely-preterm" } });
  });

  test.each([["27", "6", "extremely-preterm"], ["28", "0", "very-preterm"], ["31", "6", "very-preterm"], ["32", "0", "moderate-preterm"], ["36", "6", "moderate-preterm"], ["37", "0", "term"], ["41", "6", "term"], ["42", "0", "post-term"]])(
    "%s+%s is %s", (weeks, days, band) => expect(readTyped(typed({ weeks, days }), "male").fields).toEqual({ gestation: band }),
  );
});

describe("what is said", () => {
  test("the same as the rules say of letter I", () => {
    for (let tenths = -50; tenths <= 50; tenths++) {
      const z = tenths / 10;
      const letter = (size: object) => assess({ checklist: "", sex: "male", age: "unknown", findings: {}, size }).letters.I;
      expect(letter({ weight: z })).toBe({ met: "met", small: "supported", normal: "not-met" }[saysOf("weight", z).replace("weight-", "")]);
      expect(letter({ length: z }) === "met").toBe(saysOf("length", z) === "length-met");
      expect(letter({ weight: 0, length: z }) === "not-met").toBe(saysOf("length", z) === "length-normal");
    }
    expect(saysOf("weight", sizeLimits.weight.met + 0.05)).toBe("weight-met");
  });

  test("a head that is large for the body is told of weight and of length apart", () => {
    const { placed } = readTyped(typed({ weight: "2080", length: "46", head: "34", weeks: "39" }), "female");
    expect(sparedBy(placed, "female")).toEqual([{ other: "weight", above: 3.2 }, { other: "length", above: 2.1 }]);
    expect(sparedBy(readTyped(hamajima1, "male").placed, "male")).toEqual([]);
  });

  test.each([[0.02, "<1st"], [0.99, "<1st"], [1, "1st"], [2.3, "2nd"], [3.99, "3rd"], [9.7, "9th"], [10.2, "10th"], [11, "11th"], [12, "12th"], [21.4, "21st"], [50, "50th"], [90.1, "91st"], [99, "99th"], [99.2, ">99th"]])(
    "centile %d: %s", (centile, said) => expect(birthSizeEnglish.placed(null, "0.0", centile, "")).toBe(`z 0.0, ${said} centile; `),
  );

  test("a fault names its likely cause", () => {
    expect(birthSizeEnglish.fault({ code: "pounds", typed: 7.5 })).toBe("Is it in pounds? 7.5 lb are 3,402 g (7 lb 8 oz): choose lb.");
    expect(birthSizeEnglish.fault({ code: "kilograms-or-pounds", typed: 3.2 })).toBe("Kilograms or pounds? 3.2 lb are 1,451 g (3 lb 3.2 oz). Choose the unit.");
    expect(birthSizeEnglish.asked({ said: "4.4 kg", value: 4.4, likely: "pounds", checked: false })).toBe("Is it in pounds? 4.4 lb are 1,996 g (4 lb 6.4 oz): choose lb.");
    expect(birthSizeEnglish.fault({ code: "beyond-standard", likely: "inches" })).toMatch(/9\.9.*inches/);
  });
});
