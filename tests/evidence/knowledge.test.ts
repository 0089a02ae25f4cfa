import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { conditionIds } from "@/lib/evidence/conditions";
import { HPO_RELEASE, checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Row } from "@/lib/screening/checklist";

type Entry = { n?: number; of?: number; class?: string; excluded?: true; sex?: string; term?: string; ref: string };
type Knowledge = { release: string; conditions: Record<string, Partial<Record<FeatureId, Entry[]>>> };

const committed = (name: string) => readFileSync(fileURLToPath(new URL(`../../lib/${name}`, import.meta.url)), "utf8");
const files = ["screening/hpo-map.json", "screening/synonyms.json", "evidence/knowledge.json"];
const folder = mkdtempSync(join(tmpdir(), "image-screen-knowledge-"));
for (const room of ["screening", "evidence"]) mkdirSync(join(folder, room));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rebuild(...paths: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "lib/cli/knowledge.ts", ...paths, folder], { encoding: "utf8" });
  const made = (name: string) => readFileSync(join(folder, name), "utf8");
  return { status, stderr, made };
}

describe("the committed table", () => {
  const { release, conditions } = JSON.parse(committed("evidence/knowledge.json")) as Knowledge;
  const entries = Object.values(conditions).flatMap((features) => Object.values(features).flat());

  test("is of the checklist's release, and names every condition and nothing else", () => {
    expect(release).toBe(HPO_RELEASE);
    expect(Object.keys(conditions)).toEqual(conditionIds.toSorted());
    const known = new Set<string>(featureIds);
    expect(Object.values(conditions).flatMap((features) => Object.keys(features)).filter((feature) => !known.has(feature))).toEqual([]);
  });

  test("holds facts only: a count or a class or a mention, each with its source", () => {
    for (const { n, of, class: frequency, ref } of entries) {
      for (const one of ref.split(";")) expect(one).toMatch(/^((PMID|OMIM|ORPHA):\d+|ISBN-13:[\d-]+|http:.+)$/);
      expect(n !== undefined && frequency !== undefined).toBe(false);
      if (n !== undefined) expect([n >= 0 && n <= (of ?? 0), (of ?? 0) > 0]).toEqual([true, true]);
    }
  });

  test("the nine counts of IMAGe syndrome are those of one paper", () => {
    const counted = Object.entries(conditions["OMIM:614732"] ?? {}).flatMap(([feature, [first]]) => (first?.n === undefined ? [] : [`${feature} ${first.n}/${first.of} ${first.ref}`]));
    const paper = "PMID:22634751";
    expect(counted.toSorted()).toEqual(
      ["adrenal-hypoplasia 11/11", "craniosynostosis 3/11", "delayed-bone-age 10/11", "hypercalciuria 4/5", "iugr 11/11", "metaphyseal-dysplasia 8/10", "osteopenia 3/3", "prominent-forehead 11/11", "short-nose 11/11"].map((one) => `${one} ${paper}`),
    );
  });
});

/** An ontology of the checklist's terms alone, and narrower ones of our own. */
function tinyOntology(change: (nodes: { id: string; lbl?: string; meta?: object }[]) => void = () => {}): string {
  const iri = (id: string) => `http://purl.obolibrary.org/obo/${id.replace(":", "_")}`;
  const labels = new Map<string, string>();
  for (const { notBelow = [], alsoCounts = [], excludedBy = [] } of Object.values(checklist) as Row[]) for (const id of [...notBelow, ...alsoCounts, ...excludedBy]) labels.set(id, id);
  for (const { hpo } of Object.values(checklist)) labels.set(hpo.id, hpo.label);
  for (const id of ["HP:9000001", "HP:9000002", "HP:9000003"]) labels.set(id, id);
  const nodes = [...labels].map(([id, lbl]) => ({ id: iri(id), lbl, meta: {} as object }));
  nodes.push({ id: iri("HP:9000009"), lbl: "obsolete", meta: { deprecated: true, basicPropertyValues: [{ pred: "http://purl.obolibrary.org/obo/IAO_0100001", val: "HP:9000008" }] } });
  const own = nodes.find(({ id }) => id === iri("HP:0000028"));
  if (own) own.meta = { basicPropertyValues: [{ pred: "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId", val: "HP:9000008" }] };
  change(nodes);
  const is = (sub: string, obj: string) => ({ sub: iri(sub), pred: "is_a", obj: iri(obj) });
  const edges = [is("HP:9000001", "HP:0000028"), is("HP:0000028", "HP:9000002"), is("HP:9000003", "HP:0000953"), { ...is("HP:9000003", "HP:0000028"), pred: "subPropertyOf" }];
  return JSON.stringify({ graphs: [{ meta: { version: "http://purl.obolibrary.org/obo/hp/releases/2030-01-31/hp.json" }, nodes, edges }] });
}

