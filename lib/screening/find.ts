import type { FeatureId } from "./checklist";
import type { FindWords } from "./find-wording";
import known from "./synonyms.json";

/** By what a feature can be found. `runs`: its words written as one, from each of them on. `rank` 0: its own label and everyday words, 1: its term and ids, 2: what HPO calls it besides. */
type Name = { text: string; words: readonly string[]; runs: readonly string[]; rank: number };

/** How a language's words are read. */
type Reading = Pick<FindWords, "same" | "mere" | "firm">;

/** Every feature, in the order of the checklist, with its names; and how what is asked is read. */
export type Index = { rows: readonly { feature: FeatureId; id: string; names: readonly Name[] }[]; same: readonly (readonly string[])[]; mere: ReadonlySet<string>; firm: ReadonlySet<string> };

/** A feature with the id of its term. `by`: the name that it was found by, where that is neither its label nor that id. */
export type Found = { feature: FeatureId; id: string; by?: string };

/** A word of a query, with those that mean the same. `mere`: it may be left out; `firm`: it may not, and tells nothing alone. */
type Asked = { word: string; same: readonly string[]; mere: boolean; firm: boolean };

/** How far a word of a name may be from the one that was asked: it begins so, holds it, or begins so but for one slip. */
const BEGINS = 1;
const HOLDS = 3;
const SLIPS = 5;

/** Words without case, accents and signs; British "ae" and "oe" as American "e". */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ae|oe(?=\p{L}{2})/gu, "e");
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The index of a language's labels and everyday words; HPO's names and ids come along. */
export function indexOf(labels: Readonly<Record<FeatureId, string>>, { everyday, same, mere, firm }: Reading & Pick<FindWords, "everyday">): Index {
  const named = (texts: readonly string[], rank: number) => texts.map((text) => {
    const all = wordsOf(text);
    return { text, words: all, runs: all.map((_, at) => all.slice(at).join("")), rank };
  });
  const rows = (Object.keys(known.features) as FeatureId[]).map((feature) => {
    const { id, label, names, ids } = known.features[feature];
    return { feature, id, names: [...named([labels[feature], ...(everyday[feature] ?? [])], 0), ...named([label, id, ...ids], 1), ...named(names, 2)] };
  });
  return { rows, same: same.map(wordsOf), mere: new Set(wordsOf(mere)), firm: new Set(wordsOf(firm)) };
}

/** A word that is still being typed means the same as the whole one. */
function readWord(word: string, { same, mere, firm }: Index): Asked {
  const alike = same.find((group) => group.some((one) => one === word || (word.length > 3 && one.startsWith(word)))) ?? [];
  return { word, same: alike, mere: mere.has(word), firm: [word, word.replace(/s$/, ""), ...alike].some((one) => firm.has(one)) };
}

/**
 * The features that a query means, the likeliest first: every word of it is a word of one name, means the same, is its beginning or a part
 * of it (from five letters on), in any order. Where nothing is found so, `near` says that these are only called alike: but for words that
 * tell nothing and one slip in a word of five letters and more, or by the most that fit of the words, at least half. Numbers are never guessed.
 * @example find("undescended", index).found[0] // { feature: "cryptorchidism", id: "HP:0000028" }
 */
export function find(query: string, index: Index): { found: Found[]; near: boolean } {
  const asked = wordsOf(query).map((word) => readWord(word, index));
  if (asked.length === 0) return { found: [], near: false };
  const exact = ranked(index, (name) => costOf(asked, name, HOLDS));
  if (exact.length > 0) return { found: exact, near: false };
  const weighty = asked.filter(({ mere }) => !mere);
  const slipped = weighty.some(tells) ? ranked(index, (name) => costOf(weighty, name, SLIPS)) : [];
  return { found: slipped.length > 0 ? slipped : partly(weighty, index), near: true };
}

const tells = ({ word, firm }: Asked) => word.length > 3 && !firm;

/** The names that most of the words fit: at least half of them, and one that tells something. */
function partly(asked: readonly Asked[], index: Index): Found[] {
  const fitting = (name: Name) => {
    const fits = asked.filter((one) => costOf([one], name, BEGINS) < Infinity);
    return fits.some(tells) && asked.every((one) => !one.firm || fits.includes(one)) ? fits : [];
  };
  const most = Math.max(...index.rows.flatMap(({ names }) => names.map((name) => fitting(name).length)));
  if (most === 0 || most < asked.length / 2) return [];
  return ranked(index, (name) => {
    const fits = fitting(name);
    return fits.length === most ? costOf(fits, name, BEGINS) : Infinity;
  });
}

function ranked({ rows }: Index, cost: (name: Name) => number): Found[] {
  const best = rows.flatMap(({ feature, id, names }) => {
    const [first] = names.map((name) => ({ name, cost: cost(name) })).toSorted((one, other) => one.cost - other.cost);
    return first && first.cost < Infinity ? [{ feature, id, first, label: names[0] }] : [];
  });
  return best.toSorted((one, other) => one.first.cost - other.first.cost).map(({ feature, id, first: { name }, label }) => ({ feature, id, ...(name !== label && name.text !== id && { by: name.text }) }));
}

/** How far a name is from what was asked; Infinity: it is another one. A little for what stands late in it and for what is left of it. */
function costOf(asked: readonly Asked[], { words, runs, rank }: Name, most: number): number {
  const apart = asked.reduce((sum, one) => sum + Math.min(...words.map((word, at) => distance(one, word, most) + at / 10)), 0);
  const left = rank / 2 + words.length / 50;
  if (apart < Infinity) return apart + left;
  const run = asked.map(({ word }) => word).join("");
  return run.length > 2 && runs.some((one) => one.startsWith(run)) ? asked.length + left : Infinity;
}

function distance({ word: asked, same }: Asked, word: string, most: number): number {
  if (word === asked) return 0;
  if (same.includes(word)) return 0.5;
  if (word.startsWith(asked) || (asked.length > 4 && `${word}s` === asked)) return BEGINS;
  if (asked.length < 5 || /\d/.test(asked + word)) return Infinity;
  // Renal is not adrenal.
  if (most >= HOLDS && word.indexOf(asked) > 2 && !word.includes(`ad${asked}`)) return HOLDS;
  return most >= SLIPS && beginsLike(asked, word) ? SLIPS : Infinity;
}

/** Would the word begin so, had one letter not been wrong, too many, left out or swapped with the next? In a short word never the first; "macro" is no slip of "micro". */
function beginsLike(asked: string, word: string): boolean {
  let same = 0;
  while (asked[same] === word[same]) same++;
  const goesOn = (from: number, at: number) => word.slice(at).startsWith(asked.slice(from));
  const swapped = asked[same] === word[same + 1] && asked[same + 1] === word[same];
  const another = same === 0 ? asked.length < 7 : same === 1 && /^m[ai]cro/.test(asked) && /^m[ai]cro/.test(word);
  return !another && (goesOn(same + 1, same + 1) || goesOn(same + 1, same) || goesOn(same, same + 1) || (swapped && goesOn(same + 2, same + 2)));
}
