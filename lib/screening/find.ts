import type { FeatureId } from "./checklist";
import known from "./synonyms.json";

/** By what a feature can be found. `rank` 0: its own label and everyday words, 1: its term and ids, 2: what HPO calls it besides. */
type Name = { text: string; words: readonly string[]; rank: number };

/** Every feature, in the order of the checklist, with its names. */
export type Index = readonly { feature: FeatureId; id: string; names: readonly Name[] }[];

/** A feature with the id of its term. `by`: the name that it was found by, where that is neither its label nor that id. */
export type Found = { feature: FeatureId; id: string; by?: string };

/** Words without case, accents and signs; British "ae" as American "e". */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ae", "e");
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The index of a language's labels and everyday words; HPO's names and ids come along. */
export function indexOf(labels: Readonly<Record<FeatureId, string>>, everyday: Readonly<Partial<Record<FeatureId, readonly string[]>>>): Index {
  const named = (texts: readonly string[], rank: number) => texts.map((text) => ({ text, words: wordsOf(text), rank }));
  return (Object.keys(known.features) as FeatureId[]).map((feature) => {
    const { id, label, names, ids } = known.features[feature];
    return { feature, id, names: [...named([labels[feature], ...(everyday[feature] ?? [])], 0), ...named([label, id, ...ids], 1), ...named(names, 2)] };
  });
}

/**
 * The features that a query means, the likeliest first: every word of it is a word of one name, its beginning or a part of it,
 * in any order. Where nothing is found so, words of five letters and more may have one slip, and `near` says so. Numbers are never guessed.
 * @example find("undescended", index).found[0] // { feature: "cryptorchidism", id: "HP:0000028" }
 */
export function find(query: string, index: Index): { found: Found[]; near: boolean } {
  const asked = wordsOf(query);
  if (asked.length === 0) return { found: [], near: false };
  const exact = ranked(asked, index, false);
  return exact.length > 0 ? { found: exact, near: false } : { found: ranked(asked, index, true), near: true };
}

function ranked(asked: readonly string[], index: Index, slips: boolean): Found[] {
  const best = index.flatMap(({ feature, id, names }) => {
    const [first] = names.map((name) => ({ name, cost: costOf(asked, name, slips) })).toSorted((one, other) => one.cost - other.cost);
    return first && first.cost < Infinity ? [{ feature, id, first, label: names[0] }] : [];
  });
  return best.toSorted((one, other) => one.first.cost - other.first.cost).map(({ feature, id, first: { name }, label }) => ({ feature, id, ...(name !== label && name.text !== id && { by: name.text }) }));
}

/** How far a name is from what was asked; Infinity: it is another one. A little for what stands late in it and for what is left of it. */
function costOf(asked: readonly string[], { words, rank }: Name, slips: boolean): number {
  const apart = asked.reduce((sum, one) => sum + Math.min(...words.map((word, at) => distance(one, word, slips) + at / 10)), 0);
  const run = asked.join("");
  const runsOn = run.length > 2 && words.some((_, at) => words.slice(at).join("").startsWith(run)) ? asked.length : Infinity;
  return Math.min(apart, runsOn) + rank / 2 + words.length / 50;
}

function distance(asked: string, word: string, slips: boolean): number {
  if (word === asked) return 0;
  if (word.startsWith(asked)) return 1;
  if (/\d/.test(asked + word) || asked.length < 3) return Infinity;
  if (word.includes(asked)) return 3;
  return slips && asked.length > 4 && beginsLike(asked, word) ? 5 : Infinity;
}

/** Would the word begin so, had one letter not been wrong, too many, left out or swapped with the next? */
function beginsLike(asked: string, word: string): boolean {
  let same = 0;
  while (asked[same] === word[same]) same++;
  const goesOn = (from: number, at: number) => word.slice(at).startsWith(asked.slice(from));
  const swapped = asked[same] === word[same + 1] && asked[same + 1] === word[same];
  return goesOn(same + 1, same + 1) || goesOn(same + 1, same) || goesOn(same, same + 1) || (swapped && goesOn(same + 2, same + 2));
}
