import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importPhenopacket, readPacket } from "@/lib/exchange/phenopacket-in";
import { phenopacketLosses, phenopacketText, toPhenopacket } from "@/lib/exchange/phenopacket-out";
import { keptApart } from "@/lib/exchange/phenopacket-vocabulary";
import { exchangeWords } from "@/lib/exchange/wording";
import { assess, normalise } from "@/lib/screening/assess";
import type { Assessment, Draft, Findings } from "@/lib/screening/assess";
import { CHECKLIST_VERSION, checklist } from "@/lib/screening/checklist";
import { parseDraft } from "@/lib/screening/draft";
import type { Screening } from "@/lib/screening/draft";
import { cases, refusal, saved, screenings } from "./phenopacket-screenings";

const CODE = "IS-0000-0000";
const screening = (draft: Partial<Draft>, year = 2026): Screening => saved({ checklist: CHECKLIST_VERSION, sex: "unknown", age: "unknown", findings: {}, ...draft }, CODE, year);
const back = (one: Screening) => importPhenopacket(JSON.parse(phenopacketText(one))).draft;
const terms = (findings: Findings) => toPhenopacket(screening({ findings })).phenotypicFeatures?.map(({ type, excluded = false }) => `${excluded ? "not " : ""}${type.label}`) ?? [];
const packet = (features: [id: string, excluded?: boolean][], more: object = {}) => ({ phenotypicFeatures: features.map(([id, excluded]) => ({ type: { id, label: "" }, ...(excluded && { excluded }) })), ...more });

/** What a phenopacket holds: all that letters, match and flag are made of. Not given and given as unknown are one. */
const held = ({ sex, age, gestation = "unknown", size = {}, findings, variant, context = {} }: Draft) => ({ sex, age, gestation, size, findings: normalise(findings), variant, context });

function keepsAll(one: Screening): void {
  const draft = back(one);
  expect(held(draft)).toEqual(held(one));
  // The family is lost, and with it what it tells of the variant.
  const { code: _code, year: _year, assessment: _assessment, family: _family, ...told } = one;
  const scoreOf = ({ letters, match, flag, molecular, issues }: Assessment) => ({ letters, match, flag, molecular, issues });
  expect(scoreOf(assess(draft))).toEqual(scoreOf(assess(told)));
  expect(parseDraft(draft)).toHaveProperty("draft");
}

