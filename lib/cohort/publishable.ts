import { questions } from "./questions";
import type { Question } from "./questions";

/** No site may tell of fewer children than this. */
export const LEAST_EVER = 5;

/** What was counted of the children of an edition: how many, and how many of those asked are on the yes side of each question. */
export type Answers = { children: number; yes: Readonly<Record<string, number>> };

/** The same where it may be told; a question that is not in `shown` is withheld, both its sides and all that is asked of them. */
export type Publication = { least: number; children: number; shown: Readonly<Record<string, number>> };

/**
 * Decides what may leave the site. A question is told only where at least `least` children are on each side of it, and only
 * where the one it is asked within is told; else nothing is known of its sides but how many they are together, which the
 * question before tells already. Nought is withheld like any other small count. So for whoever knows this program and all
 * tables, every count from nought to `least` - 1 remains possible for each small cell that is withheld, whichever it is:
 * withholding follows from nothing but one side being small, and never says which one.
 * @param least the smallest count that is told, never under LEAST_EVER
 * @returns null where there are not twice as many children: no question could be told
 * @throws RangeError for a `least` under LEAST_EVER
 */
export function publish({ children, yes }: Answers, least: number): Publication | null {
  if (!Number.isInteger(least) || least < LEAST_EVER) throw new RangeError(`least is under ${LEAST_EVER}`);
  if (children < 2 * least) return null;
  const shown: Record<string, number> = {};
  const ask = (of: readonly Question[], group: number) => {
    for (const { id, ofYes = [], ofNo = [] } of of) {
      const [here, there] = [yes[id] ?? 0, group - (yes[id] ?? 0)];
      if (Math.min(here, there) < least) continue;
      shown[id] = here;
      ask(ofYes, here);
      ask(ofNo, there);
    }
  };
  ask(questions, children);
  return { least, children, shown };
}

/** A side of a question as a row of a table: its count, or null where it is withheld; `of` is the group whose parts the rows of this depth are. */
export type Cell = { id: string; depth: number; count: number | null; of: number | null };

/** A table: the first question and what follows from it. */
export type Table = { id: string; cells: Cell[] };

/**
 * The tables of a publication, always of the same rows in the same order. A side that is divided further has no row of its
 * own, its parts have; but what is asked of a yes side stands below it.
 */
export function tablesOf({ children, shown }: Publication): Table[] {
  const sides = (question: Question, asks: number | null, depth: number, of: number | null): Cell[] => {
    const yes = asks === null ? undefined : shown[question.id];
    const [here, there] = yes === undefined || asks === null ? [null, null] : [yes, asks - yes];
    const below = (question.ofYes ?? []).flatMap((one) => sides(one, here, depth + 1, here));
    const rest = (question.ofNo ?? []).flatMap((one) => sides(one, there, depth, of));
    return [{ id: question.id, depth, count: here, of }, ...below, ...(rest.length > 0 ? rest : [{ id: `not-${question.id}`, depth, count: there, of }])];
  };
  return questions.map((question) => ({ id: question.id, cells: sides(question, children, 0, children) }));
}