const row = (term: string, { ref = "PMID:1", not = "", frequency = "", sex = "", aspect = "P", id = "OMIM:614732" } = {}) => [id, "name", not, term, ref, "PCS", "", frequency, sex, "", aspect, "someone"].join("\t");
const annotations = (...all: string[]) => `#version: 2030-01-31\ndatabase_id\tdisease_name\n${all.join("\n")}\n`;

function build(hpoa: string, ontology = tinyOntology()) {
  writeFileSync(join(folder, "hpoa.gz"), gzipSync(hpoa));
  writeFileSync(join(folder, "hp.json"), ontology);
  return rebuild(join(folder, "hpoa.gz"), join(folder, "hp.json"));
}

describe("rebuilding", () => {
  test("sorts by how telling an entry is, keeps each paper, and follows old ids and exact rows", () => {
    const { status, stderr, made } = build(annotations(
      row("HP:0000028"),
      row("HP:9000001", { frequency: "9/9", ref: "PMID:9" }),
      row("HP:0000028", { frequency: "2/4", ref: "PMID:2", sex: "MALE" }),
      row("HP:0000028", { frequency: "5/8", ref: "PMID:3" }),
      row("HP:0000028", { frequency: "HP:0040281", ref: "OMIM:614732" }),
      row("HP:9000009", { frequency: "1/3", ref: "PMID:4" }),
      row("HP:9000003", { frequency: "3/3" }),
      row("HP:0000316", { frequency: "3/3" }),
      row("HP:0000006", { aspect: "I" }),
      row("HP:0001511", { frequency: "1/1", id: "OMIM:1" }),
    ));
    expect([status, stderr]).toEqual([0, ""]);
    const { release, conditions } = JSON.parse(made("evidence/knowledge.json")) as Knowledge;
    expect(release).toBe("2030-01-31");
    expect(conditions["OMIM:614732"]).toEqual({
      cryptorchidism: [
        { n: 5, of: 8, ref: "PMID:3" }, { n: 2, of: 4, sex: "male", ref: "PMID:2" }, { n: 1, of: 3, ref: "PMID:4" },
        { class: "Very frequent", ref: "OMIM:614732" }, { n: 9, of: 9, term: "HP:9000001", ref: "PMID:9" }, { ref: "PMID:1" },
      ],
    });
    const map = JSON.parse(made("screening/hpo-map.json")) as Record<string, Record<string, unknown>>;
    expect(map["observed"]?.["HP:9000001"]).toEqual(["cryptorchidism"]);
    expect(map["excluded"]?.["HP:9000002"]).toEqual(["cryptorchidism"]);
    expect([map["observed"]?.["HP:9000002"], map["excluded"]?.["HP:9000001"], map["observed"]?.["HP:9000003"]]).toEqual([undefined, undefined, undefined]);
    expect(map["replaced"]).toEqual({ "HP:9000008": "HP:0000028", "HP:9000009": "HP:0000028" });
  });

  test("what is denied counts at or above the feature only, and a percentage is a class", () => {
    const { made } = build(annotations(
      row("HP:9000001", { frequency: "0/6" }),
      row("HP:9000001", { not: "NOT" }),
      row("HP:9000002", { frequency: "0/7" }),
      row("HP:0000028", { not: "NOT", frequency: "0/2", ref: "PMID:2" }),
      row("HP:0001511", { not: "NOT" }),
      ...["0%", "3%", "12.5%", "45%", "80%", "100%", "HP:0040285", "few"].map((frequency, at) => row("HP:0001252", { frequency, ref: `PMID:1${at}` })),
    ));
    const image = (JSON.parse(made("evidence/knowledge.json")) as Knowledge).conditions["OMIM:614732"];
    expect(image?.cryptorchidism).toEqual([{ n: 0, of: 7, term: "HP:9000002", ref: "PMID:1" }, { n: 0, of: 2, excluded: true, ref: "PMID:2" }]);
    expect(image?.iugr).toEqual([{ excluded: true, ref: "PMID:1" }]);
    expect(image?.hypotonia?.map((entry) => `${entry.ref} ${entry.class}`).toSorted()).toEqual(
      ["PMID:10 Excluded", "PMID:11 Very rare", "PMID:12 Occasional", "PMID:13 Frequent", "PMID:14 Very frequent", "PMID:15 Obligate", "PMID:16 Excluded", "PMID:17 undefined"],
    );
  });

  test.each<[string, string, string, RegExp]>([
    ["two releases", "#version: 2029-01-01\n", tinyOntology(), /HPOA is of 2029-01-01 and HP_JSON of 2030-01-31/],
    ["a label that changed", annotations(), tinyOntology((nodes) => nodes.forEach((node) => node.id.endsWith("HP_0000028") && (node.lbl = "Renamed"))), /cryptorchidism: HP:0000028 is "Renamed"/],
    ["a term no longer in force", annotations(), tinyOntology((nodes) => nodes.forEach((node) => node.id.endsWith("HP_0007440") && (node.meta = { deprecated: true }))), /hyperpigmentation: HP:0007440 is not in force/],
    ["what is no ontology", annotations(), "{}", /Nothing was built/],
  ])("refuses %s, and writes nothing", (_name, hpoa, ontology, told) => {
    for (const name of files) rmSync(join(folder, name), { force: true });
    const { status, stderr } = build(hpoa, ontology);
    expect(status).toBe(1);
    expect(stderr).toMatch(told);
    expect(files.filter((name) => existsSync(join(folder, name)))).toEqual([]);
  });
});

