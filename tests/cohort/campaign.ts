import { publish, tablesOf } from "@/lib/cohort/publishable";
import type { Answers, Table } from "@/lib/cohort/publishable";
import { asked, questions } from "@/lib/cohort/questions";
import { attack, readTables } from "./attacker";
import { answersOf, waysOf } from "./children";
import type { Sides } from "./children";
import { worldWith } from "./witness";

/** What is printed of a cohort; null for nothing. */
export type Printer = (answers: Answers, least: number) => Table[] | null;
/** What a campaign did. `attacks`: rows withheld that were attacked; `worlds`: counts shown to be possible; `breaches`: what came out. */
export type Score = { cohorts: number; printed: number; told: number; attacks: number; worlds: number; breaches: string[] };

export const printer: Printer = (answers, least) => {
  const publication = publish(answers, least);
  return publication && tablesOf(publication);
};

const LEASTS = [5, 11, 11, 11, 20];
const sides = asked().flatMap(({ question: { id } }) => [id, `not-${id}`]);

/** A generator of whole numbers, the same for the same seed (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const shapes = ["even", "skewed", "sparse", "one dominant", "all equal", "one different", "at the edge"] as const;

/** A cohort of up to 500 children, of every shape in turn. */
function cohortOf(at: number, least: number, roll: (below: number) => number): Sides[] {
  const shape = shapes[at % shapes.length] ?? "even";
  const all = questions.map(waysOf);
  const anyone = (): Sides => Object.assign({}, ...all.map((ways) => ways[shape === "skewed" ? Math.min(roll(ways.length), roll(ways.length)) : roll(ways.length)])) as Sides;
  const most = anyone();
  const size = roll(3) === 0 ? roll(4 * least) : roll(501);
  const strange = { even: size, skewed: size, sparse: roll(6), "one dominant": roll(3 * least), "all equal": 0, "one different": 1, "at the edge": 0 }[shape];
  const children = Array.from({ length: size }, (_, place) => (place < strange ? anyone() : most));
  if (shape !== "at the edge") return children;
  // Each question once with a side that is just too small, just not, and nothing at all.
  const few = all.map(() => [0, 1, least - 1, least, least + 1][roll(5)] ?? 0);
  const [one, other] = [anyone(), anyone()];
  return children.map((_, place) => Object.assign({}, ...all.map((ways, table) => pick(place < (few[table] ?? 0) ? one : other, ways))) as Sides);
}

const pick = (child: Sides, ways: readonly Sides[]) => ways.find((way) => Object.keys(way).every((id) => way[id] === child[id])) ?? {};

/** Prints cohort after cohort and attacks every row that is withheld; `everyWorld` looks for a world of each count in each row. */
export function campaign(cohorts: number, seed: number, print: Printer = printer, everyWorld = false): Score {
  const score: Score = { cohorts, printed: 0, told: 0, attacks: 0, worlds: 0, breaches: [] };
  const roll = dice(seed);
  for (let at = 0; at < cohorts; at += 1) {
    const least = LEASTS[at % LEASTS.length] ?? 11;
    const answers = answersOf(cohortOf(at, least, roll));
    const tables = print(answers, least);
    if (!tables) continue;
    score.printed += 1;
    const rows = tables.flatMap(({ cells }) => cells);
    score.told += rows.filter(({ count }) => count !== null).length;
    const told = new Set(rows.flatMap(({ id, count }) => (count === null ? [] : [id.replace(/^not-/, "")])));
    const hidden = sides.filter((side) => !told.has(side.replace(/^not-/, "")));
    const withheld = rows.flatMap(({ id, count }) => (count === null ? [id] : []));
    const attacked = [...new Set([...hidden, ...withheld])];
    score.attacks += attacked.length;
    for (const [row, [low, high]] of attack(readTables(tables, answers.children), attacked)) {
      if (low > 0.5 || high < least - 0.5) score.breaches.push(`cohort ${at}: ${row} of ${answers.children} lies between ${low.toFixed(0)} and ${high.toFixed(0)}, told from ${least}`);
    }
    for (const row of print === printer ? attacked.filter(() => everyWorld || roll(attacked.length) < 2) : []) checkWorlds(score, answers, least, row, at);
  }
  return score;
}

/** Every count under the least one has a world that prints the same. */
function checkWorlds(score: Score, answers: Answers, least: number, row: string, at: number): void {
  const publication = publish(answers, least);
  const [id, side] = row.startsWith("not-") ? [row.slice(4), false] : [row, true];
  for (let count = 0; publication && count < least; count += 1) {
    const world = worldWith(publication, row, count);
    const same = JSON.stringify(publish(answersOf(world), least)) === JSON.stringify(publication);
    score.worlds += 1;
    if (!same || world.filter((child) => child[id] === side).length !== count) score.breaches.push(`cohort ${at}: no world with ${count} in ${row}`);
  }
}
