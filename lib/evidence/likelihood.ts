import type { FamilyReading, Mode } from "@/lib/family/inheritance";
import { assess, normalise, sexRead } from "@/lib/screening/assess";
import type { Draft, Findings, Status } from "@/lib/screening/assess";
import { atLeast, roundZ } from "@/lib/screening/bands";
import type { Sex } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import { sizeLimits } from "@/lib/screening/rules";
import { beliefsOf } from "./belief";
import { conditions as labels, pictures as pictured } from "./conditions";
import knowledge from "./knowledge.json";
import { features, ofBoysOnly, onset } from "./onset";
import { findingPulls, panelOf, weigh } from "./panel";
import type { Panel, Pull } from "./panel";
import { bornSmall, boys, CONTRADICTED, ENOUGH, excludedFrom, generalGenital, PARENTS_RELATED, published, smallLater, VARIANT_VARIANCE, variantOdds } from "./priors";
import type { Knowledge, Series } from "./priors";

type Interval = [low: number, high: number];
export type Share = { share: number; interval: Interval };
/** `rank` is one more than the conditions with a greater share: equal shares have equal ranks. */
export type Ranked = Share & { id: string; label: string; rank: number; tooFew: boolean };
/** One condition, or several that differ in their gene alone; the best of them first. */
export type Picture = Share & { label: string; ids: string[]; tooFew: boolean };
export type Ranking = {
  /** Best first, always all of them; equal shares in the order of their ids. */
  conditions: Ranked[];
  /** The same shares, added up where conditions have one picture; best first. */
  pictures: () => Picture[];
  none: Share;
  /** What made a condition's share: strongest first, silent findings left out. The logs add up to its log odds against none. */
  pulls: (id: string) => Pull[];
  /** Where the pulls of the five leading conditions come from. */
  sources: () => string[];
};
/**
 * `without`: PMIDs of papers that are left out of the knowledge; `beyond`: with the facts that HPO's annotations lack;
 * `family`: what the draft's family says of inheritance.
 */
export type Options = { series?: Series; without?: readonly string[]; beyond?: boolean; family?: FamilyReading };

const kin: readonly (readonly FeatureId[])[] = [bornSmall, smallLater];
const whole = panelOf(beliefsOf(knowledge.conditions as Knowledge));
const NONE = "none";
/** Shares that differ by less than this part of themselves are equal: sums of logarithms come out so. */
const EQUAL = 1e-9;

/**
 * Ranks IMAGe syndrome and its look-alikes: each one's share among these 39 conditions and "none of them", with a 95 %
 * interval. It is not the probability that the child has the condition. Pure; the model is fixed in docs/decisions/0008.
 */
export function rank(draft: Draft, { series = "equal", without = [], beyond = true, family }: Options = {}): Ranking & { release: string; priorsNamed: Series } {
  const panel = without.length || !beyond ? panelOf(beliefsOf(knowledge.conditions as Knowledge, without, beyond)) : whole;
  return { ...rankAmong(panel, draft, series, family), release: knowledge.release, priorsNamed: series };
}

/** The same over any panel; `rank` uses the one of HPO's annotations. */
export function rankAmong(panel: Panel, draft: Draft, series: Series = "equal", family?: FamilyReading): Ranking {
  const { ids } = panel;
  const child = readChild(draft, family);
  const { score, variance, informative } = weigh(panel, child.findings);
  const starting = startingShares(ids, series);
  for (const [index, id] of ids.entries()) {
    const aside = asideOf(id, child);
    score[index] = (score[index] ?? 0) + Math.log(starting[id] ?? 0) + aside.reduce((sum, { log }) => sum + log, 0);
    if (aside.some(({ kind }) => kind === "variant")) variance[index] = (variance[index] ?? 0) + VARIANT_VARIANCE;
  }
  score[ids.length] = (score[ids.length] ?? 0) + Math.log(starting[NONE] ?? 0);
  const shareOf = sharesOf(score, variance);
  const tooFew = (index: number) => (informative[index] ?? 0) < ENOUGH;
  const conditions = ids.map((id, index): Ranked => {
    const { share, interval } = shareOf([index]);
    return { id, label: labels[id]?.label ?? id, rank: 1, share, interval, tooFew: tooFew(index) };
  });
  conditions.sort((one, other) => other.share - one.share || (one.id < other.id ? -1 : 1));
  giveRanks(conditions);
  const pictures = () => picturesOf(conditions, (some) => shareOf(some.map((id) => ids.indexOf(id))));
  const pulls = (id: string) => [...findingPulls(panel, id, child.findings), ...asideOf(id, child)].sort((one, other) => Math.abs(other.log) - Math.abs(one.log));
  const sources = () => [...new Set(conditions.slice(0, 5).flatMap(({ id }) => pulls(id).flatMap((pull) => (pull.kind === "finding" ? pull.ref.split(";") : []))))].sort();
  return { conditions, pictures, none: shareOf([ids.length]), pulls, sources };
}

function giveRanks(sorted: Ranked[]): void {
  for (const [index, one] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before) one.rank = one.share < before.share * (1 - EQUAL) ? index + 1 : before.rank;
  }
}

