import { describe, expect, test } from "vitest";
import { settled } from "@/lib/family/origin";
import type { Copy } from "@/lib/family/origin";
import type { Family, Relative } from "@/lib/family/pedigree";
import { sayFamilyReason } from "@/lib/screening/family-reasons";
import { codes, read, said, verdicts } from "./told";

const cdkn1c = "imprinted-maternal";
const signs = [undefined, "yes", "no"] as const;

describe("facts on the child's variant", () => {
  /** One variant: passed on by the parent of its copy, who then carries it, or new there, and then neither does. */
  const worlds = (["mother", "father"] as const).flatMap((copy) => [
    ...[true, false].map((other) => ({ copy, by: copy as Family["transmittedBy"], carries: { [copy]: true, [copy === "mother" ? "father" : "mother"]: other } as Record<Copy, boolean> })),
    { copy, by: "new" as Family["transmittedBy"], carries: { mother: false, father: false } },
  ]);

  test("disagree exactly where there is no way for all of them to be true, and then none counts that is in it", () => {
    let disagreements = 0;
    for (const copy of [undefined, "mother", "father"] as const) for (const by of [undefined, "mother", "father", "new"] as const) for (const mother of signs) for (const father of signs) {
      const relatives: Relative[] = [{ relation: "mother", ...(mother && { carrier: mother }) }, { relation: "father", ...(father && { carrier: father }) }];
      const agrees = (carrier: "yes" | "no" | undefined, carries: boolean) => carrier === undefined || carries === (carrier === "yes");
      const possible = worlds.some((world) => (!copy || world.copy === copy) && (!by || world.by === by) && agrees(mother, world.carries.mother) && agrees(father, world.carries.father));
      const { told, disagree } = settled({ relatives, ...(by && { transmittedBy: by }) }, copy);
      expect(disagree === null, [copy, by, mother, father].join()).toBe(possible);
      if (disagree) disagreements++;
      if (disagree) expect([told.transmittedBy, told.copy, settled(told).disagree]).toEqual([undefined, undefined, null]);
      else expect([told.transmittedBy, told.copy]).toEqual([by, copy]);
    }
    expect(disagreements).toBeGreaterThan(20);
  });

  test.each<[string[], NonNullable<Parameters<typeof read>[1]>, string]>([
    [["mother well", "brother affected"], { transmittedBy: "mother", copy: "father" }, "copy-yet-given-otherwise"],
    [["mother carrier", "father negative"], { copy: "father" }, "copy-yet-carried-otherwise mother father"],
    [["mother negative", "father carrier"], { copy: "mother" }, "copy-yet-carried-otherwise mother father"],
    [["mother negative"], { transmittedBy: "mother", copy: "mother" }, "given-yet-not-carried mother"],
  ])("%j with %j: %s, and CDKN1C fits nothing", (lines, more, first) => {
    const reading = read(lines, more);
    expect(codes(reading, cdkn1c)[0]).toBe(first);
    expect(verdicts(reading)[cdkn1c]).toBe("open");
  });
});

describe("the copy on which testing showed it", () => {
  test("of the father: CDKN1C does not explain the child, whoever else is affected, and no origin is told from the mother", () => {
    for (const lines of [["mother well", "brother affected"], ["mother well carrier", "brother affected"], ["father carrier"], []]) {
      const reading = read(lines, { copy: "father" });
      expect(codes(reading, cdkn1c)[0]).toBe("variant-from-father father");
      expect([verdicts(reading)[cdkn1c], reading.origin]).toEqual(["contradicted", []]);
    }
  });

  test("of the mother: it fits, also where it is new, and a father who carries it takes nothing from that", () => {
    const [fresh, father] = [read([], { transmittedBy: "new", copy: "mother" }), read(["father carrier"], { copy: "mother" })];
    expect([verdicts(fresh)[cdkn1c], codes(fresh, cdkn1c), said(fresh.origin)]).toEqual(["fits", ["on-mothers-copy mother"], ["new-on-maternal-copy"]]);
    expect([verdicts(father)[cdkn1c], codes(father, cdkn1c)]).toEqual(["fits", ["on-mothers-copy mother", "carried-on-fathers-side father"]]);
    expect(verdicts(read(["father affected"], { copy: "mother" }))[cdkn1c]).toBe("contradicted");
  });
});

describe("a mother who tested negative", () => {
  test("and a father who carries it: it may well be his, then silent; open until tested from whom it is", () => {
    for (const line of ["father carrier", "paternal-uncle carrier", "brother carrier"]) {
      const reading = read(["mother negative", line]);
      expect([verdicts(reading)[cdkn1c], codes(reading, cdkn1c), said(reading.origin)]).toEqual(["open", [`perhaps-from-father ${line.split(" ")[0]}`], ["father-or-new"]]);
    }
    const reading = read(["mother negative", "father carrier"]);
    const [why, origin] = [reading.modes[0]?.reasons[0], reading.origin[0]].map((reason) => reason && sayFamilyReason(reason, "en"));
    expect(why).toMatch(/expected to be silent.*Test from whom the child has it/);
    expect(origin).toMatch(/^It may be from the father, and is then expected to be silent; or it is new/);
    expect(said(read(["mother negative", "father negative", "paternal-uncle carrier"]).origin)).toEqual(["new-on-maternal-copy"]);
  });

  test.each([[["brother affected", "sister affected"]], [["maternal-half-brother affected"]], [["brother affected", "father carrier"]]])("and %j: open, for she may be mosaic, which is documented", (lines) => {
    const reading = read(["mother well negative", ...lines]);
    expect(verdicts(reading)[cdkn1c]).toBe("open");
    expect(codes(reading, cdkn1c).slice(0, 2).map((code) => code.split(" ")[0])).toEqual(["mother-tested-negative", "mosaicism-would-explain"]);
    expect(reading.origin.map(({ code, relatives }) => [code, ...relatives])).toEqual([["mosaic-ancestor", "mother"]]);
  });

  test("and what mosaicism does not explain either: contradicted by that alone", () => {
    expect(codes(read(["mother negative", "sister affected", "father affected"]), cdkn1c)[0]).toBe("father-side father");
  });
});
