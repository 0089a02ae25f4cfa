import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import type { Match } from "@/lib/screening/rules";
import { conditionIds } from "./conditions";
import { rank } from "./likelihood";
import type { RaritySource } from "./rarity";
import counted from "./unselected.json";
import { placeOf } from "./validation";

/** One published case whose stated disease is on the panel, chosen for nothing else. */
export type UnselectedCase = { condition: string; draft: Draft };

/** `first` and `topThree` by places, ties against it; `atBest`: in the top three by rank, ties for it; `tied`: no share of its own. */
type Row = { of: number; first: number; topThree: number; atBest: number; tied: number };
type UnselectedCounts = Row & {
  /** Cases in which the panel says of the condition itself that too little was assessed. */
  tooFew: number;
  /** Findings of the checklist that a case holds, observed or excluded: lower quartile, median, upper quartile. */
  findings: [number, number, number];
  matches: Partial<Record<Match, number>>;
  conditions: Record<string, Row>;
};
/** Why a case is not among them. */
export type Passed = "other-disease" | "unreadable" | "repeated";
/** The generated table: read and ranked by these versions, and by no others. */
export type UnselectedTable = { rules: string; checklist: string; hpo: string; knowledge: string; source: RaritySource; read: number; passed: Record<Passed, number> } & UnselectedCounts;

export const table = counted as unknown as UnselectedTable;

const empty = (): Row => ({ of: 0, first: 0, topThree: 0, atBest: 0, tied: 0 });

/** Ranks each case and counts where the stated disease stands. The order of the cases changes nothing. */
export function countUnselected(cases: readonly UnselectedCase[]): UnselectedCounts {
  const whole = empty();
  const conditions: Record<string, Row> = {};
  const matches: Partial<Record<Match, number>> = {};
  let tooFew = 0;
  for (const { condition, draft } of cases.toSorted((one, other) => conditionIds.indexOf(one.condition) - conditionIds.indexOf(other.condition))) {
    const ranking = rank(draft);
    const own = ranking.conditions.find(({ id }) => id === condition);
    if (!own) throw new Error(`${condition} is not on the panel`);
    const place = placeOf(ranking, condition);
    const tied = ranking.conditions.filter((one) => one.rank === own.rank).length > 1;
    for (const row of [whole, (conditions[condition] ??= empty())]) add(row, place, own.rank, tied);
    if (own.tooFew) tooFew++;
    const { match } = assess(draft);
    matches[match] = (matches[match] ?? 0) + 1;
  }
  const sorted = Object.fromEntries(Object.entries(matches).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return { ...whole, tooFew, findings: quartiles(cases.map(({ draft }) => Object.keys(draft.findings).length)), matches: sorted, conditions };
}

function add(row: Row, place: number, rankAtBest: number, tied: boolean): void {
  row.of++;
  if (place === 1) row.first++;
  if (place <= 3) row.topThree++;
  if (rankAtBest <= 3) row.atBest++;
  if (tied) row.tied++;
}

/** The values below which a quarter, a half and three quarters lie, each one of the values (nearest rank). */
function quartiles(values: readonly number[]): [number, number, number] {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return [at(0.25), at(0.5), at(0.75)];
}
