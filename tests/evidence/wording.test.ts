import { describe, expect, test } from "vitest";
import knowledge from "@/lib/evidence/knowledge.json";
import type { Pull } from "@/lib/evidence/panel";
import { beyondHpo, CAP, LETTER_CAP, startingSeries } from "@/lib/evidence/priors";
import type { Entry } from "@/lib/evidence/priors";
import { rarityOf, rarityParts } from "@/lib/evidence/rarity";
import { citeRef, sayBasis, sayPull, sayRarity, saySeries, sayShare, tellsApart } from "@/lib/evidence/wording";
import { letterStatuses } from "@/lib/screening/rules";

const finding = (log: number, more: Partial<Extract<Pull, { kind: "finding" }>> = {}): Pull => ({ kind: "finding", feature: "iugr", status: "observed", log, said: "11/11", ref: "PMID:22634751", ...more });

describe("a share", () => {
  test.each([
    [0.41, 0.12, 0.7, "Share 41 %, between 12 and 70 %"],
    [0.003, 0.0001, 0.41, "Share under 1 %, between 0 and 41 %"],
    [0.997, 0.78, 0.9999, "Share over 99 %, between 78 and 100 %"],
    [0.0000004, 0.0000001, 0.00002, "Share under 1 %"],
  ])("%s from %s to %s is never said to be none or all", (share, low, high, said) => expect(sayShare({ share, interval: [low, high] }, "en")).toBe(said));
});

describe("a pull", () => {
  test.each([
    [Math.log(LETTER_CAP), "for", "strongly, × 10"],
    [Math.log(CAP), "for", "strongly, × 30"],
    [-Math.log(LETTER_CAP), "against", "strongly, ÷ 10"],
    [Math.log(5), "for", "moderately, × 5"],
    [-Math.log(2.04), "against", "somewhat, ÷ 2"],
    [Math.log(1.5), "for", "barely, × 1.5"],
    [0.02, "neither", "barely, × 1"],
  ])("of %s speaks %s: %s", (log, side, strength) => expect(sayPull(finding(log), "en")).toMatchObject({ side, strength, what: "Growth restriction before birth (IUGR) observed" }));

  test.each([
    ["11/11, 3/3", "scoliosis", "11 of 11, 3 of 3"],
    ["0/5", "high-acth", "0 of 5"],
    ["Very frequent", "scoliosis", "“very frequent”, not counted"],
    ["", "scoliosis", "no frequency given"],
  ] as const)("that says %j of %s is told as %j", (said, feature, told) => expect(sayPull(finding(1, { said, feature }), "en").told).toBe(told));

  test("whose rate is lent names the sign it is lent by", () => {
    expect(sayPull(finding(1, { said: "11/11", feature: "high-acth", lent: "adrenal-hypoplasia" }), "en").told).toBe("11 of 11, as adrenal hypoplasia (small or missing glands)");
  });

  test("of sex or variant has no count", () => {
    expect(sayPull({ kind: "sex", log: 0.6 }, "en")).toMatchObject({ what: "The child’s sex", told: "", cited: [] });
    expect(sayPull({ kind: "variant", log: Math.log(891) }, "en")).toMatchObject({ what: "The gene variant", strength: "strongly, × 890" });
  });
});

describe("a source", () => {
  test("is cited as the checklist does, else by its number", () => {
    expect(citeRef("PMID:22634751").cite).toBe("Arboleda et al. 2012, Nat Genet 44:788");
    expect(citeRef("PMID:20301638")).toEqual({ cite: "PMID 20301638", url: "https://pubmed.ncbi.nlm.nih.gov/20301638/" });
    expect(citeRef("NBK564655").cite).toBe("GeneReviews NBK564655, MIRAGE syndrome");
    expect(citeRef("NBK190103").cite).toContain("Schrier Vergano and Deardorff, GeneReviews");
    expect(citeRef("medlineplus").cite).toContain("MedlinePlus");
    expect(citeRef("ORPHA:85173").cite).toContain("ORPHA:85173");
    expect(citeRef("OMIM:614732")).toEqual({ cite: "OMIM 614732, by HPO", url: "https://www.omim.org/entry/614732" });
    expect(sayBasis("general knowledge", "en")).toEqual({ cite: "general knowledge, no source", url: null });
  });

  test("has a page, but for a book", () => {
    const known = Object.values(knowledge.conditions).flatMap((stated) => Object.values(stated).flat() as Entry[]);
    const refs = [...known, ...Object.values(beyondHpo).flatMap((all) => all.map(([, entry]) => entry))].flatMap(({ ref }) => ref.split(";"));
    expect([...new Set(refs)].filter((ref) => citeRef(ref).url === null && !ref.startsWith("ISBN"))).toEqual([]);
  });
});

test("one or two tests tell the leading apart, and none twice", () => {
  expect(tellsApart(["OMIM:614732", "OMIM:618336", "OMIM:617053"]).map(({ id }) => id)).toEqual(["OMIM:614732", "OMIM:618336"]);
  expect(tellsApart(["OMIM:273750", "OMIM:612921", "OMIM:614732"]).map(({ id }) => id)).toEqual(["OMIM:273750", "OMIM:614732"]);
  expect(tellsApart(["OMIM:273750", "OMIM:612921"])).toHaveLength(1);
});

test("a series is one paragraph with its own numbers", () => {
  expect(startingSeries.map((series) => saySeries(series, "en"))).toEqual([
    "Equal: each condition and “none of them” starts with the same share, 1 of 40.",
    expect.stringContaining("IMAGe syndrome 1.3 %, MIRAGE syndrome 3.2 %"),
  ]);
});

test("rarity is one sentence for every pattern, with both denominators", () => {
  const patterns = letterStatuses.flatMap((I) => letterStatuses.map((A) => ({ I, M: "unknown", A, Ge: "not-applicable" }) as const));
  for (const letters of patterns) {
    const rarity = rarityOf(letters);
    const said = rarity && sayRarity(rarityParts(rarity), "en");
    if (rarity === null) expect(Object.values(letters).some((status) => status === "met" || status === "supported")).toBe(false);
    else expect(said).toMatch(new RegExp(`^(I|A).*\\b${rarity.of} published cases.*\\.$`));
    if (rarity && rarity.assessed.of > 0) expect(said).toContain(` ${rarity.assessed.of} `);
    expect(said ?? "").not.toMatch(/NaN|undefined|null/);
  }
});
