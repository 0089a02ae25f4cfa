import { describe, expect, test } from "vitest";
import { inTexts } from "@/app/_checklist/import-file";
import { readChild, replacedIn } from "@/app/_checklist/import-reading";
import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { toPhenopacket } from "@/lib/exchange/phenopacket-out";
import { normalise } from "@/lib/screening/assess";
import { everything, saved } from "@/tests/exchange/fhir-drafts";

const feature = (id: string, more: object = {}) => ({ type: { id, label: "Smith, John" }, ...more });
const packet = (...phenotypicFeatures: object[]) => ({ id: "Smith-1999", subject: { id: "MRN 4711", sex: "MALE", dateOfBirth: "1999-02-03" }, phenotypicFeatures, metaData: { createdBy: "Dr. Smith" } });
const one = (value: unknown) => readChild(JSON.parse(JSON.stringify(value)));
const read = async (value: unknown) => {
  const child = await one(value);
  return "draft" in child ? child : expect.fail(child.refused.join());
};
const refused = async (value: unknown) => {
  const child = await one(value);
  return "refused" in child ? child.refused : expect.fail("was read");
};
const savable = everything.filter(({ assessment }) => assessment.issues.every(({ level }) => level !== "error")).map((screening) => saved({ ...screening, findings: normalise(screening.findings) }));

describe("the children of a file", () => {
  const count = (...texts: string[]) => {
    const file = inTexts(texts);
    return "children" in file ? file.children.length : file.trouble;
  };
  const response = { resourceType: "QuestionnaireResponse" };

  test("stand in it alone, in a list, a line each, in several files, as a family, a cohort or a bundle of responses", () => {
    const child = JSON.stringify(packet());
    expect(count(child)).toBe(1);
    expect(count(`\uFEFF${child}\n`)).toBe(1);
    expect(count(`[${child},${child}]`)).toBe(2);
    expect(count(`${child}\n\n${child}\r\n${child}\n`)).toBe(3);
    expect(count(child, `[${child}]`)).toBe(2);
    expect(count(JSON.stringify({ proband: packet(), relatives: [packet()] }))).toBe(2);
    expect(count(JSON.stringify({ members: [packet(), packet()] }))).toBe(2);
    expect(count(JSON.stringify({ resourceType: "Bundle", entry: [{ resource: response }, { resource: { resourceType: "Patient" } }] }))).toBe(1);
  });

  test("are none where it is another kind of file, empty, or a bundle of something else", () => {
    expect([count("code;sex\n1;2"), count("%PDF-1.7"), count('{"a":'), count(""), count(" \n"), count("[]")]).toEqual(["not-json", "not-json", "not-json", "nothing", "nothing", "nothing"]);
    const twice = '{"subject":{"sex":"MALE","s\\u0065x":"FEMALE"},"phenotypicFeatures":[]}';
    expect([count(twice), count(`[{},${twice}]`), count(`{"subject":{}}\n${twice}`), count('{"a":{"b":1},"c":{"b":1}}\n{"a":1}')]).toEqual(["duplicate-key", "duplicate-key", "duplicate-key", 2]);
    expect(count(JSON.stringify(toBundle(savable[0] ?? expect.fail())))).toBe("no-response");
  });
});

describe("one child", () => {
  test(`out and in again is the same in all three formats: ${savable.length}`, async () => {
    for (const screening of savable) {
      const { sex, age, gestation, size, findings, variant, family } = screening;
      for (const [format, file] of [["phenopacket", toPhenopacket(screening)], ["fhir", toQuestionnaireResponse(screening)], ["own", screening]] as const) {
        const { draft, ...rest } = await read(file);
        expect({ ...draft, findings: normalise(draft.findings) }, format).toMatchObject({ sex, age, findings, ...(size && { size }), ...(variant && { variant }), ...(family && format !== "phenopacket" && { family }) });
        expect(draft.gestation ?? "unknown", format).toBe(gestation ?? "unknown");
        expect(rest.format).toBe(format);
      }
    }
  });

  test("nothing that names anybody comes out of it, read or refused", async () => {
    const named = [
      packet(feature("HP:0001511"), feature("MRN:1234567"), feature("OMIM:614732"), feature("John Smith"), feature("HP:9999999", { excluded: true })),
      packet(feature("HP:0001511"), { type: { label: "Smith" } }),
      { ...packet(), subject: { sex: "Smith" } },
      { resourceType: "QuestionnaireResponse", status: "completed", subject: { display: "Smith" }, item: [{ linkId: "john.smith", answer: [{ valueString: "Smith" }] }, { linkId: "sex", answer: [{ valueString: "Smith" }] }] },
      { resourceType: "Smith", status: "Smith" },
      { checklist: "Smith", sex: "Smith", age: "1999-02-03", findings: { smith: "observed" }, name: "Smith" },
    ];
    for (const value of named) expect(JSON.stringify(await one(value))).not.toMatch(/smith|4711|1999|1234567/i);
  });

  test("ids in force stand for those they replaced; what the checklist lacks is listed by its HPO id and counted else", async () => {
    const child = await read(packet(feature("HP:0000038"), feature("HP:0001250"), feature("HP:0001263", { excluded: true }), feature("HP:0001627", { excluded: true }), feature("OMIM:614732"), feature("a text")));
    expect(child.elsewhere).toEqual({ observed: ["HP:0001250"], excluded: ["HP:0001627"] });
    expect(child.others).toBe(1);
    expect(replacedIn(child.issues)).toEqual([{ old: "HP:0000038", now: "HP:0000054", features: expect.arrayContaining(["micropenis"]) }]);
    expect(child.issues.map(({ code }) => code)).toContain("unreadable-ids");
  });

  test("every fault is told at once", async () => {
    expect(await refused({ ...packet({ type: {} }, { type: { id: 7 } }, feature("HP:0001511", { excluded: "no" }), feature("HP:0001511", { negated: true })), subject: { sex: "boy", karyotypicSex: "?" }, measurements: 7 })).toHaveLength(4);
    expect(await refused({ checklist: "99.1", sex: "boy", age: "old", findings: { iugr: "perhaps" }, size: { weight: 99 } })).toHaveLength(5);
    expect(await refused({ resourceType: "QuestionnaireResponse", item: [{ linkId: "sex", answer: [{ valueString: "boy" }] }] })).toHaveLength(4);
  });

  test("contradictions are refused with their reason, in all three formats", async () => {
    expect(await refused(packet(feature("HP:0008689"), feature("HP:0000028", { excluded: true })))).toEqual([expect.stringMatching(/HP:0008689 is observed, and HP:0000028.* is excluded/)]);
    const draft = { checklist: "1.0", sex: "male" as const, age: "child" as const, findings: { "metaphyseal-cupping": "observed" as const, "metaphyseal-dysplasia": "excluded" as const } };
    for (const value of [draft, toQuestionnaireResponse(saved(draft))]) expect(await refused(value)).toEqual([expect.stringContaining("cannot both be right")]);
  });

  test("anything else is refused in words", async () => {
    for (const value of [null, 7, "text", [], {}, { phenotypic_features: [] }, { findings: 7 }, { resourceType: 7 }]) {
      const reasons = await refused(value);
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) expect(reason).toMatch(/^[A-Z].*\.$/s);
    }
  });
});
