import type { Publication } from "@/lib/cohort/publishable";
import { questions } from "@/lib/cohort/questions";
import type { Question } from "@/lib/cohort/questions";
import type { Sides } from "./children";

const ids = ({ id, ofYes = [], ofNo = [] }: Question): string[] => [id, ...[...ofYes, ...ofNo].flatMap(ids)];

/**
 * Other children of whom the same would be printed, and exactly `count` of them in the row: one such world for a count
 * proves that nobody can rule that count out, however they reckon and whatever they know of the program.
 */
export function worldWith({ children, shown }: Publication, row: string, count: number): Sides[] {
  const [target, side] = row.startsWith("not-") ? [row.slice(4), false] : [row, true];
  return questions.reduce<Sides[]>(
    (made, question) => answered(question, children).map((sides, at) => ({ ...made[at], ...sides })),
    Array.from({ length: children }, () => ({})),
  );

  function answered(question: Question, group: number): Sides[] {
    const told = shown[question.id];
    const yes = told ?? (ids(question).includes(target) ? fewOn(question, group) : 0);
    const inside = (of: readonly Question[] = [], size: number) => of.map((one) => answered(one, size));
    const [below, beside] = [inside(question.ofYes, yes), inside(question.ofNo, group - yes)];
    const of = (sides: Sides[][], at: number) => Object.assign({}, ...sides.map((one) => one[at])) as Sides;
    return Array.from({ length: group }, (_, at) => (at < yes ? { [question.id]: true, ...of(below, at) } : { [question.id]: false, ...of(beside, at - yes) }));
  }

  /** How many say yes for `count` to go the way to the row: of a question on that way which is withheld, or below such a one. */
  function fewOn(question: Question, group: number): number {
    const isTarget = question.id === target;
    const towardsYes = isTarget ? side : (question.ofYes ?? []).flatMap(ids).includes(target);
    return towardsYes ? Math.min(count, group) : group - Math.min(count, group);
  }
}