function picturesOf(sorted: readonly Ranked[], together: (ids: readonly string[]) => Share): Picture[] {
  const seen = new Map<string, Ranked[]>();
  for (const one of sorted) {
    const label = pictured[one.id] ?? one.label;
    seen.set(label, [...(seen.get(label) ?? []), one]);
  }
  const pictures = [...seen].map(([label, some]): Picture => {
    const ids = some.map(({ id }) => id);
    return { label, ids, tooFew: some.every(({ tooFew }) => tooFew), ...together(ids) };
  });
  return pictures.sort((one, other) => other.share - one.share);
}

/** The shares before any finding, `none` among them; they add up to 1. */
export function startingShares(ids: readonly string[], series: Series): Record<string, number> {
  const named = series === "published" ? published.shares : {};
  const known = ids.filter((id) => named[id] !== undefined);
  const left = 1 - known.reduce((sum, id) => sum + (named[id] ?? 0), 0);
  const equal = left / (ids.length + 1 - known.length);
  return Object.fromEntries([...ids, NONE].map((id) => [id, named[id] ?? equal]));
}

type Child = { findings: Findings; sex: Sex; variant: { ids: ReadonlySet<string>; log: number }; family: (id: string) => number };

/** What of a draft may speak: measured size outranks its tick, and an exclusion must not come too early. */
function readChild(draft: Draft, family?: FamilyReading): Child {
  const sex = sexRead(draft);
  const told = Object.entries({ ...draft.findings, ...measured(draft) }).filter(([feature]) => sex !== "female" || !ofBoysOnly.has(feature as FeatureId));
  const given = normalise(Object.fromEntries(told));
  const findings: Findings = {};
  for (const feature of features) {
    const status = given[feature];
    if (status !== undefined && speaks(feature, status, sex, draft, given)) findings[feature] = status;
  }
  return { findings, sex, variant: variantOf(draft), family: (id) => (family ? familyLog(id, family, draft.family?.consanguinity === "yes") : 0) };
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

const modeOf: Readonly<Record<string, Mode | undefined>> = { recessive: "recessive", dominant: "dominant-new", "X-linked": "x-linked" };

/** What the family says of a condition: of its way of inheriting, and for a recessive one of parents who are related. */
function familyLog(id: string, { modes }: FamilyReading, related: boolean): number {
  // Of the imprinted ones only CDKN1C is silent from the father.
  const mode = id === "OMIM:614732" ? "imprinted-maternal" : modeOf[labels[id]?.inheritance ?? ""];
  const contradicted = modes.some((one) => one.mode === mode && one.verdict === "contradicted");
  return (contradicted ? Math.log(CONTRADICTED) : 0) + (related && mode === "recessive" ? Math.log(PARENTS_RELATED) : 0);
}

/** What speaks beside the findings. */
function asideOf(id: string, { sex, variant, family }: Child): Pull[] {
  const ofBoys = boys[id];
  const pulls: Pull[] = [];
  if (ofBoys !== undefined && (sex === "male" || sex === "female")) pulls.push({ kind: "sex", log: Math.log((sex === "male" ? ofBoys : 1 - ofBoys) / 0.5) });
  if (variant.ids.has(id)) pulls.push({ kind: "variant", log: variant.log });
  if (family(id) !== 0) pulls.push({ kind: "family", log: family(id) });
  return pulls;
}

/**
 * The share of one or several of the scored, with a 95 % interval by the delta method on its logit: the variance of its own
 * members and that of the others, each weighted by the square of its part.
 */
function sharesOf(score: Float64Array, variance: Float64Array): (members: readonly number[]) => Share {
  const highest = Math.max(...score);
  const weights = score.map((one) => Math.exp(one - highest));
  const spreads = weights.map((weight, index) => weight * weight * (variance[index] ?? 0));
  const [rests, others] = [othersOf(weights), othersOf(spreads)];
  const total = weights.reduce((all, weight) => all + weight, 0);
  const sum = (values: Float64Array, members: readonly number[]) => members.reduce((total, index) => total + (values[index] ?? 0), 0);
  return (members) => {
    const [only = 0, ...more] = members;
    const left = more.length ? Array.from(weights.keys()).filter((index) => !members.includes(index)) : null;
    const [own, rest] = [sum(weights, members), left ? sum(weights, left) : (rests[only] ?? 0)];
    const spread = sum(spreads, members) / (own * own) + (left ? sum(spreads, left) : (others[only] ?? 0)) / (rest * rest);
    const odds = own / rest;
    const away = Math.exp(1.96 * Math.sqrt(spread));
    const share = own / total;
    return { share, interval: [Math.min(share, odds / away / (1 + odds / away)), Math.max(share, (odds * away) / (1 + odds * away))] };
  };
}

/** The sum of all but one, for each; adding is exact where subtracting from a total would leave noise. */
function othersOf(values: Float64Array): Float64Array {
  const others = new Float64Array(values.length);
  for (let index = 1, sum = 0; index < values.length; index++) others[index] = sum += values[index - 1] ?? 0;
  for (let index = values.length - 2, sum = 0; index >= 0; index--) others[index] = (others[index] ?? 0) + (sum += values[index + 1] ?? 0);
  return others;
}
