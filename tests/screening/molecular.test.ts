import { describe, expect, test } from "vitest";
import type { Family } from "@/lib/family/pedigree";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import type { Variant } from "@/lib/screening/bands";
import { childOf } from "@/lib/screening/family-child";
import { assessWhole } from "@/lib/screening/heredity";
import { family as told } from "@/tests/family/told";

const sound: Variant = { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "unknown", tested: false };
const draft = (variant: Partial<Variant> | null, family?: Family, more: Partial<Draft> = {}): Draft => ({ checklist: "1.0", sex: "male", age: "unknown", findings: {}, ...(variant && { variant: { ...sound, ...variant } }), ...(family && { family }), ...more });
const maternal = { allele: "maternal", tested: true } as const;
const paternal = { allele: "paternal", tested: true } as const;
const read = (one: Draft) => {
  const { molecular, issues, family } = assessWhole(one);
  const [cdkn1c] = family?.modes ?? [];
  return { molecular, disputed: issues.some(({ code }) => code === "variant-origin-disputed"), verdict: cdkn1c?.verdict, first: cdkn1c?.reasons[0]?.code };
};

describe("a variant whose origin is told twice", () => {
  test.each<[string, Partial<Variant>, Family, string]>([
    ["from a mother who tested negative", {}, told(["mother negative"], { transmittedBy: "mother" }), "given-yet-not-carried"],
    ["from nobody, and a mother who carries it", maternal, told(["mother carrier"], { transmittedBy: "new" }), "new-yet-carried"],
    ["on her copy, she negative and the father a carrier", maternal, told(["mother negative", "father carrier"]), "copy-yet-carried-otherwise"],
    ["on his copy, he negative and the mother a carrier", paternal, told(["mother well carrier", "father negative", "brother affected"]), "copy-yet-carried-otherwise"],
    ["on his copy, and from the mother", paternal, told(["mother well", "brother affected"], { transmittedBy: "mother" }), "copy-yet-given-otherwise"],
    ["assumed on his copy, and from the mother", { allele: "paternal" }, told([], { transmittedBy: "mother" }), "copy-yet-given-otherwise"],
  ])("%s: disputed, not established, and the family open for the same reason", (_, variant, family, first) => {
    expect(read(draft(variant, family))).toEqual({ molecular: "incomplete", disputed: true, verdict: "open", first });
  });

  test.each<[string, Partial<Variant>, Family, ReturnType<typeof read>]>([
    ["on his copy: paternal, and CDKN1C does not explain the child", paternal, told(["mother well", "brother affected"]), { molecular: "paternal", disputed: false, verdict: "contradicted", first: "variant-from-father" }],
    ["on her copy and new", maternal, told(["mother negative", "father negative"], { transmittedBy: "new" }), { molecular: "established", disputed: false, verdict: "fits", first: "on-mothers-copy" }],
    ["from a mother who carries it", {}, told(["mother carrier"], { transmittedBy: "mother" }), { molecular: "established", disputed: false, verdict: "fits", first: "carried-in-maternal-line" }],
    ["a benign one on his copy says nothing of the family", { ...paternal, class: "benign" }, told(["mother well", "brother affected"]), { molecular: "benign", disputed: false, verdict: "fits", first: "siblings-through-silent-mother" }],
    ["one of another gene neither", { ...maternal, gene: "POLE" }, told(["mother negative", "father carrier"]), { molecular: "other-gene", disputed: false, verdict: "open", first: "perhaps-from-father" }],
  ])("%s", (_, variant, family, expected) => expect(read(draft(variant, family))).toEqual(expected));

  test("whatever is told, what is established is never disputed, and CDKN1C then never contradicted by its origin", () => {
    const signs = [undefined, "yes", "no"] as const;
    for (const allele of ["maternal", "paternal", "unknown"] as const) for (const tested of [true, false]) for (const transmittedBy of [undefined, "mother", "father", "new"] as const) for (const mother of signs) for (const father of signs) {
      const relatives: Family["relatives"] = [{ relation: "mother", ...(mother && { carrier: mother }) }, { relation: "father", ...(father && { carrier: father }) }];
      const one = read(draft({ allele, tested }, { relatives, ...(transmittedBy && { transmittedBy }) }));
      if (one.disputed) expect([one.molecular, one.verdict]).toEqual(["incomplete", "open"]);
      if (one.molecular === "established") expect([one.disputed, one.verdict]).toEqual([false, "fits"]);
      if (one.molecular === "paternal") expect(one.verdict).toBe("contradicted");
    }
  });
});

describe("the child as the family is read for", () => {
  test("46,XY outranks the recorded sex, as for the letters", () => {
    const girl = draft(null, told(["maternal-uncle affected"]), { sex: "female" });
    const boy: Draft = { ...girl, findings: { "female-genitalia-46xy": "observed" } };
    expect([childOf(girl), childOf(boy)]).toEqual([{ sex: "female" }, { sex: "male" }]);
    expect([girl, boy].map((one) => assessWhole(one).family?.modes.find(({ mode }) => mode === "x-linked")?.verdict)).toEqual(["open", "fits"]);
    expect(assess(boy).letters.Ge).not.toBe("not-applicable");
  });

  test("has its variant's copy only where testing showed it", () => {
    expect([maternal, paternal, { allele: "paternal", tested: false } as const].map((variant) => childOf(draft(variant)).copy)).toEqual(["mother", "father", undefined]);
  });
});
