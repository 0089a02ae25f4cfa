import type { Findings, Status } from "./assess";
import type { FeatureId } from "./checklist";
import map from "./hpo-map.json";

/** A term as a file states it: seen, or looked for and not there. */
export type Term = { id: string; excluded: boolean };

/** What terms, beside findings, can give rise to. */
export const termIssueCodes = ["terms-contradict", "observed-outranks-excluded", "obsolete-term", "unreadable-ids"] as const;
export const termSuggestions = ["check-terms", "use-current-term", "use-known-ids"] as const;

/** What a reader of the file must be told; error: the findings contradict each other and must not be used. */
export type TermIssue = {
  level: "error" | "warning" | "note";
  code: (typeof termIssueCodes)[number];
  features: FeatureId[];
  /** For `obsolete-term` the old id and the one in force; for `unreadable-ids` none, since such an id may be a name. */
  terms: string[];
  /** For `unreadable-ids`: how many features have one. */
  count?: number;
  suggestion: (typeof termSuggestions)[number];
};

/** `unmapped`: ids that mean nothing here, as they came, each once. */
export type TermReading = { findings: Findings; unmapped: Record<Status, string[]>; obsolete: string[]; issues: TermIssue[] };

/**
 * Ids that may be repeated: HPO's, and those of vocabularies that stand beside it in case files, each in its own shape.
 * Any CURIE would be too wide, for `MRN:1234567` and `Name:Smith` are CURIEs too.
 */
const readable = /^(?:(?:HP|MP|MONDO|EFO|UBERON):\d{7}|DOID:\d{1,7}|OMIM:\d{6}|(?:ORPHA|Orphanet):\d{1,6}|NCIT:C\d{3,6}|(?:SNOMED|SNOMEDCT):\d{6,18})$/;

/** The release of HPO that the map was made from. */
export const MAP_RELEASE = map.release;

const table = <Value>(part: object) => new Map(Object.entries(part)) as ReadonlyMap<string, Value>;
const apart = table<string[]>(map.apart);

/** What a term means here, under the id in force. */
type Meaning = { id: string; observed: readonly FeatureId[]; excluded: readonly FeatureId[] };

const meanings = readMeanings(table<FeatureId[]>(map.observed), table<FeatureId[]>(map.excluded));

function readMeanings(observed: ReadonlyMap<string, FeatureId[]>, excluded: ReadonlyMap<string, FeatureId[]>): ReadonlyMap<string, Meaning> {
  const all = new Map([...observed.keys(), ...excluded.keys()].map((id) => [id, { id, observed: observed.get(id) ?? [], excluded: excluded.get(id) ?? [] }]));
  const inForce = new Map(all);
  for (const [old, id] of table<string>(map.replaced)) inForce.set(old, all.get(id) ?? { id, observed: [], excluded: [] });
  return inForce;
}

type Grounds = Map<FeatureId, Set<string>>;

/**
 * Reads HPO terms as findings of the checklist. Observed works upwards: a narrower term means the feature. Excluded
 * works downwards: a wider term excludes it. Never the reverse. Observed outranks excluded, with an issue; it is
 * an error where HPO says that both cannot be true. Old ids are read as those in force, and told. Terms that mean nothing
 * here are listed as they came; ids of no known vocabulary are counted, and never repeated.
 * @example findingsOf([{ id: "HP:0008689", excluded: false }]).findings // { cryptorchidism: "observed", "genital-anomaly": "observed" }
 */
export function findingsOf(terms: readonly Term[]): TermReading {
  const { grounds, unmapped, obsolete, both, unreadable } = sorted(terms);
  const findings: Findings = {};
  for (const feature of grounds.excluded.keys()) findings[feature] = "excluded";
  for (const feature of grounds.observed.keys()) findings[feature] = "observed";
  const issues = both.map((id) => contradiction(id, id));
  if (grounds.excluded.size > 0) issues.push(...clashes(grounds));
  for (const [old, id] of obsolete) issues.push({ level: "note", code: "obsolete-term", features: featuresOf(id), terms: [old, id], suggestion: "use-current-term" });
  if (unreadable > 0) issues.push({ level: "warning", code: "unreadable-ids", features: [], terms: [], count: unreadable, suggestion: "use-known-ids" });
  return { findings, unmapped: { observed: [...unmapped.observed], excluded: [...unmapped.excluded] }, obsolete: [...obsolete.keys()], issues: once(issues) };
}

/** Puts each term where it belongs, under the id in force; `both` are the ids that are observed and excluded. */
function sorted(terms: readonly Term[]) {
  const grounds: Record<Status, Grounds> = { observed: new Map(), excluded: new Map() };
  const unmapped: Record<Status, Set<string>> = { observed: new Set(), excluded: new Set() };
  const obsolete = new Map<string, string>();
  const denied = new Set<string>();
  const both: string[] = [];
  let unreadable = 0;
  for (const { id, excluded } of terms) if (excluded) denied.add(meanings.get(id)?.id ?? id);
  for (const { id: given, excluded } of terms) {
    const status = excluded ? "excluded" : "observed";
    const meaning = meanings.get(given);
    const id = meaning?.id ?? given;
    if (!meaning && !readable.test(given)) {
      unreadable++;
      continue;
    }
    if (id !== given) obsolete.set(given, id);
    if (!excluded && denied.has(id)) both.push(id);
    if (!meaning?.[status].length) unmapped[status].add(given);
    else for (const feature of meaning[status]) ground(grounds[status], feature, id);
  }
  return { grounds, unmapped, obsolete, both, unreadable };
}

function ground(grounds: Grounds, feature: FeatureId, id: string): void {
  const ids = grounds.get(feature);
  if (ids) ids.add(id);
  else grounds.set(feature, new Set([id]));
}

function featuresOf(id: string): FeatureId[] {
  const { observed = [], excluded = [] } = meanings.get(id) ?? {};
  return [...(observed.length > 0 ? observed : excluded)];
}

function contradiction(seen: string, denied: string): TermIssue {
  return { level: "error", code: "terms-contradict", features: featuresOf(seen), terms: seen === denied ? [seen] : [seen, denied], suggestion: "check-terms" };
}

function clashes({ observed, excluded }: Record<Status, Grounds>): TermIssue[] {
  const found: TermIssue[] = [];
  for (const [feature, ids] of observed) {
    const denied = [...(excluded.get(feature) ?? [])];
    if (denied.length === 0) continue;
    for (const id of ids) {
      const others = denied.filter((other) => apart.get(id)?.includes(other));
      for (const other of denied) if (other !== id && !others.includes(other)) found.push(contradiction(id, other));
      if (others.length > 0) found.push({ level: "note", code: "observed-outranks-excluded", features: [feature], terms: [id, ...others], suggestion: "check-terms" });
    }
  }
  return found;
}

/** The same pair of terms can clash over several features; it is told once. */
function once(issues: TermIssue[]): TermIssue[] {
  if (issues.length < 2) return issues;
  return [...new Map(issues.map((issue) => [`${issue.code} ${issue.terms.join(" ")}`, issue])).values()];
}