describe("out", () => {
  test("the whole packet of a small boy", () => {
    const { phenotypicFeatures, subject, metaData, ...rest } = toPhenopacket(screening({ sex: "male", age: "newborn", gestation: "term", findings: { hypospadias: "observed", shock: "excluded" } }));
    expect(rest).toEqual({ id: CODE });
    expect(subject).toEqual({ id: CODE, timeAtLastEncounter: { ageRange: { start: { iso8601duration: "P0D" }, end: { iso8601duration: "P27D" } } }, sex: "MALE" });
    expect(phenotypicFeatures).toEqual([
      { type: { id: "HP:0031273", label: "Shock" }, excluded: true },
      { type: { id: "HP:0000047", label: "Hypospadias" } },
      { type: { id: "HP:0001622", label: "Premature birth" }, excluded: true },
      { type: { id: "HP:0031169", label: "Postterm pregnancy" }, excluded: true },
    ]);
    expect(metaData).toMatchObject({ created: "2026-01-01T00:00:00Z", createdBy: "IMAGe Screen", phenopacketSchemaVersion: "2.0" });
    expect(metaData.resources.map(({ namespacePrefix, version }) => `${namespacePrefix} ${version}`)).toEqual(["HP 2025-05-06", `IMAGE_SCREEN ${CHECKLIST_VERSION}`]);
  });

  test("most specific observed, most general excluded", () => {
    expect(terms({ "genital-anomaly": "observed", hypospadias: "observed", micropenis: "excluded" })).toEqual(["not Micropenis", "Hypospadias"]);
    expect(terms({ "genital-anomaly": "excluded" })).toEqual(["not Abnormal external genitalia morphology"]);
    expect(terms({ "metaphyseal-cupping": "observed", "metaphyseal-flaring": "excluded" })).toEqual(["Metaphyseal cupping", "not Flared metaphysis"]);
  });

  test("what HPO sees as one, and the checklist keeps apart, contradicts nothing and comes back", () => {
    for (const [below, above] of keptApart) {
      for (const findings of [{ [below]: "observed", [above]: "excluded" }, { [below]: "observed", [above]: "observed" }, { [below]: "excluded", [above]: "excluded" }, { [above]: "excluded" }, { [below]: "observed" }] as Findings[]) {
        expect(back(screening({ findings })).findings, JSON.stringify(findings)).toEqual(findings);
        const written = new Set(toPhenopacket(screening({ findings })).phenotypicFeatures?.map(({ type }) => type.id));
        if (findings[below] && findings[above]) expect(written.has(checklist[below].hpo.id) && written.has(checklist[above].hpo.id)).toBe(false);
      }
    }
  });

  test("a karyotype is said where the findings know it", () => {
    const sexOf = (draft: Partial<Draft>) => toPhenopacket(screening(draft)).subject;
    const findings: Findings = { "female-genitalia-46xy": "observed" };
    expect(sexOf({ sex: "female", findings })).toMatchObject({ sex: "FEMALE", karyotypicSex: "XY" });
    expect(back(screening({ sex: "female", findings })).sex).toBe("female");
    expect(sexOf({ sex: "female" })).not.toHaveProperty("karyotypicSex");
    expect(sexOf({ sex: "undetermined" }).sex).toBe("OTHER_SEX");
  });

  test("no description, no disease, no day, no other identifier, nothing of the family", () => {
    fc.assert(
      fc.property(screenings, (one) => {
        const text = phenopacketText({ ...one, follows: "IS-1111-1111" });
        expect(text).not.toMatch(/description|diseases|OMIM|MONDO|ORPHA|IS-1111|consanguin|mother|summary/);
        expect([...text.matchAll(/\d{4}-\d\d-\d\dT[^"]*/g)].map(([date]) => date)).toEqual([`${one.year}-01-01T00:00:00Z`]);
        expect(new Set([...text.matchAll(/"id": "(IS-[^"]*)"/g)].map(([, id]) => id))).toEqual(new Set([one.code]));
      }),
      { numRuns: 500 },
    );
  });

  test("the same screening gives the same bytes, in whatever order its parts came", () => {
    fc.assert(
      fc.property(screenings, (one) => {
        const turned = Object.fromEntries(Object.entries({ ...one, findings: Object.fromEntries(Object.entries(one.findings).reverse()) }).reverse()) as Screening;
        expect(phenopacketText(turned)).toBe(phenopacketText(one));
      }),
      { numRuns: 500 },
    );
  });

  test("what it does not hold is told", () => {
    for (const loss of phenopacketLosses) expect(exchangeWords("en").phenopacketLosses[loss]).toMatch(/\.$/);
  });
});

describe("out and in again", () => {
  test.each(cases)("$id", ({ screening: one }) => keepsAll(one));

  test("every generated screening, with its score", () => {
    fc.assert(fc.property(screenings, keepsAll), { numRuns: 3000 });
  });
});

describe("in", () => {
  test("fills the findings, marks them as imported, and lists what is not on the checklist", () => {
    const { draft, notOnChecklist, issues } = importPhenopacket(packet([["HP:0000047"], ["HP:0000316"], ["HP:0001250", true]], { subject: { id: "x", sex: "MALE", timeAtLastEncounter: { age: { iso8601duration: "P3D" } } } }));
    expect(draft).toEqual({ checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { hypospadias: "observed", "genital-anomaly": "observed" }, origin: { hypospadias: "imported", "genital-anomaly": "imported" } });
    expect({ notOnChecklist, issues }).toEqual({ notOnChecklist: { observed: ["HP:0000316"], excluded: ["HP:0001250"] }, issues: [] });
  });

  test("reads an old id as the one in force, and tells it", () => {
    expect(importPhenopacket(packet([["HP:0410032"]]))).toMatchObject({ draft: { findings: { "bifid-uvula": "observed" } }, issues: [{ code: "obsolete-term" }] });
  });

  test("keeps no name, no date, no identifier, no text", () => {
    const read = importPhenopacket(
      packet([["HP:0000047"]], {
        id: "Anna Muster", subject: { id: "MRN-12345", alternateIds: ["KVNR A123"], dateOfBirth: "2020-02-29T00:00:00Z", sex: "MALE", vitalStatus: { status: "ALIVE" } },
        metaData: { created: "2024-05-06T07:08:09Z", createdBy: "Dr. Muster", submittedBy: "Klinik", externalReferences: [{ id: "PMID:1", description: "Anna" }] },
        diseases: [{ term: { id: "OMIM:614732", label: "IMAGe" }, onset: { timestamp: "2020-03-01T00:00:00Z" } }], measurements: [{ assay: { id: "LOINC:2141-0", label: "ACTH of Anna" } }],
      }),
    );
    expect(JSON.stringify(read)).not.toMatch(/Anna|Muster|MRN|KVNR|20\d\d-|PMID|Klinik|OMIM|LOINC/);
  });

  test.each<[string, unknown, string]>([
    ["a contradiction", packet([["HP:0000047"], ["HP:0000047", true]]), "HP:0000047 is observed and excluded."],
    ["a wider term excluded", packet([["HP:0000047"], ["HP:0000811", true]]), "HP:0000047 is observed, and HP:0000811, which includes it, is excluded."],
    ["no object", [], "This is not a phenopacket."],
    ["nothing of a phenopacket", { resourceType: "Bundle" }, "This is not a phenopacket of version 2 in JSON."],
    ["a family", { id: "x", proband: {}, metaData: {} }, "This is a family or a cohort: give one of its phenopackets."],
    ["version 1", { phenotypicFeatures: [{ type: { id: "HP:0000047" }, negated: true }] }, "A feature does not say by true or false whether it is excluded."],
    ["a score out of range", { ...toPhenopacket(screening({ size: { weight: 1 } })), measurements: [{ assay: { id: "IMAGE_SCREEN:birth-weight-z" }, value: { quantity: { value: 10 } } }] }, "A z-score is not a multiple of 0.1 between -9.9 and 9.9."],
    ["a code twice", { subject: {}, measurements: [1, 2].map(() => ({ assay: { id: "IMAGE_SCREEN:steroids" }, value: { ontologyClass: { id: "IMAGE_SCREEN:yes" } } })) }, "A code of this checklist comes twice."],
    ["a code with another's value", { subject: {}, measurements: [{ assay: { id: "IMAGE_SCREEN:steroids" }, value: { ontologyClass: { id: "IMAGE_SCREEN:observed" } } }] }, "A code of this checklist has a value that it cannot have."],
    ["a code against a term", packet([["HP:0002652"]], { measurements: [{ assay: { id: "IMAGE_SCREEN:skeletal-dysplasia" }, value: { ontologyClass: { id: "IMAGE_SCREEN:excluded" } } }] }), "A code of this checklist contradicts a term."],
  ])("refuses %s with a reason", (_name, value, reason) => expect(refusal(value)).toBe(reason));

  test("a packet of ours to which others added a term is read by HPO", () => {
    const one = JSON.parse(phenopacketText(screening({ findings: { "adrenal-insufficiency": "excluded" } }))) as { phenotypicFeatures: unknown[] };
    one.phenotypicFeatures.push({ type: { id: "HP:0000316", label: "Hypertelorism" } });
    expect(importPhenopacket(one)).toMatchObject({ draft: { findings: { "adrenal-insufficiency": "excluded", "central-adrenal-insufficiency": "excluded" } }, notOnChecklist: { observed: ["HP:0000316"] } });
  });

  test("gestation is read where the terms say one band", () => {
    const gestation = (...ids: [string, boolean?][]) => readPacket(packet(ids)).draft.gestation;
    expect(gestation(["HP:0025666"])).toBe("very-preterm");
    expect(gestation(["HP:0001622", true], ["HP:0031169", true])).toBe("term");
    expect(gestation(["HP:0001622"])).toBeUndefined();
    expect(gestation(["HP:0001622", true])).toBeUndefined();
    expect(gestation(["HP:0025666"], ["HP:0025665"])).toBeUndefined();
    expect(readPacket(packet([["HP:0025666"], ["HP:0025665"]])).unmapped.observed).toEqual(["HP:0025666", "HP:0025665"]);
  });

  test("anything at all is read or refused, and what is read can be saved", () => {
    const bit = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>("HP:0000047", "IMAGE_SCREEN:steroids", "P1Y", "MALE", -2.5, { id: "HP:0000811" }));
    fc.assert(
      fc.property(screenings, fc.array(fc.tuple(fc.nat(), bit), { maxLength: 4 }), (one, changes) => {
        const value = JSON.parse(phenopacketText(one)) as Record<string, unknown>;
        for (const [place, other] of changes) replaced(value, place, structuredClone(other));
        if (refusal(value) === null) expect(parseDraft(importPhenopacket(value).draft)).toHaveProperty("draft");
      }),
      { numRuns: 3000 },
    );
    fc.assert(fc.property(fc.anything(), (value) => void refusal(value)), { numRuns: 2000 });
  });
});

/** Puts another value at the nth place of a JSON tree. */
function replaced(root: Record<string, unknown>, place: number, other: unknown): void {
  const places: [parent: Record<string, unknown>, key: string][] = [];
  const walk = (parent: Record<string, unknown>) => {
    for (const [key, child] of Object.entries(parent)) {
      places.push([parent, key]);
      if (typeof child === "object" && child !== null) walk(child as Record<string, unknown>);
    }
  };
  walk(root);
  const [parent, key] = places[place % places.length] ?? [root, "id"];
  parent[key] = other;
}
