import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { readTyped } from "@/app/_checklist/birth-size-reading";
import type { Measure, Typed } from "@/app/_checklist/birth-size-reading";
import { disputesIn, followChange, takenBackIn, takeOver } from "@/app/_checklist/birth-size-written";
import { answeredByHand, keepDraft, readDraft, restoreDraft } from "@/app/_checklist/form-draft";
import { measures } from "@/lib/screening/bands";
import { standIn, standInForBrowser } from "./form-stand-in";

beforeAll(() => {
  standInForBrowser();
  return () => vi.unstubAllGlobals();
});

const nothing: Typed = { weight: "", ounces: "", length: "", head: "", weeks: "", days: "", unit: "", checked: [] };

/** A page with the block open, and what a member does on it. */
function page() {
  let { form, field } = standIn([...measures.map((measure) => `size.${measure}`), "sized", "measured", "family"], ["sex", "gestation"]);
  let typed = nothing;
  let band = "";
  const reading = () => readTyped(typed, field("sex").value);
  return {
    raw(given: Partial<Typed>, place = Object.keys(given)[0] ?? "") {
      typed = { ...typed, ...given };
      band = followChange(form, reading(), place === "unit" || place === "ounces" ? "weight" : place, band);
    },
    hand(name: string, value: string) {
      if (field(name).value === value) return;
      field(name).value = value;
      answeredByHand(form, field(name));
      band = followChange(form, reading(), name, band);
    },
    reload(before = () => {}) {
      keepDraft("", form, 0);
      ({ form, field } = standIn([...measures.map((measure) => `size.${measure}`), "sized", "measured", "family"], ["sex", "gestation"]));
      [typed, band] = [nothing, ""];
      before();
      restoreDraft("", form, 1);
    },
    choose: (name: string, value: string) => (field(name).value = value),
    takeOver: () => disputesIn(form, reading()).forEach((dispute) => takeOver(form, dispute)),
    z: (measure: Measure) => field(`size.${measure}`).value,
    value: (name: string) => field(name).value,
    follows: (measure: Measure) => reading().fields[`size.${measure}`],
    disputes: () => disputesIn(form, reading()),
    takenBack: () => takenBackIn(form, typed),
    origin: () => readDraft(form, "v").origin ?? {},
  };
}

// Hamajima 2013 (PMID 24098681), patient 1, in pounds: 1374 g are 3 lb 0.5 oz.
function measured() {
  const child = page();
  child.hand("sex", "male");
  for (const given of [{ weeks: "37" }, { days: "1" }, { unit: "lb" as const }, { weight: "3" }, { ounces: "0.5" }, { length: "38" }]) child.raw(given);
  return child;
}

describe("a z-score that was worked out", () => {
  test("says that it was measured, until somebody changes it by hand", () => {
    const child = measured();
    expect([child.z("weight"), child.z("length"), child.value("gestation")]).toEqual(["-3.4", "-4.2", "term"]);
    expect(child.origin()).toEqual({ weight: "measured", length: "measured" });
    child.hand("size.weight", "-1.5");
    expect(child.origin()).toEqual({ length: "measured" });
    child.hand("size.weight", "-3.4");
    expect(child.origin(), "the same figure, and typed").toEqual({ length: "measured" });
    child.reload();
    expect(child.origin()).toEqual({ length: "measured" });
  });

  test("follows the sex and the gestation, and goes where none is available", () => {
    const child = measured();
    child.hand("sex", "female");
    expect([child.z("weight"), child.origin()]).toEqual(["-3.6", { weight: "measured", length: "measured" }]);
    child.raw({ weeks: "23" });
    expect([child.z("weight"), child.z("length"), child.value("gestation"), child.origin()]).toEqual(["", "", "extremely-preterm", {}]);
    child.raw({ weeks: "37" });
    expect(child.z("weight")).toBe("-3.6");
  });

  test.each<[string, (child: ReturnType<typeof page>) => void]>([
    ["the sex is changed", (child) => child.hand("sex", "female")],
    ["the gestation is changed", (child) => child.hand("gestation", "very-preterm")],
    ["23+0 weeks are typed", (child) => { child.raw({ weeks: "23" }); child.raw({ days: "0" }); }],
  ])("is taken back after a reload where %s, and says so until it is measured or typed anew", (_, change) => {
    const child = measured();
    child.reload();
    expect([child.z("weight"), child.origin()]).toEqual(["-3.4", { weight: "measured", length: "measured" }]);
    change(child);
    expect([child.z("weight"), child.z("length"), child.origin()]).toEqual(["", "", {}]);
    expect(child.takenBack()).toEqual(["weight", "length"]);
    child.reload();
    expect(child.takenBack()).toEqual(["weight", "length"]);
    child.hand("size.length", "-4.1");
    child.raw({ weight: "1374" });
    expect(child.takenBack()).toEqual([]);
    expect(child.origin()).toEqual({});
  });

  test("is taken back where the sex was chosen anew before the scripts arrived", () => {
    const child = measured();
    child.reload(() => child.choose("sex", "female"));
    expect([child.value("sex"), child.z("weight"), child.takenBack()]).toEqual(["female", "", ["weight", "length"]]);
  });
});

