import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { conditionIds } from "@/lib/evidence/conditions";
import { orphanet } from "@/lib/evidence/orphanet";
import { HPO_RELEASE, checklist } from "@/lib/screening/checklist";
import type { FeatureId, Row } from "@/lib/screening/checklist";

/**
 * Rebuilds what is known of HPO: lib/screening/hpo-map.json and synonyms.json and lib/evidence/knowledge.json, from one release
 * of the ontology (hp.json) and of its annotations (phenotype.hpoa), each plain or .gz. The same files give the same bytes.
 */
const USAGE = "npm run knowledge -- HPOA HP_JSON [INTO]   INTO: a folder other than lib that has screening/ and evidence/";

class InputError extends Error {}

const rows = Object.entries(checklist) as [FeatureId, Row][];

type Property = { pred: string; val: string };
type Graph = {
  meta: { version: string };
  nodes: { id: string; lbl?: string; type?: string; meta?: { deprecated?: boolean; basicPropertyValues?: Property[]; synonyms?: { val: string }[] } }[];
  edges: { sub: string; pred: string; obj: string }[];
};

/** A release of HPO: the terms in force, what each is called besides, what stands above it (itself included), and the term in force of each old id. */
type Ontology = { release: string; labels: Map<string, string>; synonyms: Map<string, string[]>; above: (id: string) => ReadonlySet<string>; replaced: Map<string, string> };

function readOntology(text: string): Ontology {
  const [graph] = (JSON.parse(text) as { graphs: Graph[] }).graphs;
  const release = /\d{4}-\d\d-\d\d/.exec(graph?.meta.version ?? "")?.[0];
  if (!graph || !release) throw new InputError("HP_JSON does not say which release of HPO it is.");
  const term = (iri: string) => iri.replace(/^.*HP_/, "HP:");
  const parents = new Map<string, string[]>();
  for (const { sub, pred, obj } of graph.edges) if (pred === "is_a") parents.set(term(sub), [...(parents.get(term(sub)) ?? []), term(obj)]);
  const known = new Map<string, Set<string>>();
  const above = (id: string): Set<string> => {
    const found = known.get(id) ?? new Set([id, ...(parents.get(id) ?? []).flatMap((parent) => [...above(parent)])]);
    known.set(id, found);
    return found;
  };
  const labels = new Map<string, string>();
  for (const { id, lbl, meta } of graph.nodes) if (id.includes("/HP_") && !meta?.deprecated) labels.set(term(id), lbl ?? "");
  const synonyms = new Map(graph.nodes.map(({ id, meta }) => [term(id), (meta?.synonyms ?? []).map(({ val }) => val)]));
  return { release, labels, synonyms, above, replaced: replacementsOf(graph, term) };
}

/** Old ids, whether merged into another term or taken out of use in its favour. */
function replacementsOf({ nodes }: Graph, term: (iri: string) => string): Map<string, string> {
  const next = new Map<string, string>();
  for (const { id, meta } of nodes) {
    for (const { pred, val } of meta?.basicPropertyValues ?? []) {
      if (pred.endsWith("#hasAlternativeId") && !meta?.deprecated) next.set(term(val), term(id));
      if (pred.endsWith("/IAO_0100001") && meta?.deprecated) next.set(term(id), term(val));
    }
  }
  const last = (id: string): string => (next.has(id) ? last(next.get(id) ?? id) : id);
  return new Map([...next.keys()].map((id) => [id, last(id)]));
}

/** A checklist that this release does not bear out would give a map with silent holes: everything that differs is told at once. */
function checkRows({ labels }: Ontology): void {
  const wrong = rows.flatMap(([feature, { hpo, notBelow = [], alsoCounts = [], excludedBy = [] }]) => [
    ...(labels.get(hpo.id) === hpo.label ? [] : [`${feature}: ${hpo.id} is "${labels.get(hpo.id) ?? "not in force"}"`]),
    ...[...notBelow, ...alsoCounts, ...excludedBy].filter((id) => !labels.has(id)).map((id) => `${feature}: ${id} is not in force`),
  ]);
  if (wrong.length > 0) throw new InputError(`The checklist does not fit this release of HPO:\n${wrong.join("\n")}`);
}

function counts(id: string, { hpo, exact, alsoCounts = [], notBelow = [] }: Row, above: Ontology["above"]): boolean {
  const over: ReadonlySet<string> = exact ? new Set([id]) : above(id);
  return alsoCounts.some((one) => over.has(one)) || (over.has(hpo.id) && !notBelow.some((one) => over.has(one)));
}

