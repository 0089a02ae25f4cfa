import { assess } from "@/lib/screening/assess";
import type { Draft, Letters } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Match } from "@/lib/screening/rules";
import { clopperPearson } from "./beta";
import { conditionIds } from "./conditions";
import knowledge from "./knowledge.json";
import { rank } from "./likelihood";
import type { Options, Picture, Ranking } from "./likelihood";
import type { Pull } from "./panel";
import { beyondHpo, groups } from "./priors";
import type { Entry, Knowledge } from "./priors";
import { rarityOf } from "./rarity";
import type { Rarity, RarityTable } from "./rarity";

/** One published individual: `condition` is an OMIM id where it is confirmed, else our words. */
export type PublishedCase = { id: string; cite: string; url: string; read: string; condition: string; draft: Omit<Draft, "checklist"> };

/** What is left out of the knowledge: nothing; the paper that describes the case; the two siblings added by hand; all that was added by hand. */
export const ways = ["all", "withoutOwn", "withoutSiblings", "annotations"] as const;
export type Way = (typeof ways)[number];
const HAMAJIMA = "24098681";

/** Where the confirmed condition stood (`placeOf`), where its picture stands in the summary, and what put another condition above it, or keeps it above the next. */
export type Standing = { place: number; pictured: number; share: number; interval: [low: number, high: number]; leader: string; gaps: Gap[] };
/** What one cause does to two conditions; null where no source says anything. `log` above 0: it speaks for the leader. */
export type Gap = { log: number; leader: Pull | null; own: Pull | null };

type Told = { id: string; cite: string; url: string; read: string; letters: Letters; match: Match };
export type CaseReport = Told & { confirmed: string; /** Null where nothing counted is left. */ standings: Record<Way, Standing | null> };
/** A case without a confirmed condition of the panel, or told twice: what was found, and what the comparison puts first. */
export type OtherReport = Told & { found: string; leads: Picture };
export type Tally = { n: number; of: number; interval: [low: number, high: number] };
type Tallies = { first: Tally; topThree: Tally };
/** `pictured`: the tallies as the summary shows it, where conditions that only their gene tells apart are one. */
export type Validation = { cases: CaseReport[]; others: OtherReport[]; tallies: Record<Way, Tallies>; pictured: Record<Way, Tallies>; untestable: number };

/**
 * Ranks every published individual whose confirmed condition is on the panel, with all knowledge and without parts of
 * it, and reads the letters of all. Intervals are exact (Clopper and Pearson) and take individuals as independent, which
 * siblings are not.
 */
export function validate(published: readonly PublishedCase[]): Validation {
  const confirmed = (one: PublishedCase) => conditionIds.includes(one.condition);
  const cases = published.filter(confirmed).map(reportOf);
  const standings = (way: Way) => cases.flatMap(({ standings: { [way]: one } }) => (one ? [one] : []));
  return {
    cases,
    others: published.filter((one) => !confirmed(one)).map(otherOf),
    tallies: eachWay((way) => talliesOf(standings(way).map(({ place }) => place))),
    pictured: eachWay((way) => talliesOf(standings(way).map(({ pictured }) => pictured))),
    untestable: cases.length - standings("withoutOwn").length,
  };
}

const eachWay = <T>(of: (way: Way) => T) => Object.fromEntries(ways.map((way) => [way, of(way)])) as Record<Way, T>;

const draftOf = ({ draft }: PublishedCase): Draft => ({ checklist: CHECKLIST_VERSION, ...draft });

function told(one: PublishedCase): Told {
  const { id, cite, url, read } = one;
  const { letters, match } = assess(draftOf(one));
  return { id, cite, url, read, letters, match };
}

function otherOf(one: PublishedCase): OtherReport {
  const [leads] = rank(draftOf(one)).pictures();
  if (!leads) throw new Error("the panel is empty");
  return { ...told(one), found: one.condition, leads };
}

function reportOf(one: PublishedCase): CaseReport {
  const { condition, url } = one;
  const own = /pubmed\.ncbi\.nlm\.nih\.gov\/(\d+)/.exec(url)?.[1];
  const left: Record<Way, Options | null> = {
    all: {},
    withoutOwn: countedWithout(condition, own) ? { without: own ? [own] : [] } : null,
    withoutSiblings: { without: [HAMAJIMA] },
    annotations: { beyond: false },
  };
  const standing = (options: Options | null) => options && standingOf(rank(draftOf(one), options), condition);
  return { ...told(one), confirmed: condition, standings: eachWay((way) => standing(left[way])) };
}

