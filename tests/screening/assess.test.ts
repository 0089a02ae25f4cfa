import { describe, expect, test } from "vitest";
import type { Draft, Issue } from "@/lib/screening/assess";
import type { Molecular } from "@/lib/screening/molecular";
import type { Variant } from "@/lib/screening/bands";
import { look } from "./look";

const pairs = (codes: string, some: readonly string[], others: readonly string[]) => some.flatMap((one) => others.map((other): [string, string] => [codes, `${one} ${other}`]));
const unwell = ["vomiting", "dehydration", "hypotension"];
const electrolytes = ["hyponatremia", "hyperkalemia"];

describe("flag", () => {
  test.each<[string, string]>([
    ["shock", "shock"],
    ["salt-crisis", "hyponatremia hyperkalemia"],
    ...pairs("salt-loss-unwell", [...electrolytes, "salt-wasting"], unwell),
    ...pairs("hypoglycemia-with-adrenal-sign", ["hypoglycemia"], [...unwell, ...electrolytes, "hyperpigmentation", "micropenis"]),
    ...pairs("adrenal-failure-unwell", ["adrenal-insufficiency", "adrenal-hypoplasia", "high-acth", "low-cortisol"], [...unwell, "hypoglycemia", ...electrolytes]),
  ])("red %s: %s", (code, short) => {
    const { flag } = look(short);
    expect(flag?.level).toBe("red");
    const row = flag?.reasons.find((reason) => reason.code === code);
    expect([...(row?.features ?? [])].sort()).toEqual(short.split(" ").sort());
  });

  test.each<[string, string]>([
    ["hypoglycemia-feeding-poorly", "hypoglycemia feeding-difficulty"],
    ["one-electrolyte", "hyponatremia"],
    ["one-electrolyte", "hyperkalemia -hyponatremia"],
    ["adrenal-failure-feeding-poorly", "adrenal-insufficiency feeding-difficulty"],
    ["adrenal-failure-feeding-poorly", "adrenal-hypoplasia feeding-difficulty"],
  ])("amber %s: %s", (code, short) => {
    const { flag } = look(short);
    expect([flag?.level, flag?.reasons.map((reason) => reason.code)]).toEqual(["amber", [code]]);
  });

  test.each(["", "adrenal-insufficiency", "hypoglycemia", "vomiting dehydration", "salt-wasting", "-shock", "feeding-difficulty vomiting", "high-acth feeding-difficulty"])("none: %j", (short) => {
    expect(look(short).flag).toBeNull();
  });

  test("red leaves no amber row beside it", () => {
    expect(look("shock hyponatremia").flag?.reasons.map((reason) => reason.code)).toEqual(["shock"]);
  });
});

describe("molecular", () => {
  const sound: Variant = { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true };
  test.each<[string, Partial<Variant>, "mother" | "father" | "new", Molecular]>([
    ["shown from the mother", { allele: "unknown", tested: false }, "mother", "established"],
    ["shown from the father", { allele: "unknown", tested: false }, "father", "paternal"],
    ["new: the copy is not shown", { allele: "unknown", tested: false }, "new", "incomplete"],
    ["disputed", {}, "father", "incomplete"],
  ])("what testing of the family showed of its origin counts: %s", (_, change, transmittedBy, molecular) => {
    expect(look("", { variant: { ...sound, ...change }, family: { transmittedBy, relatives: [] } }).molecular).toBe(molecular);
  });

  test.each<[string, Partial<Variant>, Molecular]>([
    ["1 established", {}, "established"],
    ["1 likely pathogenic", { class: "likely-pathogenic" }, "established"],
    ["1 origin not tested", { tested: false }, "incomplete"],
    ["1 origin unknown", { allele: "unknown" }, "incomplete"],
    ["1 uncertain", { class: "uncertain" }, "incomplete"],
    ["1 region unknown", { region: "unknown" }, "incomplete"],
    ["1 not missense", { consequence: "splice" }, "incomplete"],
    ["1 elsewhere", { region: "elsewhere" }, "elsewhere"],
    ["1 benign", { class: "benign" }, "benign"],
    ["1 paternal", { allele: "paternal" }, "paternal"],
    ["2 Arg279", { region: "arg279-leu-or-ser" }, "silver-russell"],
    ["3 truncating", { consequence: "truncating" }, "beckwith-wiedemann"],
    ["3 frameshift", { consequence: "frameshift" }, "beckwith-wiedemann"],
    ["3 deletion", { consequence: "deletion" }, "beckwith-wiedemann"],
    ["4 duplication", { consequence: "duplication" }, "copy-number"],
    ["5 another gene", { gene: "POLE" }, "other-gene"],
  ])("%s", (_, change, molecular) => {
    expect(look("", { variant: { ...sound, ...change } }).molecular).toBe(molecular);
  });

  test("never moves a letter, the match or the flag; no variant, no meaning", () => {
    const { letters: found, match, flag } = look("iugr");
    expect(look("iugr", { variant: sound })).toMatchObject({ letters: found, match, flag });
    expect(look("iugr").molecular).toBeNull();
  });

  test("a duplication asks for copy-number testing", () => {
    expect(look("", { variant: { ...sound, consequence: "duplication" } }).unknown.flatMap((open) => open.tests)).toContain("cdkn1c-copy-number");
  });
});

