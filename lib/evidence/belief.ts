import type { FeatureId } from "@/lib/screening/checklist";
import type { Beta } from "./beta";
import { meanOf } from "./beta";
import { adrenalByDefinition, backgroundBeta, backgroundOf, beyondHpo, bornSmall, CLASS_CHILDREN, classless, classMeans, central, crisis, enlarged, families, FAMILIES_AT_MOST, gland, glandMarks, ofPrimaryFailure, small, smallLater } from "./priors";
import type { Entry, Knowledge } from "./priors";

/** How often a condition shows a feature; `said` is the source's own figure or class, empty where it gives none. */
export type Belief = { readonly beta: Beta; readonly said: string; readonly ref: string; /** The sign whose rate this is, where it is lent to another. */ readonly lent?: FeatureId };

/** What a condition says: about what is observed, and about what is excluded. What is missing is silent. */
export type Sheet = { readonly id: string; readonly observed: ReadonlyMap<FeatureId, Belief>; readonly excluded: ReadonlyMap<FeatureId, Belief> };

/**
 * What each condition of a table says, without the papers that are left out (docs/decisions/0008).
 * @param without PMIDs, with or without their prefix
 * @param beyond with what HPO's annotations lack (priors.ts)
 */
export function beliefsOf(table: Knowledge, without: readonly string[] = [], beyond = true): Sheet[] {
  const left = new Set(without.map((id) => `PMID:${id.replace(/^PMID:/, "")}`));
  const kept = ({ ref }: Entry) => !ref.split(";").some((one) => left.has(one));
  return Object.entries(table).map(([id, stated]) => {
    const entries = new Map<FeatureId, Entry[]>();
    const add = (feature: FeatureId, more: readonly Entry[]) => entries.set(feature, [...(entries.get(feature) ?? []), ...more.filter(kept)]);
    for (const [feature, some] of Object.entries(stated)) add(feature as FeatureId, Array.isArray(some) ? some : [some as Entry]);
    for (const [feature, one] of (beyond && beyondHpo[id]) || []) add(feature, [one]);
    const own = new Map<FeatureId, Belief>([...entries].flatMap(([feature, all]) => (all.length ? [[feature, believe(feature, all)] as const] : [])));
    return sheetOf(id, own);
  });
}

function sheetOf(id: string, own: Map<FeatureId, Belief>): Sheet {
  share(own, bornSmall, highest(own, bornSmall));
  const observed = new Map(own);
  const excluded = new Map(own);
  share(observed, smallLater, highest(own, smallLater));
  const marked = [...own.keys()].some((feature) => glandMarks.has(feature)) || adrenalByDefinition.has(id);
  if (marked) {
    const failing = highest(own, gland) ?? { beta: { a: 1, b: 1 }, said: "", ref: id };
    const not = (feature: FeatureId) => !own.has(feature) && ((feature === small && own.has(enlarged)) || (ofPrimaryFailure.has(feature) && own.has(central)));
    share(observed, gland.filter((feature) => !not(feature)), failing);
    share(observed, crisis.filter((feature) => !own.has(feature)), { beta: { a: 1, b: 1 }, said: "", ref: failing.ref });
    share(excluded, ["adrenal-insufficiency"], failing);
  }
  return { id, observed, excluded };
}

/** The most frequent of some signs, of those first of which a source says how often; null of none. */
function highest(beliefs: ReadonlyMap<FeatureId, Belief>, features: readonly FeatureId[]): Belief | undefined {
  const known = features.flatMap((feature) => {
    const belief = beliefs.get(feature);
    return belief ? [{ ...belief, lent: feature }] : [];
  });
  const stated = known.filter(({ said }) => said !== "");
  return (stated.length ? stated : known).reduce<Belief | undefined>((best, one) => (best && meanOf(best.beta) >= meanOf(one.beta) ? best : one), undefined);
}

/** Lends a rate to the signs of which no source says how often. */
function share(beliefs: Map<FeatureId, Belief>, features: readonly FeatureId[], belief: Belief | undefined): void {
  if (!belief) return;
  const { lent, ...own } = belief;
  for (const feature of features) if (!beliefs.get(feature)?.said) beliefs.set(feature, lent && lent !== feature ? belief : own);
}

function believe(feature: FeatureId, entries: readonly Entry[]): Belief {
  const counts = countsOf(entries);
  const n = counts.reduce((sum, count) => sum + count.n, 0);
  const of = counts.reduce((sum, count) => sum + count.of, 0);
  const rest = entries.filter((entry) => entry.n === undefined && !entry.excluded);
  const classes = rest.flatMap(({ class: word, ref }) => (word === undefined || classless.has(ref) ? [] : [word]));
  const prior = priorOf(feature, n > 0, rest.length > 0, n > 0 ? [] : classes);
  const cited = counts.length ? entries.filter((entry) => entry.n !== undefined) : rest.length ? rest : entries;
  // A bare NOT is taken as one child in whom the sign was looked for.
  const bare = !counts.length && !rest.length;
  return {
    beta: { a: prior.a + n, b: prior.b + of - n + (bare ? 1 : 0) },
    said: counts.length ? counts.map(({ said }) => said).join(", ") : bare ? "0/1" : (classes[0] ?? ""),
    ref: [...new Set(cited.flatMap(({ ref }) => ref.split(";")))].join(";"),
  };
}

/** What holds before any count: the word of a class, else that nothing is known of how often, else the background. */
function priorOf(feature: FeatureId, seen: boolean, stated: boolean, classes: readonly string[]): Beta {
  const means = classes.flatMap((word) => classMeans[word] ?? []);
  if (means.length) {
    const mean = Math.min(0.99, Math.max(backgroundOf(feature), ...means));
    return { a: CLASS_CHILDREN * mean, b: CLASS_CHILDREN * (1 - mean) };
  }
  return seen || stated ? { a: 1, b: 1 } : backgroundBeta(feature);
}

type Count = { n: number; of: number; said: string };

/** Each paper once, with its most frequent term, and with no more children than it has families. */
function countsOf(entries: readonly Entry[]): Count[] {
  const best = new Map<string, { n: number; of: number }>();
  for (const { n, of, ref } of entries) {
    if (n === undefined || !of) continue;
    const before = best.get(ref);
    if (!before || n / of > before.n / before.of) best.set(ref, { n, of });
  }
  return [...best].map(([ref, { n, of }]) => {
    const most = Math.min(of, families[ref] ?? FAMILIES_AT_MOST);
    return { n: (n * most) / of, of: most, said: `${n}/${of}` };
  });
}
