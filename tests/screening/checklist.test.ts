import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { CHECKLIST_VERSION, HPO_RELEASE, checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Row } from "@/lib/screening/checklist";
import { sources } from "@/lib/screening/sources";

const rows = Object.entries(checklist) as [FeatureId, Row][];
const hpoFile = fileURLToPath(new URL("../../../shared/clinical/hpo/hp.json.gz", import.meta.url));
const annotationFile = fileURLToPath(new URL("../../../shared/clinical/hpo/phenotype.hpoa.gz", import.meta.url));
const read = (file: string) => gunzipSync(readFileSync(file)).toString("utf8");

/** What the source document names, and the row that holds it. */
const named: Record<string, FeatureId> = {
  "intrauterine growth restriction": "iugr",
  "small in infancy": "small-infant",
  "short stature": "short-stature",
  "metaphyseal dysplasia": "metaphyseal-dysplasia",
  "epiphyseal dysplasia": "epiphyseal-dysplasia",
  scoliosis: "scoliosis",
  osteoporosis: "osteoporosis",
  "adrenal hypoplasia": "adrenal-hypoplasia",
  "adrenal insufficiency": "adrenal-insufficiency",
  vomiting: "vomiting",
  "feeding difficulty": "feeding-difficulty",
  dehydration: "dehydration",
  hypoglycemia: "hypoglycemia",
  shock: "shock",
  micropenis: "micropenis",
  "undescended testes": "cryptorchidism",
  hypospadias: "hypospadias",
  "prominent forehead": "prominent-forehead",
  "low-set ears": "low-set-ears",
  "short nose": "short-nose",
  "flat nasal bridge": "flat-nasal-bridge",
  craniosynostosis: "craniosynostosis",
  "cleft or bifid uvula": "bifid-uvula",
  "high-arched palate": "high-palate",
  micrognathia: "micrognathia",
  hypercalcemia: "hypercalcemia",
  hypercalciuria: "hypercalciuria",
  "growth hormone deficiency": "gh-deficiency",
};

describe("the checklist", () => {
  test.each(Object.entries(named))("holds what the source document names: %s", (_, id) => {
    expect(featureIds).toContain(id);
    expect(checklist[id].part).not.toBe("elsewhere");
    expect(checklist[id]).not.toHaveProperty("importOnly");
  });

  test("names every feature and every HPO term once", () => {
    expect(featureIds).toEqual(rows.map(([id]) => id));
    for (const id of featureIds) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    const terms = rows.map(([, row]) => row.hpo.id);
    expect(new Set(terms).size).toBe(terms.length);
    expect(CHECKLIST_VERSION).toMatch(/^\d+\.\d+$/);
  });

  test("keeps the rows of one part together", () => {
    const turns = rows.map(([, row]) => row.part).filter((part, at, all) => part !== all[at - 1]);
    expect(turns).toEqual(["I", "M", "A", "Ge", "face", "body", "elsewhere"]);
  });

  test.each(rows)("%s is told in sober, whole sentences", (_, row) => {
    const reported = row.frequency.flatMap((told) => ("reported" in told ? [told.reported] : []));
    const notes = row.frequency.flatMap((told) => ("n" in told && told.note ? [told.note] : []));
    for (const text of [row.definition, row.assessed, ...reported]) {
      expect(text).toMatch(/^\S.{3,}\.$/);
      expect(text).not.toMatch(/ {2}/);
    }
    for (const text of [row.definition, row.assessed, ...reported, ...notes]) {
      expect(text).not.toMatch(/diagnos|patient|mg\/|\u2014/i);
    }
  });

  test.each(rows)("%s has frequencies that can be true, each with a source", (_, row) => {
    expect(row.frequency.length).toBeGreaterThan(0);
    for (const told of row.frequency) {
      expect(Object.keys(sources)).toContain(told.source);
      if (!("n" in told)) continue;
      expect(Number.isInteger(told.n) && Number.isInteger(told.of) && told.n >= 0 && told.of > 0).toBe(true);
      expect(told.n).toBeLessThanOrEqual(told.of);
      if (row.part === "elsewhere") expect(told.note).toBeTruthy();
    }
  });

  test("marks exactly the rows that are for males, for import, or for the listed terms alone", () => {
    const marked = (mark: "malesOnly" | "importOnly" | "exact") => rows.filter(([, row]) => row[mark]).map(([id]) => id);
    expect(marked("malesOnly")).toEqual(["micropenis", "cryptorchidism", "hypospadias", "hypogonadotropic-hypogonadism"]);
    expect(marked("importOnly")).toEqual(["skeletal-dysplasia", "genital-anomaly"]);
    expect(marked("exact")).toEqual(["skeletal-dysplasia", "hyperpigmentation"]);
  });

  test("says what counts where the HPO hierarchy alone would decide wrongly", () => {
    const spelled = rows.flatMap(([id, { notBelow, alsoCounts, excludedBy }]) =>
      notBelow || alsoCounts || excludedBy ? [[id, { notBelow, alsoCounts, excludedBy }] as const] : [],
    );
    expect(Object.fromEntries(spelled)).toEqual({
      iugr: { excludedBy: ["HP:0001511"] },
      sga: { excludedBy: ["HP:0001518"] },
      "birth-length-low": { excludedBy: ["HP:0003561"] },
      "short-stature": { notBelow: ["HP:0003561"] },
      "metaphyseal-dysplasia": {
        alsoCounts: ["HP:0000944", "HP:0002657", "HP:0002651"],
        excludedBy: ["HP:0100255", "HP:0000944"],
      },
      "slender-bones": { alsoCounts: ["HP:0012297"] },
      shock: { notBelow: ["HP:0030149", "HP:0031276", "HP:0100845"] },
      hyperpigmentation: { alsoCounts: ["HP:0007440", "HP:0007574"] },
      "adrenal-hypoplasia": { notBelow: ["HP:0008239"], alsoCounts: ["HP:0008182", "HP:0011743"] },
      "adrenal-insufficiency": { notBelow: ["HP:0011734"] },
      micropenis: { alsoCounts: ["HP:0008736"] },
      macrocephaly: { notBelow: ["HP:0004482"] },
      "prominent-forehead": { alsoCounts: ["HP:0002007"] },
      "gh-deficiency": { alsoCounts: ["HP:0034323"] },
    });
  });
});

