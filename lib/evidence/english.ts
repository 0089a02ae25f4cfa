import type { EvidenceWords } from "./wording";

const letters = (names: readonly string[]) => names.map((name, at) => (at === 0 ? name : `${at === names.length - 1 ? " and " : ", "}${name}`)).join("");

/** The English words. Short, sober, exact; not yet read by a paediatric endocrinologist. */
export const english: EvidenceWords = {
  limit: "Shares among these 39 conditions and none of them, given what was ticked; not the probability that the child has IMAGe syndrome.",
  share: (share, low, high) => (low === high ? `Share ${share} %` : `Share ${share} %, between ${low} and ${high} %`),
  under: "under 1",
  over: "over 99",
  none: "None of them",
  all: "All 39 conditions and none of them",
  tooFew: "Too little to tell",
  tied: (count) => `${count} of these conditions explain it equally well: nothing tells them apart yet.`,
  kinds: (count) => `${count} causes of one picture, added up; what speaks for and against is that of the first.`,
  nothing: "What was ticked so far tells these conditions apart in no way.",
  speaking: (forIt, against) => `${forIt === 0 ? "Nothing speaks" : forIt === 1 ? "1 speaks" : `${forIt} speak`} for, ${against === 0 ? "nothing" : against} against`,
  sides: { for: "Speaks for", against: "Speaks against", neither: "Hardly either way" },
  strengths: { strongly: "strongly", moderately: "moderately", somewhat: "somewhat", barely: "barely" },
  finding: { observed: (feature) => `${feature} observed`, excluded: (feature) => `${feature} excluded` },
  other: { sex: "The child’s sex", variant: "The gene variant", family: "How it runs in the family" },
  told: { counts: (counts) => counts.replaceAll("/", " of "), lent: (told, feature) => `${told}, as ${feature.charAt(0).toLowerCase()}${feature.slice(1)}`, word: (word) => `“${word.toLowerCase()}”, not counted`, silent: "no frequency given" },
  scale: (letter, single) =>
    `× and ÷: how far it moves the odds against “none of them”, at most ${letter} for the signs of a letter and ${single} for any other. “As”: the rate of the sign named, which stands for this one.`,
  tells: "What would tell them apart",
  tellsOne: "What would tell",
  generalKnowledge: "general knowledge, no source",
  starting: (name) => `Starting shares: ${name}`,
  series: {
    equal: { name: "equal", about: (_, count) => `Equal: each condition and “none of them” starts with the same share, 1 of ${count}.` },
    published: {
      name: "published",
      about: (named) => `Published: the shares in children with adrenal insufficiency once its common causes are ruled out: ${named.join(", ")}, the others and none in equal parts. Not for an unselected child.`,
    },
  },
  release: (release) => `HPO annotations, release ${release}, and the papers named at each count.`,
  rarity: {
    named: "Which diseases these are",
    others: (count) => `and ${count} ${count === 1 ? "other" : "others"}, each as often or less.`,
    asked: (met, supported) => [met.length > 0 && `${letters(met)} met`, supported.length > 0 && `${letters(supported)} at least supported`].filter(Boolean).join(", "),
    shown: (asked, { shows, of, assessed, lowest, highest }) => `${asked}: shown by ${shows} of ${of} published cases of other genetic diseases, all of them among the ${assessed} in which this was assessed (95 % interval ${lowest} to ${highest} % of those).`,
    "not-shown": (asked, { of, assessed, highest }) => `${asked}: shown by none of ${of} published cases of other genetic diseases; only ${assessed} had this assessed, so up to ${highest} % is possible.`,
    "never-assessed": (asked, { of }) => `${asked}: in none of ${of} published cases of other genetic diseases was this assessed together; how rare it is cannot be told.`,
  },
};
