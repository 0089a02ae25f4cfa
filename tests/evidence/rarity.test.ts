import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { countPatterns, notOther, rarityOf, rarityParts, table } from "@/lib/evidence/rarity";
import type { RarityCase, RarityTable } from "@/lib/evidence/rarity";
import type { Letters } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { MAP_RELEASE } from "@/lib/screening/hpo-map";
import { RULES_VERSION, letterStatuses, letters as allLetters } from "@/lib/screening/rules";

const signs: Record<string, Letters["I"]> = { m: "met", s: "supported", x: "not-met", "?": "unknown", "/": "not-applicable" };
/** Four signs in the order of the acronym. */
const lettersOf = (text: string): Letters => {
  const [I, M, A, Ge] = [...text].map((sign) => signs[sign] ?? "unknown");
  return { I, M, A, Ge } as Letters;
};
const oneCase = (text: string, id: string): RarityCase => ({ letters: lettersOf(text), disease: { id, label: `label of ${id}` } });
const tableOf = (cases: RarityCase[]): RarityTable => ({ ...table, ...countPatterns(cases) });

describe("over hand-made cases", () => {
  const cases = [
    oneCase("m?m?", "OMIM:1"), oneCase("m?s/", "OMIM:2"), oneCase("m?xm", "OMIM:2"), oneCase("smm/", "OMIM:3"), oneCase("m??/", "OMIM:3"), oneCase("????", "OMIM:4"), oneCase("x?mm", "OMIM:1"),
  ];
  const made = tableOf(cases);
  const of = (text: string) => rarityOf(lettersOf(text), made);

  test.each<[string, number, number]>([
    ["m???", 4, 6], // four of seven; one has nothing known of I
    ["s???", 5, 6], // supported asks for supported or met
    ["m?m?", 1, 5],
    ["m?s?", 2, 5],
    ["s?s?", 3, 5],
    ["???m", 2, 2], // girls are not assessed for Ge
    ["mm??", 0, 1],
    ["?m?m", 0, 0],
    ["m?x/", 4, 6], // what is not met or does not apply asks nothing
  ])("%s is shown by %i, and %i have these letters known", (text, shows, assessed) => {
    expect(of(text)).toMatchObject({ shows, of: 7, assessed: { shows, of: assessed } });
  });

  test("nothing is asked where no letter is met or supported", () => {
    expect(of("x??/")).toBeNull();
    expect(of("????")).toBeNull();
  });

  test("names the diseases, the most frequent first, and says what is asked", () => {
    expect(of("m?s/")).toMatchObject({
      asked: [{ letter: "I", atLeast: "met" }, { letter: "A", atLeast: "supported" }],
      diseases: [{ id: "OMIM:1", label: "label of OMIM:1", count: 1 }, { id: "OMIM:2", label: "label of OMIM:2", count: 1 }],
      more: 0,
    });
    expect(of("m???")?.diseases.map(({ id, count }) => [id, count])).toEqual([["OMIM:2", 2], ["OMIM:1", 1], ["OMIM:3", 1]]);
    const many = tableOf(Array.from({ length: 9 }, (_, at) => oneCase("m???", `OMIM:${at}`)));
    expect(rarityOf(lettersOf("m???"), many)).toMatchObject({ shows: 9, more: 4 });
  });

  test("the intervals are those of Clopper and Pearson", () => {
    const [low, high] = of("mm??")?.interval ?? [];
    expect(low).toBe(0);
    expect(high).toBeCloseTo(1 - 0.025 ** (1 / 7), 10);
    // R: binom.test(1, 5)$conf.int
    expect(of("m?m?")?.assessed.interval.map((end) => end.toFixed(7))).toEqual(["0.0050508", "0.7164179"]);
    expect(of("?m?m")?.assessed.interval).toEqual([0, 1]);
  });

  test("the sentence says where nothing was assessed", () => {
    const parts = (text: string) => rarityParts(of(text) ?? expect.fail("nothing asked"));
    expect(parts("?m?m")).toMatchObject({ code: "never-assessed", met: ["M", "Ge"], supported: [], shows: 0, of: 7, assessed: 0, interval: [0, 1] });
    expect(parts("mm??")).toMatchObject({ code: "not-shown", assessed: 1, interval: [0, expect.closeTo(0.975, 10)] });
    expect(parts("m?s?")).toMatchObject({ code: "shown", met: ["I"], supported: ["A"], shows: 2, assessed: 5 });
  });
});

