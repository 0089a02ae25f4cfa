import { words } from "@/lib/screening/wording";
import { conditions } from "./conditions";
import type { Pull } from "./panel";
import { rarityParts } from "./rarity";
import type { Rarity, RaritySource } from "./rarity";
import type { Gap, Way } from "./validation";
import { evidenceWords, sayPull } from "./wording";

/** What is told of the validation, on the page and in print alike. English only, as the page. */
export const sayCondition = (id: string): string => conditions[id]?.label ?? id;

/** A share in per cent, whole ones from 10 % on. What rounds to none or to all is said to be less than that. */
export function sayPercent(share: number): string {
  if (share > 0 && share < 0.0005) return "under 0.1 %";
  if (share < 1 && share > 0.995) return "over 99 %";
  return `${(share * 100).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
}

/** @example "0.3 % to 12 %" */
export const sayRange = ([low, high]: readonly [number, number]): string => `${sayPercent(low)} to ${sayPercent(high)}`;
/** A count as it is read. @example "5,319" */
export const sayCount = (n: number): string => n.toLocaleString("en-GB");

/** What is left out of the knowledge in each way of ranking. */
export const wayNames: Record<Way, string> = {
  all: "With all knowledge",
  withoutOwn: "Without the case’s own paper",
  withoutSiblings: "Without the siblings of Hamajima 2013",
  annotations: "HPO’s annotations alone",
};

/** Conditions of one picture stand in one line there. */
export const asPictured = "as the summary shows it, conditions that only their gene tells apart in one line";

/** Why the figures are too good, or too wide, or both: to be read with each of them. */
export const limits = {
  notBlind: "Not blind. Starting shares, groups and limits were fixed by argument and written down before the first of these individuals was ranked, but by somebody who had read their papers.",
  circular: "Partly circular. What is known of these conditions was counted in some of the same papers, and facts from others were added by hand, listed below. “Without the case’s own paper” and “HPO’s annotations alone” show what remains without them.",
  reviews: "Leaving out its own paper does not take a child out of a review. The two children with MIRAGE syndrome may be among those that its reviews count; HPO’s annotations alone know neither review.",
  siblings: "Not independent. The two with IMAGe syndrome are brother and sister, and the eight with the POLE form come from one paper and share one variant. The intervals take every individual as independent, so that they are too narrow.",
  ties: "Ties count against. A condition whose share equals that of others has the last of their places: it is first only where it stands there alone.",
} as const;

/** What somebody at the bedside would say of a case that goes wrong. Of the case alone, so that it holds whatever the figures. */
export const lessons: Readonly<Record<string, string>> = {
  "logan-2018-p7": "Born small, adrenal failure, genital signs, and no immune deficiency found: four answers that fit MIRAGE, IMAGe and the POLE form alike. What marks the POLE form, the immune system, was the very thing that was missing. Only the genes tell.",
  "logan-2018-p9": "A girl whose adrenal glands worked when she was described. Without adrenal failure, small size with hip dysplasia looks like a condition of bone and growth. Her immune deficiency was the one sign that pointed to POLE.",
  "logan-2018-p13": "A man with growth restriction, hip dysplasia, adrenal failure and genital signs, and no immune deficiency found: clinically this is IMAGe. He is probably the boy who was published as IMAGe in 2004, before either gene was known.",
  "hamajima-2013-p1": "A proven boy whose ends of the long bones were normal on x-ray, and whose bones were slender. HPO’s annotations do not tell slender bones of IMAGe; of small children with conditions of bone they do.",
  "hamajima-2013-p2": "The sister: no genital sign to help, as in any girl, normal ends of the long bones, slender bones. What was known before her own paper made her a child with a condition of bone.",
};

/** One difference between two conditions in words: the sign, how far it moves, whom it fits better, and what each source says. */
export function sayGap({ log, leader, own }: Gap): string {
  const [better, worse] = log > 0 ? [leader, own] : [own, leader];
  const [betterName, worseName] = log > 0 ? ["the leader", "the true condition"] : ["the true condition", "the leader"];
  const shown = better ?? worse;
  if (!shown) return "";
  const what = `${sayPull(shown, "en").what} ×${Number(Math.exp(Math.abs(log)).toPrecision(2))}`;
  if (better && worse) return `${what}: fits ${betterName}${toldOf(better)} better than ${worseName}${toldOf(worse, shown)}`;
  if (better) return `${what}: fits ${betterName}${toldOf(better)}; what is known here of ${worseName} does not tell of it`;
  return `${what}: speaks against ${worseName}${toldOf(shown)}; what is known here of ${betterName} does not tell of it`;
}

/** What the source says; with the sign where it is another one of the same cause. */
function toldOf(pull: Pull, shown: Pull = pull): string {
  const { what, told } = sayPull(pull, "en");
  const other = pull.kind === "finding" && shown.kind === "finding" && pull.feature !== shown.feature;
  const parts = [...(other ? [what] : []), ...(told ? [told] : [])];
  return parts.length > 0 ? ` (${parts.join(": ")})` : "";
}

const NAMED = 3;

/** The most frequent diseases of a pattern with their counts, and how many more there are. */
export function sayDiseases({ diseases, more }: Rarity): string {
  const named = diseases.slice(0, NAMED);
  const rest = more + diseases.length - named.length;
  return [...named.map(({ label, count }) => `${label} (${count})`), ...(rest > 0 ? [`${rest} more`] : [])].join("; ");
}

/** Whose cases, and which of them. @example "phenopacket-store b694d17, half of it" */
export const saySource = ({ name, commit, part }: RaritySource): string => `${name}${commit ? ` ${commit}` : ", commit not stated"}${part === "half" ? ", half of it" : ""}`;

/** The letters that are asked for. @example "I and A met" */
export function sayAsked(rarity: Rarity): string {
  const { met, supported } = rarityParts(rarity);
  return evidenceWords("en").rarity.asked(met, supported);
}

const { matches, statuses } = words("en");
/** A match by its title, a status of a letter by its word. */
export const matchTitle = (match: keyof typeof matches): string => matches[match].title;
export const statusWord = (status: keyof typeof statuses): string => statuses[status];

/** What was found in a case, with the label of the condition in the place of its id. */
export const sayFound = (found: string): string => found.replace(/^OMIM:\d+/, sayCondition);

/** Why the condition of a published case, taken as it comes, is hard to find. */
export const unselectedLimit =
  "These children were published for their gene, not because somebody thought of IMAGe syndrome, and their reports name few findings that this checklist holds: seldom their size at birth, a laboratory value or what was ruled out. With so little said many conditions explain it equally well, and a tie counts against. The comparison is made for a child in whom IMAGe is thought of and the checklist was gone through; it cannot name a condition from a line of findings.";
