import { assess, normalise } from "@/lib/screening/assess";
import type { Draft, Findings, Status } from "@/lib/screening/assess";
import { atLeast, roundZ } from "@/lib/screening/bands";
import type { Sex } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import { sizeLimits } from "@/lib/screening/rules";
import { beliefsOf } from "./belief";
import { conditions as labels } from "./conditions";
import knowledge from "./knowledge.json";
import { features, ofBoysOnly, onset } from "./onset";
import { findingPulls, panelOf, weigh } from "./panel";
import type { Panel, Pull } from "./panel";
import { bornSmall, boys, ENOUGH, excludedFrom, generalGenital, published, smallLater, variantOdds } from "./priors";
import type { Knowledge, Series } from "./priors";

type Interval = [low: number, high: number];
export type Ranked = { id: string; label: string; rank: number; share: number; interval: Interval; tooFew: boolean };
export type Ranking = {
  /** Best first, always all of them; equal shares in the order of their ids. */
  conditions: Ranked[];
  none: { share: number; interval: Interval };
  /** What made a condition's share: strongest first, silent findings left out. The logs add up to its log odds against none. */
  pulls: (id: string) => Pull[];
  /** Where the pulls of the five leading conditions come from. */
  sources: () => string[];
};
/** `without`: PMIDs of papers that are left out of the knowledge. */
export type Options = { series?: Series; without?: readonly string[] };

const kin: readonly (readonly FeatureId[])[] = [bornSmall, smallLater];
const whole = panelOf(beliefsOf(knowledge.conditions as Knowledge));
const NONE = "none";

/**
 * Ranks IMAGe syndrome and its look-alikes: each one's share among these 39 conditions and "none of them", with a 95 %
 * interval. It is not the probability that the child has the condition. Pure; the model is fixed in docs/decisions/0008.
 */
export function rank(draft: Draft, { series = "equal", without = [] }: Options = {}): Ranking & { release: string; priorsNamed: Series } {
  const panel = without.length ? panelOf(beliefsOf(knowledge.conditions as Knowledge, without)) : whole;
  return { ...rankAmong(panel, draft, series), release: knowledge.release, priorsNamed: series };
}

/** The same over any panel; `rank` uses the one of HPO's annotations. */
export function rankAmong(panel: Panel, draft: Draft, series: Series = "equal"): Ranking {
  const { ids } = panel;
  const child = readChild(draft);
  const { score, variance, informative } = weigh(panel, child.findings);
  const starting = startingShares(ids, series);
  for (const [index, id] of ids.entries()) {
    const aside = asideOf(id, child).reduce((sum, { log }) => sum + log, 0);
    score[index] = (score[index] ?? 0) + Math.log(starting[id] ?? 0) + aside;
  }
  score[ids.length] = (score[ids.length] ?? 0) + Math.log(starting[NONE] ?? 0);
  const shares = sharesOf(score, variance);
  const none = shares.pop() ?? { share: 0, interval: [0, 0] };
  const conditions = ids
    .map((id, index): Ranked => ({ id, label: labels[id]?.label ?? id, rank: 0, tooFew: (informative[index] ?? 0) < ENOUGH, ...(shares[index] ?? none) }))
    .sort((one, other) => other.share - one.share || (one.id < other.id ? -1 : 1));
  for (const [index, one] of conditions.entries()) one.rank = index + 1;
  const pulls = (id: string) => [...findingPulls(panel, id, child.findings), ...asideOf(id, child)].sort((one, other) => Math.abs(other.log) - Math.abs(one.log));
  const sources = () => [...new Set(conditions.slice(0, 5).flatMap(({ id }) => pulls(id).flatMap((pull) => (pull.kind === "finding" ? pull.ref.split(";") : []))))].sort();
  return { conditions, none, pulls, sources };
}

/** The shares before any finding, `none` among them; they add up to 1. */
export function startingShares(ids: readonly string[], series: Series): Record<string, number> {
  const named = series === "published" ? published.shares : {};
  const known = ids.filter((id) => named[id] !== undefined);
  const left = 1 - known.reduce((sum, id) => sum + (named[id] ?? 0), 0);
  const equal = left / (ids.length + 1 - known.length);
  return Object.fromEntries([...ids, NONE].map((id) => [id, named[id] ?? equal]));
}

type Child = { findings: Findings; sex: Sex; variant: { ids: ReadonlySet<string>; log: number } };