const status = fc.constantFrom(...letterStatuses);
const anyLetters: fc.Arbitrary<Letters> = fc.record({ I: status, M: status, A: status, Ge: status });
const anyCases = fc.array(fc.record({ letters: anyLetters, disease: fc.constantFrom("OMIM:1", "OMIM:2", "OMIM:3").map((id) => ({ id, label: id })) }), { maxLength: 30 });

describe("for any cases", () => {
  test("the count is that of a plain reading, and their order changes nothing", () => {
    fc.assert(
      fc.property(anyCases, anyLetters, (cases, child) => {
        const asked = allLetters.filter((letter) => ["met", "supported"].includes(child[letter]));
        const shows = (one: RarityCase) => asked.every((letter) => one.letters[letter] === "met" || (one.letters[letter] === "supported" && child[letter] === "supported"));
        const open = (one: RarityCase) => asked.some((letter) => ["unknown", "not-applicable"].includes(one.letters[letter]));
        const told = rarityOf(child, tableOf(cases));
        const counts = { shows: cases.filter(shows).length, of: cases.length, assessed: { of: cases.filter((one) => !open(one)).length } };
        expect(told).toEqual(asked.length === 0 ? null : (expect.objectContaining({ ...counts, assessed: expect.objectContaining(counts.assessed) as object }) as object));
        expect(JSON.stringify(countPatterns(cases.toReversed()))).toBe(JSON.stringify(countPatterns(cases)));
      }),
      { numRuns: 100 },
    );
  });
});

describe("the generated table", () => {
  test("is of these rules, this checklist and this release; else run npm run rarity again", () => {
    expect([table.rules, table.checklist, table.hpo]).toEqual([RULES_VERSION, CHECKLIST_VERSION, MAP_RELEASE]);
  });

  test("has every pattern, and more asked is never shown more often", () => {
    const all = [..."-sm"].flatMap((I) => [..."-sm"].flatMap((M) => [..."-sm"].flatMap((A) => [..."-sm"].map((Ge) => I + M + A + Ge)))).filter((key) => key !== "----");
    expect(Object.keys(table.patterns).toSorted()).toEqual(all.toSorted());
    const shows = (key: string) => table.patterns[key]?.shows ?? table.of;
    const weaker = (key: string) => [...key].flatMap((sign, at) => (sign === "-" ? [] : [key.slice(0, at) + (sign === "m" ? "s" : "-") + key.slice(at + 1)]));
    for (const key of all) for (const other of weaker(key)) expect(shows(key), `${key} and ${other}`).toBeLessThanOrEqual(shows(other));
  });

  test("names every disease it counts, and no IMAGe syndrome among them", () => {
    for (const { shows, assessed, diseases, more } of Object.values(table.patterns)) {
      const named = Object.values(diseases).reduce((sum, count) => sum + count, 0);
      expect(more === 0 ? named === shows : named + more <= shows).toBe(true);
      expect(shows).toBeLessThanOrEqual(assessed);
      for (const id of Object.keys(diseases)) expect(table.labels[id]).toBeTruthy();
    }
    expect(Object.keys(table.labels).filter((id) => notOther.includes(id))).toEqual([]);
  });

  test("holds no case with all letters", () => {
    expect(table.of).toBeGreaterThan(5000);
    expect(rarityOf(lettersOf("mmmm"))).toMatchObject({ shows: 0, of: table.of, source: { name: "phenopacket-store" } });
  });
});