/** Is anything counted about the condition once a paper is left out? */
function countedWithout(id: string, own: string | undefined): boolean {
  const entries = [...Object.values((knowledge.conditions as Knowledge)[id] ?? {}).flatMap((some) => some as Entry | Entry[]), ...(beyondHpo[id] ?? []).map(([, entry]) => entry)];
  const counted = entries.filter(({ n }) => n !== undefined);
  return counted.length === 0 || counted.some(({ ref }) => own === undefined || !ref.split(";").includes(`PMID:${own}`));
}

/**
 * The place of a condition: how many, itself included, have a share at least as great as its own. Ties count against it,
 * so that a condition is first only where it stands there alone.
 */
export function placeOf({ conditions }: Pick<Ranking, "conditions">, id: string): number {
  const own = conditions.find((one) => one.id === id);
  if (!own) throw new Error(`${id} is not on the panel`);
  return conditions.filter(({ rank: other }) => other <= own.rank).length;
}

/** The place of the picture that holds a condition, counted in the same way. */
function picturedOf({ pictures }: Ranking, id: string): number {
  const all = pictures();
  const own = all.find(({ ids }) => ids.includes(id))?.share ?? 0;
  return all.filter(({ share }) => share >= own).length;
}

function standingOf(ranking: Ranking, id: string): Standing {
  const { conditions, pulls } = ranking;
  const own = conditions.find((one) => one.id === id);
  const leader = conditions.find((one) => one.id !== id);
  if (!own || !leader) throw new Error(`${id} is not on the panel`);
  const { share, interval } = own;
  return { place: placeOf(ranking, id), pictured: picturedOf(ranking, id), share, interval, leader: leader.id, gaps: gapsOf(pulls(leader.id), pulls(id)) };
}

/** What has one cause counts once, so that the sign that speaks for it may be another one in each condition. */
function causeOf(pull: Pull): string {
  if (pull.kind !== "finding") return pull.kind;
  const group = groups.findIndex(({ of }) => of.includes(pull.feature));
  return `${pull.status} ${group < 0 ? pull.feature : group}`;
}

/** What separates two conditions, largest first. */
function gapsOf(leader: readonly Pull[], own: readonly Pull[]): Gap[] {
  const find = (pulls: readonly Pull[], cause: string) => pulls.find((pull) => causeOf(pull) === cause) ?? null;
  const gaps = [...new Set([...leader, ...own].map(causeOf))].map((cause): Gap => {
    const [one, other] = [find(leader, cause), find(own, cause)];
    return { log: (one?.log ?? 0) - (other?.log ?? 0), leader: one, own: other };
  });
  return gaps.filter(({ log }) => Math.abs(log) > 0.05).sort((one, other) => Math.abs(other.log) - Math.abs(one.log));
}

/** How many of some places are the first, and how many among the first three, with exact 95 % intervals. */
function talliesOf(places: readonly number[]): Tallies {
  const within = (most: number): Tally => {
    const n = places.filter((place) => place <= most).length;
    return { n, of: places.length, interval: places.length === 0 ? [0, 1] : clopperPearson(n, places.length) };
  };
  return { first: within(1), topThree: within(3) };
}

const open: Letters = { I: "unknown", M: "unknown", A: "unknown", Ge: "unknown" };
const asked: readonly Partial<Letters>[] = [
  { I: "met" }, { M: "met" }, { A: "met" }, { Ge: "met" }, { I: "met", A: "supported" }, { I: "met", A: "met" }, { I: "met", M: "met", A: "met" }, { I: "met", M: "met", A: "met", Ge: "met" },
];

/** The rarity of the patterns that matter: each letter, the core pair and what comes near it, all letters of a girl and of a boy. */
export function raritiesOf(table: RarityTable): Rarity[] {
  return asked.flatMap((letters) => rarityOf({ ...open, ...letters }, table) ?? []);
}

/** What the panel takes from elsewhere than HPO's annotations: for each condition how many features a source adds. */
export function addedByHand(): { condition: string; ref: string; features: number }[] {
  return Object.entries(beyondHpo).flatMap(([condition, facts]) =>
    [...new Set(facts.map(([, { ref }]) => ref))].map((ref) => ({ condition, ref, features: new Set(facts.filter(([, entry]) => entry.ref === ref).map(([feature]) => feature)).size })),
  );
}
