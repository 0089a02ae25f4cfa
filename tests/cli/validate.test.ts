import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import type { UnselectedTable } from "@/lib/evidence/unselected";
import { limits } from "@/lib/evidence/validation-words";

const folder = mkdtempSync(join(tmpdir(), "image-screen-validate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const into = join(folder, "unselected.json");

/** Runs the real program. */
function validate(...args: string[]) {
  rmSync(into, { force: true });
  const { status: code, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "lib/cli/validate.ts", ...args], { encoding: "utf8" });
  const text = existsSync(into) ? readFileSync(into, "utf8") : "";
  return { code, said: stdout, faults: stderr, text, table: text ? (JSON.parse(text) as UnselectedTable) : null };
}

const packet = (id: string, disease: string, ids: string[], more: object = {}) => ({
  id, subject: { id, sex: "MALE" }, phenotypicFeatures: ids.map((one) => ({ type: { id: one } })), diseases: [{ term: { id: disease, label: "not read" } }], ...more,
});
const [iugr, hypoplasia, metaphyses, short] = ["HP:0001511", "HP:0000835", "HP:0100255", "HP:0004322"] as const;

describe("npm run validate", () => {
  const { code, said, faults } = validate();

  test("prints letters, match and what was found of every published individual", () => {
    expect({ code, faults }).toEqual({ code: 0, faults: "" });
    const { cases } = JSON.parse(readFileSync(new URL("../../lib/evidence/published.json", import.meta.url), "utf8")) as { cases: { id: string }[] };
    for (const { id } of cases) expect(said).toMatch(new RegExp(`^${id} \\(.+\\n  .+: I .+, M .+, A .+, Ge .+$`, "m"));
    expect(said).toMatch(/jcrpe-2014 .*found: unsolved; CDKN1C sequencing without a variant\n.*\n {2}the comparison puts first: .+ %/);
    expect(said).not.toMatch(/undefined|NaN|null|\[object/);
  });

  test("prints how often the true condition stands first, with all knowledge and without parts of it", () => {
    for (const way of ["With all knowledge", "Without the case’s own paper", "Without the siblings of Hamajima 2013", "HPO’s annotations alone"]) {
      expect(said).toMatch(new RegExp(`^${way}: first \\d+ of \\d+ \\(.+ % to .+ %\\); in the top three \\d+ of \\d+ \\(.+ %\\)`, "m"));
      expect(said).toContain(`Not first, worst first, and why. ${way}: `);
    }
    for (const limit of Object.values(limits)) expect(said).toContain(limit);
    expect(said).toMatch(/^IMAGe syndrome: \d+ features, Hamajima et al. 2013/m);
  });

  test("prints rarity by both denominators, and the last count of those not chosen for resembling IMAGe", () => {
    expect(said).toMatch(/^I and A met: \d+ of 5,\d{3} \(.+ %\); of those with these letters known \d+ of \d+ \(.+ %\)/m);
    expect(said).toMatch(/as last counted: \d+ of [\d,]+ phenopackets have a condition of the panel \(phenopacket-store b694d17, half of it; /);
    expect(said).toMatch(/^First \d+ of \d+ \(.+\); in the top three \d+ of \d+/m);
  });
});

describe("npm run validate -- PHENOPACKETS", () => {
  test("ranks a folder of files, whatever their form, and counts what it passes", () => {
    const clone = join(folder, "clone");
    mkdirSync(clone);
    const whole = packet("a", "OMIM:614732", [iugr, hypoplasia, metaphyses]);
    writeFileSync(join(clone, "a.json"), JSON.stringify(whole, null, 2));
    writeFileSync(join(clone, "twice.json"), JSON.stringify(whole));
    writeFileSync(join(clone, "b.jsonl.gz"), gzipSync([packet("b", "OMIM:1", [iugr]), packet("c", "OMIM:201910", [], { subject: {} })].map((one) => JSON.stringify(one)).join("\n")));
    writeFileSync(join(clone, "d.json"), JSON.stringify([packet("d", "OMIM:1", [short], { diseases: [], interpretations: [{ diagnosis: { disease: { id: "OMIM:273750" } } }] })]));
    writeFileSync(join(clone, "cut.json"), '{"id": "e",\n');
    const { code, table, said } = validate(clone, "--into", into);
    expect(code).toBe(0);
    expect(table).toMatchObject({ read: 6, of: 3, passed: { "other-disease": 1, unreadable: 1, repeated: 1 }, source: { commit: null, part: null }, findings: [0, 1, 3] });
    expect(table?.conditions["OMIM:201910"]).toEqual({ of: 1, first: 0, topThree: 0, atBest: 1, tied: 1 });
    expect(Object.keys(table?.conditions ?? {})).toEqual(["OMIM:614732", "OMIM:201910", "OMIM:273750"]);
    expect(said).toContain("counted now: 3 of 6 phenopackets have a condition of the panel");
  });

  test("writes nothing where there is nothing to rank or nothing to read", () => {
    const file = join(folder, "none.jsonl");
    writeFileSync(file, JSON.stringify(packet("b", "OMIM:1", [iugr])));
    for (const args of [[file, "--into", into], [join(folder, "absent.jsonl"), "--into", into], [file, file, "--into", into], ["--into", into], ["--other"]]) {
      const { code, text, said, faults } = validate(...args);
      expect({ code, text, said }, args.join(" ")).toEqual({ code: 1, text: "", said: "" });
      expect(faults.trim(), args.join(" ")).not.toBe("");
    }
  });

  const published = fileURLToPath(new URL("../../../shared/clinical/phenopackets.jsonl.gz", import.meta.url));
  const generated = fileURLToPath(new URL("../../lib/evidence/unselected.json", import.meta.url));
  test.skipIf(!existsSync(published))("gives the table of this repository again, byte for byte; else run it again", () => {
    const { code, text } = validate(published, "--into", into);
    expect(code).toBe(0);
    expect(text).toBe(readFileSync(generated, "utf8"));
  });
});