const folder = mkdtempSync(join(tmpdir(), "image-screen-rarity-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real program. */
function count(path: string, ...more: string[]) {
  const into = join(folder, "rarity.json");
  rmSync(into, { force: true });
  const { status: code, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "lib/cli/rarity.ts", path, "--into", into, ...more], { encoding: "utf8" });
  const text = existsSync(into) ? readFileSync(into, "utf8") : "";
  return { code, text, said: stdout + stderr, made: text ? (JSON.parse(text) as RarityTable) : null };
}

const feature = (id: string) => ({ type: { id: id.replace("!", ""), label: "not read" }, ...(id.startsWith("!") && { excluded: true }) });
const packet = (id: string, disease: string, ids: string[], sex = "MALE", more: object = {}) => ({
  id, subject: { id, sex }, phenotypicFeatures: ids.map(feature), diseases: disease ? [{ term: { id: disease, label: `of ${disease}` } }] : [], ...more,
});
const interpreted = (id: string) => ({ interpretations: [{ diagnosis: { disease: { id, label: "interpreted" } } }] });
const [iugr, short, failure, testes] = ["HP:0001511", "HP:0004322", "HP:0000846", "HP:0000028"] as const;

describe("npm run rarity", () => {
  test("counts a folder of files, whatever their form, and says what it leaves out", () => {
    const clone = join(folder, "clone");
    mkdirSync(join(clone, "notebooks", "GENE"), { recursive: true });
    const put = (name: string, content: string | Buffer) => writeFileSync(join(clone, "notebooks", name), content);
    put("GENE/a.json", JSON.stringify(packet("a", "OMIM:1", [iugr, failure, testes]), null, 2));
    put("GENE/twice.json", JSON.stringify(packet("a", "OMIM:1", [iugr, failure, testes])));
    put("b.jsonl", [packet("b", "OMIM:1", [short, `!${failure}`], "FEMALE"), packet("image", "OMIM:614732", [iugr]), packet("nothing", "", [iugr])].map((one) => JSON.stringify(one)).join("\n"));
    put("c.json.gz", gzipSync(JSON.stringify([packet("c", "", [iugr], "MALE", interpreted("OMIM:2")), packet("both", "OMIM:5", [iugr], "MALE", { diseases: [{ term: { id: "OMIM:618336" } }, { term: { id: "OMIM:5" } }] })])));
    put("d.json", JSON.stringify(packet("d", "OMIM:3", [iugr], "MALE", { diseases: [{ term: { id: "OMIM:614732" }, excluded: true }, { term: { id: "OMIM:3", label: "three" } }] })));
    put("against.json", JSON.stringify(packet("e", "OMIM:3", [iugr, `!${iugr}`])));
    put("settings.json", "{}");
    put("cut.json", '{"id": "f",\n');
    put("notes.txt", "not read");
    const { code, made, said } = count(clone, "--commit", "0123456789ab");
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining("Counted 4 cases") as string });
    expect(made).toMatchObject({ of: 4, leftOut: { "not-other": 2, "no-disease": 1, unreadable: 3, repeated: 1 }, source: { commit: "0123456", part: null }, rules: RULES_VERSION });
    expect(made?.patterns["m---"]).toEqual({ shows: 3, assessed: 4, diseases: { "OMIM:1": 1, "OMIM:2": 1, "OMIM:3": 1 }, more: 0 });
    expect(made?.patterns["m-mm"]).toEqual({ shows: 1, assessed: 1, diseases: { "OMIM:1": 1 }, more: 0 });
    expect(made?.patterns["s-m-"]).toMatchObject({ shows: 1, assessed: 2 });
    expect(made?.labels).toEqual({ "OMIM:1": "of OMIM:1", "OMIM:2": "interpreted", "OMIM:3": "three" });
    expect(count(clone).made?.source.commit).toBeNull();
  });

  test("writes nothing where nothing is to be counted", () => {
    const file = join(folder, "none.jsonl");
    writeFileSync(file, JSON.stringify(packet("image", "OMIM:614732", [iugr])));
    expect(count(file)).toMatchObject({ code: 1, text: "" });
    expect(count(join(folder, "absent.jsonl"))).toMatchObject({ code: 1, text: "" });
    expect(count(file, "--commit", "not one")).toMatchObject({ code: 1, text: "" });
  });

  const published = fileURLToPath(new URL("../../../shared/clinical/phenopackets.jsonl.gz", import.meta.url));
  const generated = fileURLToPath(new URL("../../lib/evidence/rarity.json", import.meta.url));
  test.skipIf(!existsSync(published))("gives the table of this repository again, byte for byte", () => {
    const { code, text, made } = count(published);
    expect(code).toBe(0);
    expect(made?.source).toMatchObject({ commit: "b694d17", part: "half" });
    expect(text).toBe(readFileSync(generated, "utf8"));
  });
});
