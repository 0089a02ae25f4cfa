import { asked, questions } from "@/lib/cohort/questions";
import type { Table } from "@/lib/cohort/publishable";
import { waysOf } from "./children";
import type { Sides } from "./children";

/** What was printed: `sum` is how many of the children are told to be of any of these ways; `ways` numbers them over all tables. */
type Equation = { ways: ReadonlySet<number>; sum: number };
/** Between which counts a row must lie. */
export type Bounds = ReadonlyMap<string, readonly [low: number, high: number]>;

const CLOSE = 1e-7;

/** Every way through every table, and of each row the ways that it counts: public, for the questions are. */
const ways: { table: number; way: Sides }[] = questions.flatMap((question, table) => waysOf(question).map((way) => ({ table, way })));
const waysOfRow = (row: string): Set<number> => {
  const [id, side] = row.startsWith("not-") ? [row.slice(4), false] : [row, true];
  return new Set(ways.flatMap(({ way }, at) => (way[id] === side ? [at] : [])));
};
/** Of whom the rows beside a row are all parts: the ways that come to the first of the questions that ask the rest of the one before. */
function waysBeside(row: string): Set<number> {
  const found = asked().find(({ question }) => question.id === row.replace(/^not-/, ""));
  const led = found?.led ?? [];
  const first = led[led.findLastIndex(({ side }) => side === "yes") + 1]?.question.id ?? found?.question.id ?? row;
  return new Set(ways.flatMap(({ way }, at) => (first in way ? [at] : [])));
}

/** All that is printed, as one system of equations over all tables. */
export function readTables(tables: readonly Table[], children: number): Equation[] {
  const totals = questions.map((_question, table) => ({ ways: new Set(ways.flatMap((one, at) => (one.table === table ? [at] : []))), sum: children }));
  const rows = tables.flatMap(({ cells }) => cells);
  const counts = rows.flatMap(({ id, count }) => (count === null ? [] : [{ ways: waysOfRow(id), sum: count }]));
  return [...totals, ...counts, ...rows.flatMap(({ id, of }) => (of === null ? [] : [{ ways: waysBeside(id), sum: of }]))];
}

/**
 * The least and the most that each row without a count can be, by linear programming over all equations at once. The
 * equations are those of nested groups, so that whole numbers reach the same bounds.
 */
export function attack(equations: readonly Equation[], rows: readonly string[]): Bounds {
  const start = feasible(equations);
  return new Map(rows.map((row) => {
    const counted = waysOfRow(row);
    const objective = ways.map((_way, at) => (counted.has(at) ? 1 : 0));
    return [row, [-best(start, objective.map((one) => -one)), best(start, objective)] as const];
  }));
}

/** A simplex tableau: rows of coefficients with the right-hand side last, and which variable stands for each row. */
type Tableau = { rows: number[][]; basis: number[] };

function pivot({ rows, basis }: Tableau, at: number, column: number): void {
  const pivotRow = rows[at] ?? [];
  const by = pivotRow[column] ?? 1;
  for (let place = 0; place < pivotRow.length; place += 1) pivotRow[place] = (pivotRow[place] ?? 0) / by;
  for (const row of rows) {
    const factor = row[column] ?? 0;
    if (row === pivotRow || factor === 0) continue;
    for (let place = 0; place < row.length; place += 1) row[place] = (row[place] ?? 0) - factor * (pivotRow[place] ?? 0);
  }
  basis[at] = column;
}

/** A solution without negative counts, by Gaussian elimination and dual steps. @throws Error where what is printed contradicts itself */
function feasible(equations: readonly Equation[]): Tableau {
  const width = ways.length;
  const artificial = equations.map((_equation, at) => width + at);
  const rows = equations.map((equation, at) => [...ways.map((_way, way) => (equation.ways.has(way) ? 1 : 0)), ...artificial.map((one) => (one === width + at ? 1 : 0)), equation.sum]);
  const tableau = { rows, basis: [...artificial] };
  const cost = [...ways.map(() => 0), ...artificial.map(() => -1)];
  if (best(tableau, cost, true) < -CLOSE) throw new Error("what is printed contradicts itself");
  for (const [at, variable] of tableau.basis.entries()) {
    const column = variable < width ? -1 : ways.findIndex((_way, way) => Math.abs(tableau.rows[at]?.[way] ?? 0) > CLOSE);
    if (column >= 0) pivot(tableau, at, column);
  }
  const kept = tableau.rows.flatMap((row, at) => ((tableau.basis[at] ?? width) < width ? [{ row: [...row.slice(0, width), row.at(-1) ?? 0], variable: tableau.basis[at] ?? 0 }] : []));
  return { rows: kept.map(({ row }) => row), basis: kept.map(({ variable }) => variable) };
}

/** The most that a sum can be; Bland's rule, so that it ends. */
function best(from: Tableau, objective: readonly number[], inPlace = false): number {
  const tableau = inPlace ? from : { rows: from.rows.map((row) => [...row]), basis: [...from.basis] };
  const { rows, basis } = tableau;
  for (;;) {
    const gain = (column: number) => (objective[column] ?? 0) - rows.reduce((sum, row, at) => sum + (objective[basis[at] ?? 0] ?? 0) * (row[column] ?? 0), 0);
    const column = objective.findIndex((_one, at) => !basis.includes(at) && gain(at) > CLOSE);
    if (column < 0) return rows.reduce((sum, row, at) => sum + (objective[basis[at] ?? 0] ?? 0) * (row.at(-1) ?? 0), 0);
    const steps = rows.flatMap((row, at) => ((row[column] ?? 0) > CLOSE ? [{ at, step: (row.at(-1) ?? 0) / (row[column] ?? 1), variable: basis[at] ?? 0 }] : []));
    const least = Math.min(...steps.map(({ step }) => step));
    const leaving = steps.filter(({ step }) => step <= least + CLOSE).toSorted((one, other) => one.variable - other.variable)[0];
    if (!leaving) return Infinity;
    pivot(tableau, leaving.at, column);
  }
}
