import type { Findings, Status } from "@/lib/screening/assess";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Sheet } from "./belief";
import { complement, logVarianceOf, meanOf } from "./beta";
import { features } from "./onset";
import { backgroundBeta, CAP, groups, LETTER_CAP } from "./priors";

/** `log`: how far, as a natural logarithm of the ratio to the background; above 0 it speaks for the condition. */
export type Pull = { log: number } & ({ kind: "finding"; feature: FeatureId; status: Status; said: string; ref: string; /** The sign whose rate was lent to this one. */ lent?: FeatureId } | { kind: "sex" | "variant" | "family" });

/** A finding's log ratio to the background and its variance for each condition and, last, for none of them; NaN where it is silent. */
type Column = { log: Float64Array; variance: Float64Array; /** Of the background, which is unsure in the place of those that are silent. */ silent: number };

/** What all conditions say, ready to be added up: a call walks it at every tick. */
export type Panel = { ids: readonly string[]; sheets: readonly Sheet[]; columns: Record<Status, ReadonlyMap<FeatureId, Column>> };

const grouped = new Set<FeatureId>(groups.flatMap((group) => group.of));
const allGroups: readonly { of: readonly FeatureId[]; cap: number }[] = [
  ...groups.map(({ of, letter }) => ({ of, cap: letter ? LETTER_CAP : CAP })),
  ...features.filter((feature) => !grouped.has(feature)).map((feature) => ({ of: [feature], cap: CAP })),
];
const groupOf = new Map(allGroups.flatMap((group) => group.of.map((feature) => [feature, group] as const)));
const statuses = ["observed", "excluded"] as const satisfies Status[];

/** Lays out what the conditions say, finding by finding. */
export function panelOf(sheets: readonly Sheet[]): Panel {
  const columns = (status: Status) => new Map(allGroups.flatMap(({ of, cap }) => of.map((feature) => [feature, columnOf(sheets, feature, status, cap)] as const)));
  return { ids: sheets.map(({ id }) => id), sheets, columns: { observed: columns("observed"), excluded: columns("excluded") } };
}

function columnOf(sheets: readonly Sheet[], feature: FeatureId, status: Status, cap: number): Column {
  const seen = status === "observed";
  const against = seen ? backgroundBeta(feature) : complement(backgroundBeta(feature));
  const log = new Float64Array(sheets.length + 1).fill(Number.NaN);
  const variance = new Float64Array(sheets.length + 1);
  for (const [index, sheet] of sheets.entries()) {
    const belief = sheet[status].get(feature);
    if (!belief) continue;
    const beta = seen ? belief.beta : complement(belief.beta);
    log[index] = Math.max(-Math.log(cap), Math.min(Math.log(cap), Math.log(meanOf(beta) / meanOf(against))));
    variance[index] = logVarianceOf(beta);
  }
  return { log, variance, silent: logVarianceOf(against) };
}

type Sums = { score: Float64Array; variance: Float64Array; /** Groups on which the condition says anything. */ informative: Uint8Array };

/** Adds up, for each condition and none, the strongest observed and the strongest excluded finding of every group. */
export function weigh(panel: Panel, findings: Findings): Sums {
  const size = panel.ids.length + 1;
  const sums: Sums = { score: new Float64Array(size), variance: new Float64Array(size), informative: new Uint8Array(size) };
  for (const { observed, excluded } of columnsOf(panel, findings)) {
    for (let index = 0; index < size; index++) {
      const one = strongest(observed, index, 1);
      const other = strongest(excluded, index, -1);
      add(sums, index, observed, one);
      add(sums, index, excluded, other);
      if (one || other) sums.informative[index] = (sums.informative[index] ?? 0) + 1;
    }
  }
  return sums;
}

/** What is said about the findings, group by group. */
function columnsOf({ columns }: Panel, findings: Findings): Iterable<Record<Status, Column[]>> {
  const given = new Map<object, Record<Status, Column[]>>();
  for (const [feature, status] of Object.entries(findings) as [FeatureId, Status | undefined][]) {
    const group = groupOf.get(feature);
    const column = status && columns[status].get(feature);
    if (!group || !column) continue;
    const told = given.get(group) ?? { observed: [], excluded: [] };
    told[status].push(column);
    given.set(group, told);
  }
  return given.values();
}

/**
 * Of some findings of one group and status the one that pulls furthest its own way (`direction`), else, where all pull
 * the other way, the one that pulls furthest there; the first of equals. Silent ones are passed over.
 */
function strongest(some: readonly Column[], index: number, direction: 1 | -1): Column | null {
  let best: Column | null = null;
  let furthest = 0;
  for (const column of some) {
    const pull = direction * (column.log[index] ?? Number.NaN);
    if (Number.isNaN(pull)) continue;
    if (best === null || (pull > 0 && pull > furthest) || (furthest <= 0 && pull < furthest)) [best, furthest] = [column, pull];
  }
  return best;
}

function add({ score, variance }: Sums, index: number, some: readonly Column[], one: Column | null): void {
  score[index] = (score[index] ?? 0) + (one?.log[index] ?? 0);
  variance[index] = (variance[index] ?? 0) + (one ? (one.variance[index] ?? 0) : (some[0]?.silent ?? 0));
}

/** The pulls on one condition that `weigh` added up, each with what its source says. */
export function findingPulls({ ids, sheets, columns }: Panel, id: string, findings: Findings): Pull[] {
  const index = ids.indexOf(id);
  return allGroups.flatMap(({ of }) =>
    statuses.flatMap((status): Pull[] => {
      const some = of.filter((feature) => findings[feature] === status);
      const best = strongest(some.flatMap((feature) => columns[status].get(feature) ?? []), index, status === "observed" ? 1 : -1);
      const feature = some.find((one) => columns[status].get(one) === best);
      const belief = feature && sheets[index]?.[status].get(feature);
      return best && feature && belief ? [{ kind: "finding", feature, status, log: best.log[index] ?? 0, said: belief.said, ref: belief.ref, ...(belief.lent && { lent: belief.lent }) }] : [];
    }),
  );
}