describe("issues", () => {
  test.each<[Issue["code"], Issue["level"], string, Partial<Draft>?]>([
    ["observed-below-excluded", "error", "hypospadias -genital-anomaly"],
    ["steroids-hide-cortisol", "warning", "low-cortisol", { context: { steroids: true } }],
    ["steroids-hide-cortisol", "warning", "-adrenal-insufficiency", { context: { steroids: true } }],
    ["acth-not-raised", "note", "adrenal-insufficiency -high-acth"],
    ["acth-not-raised", "note", "low-cortisol -high-acth"],
    ["points-to-central-cause", "note", "central-adrenal-insufficiency"],
    ["points-to-congenital-adrenal-hyperplasia", "warning", "high-17ohp"],
    ["points-to-congenital-adrenal-hyperplasia", "warning", "adrenal-hyperplasia"],
    ["virilised-female", "warning", "ambiguous-genitalia", { sex: "female" }],
    ["rickets-looks-alike", "note", "metaphyseal-cupping"],
    ["rickets-looks-alike", "note", "metaphyseal-flaring"],
    ["birth-size-was-normal", "note", "short-stature", { size: { weight: 0 } }],
    ["measured-size-outranks-tick", "warning", "sga", { size: { weight: 0 } }],
    ["measured-size-outranks-tick", "warning", "-sga", { size: { weight: -1.3 } }],
    ["girl-with-core-pair", "note", "iugr adrenal-insufficiency", { sex: "female" }],
    ["surgery-before-axis", "warning", "hypospadias", { context: { surgeryPlanned: true } }],
    ["low-platelets-point-to-mirage", "warning", "thrombocytopenia"],
    ["immunodeficiency-points-to-pole", "warning", "immunodeficiency"],
    ["recorded-female-46xy", "warning", "female-genitalia-46xy", { sex: "female" }],
    ["male-finding-in-female", "warning", "micropenis", { sex: "female" }],
    ["sex-not-known", "note", "", { sex: "unknown" }],
    ["head-spared", "note", "", { size: { head: -0.4, weight: -1.9 } }],
  ])("%s, %s: %s", (code, level, short, more) => {
    expect(look(short, more).issues.filter((issue) => issue.code === code).map((issue) => issue.level)).toEqual([level]);
  });

  test.each<[Issue["code"], string, Partial<Draft>?]>([
    ["steroids-hide-cortisol", "iugr", { context: { steroids: true } }],
    ["acth-not-raised", "adrenal-insufficiency"],
    ["surgery-before-axis", "hypospadias -adrenal-insufficiency", { context: { surgeryPlanned: true } }],
    ["virilised-female", "ambiguous-genitalia"],
    ["measured-size-outranks-tick", "sga", { size: { weight: -2 } }],
    ["virilised-female", "ambiguous-genitalia", { sex: "male" }],
    ["recorded-female-46xy", "female-genitalia-46xy", { sex: "unknown" }],
    ["sex-not-known", "female-genitalia-46xy", { sex: "unknown" }],
    ["head-spared", "", { size: { head: -0.5, weight: -1.9 } }],
  ])("no %s: %s", (code, short, more) => {
    expect(look(short, more).issues.map((issue) => issue.code)).not.toContain(code);
  });

  test("17-OHP alone caps no letter", () => {
    expect(look("adrenal-insufficiency high-17ohp").letters.A).toBe("met");
  });
});

describe("what is unknown", () => {
  const tests = (short: string, more?: Partial<Draft>) => look(short, more).unknown.map(({ letter, tests: wanted }) => [letter, ...wanted]);
  test("starts with the adrenal axis where I is met", () => {
    expect(tests("iugr", { sex: "female" })).toEqual([["A", "adrenal-axis"], ["M", "bone-age"]]);
    expect(tests("iugr", { sex: "female", age: "toddler" })).toEqual([["A", "adrenal-axis"], ["M", "skeletal-survey", "bone-age"]]);
  });
  test("names the genes once the adrenals or the pattern ask for it, also for a boy with A alone", () => {
    const genes = ["17-ohp", "cdkn1c", "pole", "samd9", "nr0b1", "calcium", "blood-count"];
    expect(tests("adrenal-insufficiency").at(-1)).toEqual([null, ...genes]);
    expect(tests("iugr adrenal-insufficiency", { sex: "female" }).at(-1)).toEqual([null, ...genes, "karyotype"]);
    expect(tests("iugr hypospadias").at(-1)).toEqual([null, ...genes.slice(1), "karyotype"]);
  });
  test("is nothing where every letter is known and none is met", () => {
    expect(tests(`-sga -metaphyseal-dysplasia -adrenal-insufficiency -micropenis -cryptorchidism -hypospadias`, { age: "adult" })).toEqual([]);
  });
});