function excludes(id: string, { hpo, excludedBy }: Row, above: Ontology["above"]): boolean {
  return excludedBy ? excludedBy.includes(id) : above(hpo.id).has(id);
}

/** Everything in HPO that means something to the checklist, one term a line. */
function mapText({ release, labels, above, replaced }: Ontology): string {
  const ids = [...labels.keys()].toSorted();
  const featuresOf = (holds: typeof counts) => new Map(ids.map((id) => [id, rows.filter(([, row]) => holds(id, row, above)).map(([feature]) => feature)] as const).filter(([, features]) => features.length > 0));
  const observed = featuresOf(counts);
  const excluded = featuresOf(excludes);
  const shares = (one: string, other: string) => observed.get(one)?.some((feature) => excluded.get(other)?.includes(feature));
  const apart = [...observed.keys()].map((id) => [id, [...excluded.keys()].filter((other) => shares(id, other) && !above(id).has(other))] as const);
  const means = (id: string) => observed.has(id) || excluded.has(id);
  return text(release, {
    observed: [...observed],
    excluded: [...excluded],
    apart: apart.filter(([, others]) => others.length > 0),
    replaced: [...replaced].filter(([, id]) => means(id)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  });
}

/** By what a row can be found: its term, and what that and the terms which count besides are called, or were numbered. */
function synonymsText({ release, labels, synonyms, replaced }: Ontology): string {
  const features = rows.map(([feature, { hpo, alsoCounts = [] }]) => {
    const terms = [hpo.id, ...alsoCounts];
    const old = [...replaced].filter(([, id]) => terms.includes(id)).map(([id]) => id);
    const called = terms.flatMap((id) => [labels.get(id) ?? "", ...(synonyms.get(id) ?? [])].toSorted());
    const names = [...new Map(called.toReversed().map((name) => [name.toLowerCase(), name])).values()].filter((name) => name.toLowerCase() !== hpo.label.toLowerCase());
    return [feature, { ...hpo, names: names.toReversed(), ids: [...alsoCounts, ...old].toSorted() }] as const;
  });
  return text(release, { features });
}

/** One annotation of a condition; see knowledgeText for its keys. */
type Entry = { n?: number; of?: number; class?: string; excluded?: true; sex?: string; term?: string; ref: string };

const classes: Record<string, string> = {
  "HP:0040280": "Obligate", "HP:0040281": "Very frequent", "HP:0040282": "Frequent", "HP:0040283": "Occasional", "HP:0040284": "Very rare", "HP:0040285": "Excluded",
};

const words = Object.values(classes);

/** `n/N` is a count. A percentage has no N, so it is no more than the class of HPO it falls into. */
function frequencyOf(frequency: string): Pick<Entry, "n" | "of" | "class"> {
  const [, n, of] = /^(\d+)\/(\d+)$/.exec(frequency) ?? [];
  if (of !== undefined && Number(of) > 0) return { n: Number(n), of: Number(of) };
  const [, percent] = /^([\d.]+)%$/.exec(frequency) ?? [];
  if (percent === undefined) return classes[frequency] ? { class: classes[frequency] } : {};
  const limits = [[0, "Excluded"], [4, "Very rare"], [29, "Occasional"], [79, "Frequent"], [99, "Very frequent"]] as const;
  return { class: limits.find(([limit]) => Math.floor(Number(percent)) <= limit)?.[1] ?? "Obligate" };
}

/** Does the row say that the feature is absent? */
const denies = (entry: Entry) => entry.excluded === true || entry.n === 0 || entry.class === "Excluded";

/** A frequency before a mere mention, the feature's own term before a narrower one, a count before a class, the larger N first. */
function order(one: Entry, other: Entry): number {
  const keys = (entry: Entry) => {
    const { n, of = 0, class: frequency, term = "", ref } = entry;
    const mention = n === undefined && !frequency && !entry.excluded;
    return [Number(mention), Number(term !== "" && !denies(entry)), Number(n === undefined), -of, -(n ?? 0), ref, term] as const;
  };
  const [a, b] = [keys(one), keys(other)];
  const at = a.findIndex((key, index) => key !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}

/**
 * What the annotations say about each condition and feature, feature by feature in the order of the checklist.
 * An entry is one row of the file: `n` of `of`, or a `class`, or neither (annotated, not counted); `excluded` where
 * the row says NOT; `sex` where the row is about one sex; `term` where it is not the feature's own; `ref` its paper.
 *
 * Nothing is combined here, so that a paper can be left out; the reader (lib/evidence/belief.ts) weighs. Entries stand
 * with the most telling first: a frequency before a mere mention, the feature's own term before a narrower one (fewer
 * have that), a count before a class, the largest N, the largest n. Rows of one paper tell of the same children.
 * An Orphanet entry speaks for every condition it is about, with its most telling row of each feature.
 * A row counts for a feature by the rules of the checklist. One that denies (NOT, 0 of N, Excluded) counts at or
 * above the feature's term only: who lacks the narrower sign may well have the feature.
 */
function knowledgeText(hpoa: string, { release, above, replaced }: Ontology): string {
  const known = new Map(conditionIds.toSorted().map((id) => [id, new Map<FeatureId, Entry[]>()]));
  for (const line of hpoa.split("\n")) {
    const [id = "", , qualifier, given = "", ref = "", , , frequency = "", sex = "", , aspect] = line.split("\t");
    const about = (orphanet[id] ?? [id]).flatMap((one) => known.get(one) ?? []);
    if (about.length === 0 || aspect !== "P") continue;
    const term = replaced.get(given) ?? given;
    const said: Entry = { ...frequencyOf(frequency), ...(qualifier === "NOT" && { excluded: true }), ...(sex && { sex: sex.toLowerCase() }), ref };
    for (const [feature, row] of rows) {
      if (!(denies(said) ? excludes : counts)(term, row, above)) continue;
      const entry = term === row.hpo.id ? said : { ...said, term };
      for (const features of about) features.set(feature, [...(features.get(feature) ?? []), entry]);
    }
  }
  const sorted = (features: Map<FeatureId, Entry[]>) => rows.flatMap(([feature]) => (features.has(feature) ? [[feature, tellingOf(features.get(feature) ?? [])] as const] : []));
  const conditions = [...known].map(([id, features]) => `${JSON.stringify(id)}:${object(sorted(features))}`);
  return `{"release":${JSON.stringify(release)},"conditions":{\n${conditions.join(",\n")}\n}}\n`;
}

/** The entries of a feature in their order; of Orphanet's rows, whose terms describe the same children, the most frequent alone. */
function tellingOf(entries: Entry[]): Entry[] {
  const sorted = entries.toSorted(order);
  const place = ({ class: frequency = "" }: Entry) => words.indexOf(frequency);
  const [first] = sorted.filter(({ ref }) => ref.startsWith("ORPHA:")).toSorted((one, other) => place(one) - place(other));
  return sorted.filter((entry) => entry === first || !entry.ref.startsWith("ORPHA:"));
}

/** One key a line, so that two releases can be compared line by line. */
function object(entries: Iterable<readonly [string, unknown]>): string {
  return `{\n${[...entries].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",\n")}\n}`;
}

function text(release: string, parts: Record<string, (readonly [string, unknown])[]>): string {
  const told = Object.entries(parts).map(([name, entries]) => `${JSON.stringify(name)}:${object(entries)}`);
  return `{"release":${JSON.stringify(release)},\n${told.join(",\n")}}\n`;
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");
}

function rebuild([hpoaPath, ontologyPath, into = fileURLToPath(new URL("..", import.meta.url)), ...more]: string[]): void {
  if (hpoaPath === undefined || ontologyPath === undefined || more.length > 0) throw new InputError(USAGE);
  const hpoa = readText(hpoaPath);
  const ontology = readOntology(readText(ontologyPath));
  const version = /^#version: (\S+)/m.exec(hpoa)?.[1];
  if (version !== ontology.release) throw new InputError(`HPOA is of ${version ?? "no stated release"} and HP_JSON of ${ontology.release}: take both from one release.`);
  checkRows(ontology);
  const [map, synonyms, knowledge] = [mapText(ontology), synonymsText(ontology), knowledgeText(hpoa, ontology)];
  writeFileSync(`${into}/screening/hpo-map.json`, map);
  writeFileSync(`${into}/screening/synonyms.json`, synonyms);
  writeFileSync(`${into}/evidence/knowledge.json`, knowledge);
  const silent = conditionIds.filter((id) => !hpoa.includes(`\n${id}\t`));
  if (silent.length > 0) console.log(`Without any annotation, moved or withdrawn: ${silent.join(", ")}.`);
  console.log(`Built from HPO ${ontology.release}.`);
  if (ontology.release !== HPO_RELEASE) console.log(`The checklist, the NOTICE and the sources still say ${HPO_RELEASE}: change them too.`);
}

try {
  rebuild(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof InputError ? error.message : `Nothing was built: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exitCode = 1;
}
