import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modes, readFamily } from "@/lib/family/inheritance";
import type { FamilyReading } from "@/lib/family/inheritance";
import { inOrder, MAX_RELATIVES, onlyOnce, relations } from "@/lib/family/pedigree";
import type { ChildSex, Family, Relative } from "@/lib/family/pedigree";
import { codes, read, said, verdicts } from "./told";

const disagreeing = (reading: FamilyReading) => codes(reading, "imprinted-maternal").filter((code) => code.includes("-yet-")).join();

describe("published families", () => {
  test("Hamajima 2013: three siblings, the mother an unaffected carrier, the father without the variant", () => {
    const reading = read(["mother well carrier", "father well negative", "sister affected carrier", "brother affected carrier"], { transmittedBy: "mother" });
    expect(verdicts(reading)).toEqual({ "imprinted-maternal": "fits", recessive: "fits", "dominant-new": "open", "x-linked": "open" });
    expect(codes(reading, "imprinted-maternal")[0]).toBe("siblings-through-silent-mother mother brother sister");
    expect(codes(reading, "dominant-new")[0]).toMatch(/^not-simply-new mother father/);
    expect(said(reading.origin)).toEqual(["grandfather-or-new", "grandfather-mosaic"]);
    expect(said(reading.recurrence)).toContain("carrier-mother");
  });

  test("before anybody was tested they fit both, and the mother would be a carrier", () => {
    const reading = read(["mother well", "father well", "sister affected", "brother affected"]);
    expect(verdicts(reading)).toMatchObject({ "imprinted-maternal": "fits", recessive: "fits", "dominant-new": "open" });
    expect(said(reading.recurrence)).toEqual(expect.arrayContaining(["carrier-mother", "several-affected", "recessive-siblings", "dominant-siblings"]));
  });

  test("Berland 2022: an asymptomatic mother, and her father who is mosaic", () => {
    for (const grandfather of ["maternal-grandfather negative", "maternal-grandfather carrier", "maternal-grandfather"]) {
      const reading = read(["mother well carrier", grandfather], { transmittedBy: "mother" });
      expect(verdicts(reading)["imprinted-maternal"]).toBe("fits");
      expect(reading.origin.flatMap(({ relatives }) => relatives)).toContain("maternal-grandfather");
    }
    expect(said(read(["mother well carrier", "maternal-grandfather negative"]).origin)).toEqual(["new-in-silent-mother", "grandfather-mosaic"]);
  });

  test("Arboleda 2012: only mothers pass it on, and through men it skips a generation", () => {
    const reading = read(["mother well carrier", "maternal-grandfather affected carrier", "maternal-uncle well carrier", "maternal-half-sister affected"]);
    expect(verdicts(reading)["imprinted-maternal"]).toBe("fits");
    expect(said(reading.origin)).toEqual(["grandfather-carries"]);
    expect(said(reading.recurrence)).toEqual(expect.arrayContaining(["carrier-mother", "silent-mothers-siblings", "carrier-man", "carrier-daughters"]));
  });

  test("Roucher-Boulez 2019: SAMD9 from a healthy mother contradicts nothing", () => {
    expect(verdicts(read(["mother well", "father well", "sister affected"]))["dominant-new"]).toBe("open");
  });

  test("Binder 2020: mother and son affected", () => {
    const reading = read(["mother affected carrier"], { transmittedBy: "mother" });
    expect(verdicts(reading)["imprinted-maternal"]).toBe("fits");
    expect(said(reading.origin)).toEqual(["grandmother-or-new"]);
  });
});

describe("what tells one gene from another", () => {
  test.each(["maternal-uncle", "maternal-aunt"])("an affected %s and an unaffected carrier mother contradict CDKN1C", (other) => {
    const reading = read(["mother well carrier", `${other} affected`]);
    expect(verdicts(reading)["imprinted-maternal"]).toBe("contradicted");
    expect(codes(reading, "imprinted-maternal")).toEqual([
      `mother-would-be-affected mother ${other}`, "mosaicism-and-new-would-explain maternal-grandmother", "silent-carrier-would-explain mother", `other-cause-would-explain ${other}`,
    ]);
    expect(verdicts(reading)["x-linked"]).toBe(other === "maternal-uncle" ? "fits" : "open");
  });

  test("an affected uncle contradicts nothing while the mother is not known to be unaffected", () => {
    expect(verdicts(read(["maternal-uncle affected", "mother"]))["imprinted-maternal"]).toBe("fits");
  });

  test.each([
    ["maternal-half-brother affected", "fits"], ["maternal-half-sister affected", "fits"], ["paternal-half-brother affected", "contradicted"], ["paternal-half-sister affected", "contradicted"],
    ["father affected", "contradicted"], ["father carrier", "open"], ["mother affected", "fits"], ["maternal-grandfather affected", "fits"], ["paternal-uncle affected", "contradicted"],
  ])("%s: CDKN1C %s", (line, verdict) => expect(verdicts(read([line]))["imprinted-maternal"]).toBe(verdict));

  test("from the father contradicts CDKN1C, tells his daughters' risk and never calls him the cause", () => {
    const reading = read(["father well carrier"], { transmittedBy: "father" });
    expect(codes(reading, "imprinted-maternal")).toEqual(["variant-from-father father"]);
    expect(said(reading.recurrence)).toEqual(expect.arrayContaining(["carrier-man", "carrier-daughters"]));
    expect(reading.origin).toEqual([]);
  });

  test("father to son contradicts X-linked; a girl, an affected sister and an affected mother make it unlikely only", () => {
    expect(codes(read(["father affected"]), "x-linked")).toEqual(["father-to-son father"]);
    for (const reading of [read([], {}, "female"), read(["sister affected"]), read(["mother affected"])]) {
      expect(verdicts(reading)["x-linked"]).toBe("open");
      expect(codes(reading, "x-linked")[0]).toMatch(/^females-rarely-affected/);
    }
  });

  test("a mother who tested negative leaves a risk; a second child then needs mosaicism", () => {
    const one = read(["mother well negative"], { transmittedBy: "new" });
    expect(verdicts(one)).toEqual({ "imprinted-maternal": "open", recessive: "open", "dominant-new": "open", "x-linked": "open" });
    expect(codes(one, "imprinted-maternal")).toEqual(["new-in-child mother father"]);
    expect(said(one.origin)).toEqual(["new-on-maternal-copy"]);
    expect(said(one.recurrence)[0]).toBe("mother-without-variant");
    const two = read(["mother well negative", "sister affected"]);
    expect(codes(two, "imprinted-maternal")).toEqual(["mother-tested-negative mother sister", "mosaicism-would-explain mother", "other-cause-would-explain sister"]);
    expect(said(two.recurrence)[0]).toBe("several-affected");
  });

  test("related parents favour recessive and contradict nothing", () => {
    const reading = read([], { consanguinity: "yes" });
    expect(verdicts(reading)).toEqual({ "imprinted-maternal": "open", recessive: "fits", "dominant-new": "open", "x-linked": "open" });
    expect(verdicts(read(["father affected"], { consanguinity: "yes" }))["imprinted-maternal"]).toBe("open");
  });

  test("tests that cannot all be right are named as such", () => {
    expect(codes(read(["mother negative", "brother carrier", "maternal-half-sister carrier"]), "imprinted-maternal")).toEqual(["tests-disagree mother maternal-half-sister", "mosaicism-would-explain mother"]);
  });
});

