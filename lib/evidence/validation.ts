import { assess } from "@/lib/screening/assess";
import type { Draft, Letters, Status } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Match } from "@/lib/screening/rules";
import { clopperPearson } from "./beta";
import { conditionIds } from "./conditions";
import knowledge from "./knowledge.json";
import { rank } from "./likelihood";
import type { Ranking } from "./likelihood";
import type { Pull } from "./panel";
import { beyondHpo } from "./priors";
import type { Entry, Knowledge } from "./priors";

/** One published individual: `condition` is an OMIM id where it is confirmed, else our words. */
export type PublishedCase = { id: string; cite: string; url: string; read: string; condition: string; draft: Omit<Draft, "checklist"> };

/** Where the confirmed condition stood, and what put another one above it. */
export type Standing = { rank: number; share: number; interval: [low: number, high: number]; leader: string; gaps: Gap[] };
/** `log` above 0: the finding speaks for the leader and against the confirmed condition. */
type Gap = { what: FeatureId | "sex" | "variant"; status: Status | null; log: number };
export type CaseReport = { id: string; cite: string; confirmed: string; letters: Letters; match: Match; all: Standing; /** Without the case's own paper; null where nothing counted is left. */ withoutOwn: Standing | null };
export type Tally = { n: number; of: number; interval: [low: number, high: number] };
export type Validation = { cases: CaseReport[]; all: { first: Tally; topThree: Tally }; withoutOwn: { first: Tally; topThree: Tally }; untestable: number; notOnPanel: number };

/**
 * Ranks every published individual whose confirmed condition is on the panel: with all knowledge, and without the
 * paper that describes that individual. Intervals are exact (Clopper and Pearson) and take individuals as independent,
 * which siblings are not.
 */
export function validate(published: readonly PublishedCase[]): Validation {
  const confirmed = published.filter(({ condition }) => conditionIds.includes(condition));
  const cases = confirmed.map(reportOf);
  const without = cases.flatMap(({ withoutOwn }) => (withoutOwn ? [withoutOwn] : []));
  return {
    cases,
    all: tallies(cases.map(({ all }) => all)),
    withoutOwn: tallies(without),
    untestable: cases.length - without.length,
    notOnPanel: published.length - cases.length,
  };
}

function reportOf({ id, cite, url, condition, draft }: PublishedCase): CaseReport {
  const whole: Draft = { checklist: CHECKLIST_VERSION, ...draft };
  const { letters, match } = assess(whole);
  const own = /pubmed\.ncbi\.nlm\.nih\.gov\/(\d+)/.exec(url)?.[1];
  const without = own ? [own] : [];
  return {
    id,
    cite,
    confirmed: condition,
    letters,
    match,
    all: standingOf(rank(whole), condition),
    withoutOwn: countedWithout(condition, own) ? standingOf(rank(whole, { without }), condition) : null,
  };
}

/** Is anything counted about the condition once a paper is left out? */
function countedWithout(id: string, own: string | undefined): boolean {
  const entries = [...Object.values((knowledge.conditions as Knowledge)[id] ?? {}).flatMap((some) => some as Entry | Entry[]), ...(beyondHpo[id] ?? []).map(([, entry]) => entry)];
  const counted = entries.filter(({ n }) => n !== undefined);
  return counted.length === 0 || counted.some(({ ref }) => own === undefined || !ref.split(";").includes(`PMID:${own}`));
}

function standingOf({ conditions, pulls }: Ranking, id: string): Standing {
  const place = conditions.find((one) => one.id === id);
  const leader = conditions.find((one) => one.id !== id && (place?.rank !== 1 || one.rank === 2));
  if (!place || !leader) throw new Error(`${id} is not on the panel`);
  const { rank: position, share, interval } = place;
  return { rank: position, share, interval, leader: leader.id, gaps: gapsOf(pulls(leader.id), pulls(id)) };
}

/** What separates two conditions, largest first. Pulls of one group on different members stand as they are. */
function gapsOf(leader: readonly Pull[], own: readonly Pull[]): Gap[] {
  const gaps = new Map<string, Gap>();
  const add = (pull: Pull, sign: 1 | -1) => {
    const [what, status] = pull.kind === "finding" ? ([pull.feature, pull.status] as const) : ([pull.kind, null] as const);
    const key = `${what} ${status}`;
    gaps.set(key, { what, status, log: (gaps.get(key)?.log ?? 0) + sign * pull.log });
  };
  for (const pull of leader) add(pull, 1);
  for (const pull of own) add(pull, -1);
  return [...gaps.values()].filter(({ log }) => Math.abs(log) > 0.05).sort((one, other) => Math.abs(other.log) - Math.abs(one.log));
}

function tallies(standings: readonly Standing[]): { first: Tally; topThree: Tally } {
  const within = (most: number): Tally => {
    const n = standings.filter((standing) => standing.rank <= most).length;
    return { n, of: standings.length, interval: clopperPearson(n, standings.length) };
  };
  return { first: within(1), topThree: within(3) };
}
