import type { Findings, Status, Suggestion } from "./assess";
import type { FeatureId } from "./checklist";
import map from "./hpo-map.json";

/** A term as a file states it: seen, or looked for and not there. */
export type Term = { id: string; excluded: boolean };

/** What a reader of the file must be told; error: the findings contradict each other and must not be used. */
export type TermIssue = {
  level: "error" | "note";
  code: "terms-contradict" | "observed-outranks-excluded" | "obsolete-term";
  features: FeatureId[];
  /** For `obsolete-term` the old id and the one in force. */
  terms: string[];
  suggestion: Suggestion | "use-current-term";
};

export type TermReading = { findings: Findings; unmapped: string[]; obsolete: string[]; issues: TermIssue[] };

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
 * here are listed as they came, each once.
 * @example findingsOf([{ id: "HP:0008689", excluded: false }]).findings // { cryptorchidism: "observed", "genital-anomaly": "observed" }
 */
export function findingsOf(terms: readonly Term[]): TermReading {
  const denied = new Set<string>();
  for (const { id, excluded } of terms) if (excluded) denied.add(meanings.get(id)?.id ?? id);
  const grounds: Record<Status, Grounds> = { observed: new Map(), excluded: new Map() };
  const unmapped: string[] = [];
  const obsolete = new Map<string, string>();
  const issues: TermIssue[] = [];
  for (const { id: given, excluded } of terms) {
    const status = excluded ? "excluded" : "observed";
    const meaning = meanings.get(given);
    const id = meaning?.id ?? given;
    if (id !== given) obsolete.set(given, id);
    if (!excluded && denied.has(id)) issues.push(contradiction(id, id));
    if (!meaning?.[status].length) unmapped.push(given);
    else for (const feature of meaning[status]) ground(grounds[status], feature, id);
  }
  const findings: Findings = {};
  for (const feature of grounds.excluded.keys()) findings[feature] = "excluded";
  for (const feature of grounds.observed.keys()) findings[feature] = "observed";
  if (grounds.excluded.size > 0) issues.push(...clashes(grounds));
  for (const [old, id] of obsolete) issues.push({ level: "note", code: "obsolete-term", features: featuresOf(id), terms: [old, id], suggestion: "use-current-term" });
  return { findings, unmapped: unmapped.length > 1 ? [...new Set(unmapped)] : unmapped, obsolete: [...obsolete.keys()], issues: once(issues) };
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
  return { level: "error", code: "terms-contradict", features: featuresOf(seen), terms: seen === denied ? [seen] : [seen, denied], suggestion: "correct-one" };
}

function clashes({ observed, excluded }: Record<Status, Grounds>): TermIssue[] {
  const found: TermIssue[] = [];
  for (const [feature, ids] of observed) {
    const denied = [...(excluded.get(feature) ?? [])];
    if (denied.length === 0) continue;
    for (const id of ids) {
      const others = denied.filter((other) => apart.get(id)?.includes(other));
      for (const other of denied) if (other !== id && !others.includes(other)) found.push(contradiction(id, other));
      if (others.length > 0) found.push({ level: "note", code: "observed-outranks-excluded", features: [feature], terms: [id, ...others], suggestion: "correct-one" });
    }
  }
  return found;
}

/** The same pair of terms can clash over several features; it is told once. */
function once(issues: TermIssue[]): TermIssue[] {
  if (issues.length < 2) return issues;
  return [...new Map(issues.map((issue) => [`${issue.code} ${issue.terms.join(" ")}`, issue])).values()];
}
