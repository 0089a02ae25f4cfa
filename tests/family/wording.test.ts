import { describe, expect, test } from "vitest";
import { modes } from "@/lib/family/inheritance";
import { relations } from "@/lib/family/pedigree";
import type { Relation } from "@/lib/family/pedigree";
import { because, familyCodes } from "@/lib/family/reasons";
import type { FamilyReason } from "@/lib/family/reasons";
import { sources } from "@/lib/screening/sources";
import { sayFamilyReason } from "@/lib/screening/family-reasons";
import { familyWords, sayParents, sayRelative } from "@/lib/screening/family-wording";

const some: Relation[][] = [["mother"], ["brother"], ["mother", "maternal-uncle"], ["brother", "sister", "maternal-half-brother"]];

describe.each(familyCodes)("%s", (code) => {
  test("has a source and reads well", () => {
    for (const relatives of some) {
      const reason = because(code, relatives);
      expect(Object.hasOwn(sources, reason.source)).toBe(true);
      const text = sayFamilyReason(reason, "en");
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/diagnos|!|\u2014|undefined|\bnull\b|patient|non-?paternity|\b0 ?%|no risk| {2}|\.\./i);
    }
  });
});

test("a girl with no relative told is said without a list", () => {
  expect(sayFamilyReason(because("females-rarely-affected"), "en")).toMatch(/^A girl or woman /);
});

test("a code that is not known today is shown as it was stored", () => {
  for (const code of ["retired", "__proto__", "toString"]) expect(sayFamilyReason({ code, relatives: [], source: "rules" } as unknown as FamilyReason, "en")).toBe(code);
});

test("a relative is a sentence", () => {
  expect(sayRelative({ relation: "maternal-uncle", affected: "yes" }, "en")).toBe("Maternal uncle: affected.");
  expect(sayRelative({ relation: "mother", affected: "no", carrier: "yes" }, "en")).toBe("Mother: not affected, carries the CDKN1C variant.");
  expect(sayRelative({ relation: "father" }, "en")).toBe("Father: not known whether affected.");
});

test("so is what is known of the parents together", () => {
  expect(sayParents({ relatives: [] }, "en")).toEqual([]);
  expect(sayParents({ consanguinity: "yes", transmittedBy: "new", relatives: [] }, "en")).toHaveLength(2);
});

test("every relation and mode has a name", () => {
  const family = familyWords("en");
  const names = family.relations;
  expect(relations.every((relation) => names[relation].length > 0) && modes.every((mode) => family.modes[mode].length > 0)).toBe(true);
  expect(family.who(["mother", "brother", "maternal-aunt"])).toBe("the mother, a brother and a maternal aunt");
});
