import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvField, csvLine } from "@/lib/exchange/csv";
import { columns, csvDictionary, csvHeader, csvRow } from "@/lib/exchange/csv-columns";
import { redcapDictionary } from "@/lib/exchange/redcap";
import { inOrder } from "@/lib/family/pedigree";
import type { Family, Relative } from "@/lib/family/pedigree";
import { normalise } from "@/lib/screening/assess";
import { contexts, measures, variantParts } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { Screening } from "@/lib/screening/draft";
import { readCsv } from "./csv-reader";
import { cases, screenings } from "./phenopacket-screenings";

type Line = Record<string, string>;
const linesOf = (text: string): Line[] => {
  const [head = [], ...rest] = readCsv(text);
  return rest.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ""])));
};
const lineOf = (screening: Screening): Line => linesOf(csvHeader() + csvRow(screening))[0] ?? {};
const given = (line: Line, names: readonly string[]) => Object.fromEntries(names.filter((name) => line[name] !== "").map((name) => [name, line[name]]));

function familyOf(text: string): Family | undefined {
  if (text === "") return undefined;
  const family: Family = { relatives: [] };
  for (const part of text === "nothing-told" ? [] : text.split(";")) {
    const [first = "", ...more] = part.split(" ");
    const [name, value] = first.split("=");
    if (name === "consanguinity") family.consanguinity = value as "yes";
    else if (name === "transmitted-by") family.transmittedBy = value as "mother";
    else family.relatives.push({ relation: first as Relative["relation"], ...Object.fromEntries(more.map((one) => one.split("="))) });
  }
  return family;
}

/** A screening as its line tells it, but for what follows from the assessment. */
function toldBy(line: Line): object {
  const size = Object.fromEntries(Object.entries(given(line, measures.map((measure) => `${measure}-z`))).map(([name, z]) => [name.slice(0, -2), Number(z)]));
  const context = Object.fromEntries(Object.entries(given(line, contexts)).map(([part, said]) => [part, said === "yes"]));
  const variant = line["variant-gene"] && { ...Object.fromEntries(Object.keys(variantParts).map((part) => [part, line[`variant-${part}`]])), tested: line["variant-tested"] === "yes" };
  const origin = Object.fromEntries((line["origin"] ?? "").split(";").filter(Boolean).map((part) => part.split("=")).map(([name = "", how]) => [name.replace(/-z$/, ""), how]));
  const { code, checklist: version, sex, age, gestation, follows } = line;
  return { code, year: Number(line["year"]), checklist: version, sex, age, gestation, size, findings: given(line, featureIds), context, variant: variant || undefined, family: familyOf(line["family"] ?? ""), origin, follows };
}

const whole = ({ code, year, checklist: version, sex, age, gestation, size = {}, findings, context = {}, variant, family, origin = {}, follows = "" }: Screening) => ({
  code, year, checklist: version, sex, age, gestation: gestation ?? "", size, findings: normalise(findings), context, variant, family: family && inOrder(family), origin, follows,
});

function keepsAll(screening: Screening): void {
  const line = lineOf(screening);
  expect(toldBy(line)).toEqual(whole(screening));
  const { letters, match, flag, molecular, rules, engine } = screening.assessment;
  expect(line).toMatchObject({ ...Object.fromEntries(Object.entries(letters).map(([letter, status]) => [`letter-${letter}`, status])), match, flag: flag?.level ?? "none", molecular: molecular ?? "", rules, engine });
}

