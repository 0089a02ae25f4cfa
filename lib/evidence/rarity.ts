import type { Letters } from "@/lib/screening/assess";
import { letters as allLetters } from "@/lib/screening/rules";
import type { Letter, LetterStatus } from "@/lib/screening/rules";
import { clopperPearson } from "./beta";
import counted from "./rarity.json";

/**
 * Not counted as other diseases: IMAGe syndrome, under both its ids, and IMAGe with immunodeficiency (POLE), its nearest.
 * Every other look-alike stays in: without them the pattern would seem rarer than whoever meets it must reckon with.
 */
export const notOther: readonly string[] = ["OMIM:614732", "ORPHA:85173", "OMIM:618336"];

/** One published case as the rules read it. */
export type RarityCase = { letters: Letters; disease: { id: string; label: string } };

/** Cases that show a pattern, cases in which each of its letters is known, and the diseases of the former: id, count. */
type Row = { shows: number; assessed: number; diseases: Record<string, number>; more: number };
export type RarityCounts = { of: number; labels: Record<string, string>; patterns: Record<string, Row> };
/** What the cases are: `part` and `commit` are null where nobody said. */
export type RaritySource = { name: string; commit: string | null; part: "half" | null; licence: string; copyright: string; doi: string };
/** The generated table: counted by these rules, this checklist and this release of HPO, and by no others. */
export type RarityTable = RarityCounts & { rules: string; checklist: string; hpo: string; source: RaritySource; leftOut: Record<LeftOut, number> };
/** Why a case is not counted: the disease itself, no disease named, no readable phenopacket or one that contradicts itself, seen before. */
export type LeftOut = "not-other" | "no-disease" | "unreadable" | "repeated";

export const table: RarityTable = counted as unknown as RarityTable;

type Asked = { letter: Letter; atLeast: "met" | "supported" };
type Share = { shows: number; of: number; interval: [low: number, high: number] };
export type Rarity = Share & {
  /** What "at least this" means here. */
  asked: Asked[];
  /** The same among the cases in which each letter asked for is known: met, supported or not met. */
  assessed: Share;
  /** The most frequent first; `more` diseases are not listed. */
  diseases: { id: string; label: string; count: number }[];
  more: number;
  source: RaritySource;
};

/** What the child shows: only letters met or supported are asked for; one not met, unknown or not applicable asks nothing. */
function askedBy(status: Letters): Asked[] {
  return allLetters.flatMap((letter) => {
    const atLeast = status[letter];
    return atLeast === "met" || atLeast === "supported" ? [{ letter, atLeast }] : [];
  });
}

/** Four signs in the order of the acronym: m met, s supported, - not asked. @example "m-s-" */
function keyOf(asked: readonly Asked[]): string {
  return allLetters.map((letter) => asked.find((one) => one.letter === letter)?.atLeast.charAt(0) ?? "-").join("");
}

const known = (status: LetterStatus) => status === "met" || status === "supported" || status === "not-met";
const reaches = (status: LetterStatus, { atLeast }: Asked) => status === "met" || status === atLeast;

/**
 * How rare it is to be reported with at least these letters: how many published cases of other genetic diseases have every
 * letter that the child meets met, and every letter that the child has supported met or supported.
 *
 * It is the rarity of *reported* patterns, not specificity. Most reports say nothing of most letters, so the share of all
 * cases is too low; and what is present is reported sooner than what is absent, so the share of the assessed is too
 * high. A girl cannot show Ge: she stays among all cases, and is not assessed for it. Both intervals are exact (Clopper
 * and Pearson, 95 %) and take cases as independent, which relatives, and patients of one paper, are not.
 * @returns null where no letter is met or supported: there is nothing to ask
 */
export function rarityOf(letters: Letters, { of, labels, patterns, source }: RarityTable = table): Rarity | null {
  const asked = askedBy(letters);
  const row = patterns[keyOf(asked)];
  if (!row) return null;
  const { shows, assessed, diseases, more } = row;
  return {
    asked,
    ...shareOf(shows, of),
    assessed: shareOf(shows, assessed),
    diseases: Object.entries(diseases).map(([id, count]) => ({ id, label: labels[id] ?? id, count })),
    more,
    source,
  };
}

const shareOf = (shows: number, of: number): Share => ({ shows, of, interval: of === 0 ? [0, 1] : clopperPearson(shows, of) });

/** The parts of the one sentence: which of three it is, and its numbers. Letters in the order of the acronym. */
export type RarityParts = { code: "shown" | "not-shown" | "never-assessed"; met: Letter[]; supported: Letter[]; shows: number; of: number; assessed: number; interval: [low: number, high: number] };

/**
 * What the sentence is made of. `never-assessed`: no case has these letters known together, so that none showing them
 * says nothing at all. `interval`: exact, 95 %, of the share among the assessed.
 */
export function rarityParts({ asked, shows, of, assessed }: Rarity): RarityParts {
  const those = (wanted: Asked["atLeast"]) => asked.filter(({ atLeast }) => atLeast === wanted).map(({ letter }) => letter);
  const code = assessed.of === 0 ? "never-assessed" : shows === 0 ? "not-shown" : "shown";
  return { code, met: those("met"), supported: those("supported"), shows, of, assessed: assessed.of, interval: assessed.interval };
}

const signs = [null, "met", "supported"] as const;

/** Every pattern that can be asked for, the empty one left out. */
const everyPattern: readonly Asked[][] = allLetters
  .reduce<Asked[][]>((before, letter) => before.flatMap((asked) => signs.map((atLeast) => (atLeast ? [...asked, { letter, atLeast }] : asked))), [[]])
  .filter((asked) => asked.length > 0);

/** More diseases than these are counted, not named. */
const NAMED = 5;

/** Counts every pattern that can be asked for. The order of the cases changes nothing. */
export function countPatterns(cases: readonly RarityCase[]): RarityCounts {
  const patterns = Object.fromEntries(everyPattern.map((asked) => [keyOf(asked), rowOf(asked, cases)]));
  const named = new Set(Object.values(patterns).flatMap(({ diseases }) => Object.keys(diseases)));
  const labels = new Map<string, string>();
  for (const { disease } of cases) if (named.has(disease.id)) labels.set(disease.id, least(labels.get(disease.id), disease.label));
  return { of: cases.length, labels: Object.fromEntries([...labels].toSorted(([a], [b]) => (a < b ? -1 : 1))), patterns };
}

const least = (one: string | undefined, other: string) => (one === undefined || other < one ? other : one);

function rowOf(asked: readonly Asked[], cases: readonly RarityCase[]): Row {
  const assessed = cases.filter(({ letters }) => asked.every(({ letter }) => known(letters[letter])));
  const showing = assessed.filter(({ letters }) => asked.every((one) => reaches(letters[one.letter], one)));
  const counts = new Map<string, number>();
  for (const { disease } of showing) counts.set(disease.id, (counts.get(disease.id) ?? 0) + 1);
  const ranked = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return { shows: showing.length, assessed: assessed.length, diseases: Object.fromEntries(ranked.slice(0, NAMED)), more: Math.max(0, ranked.length - NAMED) };
}