describe("a z-score that somebody typed", () => {
  test("stands beside the one that follows, and both are shown; taken over, that one counts as measured", () => {
    const child = page();
    child.hand("size.weight", "−1,5");
    child.hand("sex", "male");
    for (const given of [{ weeks: "37" }, { days: "1" }, { weight: "1374" }]) child.raw(given);
    expect([child.z("weight"), child.origin()]).toEqual(["−1,5", {}]);
    expect(child.disputes()).toEqual([{ measure: "weight", typed: "−1,5", z: "-3.4" }]);
    child.takeOver();
    expect([child.z("weight"), child.disputes(), child.origin()]).toEqual(["-3.4", [], { weight: "measured" }]);
    child.raw({ weight: "1500" });
    expect(child.z("weight")).toBe("-3.2");
  });

  test("is no dispute where it is the same", () => {
    const child = page();
    child.hand("size.weight", "−3,4");
    child.hand("sex", "male");
    for (const given of [{ weeks: "37" }, { days: "1" }, { weight: "1374" }]) child.raw(given);
    expect([child.disputes(), child.origin()]).toEqual([[], {}]);
  });
});

type Act = (child: ReturnType<typeof page>, typedByHand: Partial<Record<Measure, string>>) => void;
const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values);
const acts: fc.Arbitrary<Act>[] = [
  oneOf("weight", "length", "head", "weeks", "days", "ounces").chain((place) => oneOf("", "1374", "3", "3.03", "38", "33", "37", "23", "x").map((text): Act => (child) => child.raw({ [place]: text }))),
  oneOf("" as const, "g" as const, "kg" as const, "lb" as const).map((unit): Act => (child) => child.raw({ unit })),
  oneOf("sex:male", "sex:female", "sex:unknown", "gestation:term", "gestation:unknown").map((choice): Act => (child) => child.hand(choice.split(":")[0] ?? "", choice.split(":")[1] ?? "")),
  fc.tuple(oneOf(...measures), oneOf("-1.5", "−2", "0")).map(([measure, z]): Act => (child, typedByHand) => {
    const was = child.z(measure);
    child.hand(`size.${measure}`, z);
    if (was !== z) typedByHand[measure] = z;
  }),
  fc.constant<Act>((child) => child.reload()),
  fc.constant<Act>((child, typedByHand) => {
    for (const { measure } of child.disputes()) delete typedByHand[measure];
    child.takeOver();
  }),
];

test("whatever is done in whatever order: what was typed stands, and what is called measured is neither stale nor typed", () => {
  fc.assert(fc.property(fc.boolean(), fc.array(fc.oneof(...acts), { maxLength: 14 }), (fromHamajima, done) => {
    const child = fromHamajima ? measured() : page();
    const typedByHand: Partial<Record<Measure, string>> = {};
    const at: Partial<Record<Measure, string>> = fromHamajima ? { weight: "male term", length: "male term" } : {};
    for (const act of done) {
      act(child, typedByHand);
      for (const measure of measures) {
        const [typed, follows, isMeasured] = [typedByHand[measure], child.follows(measure), measure in child.origin()];
        if (typed !== undefined) expect([child.z(measure), isMeasured]).toEqual([typed, false]);
        if (isMeasured && follows !== undefined) at[measure] = `${child.value("sex")} ${child.value("gestation")}`;
        if (isMeasured) expect(follows ?? child.z(measure)).toBe(child.z(measure));
        if (isMeasured && follows === undefined) expect(`${child.value("sex")} ${child.value("gestation")}`).toBe(at[measure]);
      }
    }
  }), { numRuns: 400 });
}, 60_000);