const beside = (name: string) => fileURLToPath(new URL(`../../../shared/clinical/${name}`, import.meta.url));
const sources = [beside("hpo/phenotype.hpoa.gz"), beside("hpo/hp.json.gz"), beside("frequencies.json")];

type Fact = { term: string; n?: number; N?: number; classLabel?: string; reference: string };

/** Terms that the checklist counts otherwise than the first reading of the file did. */
const corrected: Partial<Record<FeatureId, string[]>> = {
  hyperpigmentation: ["HP:0000957"], // café-au-lait spots are no Addisonian pigment
  "short-stature": ["HP:0003561"], // length at birth is a row of its own
  "adrenal-insufficiency": ["HP:0008259"], // central
  shock: ["HP:0001278"], // low blood pressure is a row of its own
  macrocephaly: ["HP:0004482"], // relative: a row of its own
  osteoporosis: ["HP:0000938"], // osteopenia: a row of its own
  micropenis: ["HP:0030260"], // counts since
  "metaphyseal-dysplasia": ["HP:0003016", "HP:0003021"], // count since
  "adrenal-hypoplasia": ["HP:0011743"], // counts since
};

describe.skipIf(!sources.every((path) => existsSync(path)))("of the release itself", () => {
  test("the same files give the same bytes", () => {
    const { status, made } = rebuild(...sources.slice(0, 2));
    expect(status).toBe(0);
    for (const name of files) expect(made(name) === committed(name), name).toBe(true);
  });

  test("row for row what was counted independently, but for the corrections of the checklist", () => {
    const { conditions } = JSON.parse(committed("evidence/knowledge.json")) as Knowledge;
    const counted = JSON.parse(readFileSync(sources[2] ?? "", "utf8")) as { conditions: Record<string, { features: Record<string, Fact[]> }>; features: Record<string, unknown> };
    let same = 0;
    const different = conditionIds.flatMap((id) => featureIds.flatMap((feature) => {
      const theirs = feature === "femoral-head-necrosis" ? "perthes" : feature;
      if (!(theirs in counted.features)) return [];
      const others = (counted.conditions[id]?.features[theirs] ?? []).map(({ term, n, N, classLabel, reference }) => JSON.stringify([term, n, N, classLabel, reference]));
      const ours = (conditions[id]?.[feature] ?? []).filter(({ ref }) => !ref.startsWith("ORPHA:")).map(({ term, n, of, class: frequency, ref }) => JSON.stringify([term ?? checklist[feature].hpo.id, n, of, frequency, ref]));
      same += ours.filter((one) => others.includes(one)).length;
      const apart = [...ours.filter((one) => !others.includes(one)), ...others.filter((one) => !ours.includes(one))];
      return apart.filter((one) => !corrected[feature]?.includes((JSON.parse(one) as string[])[0] ?? "")).map((one) => `${id} ${feature} ${one}`);
    }));
    expect(different).toEqual([]);
    // Of their 391 rows (223 counts, 157 mentions, 11 classes; 11 more classes are of an Orphanet id) 18 are corrected.
    expect(same).toBe(373);
  });
});