/** What of a draft may speak: measured size outranks its tick, and an exclusion must not come too early. */
function readChild(draft: Draft): Child {
  const sex = draft.findings["female-genitalia-46xy"] === "observed" ? "male" : draft.sex;
  const told = Object.entries({ ...draft.findings, ...measured(draft) }).filter(([feature]) => sex !== "female" || !ofBoysOnly.has(feature as FeatureId));
  const given = normalise(Object.fromEntries(told));
  const findings: Findings = {};
  for (const feature of features) {
    const status = given[feature];
    if (status !== undefined && speaks(feature, status, sex, draft, given)) findings[feature] = status;
  }
  return { findings, sex, variant: variantOf(draft) };
}

function measured({ size = {} }: Draft): Findings {
  const read = (z: number | undefined, limits: { met: number; small: number }, feature: FeatureId): Findings => {
    if (z === undefined) return {};
    const rounded = roundZ(z);
    return { [feature]: rounded <= limits.met ? "observed" : rounded > limits.small ? "excluded" : undefined } as Findings;
  };
  return { ...read(size.weight, sizeLimits.weight, "sga"), ...read(size.length, sizeLimits.length, "birth-length-low") };
}

function speaks(feature: FeatureId, status: Status, sex: Sex, { age }: Draft, given: Findings): boolean {
  const forBoys = ofBoysOnly.has(feature) || feature === generalGenital;
  if (forBoys && sex === "female") return false;
  if (status === "observed") return true;
  if (forBoys && sex === "unknown") return false;
  if (kin.some((all) => all.includes(feature) && all.some((one) => given[one] === "observed"))) return false;
  const from = excludedFrom[feature] ?? onset.get(feature);
  return from === undefined || atLeast(age, from);
}

const ofGene = {
  POLE: { ids: ["OMIM:618336", "OMIM:615139"], recessive: true },
  SAMD9: { ids: ["OMIM:617053"], recessive: false },
  NR0B1: { ids: ["OMIM:300200"], recessive: false },
} as const;
const ofMolecular: Readonly<Record<string, string>> = { established: "OMIM:614732", incomplete: "OMIM:614732", "silver-russell": "OMIM:180860", "beckwith-wiedemann": "OMIM:130650" };

function variantOf(draft: Draft): Child["variant"] {
  const { variant } = draft;
  const odds = variant && variant.class in variantOdds ? variantOdds[variant.class as keyof typeof variantOdds] : 1;
  if (!variant || odds === 1 || variant.gene === "other") return { ids: new Set(), log: 0 };
  if (variant.gene === "CDKN1C") {
    const molecular = assess(draft).molecular ?? "";
    // On the copy from the father it is silent, tested or not; where something is still open, half the weight of evidence.
    const id = variant.allele === "paternal" ? undefined : ofMolecular[molecular];
    return { ids: new Set(id ? [id] : []), log: Math.log(odds) / (molecular === "incomplete" ? 2 : 1) };
  }
  const { ids, recessive } = ofGene[variant.gene];
  return { ids: new Set(ids), log: Math.log(odds) / (recessive ? 2 : 1) };
}

/** What speaks beside the findings. */
function asideOf(id: string, { sex, variant }: Child): Pull[] {
  const ofBoys = boys[id];
  const pulls: Pull[] = [];
  if (ofBoys !== undefined && (sex === "male" || sex === "female")) pulls.push({ kind: "sex", log: Math.log((sex === "male" ? ofBoys : 1 - ofBoys) / 0.5) });
  if (variant.ids.has(id)) pulls.push({ kind: "variant", log: variant.log });
  return pulls;
}

/** Shares of the scores, with a 95 % interval by the delta method on the logit. The sums leave each one out without subtracting. */
function sharesOf(score: Float64Array, variance: Float64Array): { share: number; interval: Interval }[] {
  const highest = Math.max(...score);
  const weights = score.map((one) => Math.exp(one - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spreads = weights.map((weight, index) => weight * weight * (variance[index] ?? 0));
  const [rests, others] = [othersOf(weights), othersOf(spreads)];
  return Array.from(weights, (own, index) => {
    const rest = rests[index] ?? 0;
    const odds = own / rest;
    const away = Math.exp(1.96 * Math.sqrt((variance[index] ?? 0) + (others[index] ?? 0) / (rest * rest)));
    const share = own / total;
    return { share, interval: [Math.min(share, odds / away / (1 + odds / away)), Math.max(share, (odds * away) / (1 + odds * away))] };
  });
}

function othersOf(values: Float64Array): Float64Array {
  const others = new Float64Array(values.length);
  for (let index = 1, sum = 0; index < values.length; index++) others[index] = sum += values[index - 1] ?? 0;
  for (let index = values.length - 2, sum = 0; index >= 0; index--) others[index] = (others[index] ?? 0) + (sum += values[index + 1] ?? 0);
  return others;
}