test("every source has a short citation and an https address or none", () => {
  for (const { cite, url } of Object.values(sources)) {
    expect(cite.length).toBeLessThan(110);
    expect(cite).not.toMatch(/\u2014/);
    if (url !== null) expect(new URL(url).protocol).toBe("https:");
  }
  expect(sources.hpo.cite).toContain(HPO_RELEASE);
  expect(sources.hpoa.cite).toContain(HPO_RELEASE);
});

type HpoNode = { id: string; lbl?: string; meta?: { deprecated?: boolean } };

describe.skipIf(!existsSync(hpoFile))("against the HPO release (needs its hp.json beside the project)", () => {
  const graph = existsSync(hpoFile)
    ? (JSON.parse(read(hpoFile)).graphs[0] as { nodes: HpoNode[]; meta: { version: string } })
    : { nodes: [], meta: { version: "" } };
  const current = new Map(
    graph.nodes
      .filter((node) => !node.meta?.deprecated)
      .map((node) => [node.id.replace(/^.*HP_/, "HP:"), node.lbl]),
  );

  test("is the release the checklist names", () => {
    expect(graph.meta.version).toContain(`/${HPO_RELEASE}/`);
  });

  test.each(rows)("%s has an id and a label of the release, and so have the terms it spells out", (_, row) => {
    expect(current.get(row.hpo.id)).toBe(row.hpo.label);
    for (const id of [row.notBelow, row.alsoCounts, row.excludedBy].flatMap((ids) => ids ?? [])) {
      expect(current.has(id), id).toBe(true);
    }
  });
});

type Count = { term: string; n: number; of: number };

/** Counts n/N of one disease from one paper, as the HPO annotation file holds them. */
function annotated(disease: string, paper: string): Count[] {
  return read(annotationFile).split("\n").flatMap((line) => {
    const [id, , qualifier, term, reference, , , frequency] = line.split("\t");
    if (id !== disease || reference !== paper || qualifier || !term) return [];
    const [n, of] = (frequency ?? "").split("/").map(Number);
    return n === undefined || of === undefined ? [] : [{ term, n, of }];
  });
}

const cited = (source: string): Count[] =>
  rows.flatMap(([, row]) =>
    row.frequency.flatMap((told) => ("n" in told && told.source === source ? [{ term: row.hpo.id, n: told.n, of: told.of }] : [])),
  );

describe.skipIf(!existsSync(annotationFile))("against the HPO annotations (needs phenotype.hpoa beside the project)", () => {
  test("shows all counts of Arboleda 2012 for OMIM:614732, and no other", () => {
    const byTerm = (a: Count, b: Count) => a.term.localeCompare(b.term);
    const expected = annotated("OMIM:614732", "PMID:22634751").sort(byTerm);
    expect(expected).toHaveLength(9);
    expect(cited("arboleda-2012").sort(byTerm)).toEqual(expected);
  });

  test.each([
    ["logan-2018", "OMIM:618336", "PMID:30503519"],
    ["narumi-2016", "OMIM:617053", "PMID:27182967"],
  ])("shows no count from %s that the annotations contradict", (source, disease, paper) => {
    const known = annotated(disease, paper);
    const shown = cited(source).filter(({ term }) => known.some((count) => count.term === term));
    expect(shown.length).toBeGreaterThan(2);
    for (const count of shown) expect(known).toContainEqual(count);
  });
});
