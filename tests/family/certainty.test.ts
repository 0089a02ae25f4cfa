import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFamily } from "@/lib/family/inheritance";
import type { FamilyReading } from "@/lib/family/inheritance";
import { relations } from "@/lib/family/pedigree";
import type { Family, Relative } from "@/lib/family/pedigree";
import { sayFamilyReason } from "@/lib/screening/family-reasons";
import { codes, read, said, verdicts } from "./told";

const sentences = ({ modes, origin, recurrence }: FamilyReading) => [...modes.flatMap(({ reasons }) => reasons), ...origin, ...recurrence].map((reason) => sayFamilyReason(reason, "en"));
const sign = fc.constantFrom("yes" as const, "no" as const);
const transmitted = fc.constantFrom(undefined, "mother" as const, "father" as const, "new" as const);
const anyRelatives = fc.uniqueArray(fc.record({ relation: fc.constantFrom(...relations), affected: sign, carrier: sign }, { requiredKeys: ["relation"] }), { maxLength: 8, selector: ({ relation }) => relation }) as fc.Arbitrary<Relative[]>;
const anyFamily = fc.tuple(anyRelatives, transmitted).map(([relatives, transmittedBy]): Family => ({ relatives, ...(transmittedBy && { transmittedBy }) }));

describe("another affected child", () => {
  test("is never called unlikely where a brother or sister is affected, and germ cells are named instead", () => {
    fc.assert(fc.property(anyFamily, fc.constantFrom("brother" as const, "sister" as const, "maternal-half-brother" as const, "paternal-half-sister" as const), (one, relation) => {
      const told = { ...one, relatives: [...one.relatives.filter((other) => other.relation !== relation), { relation, affected: "yes" as const }] };
      expect(sentences(readFamily(told, { sex: "male" })).join(" ")).not.toMatch(/unlikely|chance is low/);
    }));
    expect(said(read(["sister affected", "maternal-grandfather negative", "maternal-aunt well carrier"]).recurrence)).not.toContain("mother-untested");
    const several = read(["mother well negative", "sister affected", "brother affected"]);
    expect(several.recurrence.map(({ code, relatives }) => [code, ...relatives].join(" ")).slice(0, 1)).toEqual(["several-affected brother sister"]);
    expect(said(several.recurrence)).toContain("dominant-siblings");
    expect(said(several.recurrence)).not.toContain("mostly-new");
    expect(sentences(several).filter((text) => text.includes("mosaic in her germ cells") && text.includes("up to one in two"))).toHaveLength(1);
  });

  test("nor where a child of a mother who tested negative carries it", () => {
    for (const line of ["brother carrier", "maternal-half-sister carrier"]) {
      const reading = read(["mother negative", line]);
      expect(said(reading.recurrence)[0]).toBe("siblings-carry");
      expect(sentences(reading).filter((text) => text.startsWith("CDKN1C")).join(" ")).not.toMatch(/unlikely|chance is low/);
    }
    expect(said(read(["mother negative", "paternal-half-sister carrier"]).recurrence)[0]).toBe("mother-without-variant");
  });

  test("of an affected mother in whom the variant was not found is not called unlikely either", () => {
    expect(said(read(["mother affected negative"]).recurrence)[0]).toBe("several-affected");
  });

  test("of a mother who carries it has one chance in two, and of no other is it said that she does", () => {
    expect(said(read(["mother well carrier", "sister affected"], { transmittedBy: "mother" }).recurrence)).toEqual(["carrier-mother", "silent-mothers-siblings"]);
    expect(said(read(["mother well", "sister affected"]).recurrence)).toEqual(expect.arrayContaining(["carrier-mother", "several-affected"]));
  });

  test("is not told of SAMD9 as mostly new where anybody else is affected", () => {
    expect(said(read(["maternal-uncle affected"]).recurrence)).not.toContain("mostly-new");
    expect(said(read(["maternal-uncle well"]).recurrence)).toContain("mostly-new");
  });
});

describe("a father who carries it, too", () => {
  test("takes nothing from what the mother was shown to have passed on", () => {
    const reading = read(["mother well carrier", "father well carrier"], { transmittedBy: "mother" });
    expect(verdicts(reading)["imprinted-maternal"]).toBe("fits");
    expect(codes(reading, "imprinted-maternal")).toEqual(["carried-in-maternal-line mother", "carried-on-fathers-side father"]);
    expect(said(reading.origin)).toEqual(["grandfather-or-new", "grandfather-mosaic"]);
    expect(said(reading.recurrence)).toEqual(expect.arrayContaining(["carrier-mother", "carrier-man", "carrier-daughters"]));
  });

  test.each([["paternal-grandmother"], ["paternal-uncle"], ["paternal-half-sister"]])("nor does a %s", (relation) => {
    expect(verdicts(read([`${relation} carrier`], { transmittedBy: "mother" }))["imprinted-maternal"]).toBe("fits");
  });

  test("leaves open what was not shown", () => {
    expect(verdicts(read(["mother carrier", "father carrier"]))["imprinted-maternal"]).toBe("open");
    expect(codes(read(["father carrier"]), "imprinted-maternal")).toEqual(["carried-on-fathers-side father"]);
  });

  test("explains his tests and not his signs", () => {
    expect(codes(read(["mother carrier", "father affected carrier"], { transmittedBy: "mother" }), "imprinted-maternal")[0]).toBe("father-side father");
  });
});