describe("a field", () => {
  test.each([
    ["plain", "plain"],
    ["", ""],
    ["-2.4", "-2.4"],
    ["a,b", '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ["two\r\nlines", '"two\r\nlines"'],
    [" spaced ", '" spaced "'],
    ["=1+1", "'=1+1"],
    ["+1 2", "'+1 2"],
    ["-1-1", "'-1-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", `"'\r=1"`],
    ["\0=1", "'\0=1"],
    ["  =1", "'  =1"],
    ["＝1", "'＝1"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ])("%j is written %j", (value, written) => expect(csvField(value)).toBe(written));

  test("any fields come back, but for the apostrophe before a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 4 }), (lines) => {
        const read = readCsv(lines.map(csvLine).join(""));
        expect(read.map((line) => line.map((field) => field.replace(/^'(?=[\s\0]*[=+\-@＝＋－＠]|[\t\r\n\0])/, "")))).toEqual(lines.map((line) => line.map((field) => field.replace(/^'(?=[\s\0]*[=+\-@＝＋－＠]|[\t\r\n\0])/, ""))));
        for (const field of read.flat()) expect(field).not.toMatch(/^(?!-?\d+(\.\d+)?$)(?:[\t\r\n\0]|\s*[=+\-@])/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a table of screenings", () => {
  test("has one column a feature, each named once, and the same number of fields in every line", () => {
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const feature of featureIds) expect(names).toContain(feature);
    const table = readCsv(csvHeader() + cases.map(({ screening }) => csvRow(screening)).join(""));
    expect(table).toHaveLength(cases.length + 1);
    for (const line of table) expect(line).toHaveLength(names.length);
  });

  test.each(cases)("$id is told whole", ({ screening }) => keepsAll(screening));

  test("every generated screening is told whole, in plain ASCII, and no field is a formula", () => {
    fc.assert(
      fc.property(screenings, (screening) => {
        keepsAll({ ...screening, follows: "IS-0000-0000", origin: Object.fromEntries([...Object.keys(screening.size ?? {}), ...Object.keys(screening.findings), "acthTwiceLimit"].map((feature, at) => [feature, at % 2 ? "measured" : "imported"])) });
        const row = csvRow(screening);
        expect(row).toMatch(/^[\x20-\x7E]*\r\n$/);
        for (const field of readCsv(row).flat()) expect(field).not.toMatch(/^(?!-?\d+(\.\d+)?$)['=+\-@\t\r]/);
      }),
      { numRuns: 1000 },
    );
  });

  test("has no byte order mark", () => expect(csvHeader().startsWith("code,")).toBe(true));
});

describe("the dictionary", () => {
  const rows = linesOf(csvDictionary());

  test("tells every column, in order", () => expect(rows.map((row) => row["column"])).toEqual(columns.map(({ name }) => name)));

  test("gives every feature its HPO id, label and source, and every choice its values", () => {
    for (const feature of featureIds) {
      expect(rows.find((row) => row["column"] === feature)).toMatchObject({ hpo: checklist[feature].hpo.id, "hpo-label": checklist[feature].hpo.label, values: "observed | excluded" });
    }
    for (const row of rows) {
      expect(row["label"], row["column"]).not.toBe("");
      if (row["type"] === "choice") expect(row["values"], row["column"]).not.toBe("");
      if (row["hpo"]) expect(row["source"]).toMatch(/Human Phenotype Ontology/);
    }
  });

  test("names the REDCap variable that asks the same, each of them once, with the same values but for the hyphens", () => {
    const [, ...fields] = readCsv(redcapDictionary());
    const named = rows.filter((row) => row["redcap"] !== "");
    expect(named.map((row) => row["redcap"]).toSorted()).toEqual(fields.map(([name]) => name).toSorted());
    for (const { redcap, values, type } of named) {
      const [, , , , , choices = ""] = fields.find(([name]) => name === redcap) ?? [];
      if (type === "choice") expect(choices.split(" | ").map((choice) => choice.split(",")[0]), redcap).toEqual(values?.replaceAll("-", "_").split(" | "));
    }
  });

  test("names every value that a screening can have", () => {
    const values = new Map(rows.filter((row) => row["type"] === "choice").map((row) => [row["column"] ?? "", (row["values"] ?? "").split(" | ")]));
    fc.assert(
      fc.property(screenings, (screening) => {
        const line = lineOf(screening);
        for (const [column, allowed] of values) if (line[column] !== "") expect(allowed).toContain(line[column]);
      }),
      { numRuns: 300 },
    );
  });
});