const sign = fc.option(fc.constantFrom("yes" as const, "no" as const), { nil: undefined });
const relative = fc.record({ relation: fc.constantFrom(...relations), affected: sign, carrier: sign }).map(({ relation, affected, carrier }): Relative => ({ relation, ...(affected && { affected }), ...(carrier && { carrier }) }));
const anyFamily = fc.record({
  consanguinity: sign,
  transmittedBy: fc.option(fc.constantFrom("mother" as const, "father" as const, "new" as const), { nil: undefined, freq: 1 }),
  relatives: fc.array(relative, { maxLength: MAX_RELATIVES }).map((some) => some.filter(({ relation }, at) => !onlyOnce.includes(relation) || some.findIndex((one) => one.relation === relation) === at)),
}).map(({ consanguinity, transmittedBy, relatives }): Family => ({ ...(consanguinity && { consanguinity }), ...(transmittedBy && { transmittedBy }), relatives }));
const anySex = fc.constantFrom<ChildSex>("female", "male", "undetermined", "unknown");

describe("of any family", () => {
  test("order changes neither its bytes nor its reading", () => {
    fc.assert(fc.property(anyFamily, anySex, fc.integer(), (one, sex, seed) => {
      const relatives = one.relatives.map((each, at) => [each, Math.imul(at + 1, seed | 1) >>> 0] as const).toSorted(([, a], [, b]) => a - b).map(([each]) => each);
      expect(JSON.stringify(inOrder({ ...one, relatives }))).toBe(JSON.stringify(inOrder(one)));
      expect(JSON.stringify(inOrder(inOrder(one)))).toBe(JSON.stringify(inOrder(one)));
      expect(readFamily({ ...one, relatives }, { sex })).toEqual(readFamily(one, { sex }));
    }));
  });

  test("a relative of whom nothing is known changes nothing", () => {
    fc.assert(fc.property(anyFamily, anySex, fc.constantFrom(...relations), (one, sex, relation) => {
      expect(readFamily({ ...one, relatives: [...one.relatives, { relation }] }, { sex })).toEqual(readFamily(one, { sex }));
    }));
  });

  test("what is contradicted stays so, whatever else becomes known; only related parents can change that", () => {
    fc.assert(fc.property(anyFamily, anySex, relative, (one, sex, more) => {
      const [before, after] = [readFamily(one, { sex }), readFamily({ ...one, relatives: [...one.relatives, more] }, { sex })];
      // Facts that disagree with each other count no longer.
      fc.pre(disagreeing(before) === disagreeing(after));
      for (const mode of modes) if (verdicts(before)[mode] === "contradicted") expect(verdicts(after)[mode]).toBe("contradicted");
    }));
  });

  test("without those by whom it is contradicted it is not", () => {
    fc.assert(fc.property(anyFamily, anySex, (one, sex) => {
      for (const { mode, verdict, reasons } of readFamily(one, { sex }).modes) {
        if (verdict !== "contradicted") continue;
        const by = reasons.filter(({ code }) => !code.endsWith("would-explain")).flatMap(({ relatives }) => relatives);
        expect(by.length).toBeGreaterThan(0);
        const rest = { ...one, transmittedBy: undefined, relatives: one.relatives.filter(({ relation }) => !by.includes(relation)) };
        expect(verdicts(readFamily(one.transmittedBy && !by.includes("mother") && !by.includes("father") ? { ...rest, transmittedBy: one.transmittedBy } : rest, { sex }))[mode]).not.toBe("contradicted");
      }
    }));
  });

  test("an open way that is spoken against, and a contradicted one, say why; one that fits says what for", () => {
    fc.assert(fc.property(anyFamily, anySex, (one, sex) => {
      const { modes: all, origin, recurrence } = readFamily(one, { sex });
      for (const { verdict, reasons } of all) if (verdict !== "open") expect(reasons.length).toBeGreaterThan(0);
      for (const list of [...all.map(({ reasons }) => reasons), origin, recurrence]) expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
    }));
  });
});