describe("two facts that disagree", () => {
  test.each([
    ["new", ["mother well carrier"], "new-yet-carried mother"], ["new", ["father carrier"], "new-yet-carried father"], ["new", ["mother carrier", "father carrier"], "new-yet-carried mother father"],
    ["mother", ["mother negative"], "given-yet-not-carried mother"], ["father", ["father negative"], "given-yet-not-carried father"],
  ] as const)("from %s, %j: are told first, and neither is reasoned from", (transmittedBy, lines, first) => {
    const reading = read([...lines], { transmittedBy });
    expect(codes(reading, "imprinted-maternal")).toEqual([first]);
    expect(verdicts(reading)["imprinted-maternal"]).toBe("open");
    const [text] = sentences(reading);
    expect(text).toMatch(/^Two facts disagree: that .*, and that .*\. Check them/);
    const bare = read(lines.map((line) => line.replace(/ carrier| negative/, "")));
    expect(reading.recurrence.length === 0 || reading.recurrence).toEqual(bare.recurrence.length === 0 || bare.recurrence);
  });

  test("leave what others contradict contradicted, and fit nothing", () => {
    expect(codes(read(["mother carrier", "father affected"], { transmittedBy: "new" }), "imprinted-maternal")).toEqual(["new-yet-carried mother", "father-side father", "other-cause-would-explain father"]);
    expect(verdicts(read(["mother carrier", "sister affected"], { transmittedBy: "new" }))["imprinted-maternal"]).toBe("open");
  });

  test("are never those of the other parent", () => {
    expect(codes(read(["father negative"], { transmittedBy: "mother" }), "imprinted-maternal")).toEqual(["carried-in-maternal-line mother"]);
  });
});

describe("no more certainty than the facts give", () => {
  test("a new variant alone fits nothing: from whom the copy is was not shown", () => {
    const reading = read([], { transmittedBy: "new" });
    expect(new Set(Object.values(verdicts(reading)))).toEqual(new Set(["open"]));
    expect(codes(reading, "imprinted-maternal")).toEqual(["new-in-child mother father"]);
  });

  test.each(["brother", "sister", "maternal-half-brother"])("a %s who carries it and is not affected speaks against it, softly", (relation) => {
    const reading = read(["mother well carrier", `${relation} well carrier`], { transmittedBy: "mother" });
    expect(verdicts(reading)["imprinted-maternal"]).toBe("open");
    expect(codes(reading, "imprinted-maternal")).toEqual([`carrier-sibling-unaffected ${relation}`]);
    expect(sentences(reading)[0]).toMatch(/softly/);
  });

  test("a maternal grandfather may carry it until he was tested", () => {
    const [inferred, shown] = [read(["mother well carrier", "maternal-uncle carrier"]), read(["mother well carrier", "maternal-grandfather carrier"])];
    expect([said(inferred.origin), said(shown.origin)]).toEqual([["from-grandfather", "grandfather-mosaic"], ["grandfather-carries"]]);
    expect(sentences(inferred).join(" ")).toMatch(/he may carry it\. Test him.*mosaic is documented/);
  });

  test("no sentence says as sure what is only expected, or of nobody what is said of somebody", () => {
    fc.assert(fc.property(anyFamily, fc.constantFrom("yes" as const, "no" as const), fc.constantFrom("male" as const, "female" as const), (one, consanguinity, sex) => {
      for (const text of sentences(readFamily({ ...one, consanguinity }, { sex }))) expect(text).not.toMatch(/is then affected|mother has it from the maternal|To explain|: \.|of \.|in \.|\(\)/);
    }), { numRuns: 1000 });
  });

  test("of parents who are related, whatever the tests, a reason names somebody", () => {
    const reading = read(["mother carrier", "father affected", "maternal-grandmother negative", "maternal-grandfather negative"], { consanguinity: "yes" });
    expect(codes(reading, "imprinted-maternal")).toEqual(["not-one-variant father maternal-grandmother maternal-grandfather"]);
    expect(verdicts(reading)["imprinted-maternal"]).toBe("open");
  });
});
