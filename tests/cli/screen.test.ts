import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { readPacket } from "@/lib/exchange/phenopacket-in";

const folder = mkdtempSync(join(tmpdir(), "image-screen-cases-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = Record<string, unknown> & { id: string | null; error?: string };
type Run = { code: number | null; lines: Line[]; said: string };

/** Runs the real program; `input` goes to its standard input. */
async function screen(paths: string[], input?: string | Buffer): Promise<Run> {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/screen.ts", ...paths]);
  let [out, said] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, lines: out.split("\n").filter(Boolean).map((line) => JSON.parse(line) as Line), said };
}

let files = 0;
function file(content: string | Buffer): string {
  const path = join(folder, `case-${files++}`);
  writeFileSync(path, content);
  return path;
}

const feature = (id: string, excluded?: boolean) => ({ type: { id, label: "not read" }, ...(excluded !== undefined && { excluded }) });
const packet = (id: unknown, ids: string[] = [], more: object = {}) => ({ id, phenotypicFeatures: ids.map((one) => feature(one.replace("!", ""), one.startsWith("!") || undefined)), ...more });
const lines = (...cases: unknown[]) => cases.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");
const ids = ({ lines: all }: Run) => all.map(({ id, error }) => error ?? id);
const NOT_JSON = "This is not JSON.";
const UNFINISHED = "The file ends in the middle.";

describe("what is printed of a case", () => {
  test("is exactly the contract", async () => {
    const boy = packet("boy", ["HP:0001511", "HP:0008244", "HP:0008689", "HP:0000316"], { subject: { id: "boy", sex: "MALE", timeAtLastEncounter: { age: { iso8601duration: "P3D" } } } });
    const { code, lines: [line], said } = await screen(["-"], JSON.stringify(boy));
    expect([code, said]).toEqual([0, ""]);
    expect(Object.keys(line ?? {})).toEqual(["id", "sex", "letters", "match", "flag", "conditions", "reasons", "issues", "unmapped"]);
    expect(line).toMatchObject({ id: "boy", sex: "male", letters: { I: "met", M: "unknown", A: "met", Ge: "met" }, match: "core-pair", flag: null, unmapped: ["HP:0000316"] });
    const conditions = line?.["conditions"] as { id: string; rank: number; share: number }[];
    expect(conditions).toHaveLength(39);
    expect(Object.keys(conditions[0] ?? {})).toEqual(["id", "label", "rank", "share", "tooFew"]);
    expect(conditions.map(({ rank }) => rank)).toEqual(conditions.map(({ rank }) => rank).toSorted((one, other) => one - other));
    expect(conditions[0]?.rank).toBe(1);
  });

  test("says where too little is known for a condition's place to mean anything", async () => {
    const { lines: [line] } = await screen(["-"], JSON.stringify(packet("empty", [], { subject: { sex: "MALE" } })));
    expect(line?.["conditions"]).toEqual(Array(39).fill(expect.objectContaining({ tooFew: true })));
  });

  test("names every term that means nothing here, apart where it was excluded, and counts what could name somebody", async () => {
    const { code, lines: [line] } = await screen(["-"], JSON.stringify(packet("some", ["HP:0000316", "!HP:0001250", "!HP:0001250", "MONDO:0009999", "MRN:1234567", "Anna Example"])));
    expect([code, line?.["unmapped"]]).toEqual([0, ["HP:0000316", "MONDO:0009999", { id: "HP:0001250", excluded: true }]]);
    expect(line?.["issues"]).toContainEqual({ level: "warning", code: "unreadable-ids", features: [], terms: [], count: 2, suggestion: "use-known-ids" });
    expect(JSON.stringify(line)).not.toMatch(/MRN|1234567|Anna/);
  });

  test("reads an id in lower case, as OWL writes it and as an address", async () => {
    const { lines: [line] } = await screen(["-"], JSON.stringify(packet("spelt", ["hp:0001511", "HP_0008182", "http://purl.obolibrary.org/obo/HP_0000316"])));
    expect(line).toMatchObject({ letters: { I: "met", A: "met" }, unmapped: ["HP:0000316"] });
  });

  test.each([["a b-ü_1", true], ["x".repeat(200), true], ["x".repeat(201), false], ["a\nb", false], ["a\u2028b", false], ["\u202eab", false], ["", false], [7, false]])("repeats the id of a case where it is a short line: %j", async (id, kept) => {
    const { lines: all } = await screen(["-"], lines(packet(id), packet(id, [], { phenotypicFeatures: 7 })));
    expect(all.map((line) => line.id)).toEqual(kept ? [id, id] : [null, null]);
  });

  test("sex, age, old ids, exclusion and contradictions", async () => {
    const run = await screen(["-"], lines(
      packet("flag", ["HP:0031273"]),
      packet("amber", ["HP:0002902"]),
      packet("old", ["HP:0410032"]),
      packet("karyotype", [], { subject: { sex: "FEMALE", karyotypicSex: "XY" } }),
      packet("other", [], { subject: { sex: "OTHER_SEX" } }),
      packet("late", ["!HP:0000944"], { subject: { timeAtLastEncounter: { age: { iso8601duration: "P6Y" } } } }),
      packet("early", ["!HP:0000944"], { subject: { timeAtLastEncounter: { ageRange: { start: { iso8601duration: "P3Y" }, end: { iso8601duration: "P4Y" } } } } }),
      packet("wider", ["!HP:0000834"]),
      packet("both", ["HP:0008689", "!HP:0000028"]),
      packet("same", ["HP:0000316", "!HP:0000316"]),
      packet("two", ["HP:0000316", "!HP:0000316", "HP:0008689", "!HP:0000028"]),
      packet("allowed", ["HP:0002007", "!HP:0011220"]),
    ));
    const byId = Object.fromEntries(run.lines.map((line) => [line.id, line]));
    expect(run.code).toBe(1);
    expect([byId["flag"]?.["flag"], byId["amber"]?.["flag"]]).toEqual(["red", "amber"]);
    expect(byId["flag"]?.["reasons"]).toContainEqual({ code: "shock", features: ["shock"], source: "medlineplus" });
    expect(byId["old"]).toMatchObject({ unmapped: [], issues: [{ code: "sex-not-known" }, { code: "obsolete-term", terms: ["HP:0410032", "HP:0000193"] }] });
    expect(byId["karyotype"]).toMatchObject({ sex: "male", issues: [{ code: "recorded-female-46xy" }] });
    expect(byId["other"]).toMatchObject({ sex: "undetermined" });
    expect(byId["late"]).toMatchObject({ letters: { M: "not-met" } });
    expect(byId["early"]).toMatchObject({ letters: { M: "unknown" } });
    expect(byId["wider"]).toMatchObject({ letters: { A: "not-met" } });
    expect(byId["both"]).toEqual({ id: "both", error: "HP:0008689 is observed, and HP:0000028, which includes it, is excluded." });
    expect(byId["same"]).toEqual({ id: "same", error: "HP:0000316 is observed and excluded." });
    expect(byId["two"]).toEqual({ id: "two", error: "HP:0000316 is observed and excluded. HP:0008689 is observed, and HP:0000028, which includes it, is excluded." });
    expect(byId["allowed"]).toMatchObject({ issues: [{}, { code: "observed-outranks-excluded" }] });
    expect(run.said).toContain("3 of 12 cases could not be screened.");
    expect(run.said).toMatch(/: not screened: case \d+, \d+, \d+, counted from 1 without empty lines\.\n/);
  });

  test("of a case that is none, its id at most", async () => {
    const secret = "Anna Example";
    const bad = [
      packet({ name: secret }, ["HP:1"], { phenotypicFeatures: {} }), packet("a\nb", [], { phenotypicFeatures: 7 }), packet("x", [], { phenotypicFeatures: [{ type: { id: null, label: secret } }] }), packet("y", [], { subject: { sex: secret } }),
      packet("v1", [], { phenotypicFeatures: [{ ...feature("HP:0001511"), negated: true }] }), packet("text", [], { phenotypicFeatures: [{ ...feature("HP:0001511"), excluded: "true" }] }),
      { id: "family", proband: packet("p") }, { id: "snake", phenotypic_features: [], subject: {} }, null, 7, [], `"${secret}"`, `{"id": "${secret}", `,
    ];
    const run = await screen(["-"], lines(packet("good"), ...bad, packet("last")));
    expect(run.code).toBe(1);
    expect(run.lines.map(({ id }) => id)).toEqual(["good", null, null, "x", "y", "v1", "text", "family", "snake", null, null, null, null, null, "last"]);
    expect(run.lines.slice(1, -1).every((line) => Object.keys(line).join() === "id,error")).toBe(true);
    expect(JSON.stringify(run)).not.toContain(secret);
  });
});

describe("a variant", () => {
  const interpretation = (gene: string, described: object, { status = "CAUSATIVE", acmg = "PATHOGENIC" } = {}) => ({
    diagnosis: { genomicInterpretations: [{ interpretationStatus: status, variantInterpretation: { acmgPathogenicityClassification: acmg, variationDescriptor: { geneContext: { symbol: gene }, ...described } } }] },
  });
  const hgvs = (...values: string[]) => ({ expressions: values.map((value) => ({ syntax: "hgvs", value })) });
  const variantOf = (...interpretations: object[]) => readPacket(packet("x", [], { interpretations })).draft.variant;

  test.each<[string, object, string, string]>([
    ["CDKN1C", hgvs("NM_000076.2:c.836G>C", "NP_000067.1:p.(Arg279Pro)"), "missense", "unknown"],
    ["CDKN1C", hgvs("NP_000067.1:p.Arg279Leu"), "missense", "arg279-leu-or-ser"],
    ["CDKN1C", hgvs("p.(Arg279Ter)"), "truncating", "unknown"],
    ["CDKN1C", hgvs("p.(Ala12ProfsTer5)"), "frameshift", "unknown"],
    ["CDKN1C", hgvs("p.(Lys278_Arg279del)"), "in-frame-indel", "unknown"],
    ["CDKN1C", hgvs("c.822_826delinsGAGCTG"), "unknown", "unknown"],
    ["CDKN1C", { structuralType: { id: "SO:1000037", label: "chromosomal_duplication" } }, "duplication", "unknown"],
    ["POLE", hgvs("NM_006231.4:c.1686+32C>G"), "splice", "unknown"],
    ["SAMD9", { molecularConsequences: [{ id: "SO:0001583", label: "missense_variant" }] }, "missense", "unknown"],
  ])("in %s: %j", (gene, described, consequence, region) => {
    expect(variantOf(interpretation(gene, described))).toEqual({ gene, consequence, region, class: "pathogenic", allele: "unknown", tested: false });
  });

  test("of another gene or rejected is left out, and what nobody classed is uncertain", () => {
    expect(variantOf(interpretation("NF1", {}), interpretation("POLE", {}, { status: "REJECTED" }))).toBeUndefined();
    expect(variantOf(interpretation("NF1", {}), interpretation("NR0B1", {}, { acmg: "NOT_PROVIDED" }))).toMatchObject({ gene: "NR0B1", class: "uncertain" });
  });
});

describe("how a file is cut into cases", () => {
  const good = packet("a", ["HP:0001511"]);
  const b = packet("b");
  const text = JSON.stringify(good);
  const cut = text.slice(0, 40);
  test.each<[string, string | Buffer, (string | null)[]]>([
    ["one a line", lines(good, b), ["a", "b"]],
    ["with a byte order mark, CRLF, blank lines and an end without a new line", `\uFEFF\r\n${text}\r\n\r\n   \r\n${JSON.stringify(b)}`, ["a", "b"]],
    ["one object over lines", JSON.stringify(good, null, 2), ["a"]],
    ["objects over lines, one after the other", `${JSON.stringify(good, null, 2)}\n${JSON.stringify(b, null, 2)}\n`, ["a", "b"]],
    ["an array on one line", JSON.stringify([good, b]), ["a", "b"]],
    ["an array over lines", JSON.stringify([good, b], null, 2), ["a", "b"]],
    ["brackets and quotes within text", JSON.stringify([packet('a]}"\\{['), b]), ['a]}"\\{[', "b"]],
    ["an empty array", "[ ]", []],
    ["a bad line in the middle", lines(good, '{"id": "x", nothing}', b), ["a", NOT_JSON, "b"]],
    ["a bad line at the start", lines(cut, good, b), [NOT_JSON, "a", "b"]],
    ["bad lines that only lack their end, at the start", lines('{"id":"x","subject":{', '{"id":"y","subject":{', good, b), [NOT_JSON, NOT_JSON, "a", "b"]],
    ["a cut last line", `${lines(good, b)}\n${cut}`, ["a", "b", NOT_JSON]],
    ["a cut object over lines", JSON.stringify(good, null, 2).slice(0, -3), [UNFINISHED]],
    ["a bad case in an array", `[${text},{"id":},${JSON.stringify(b)}]`, ["a", NOT_JSON, "b"]],
    ["what is no object in an array", `[1,${text},"x" ,null,${JSON.stringify(b)}]`, [NOT_JSON, "a", NOT_JSON, NOT_JSON, "b"]],
    ["a cut array", JSON.stringify([good, b]).slice(0, -1), ["a", "b", UNFINISHED]],
    ["no JSON at all", "name;age\nanna;7\n", [NOT_JSON, NOT_JSON]],
    ["gzip, whatever its name", gzipSync(lines(good, b)), ["a", "b"]],
    ["gzip in two parts", Buffer.concat([gzipSync(`${text}\n`), gzipSync(JSON.stringify(b))]), ["a", "b"]],
  ])("%s", async (_name, content, expected) => {
    const run = await screen([file(content)]);
    expect(ids(run)).toEqual(expected);
    expect(run.code).toBe(expected.some((one) => one === NOT_JSON || one === UNFINISHED) ? 1 : 0);
  });

  test("a cut gzip file tells what came before", async () => {
    const many = Array.from({ length: 4000 }, (_, number) => JSON.stringify(packet(`${number}`, ["HP:0001511"], { noise: Math.sin(number) })));
    const run = await screen([file(gzipSync(many.join("\n")).subarray(0, -2000)), file(lines(b))]);
    expect(run.lines.length).toBeGreaterThan(2000);
    expect(ids(run).slice(-2)).toEqual(["From here on the compressed file is cut or damaged.", "b"]);
    expect(run.code).toBe(1);
  });

  test("an empty file is no fault, and is told", async () => {
    expect(await screen([file("")])).toMatchObject({ code: 0, lines: [], said: expect.stringContaining("no case") });
  });

  test("lines that only begin an object take little memory", async () => {
    const run = await screen(["-"], `${"{\n".repeat(100_000)}${lines(b)}`);
    expect(run.lines).toHaveLength(100_001);
    expect(ids(run).at(-1)).toBe("b");
  });

  test("a file that is not there does not end the rest", async () => {
    const run = await screen([join(folder, "none.jsonl"), file(lines(good)), folder]);
    expect(ids(run)).toEqual(["a"]);
    expect(run.code).toBe(1);
    expect(run.said).toMatch(/none\.jsonl: cannot be read \(ENOENT\)[\s\S]*EISDIR/);
  });

  test("asked how it is used it says so, and that is no fault", async () => {
    expect(await screen(["--help"])).toMatchObject({ code: 0, lines: [], said: expect.stringContaining("npm run -s screen") });
  });

  test("without a file it says how it is used", async () => {
    expect(await screen([])).toMatchObject({ code: 2, lines: [], said: expect.stringContaining("npm run -s screen") });
  });

  test("a long line is read, a too long one is refused, and the rest goes on", async () => {
    const long = packet("long", Array.from({ length: 60_000 }, () => "HP:0000316"));
    const run = await screen(["-"], lines(long, `{"id":"${"x".repeat(5e6)}"}`, b));
    expect(ids(run)).toEqual(["long", "This case is longer than 4 MB.", "b"]);
  });
});

test("a reader that leaves early is no fault", async () => {
  const many = file(Array.from({ length: 5000 }, (_, number) => JSON.stringify(packet(`${number}`))).join("\n"));
  const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/screen.ts", many]);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
  expect(said).toBe("");
});

const packets = fileURLToPath(new URL("../../../shared/clinical/phenopackets.jsonl.gz", import.meta.url));

test.skipIf(!existsSync(packets))("5,319 published children with other genetic diseases: no letter pair, none refused", async () => {
  const { code, lines: all } = await screen([packets]);
  const count = (match: string) => all.filter((line) => line["match"] === match).length;
  expect([code, all.length]).toEqual([0, 5319]);
  // Where a sex that is not given is read as undetermined, it is 239 and 5,047: Ge is then known in four children without
  // a sex (PMID_23222957_Family_1_1_1, PMID_38284454_Patient_11, PMID_35344616_A11 and _A19), which makes two letters.
  expect(["all-letters", "core-pair", "partial", "few-letters", "insufficient"].map(count)).toEqual([0, 0, 33, 235, 5051]);
}, 30_000);
