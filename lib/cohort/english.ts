import { publishEnglish } from "./publishable-english";
import { FEW } from "./wilson";
import type { CohortWords } from "./wording";

const told = (count: number) => count.toLocaleString("en-GB");
const several = (count: number, one: string, more: string) => `${told(count)} ${count === 1 ? one : more}`;
const children = (count: number) => several(count, "child", "children");

/** The English words; not yet read by a paediatric endocrinologist. */
export const english: CohortWords = {
  what: "What this site’s screenings look like together. They tell who is screened here and what is looked for; they are no study, and no figure here moves a letter or a match.",
  counted: (count, screenings) =>
    `${children(count)} in ${several(screenings, "screening", "screenings")}. A child counts once, by the newest of its screenings${screenings > count ? `; ${several(screenings - count, "earlier one is", "earlier ones are")} left out` : ""}. Screenings are of one child where one follows the other: a child screened twice without that counts twice.`,
  versions: (versions) => `Letters and matches are those of the day of each screening: ${versions.map(({ rules, count }) => `rules ${rules} in ${told(count)}`).join(", ")}.`,
  empty: "No screening has been saved yet: there is nothing to count.",
  years: {
    title: "Matches over the years",
    about: "Children by the match of their newest screening, in the year in which it was saved. A year in which more is assessed shows stronger matches without more disease.",
    scale: (most) => `All bars have one scale; the tallest stands for ${children(most)}.`,
  },
  features: {
    title: "Features, here and published",
    about: "Of the children in whom a feature was assessed, that is observed or excluded, the share in whom it was observed. What is found is written down more readily than what is not, which makes shares too high where little is excluded. Published counts are of children already known to have the condition, those here of everybody who was screened: the two may differ without either being wrong. The nearest like for like are the children confirmed in CDKN1C.",
    screened: "Screened here",
    proven: "Of these, confirmed in CDKN1C",
    published: "Published",
    notCounted: "Reported, not counted",
    nobody: "Not assessed",
    unasked: (observed) => `Observed in ${told(observed)}; not asked for, so no share`,
  },
  together: {
    title: "Letters that come together",
    about: "Children by the letters that are met, no more and no fewer. Supported, not met, unknown and not applicable all count as not met here.",
    none: "No letter met",
    without: (count) => `Ge does not apply to ${told(count)} of them`,
    unseen: "Nobody has",
  },
  verdicts: {
    title: "Verdicts against match",
    about: "The site’s own predictive value of each match: of the children with a firm verdict, the share confirmed in CDKN1C. A verdict is firm where a gene test confirms, another condition is found, or it is not IMAGe, and no colleague disagrees. All reviews of all screenings of a child count, each colleague’s last word.",
    firm: (firm, of) => `${told(firm)} of ${children(of)} ${firm === 1 ? "has" : "have"} a firm verdict.`,
    chosen: "These are reviewed children, not all: who is tested and reviewed is chosen, as a rule by how strong the pattern looks, so that the shares can be higher than if everybody were tested. They do not carry over to another site.",
    all: "All matches together",
    image: "Confirmed in CDKN1C",
    every: "Every verdict by match",
    nobody: "No firm verdict",
  },
  complete: {
    title: "How complete the screenings are",
    about: "How much of the checklist was observed or excluded. What is left open is unknown, never absent. Ge is counted where it applies. These are counts of what was done, not estimates.",
    assessed: "Assessed",
    where: "Children in whom this much was assessed",
    measured: (weight, length, head) => `Measured at birth: weight in ${children(weight)}, length in ${told(length)}, head in ${told(head)}.`,
    features: (count) => several(count, "feature", "features"),
    nobody: "Applies to nobody",
  },
  publish: publishEnglish,
  outcomes: {
    CDKN1C: "Confirmed in CDKN1C: IMAGe syndrome",
    POLE: "Confirmed in POLE: IMAGe with immunodeficiency",
    SAMD9: "Confirmed in SAMD9: MIRAGE",
    NR0B1: "Confirmed in NR0B1: adrenal hypoplasia",
    other: "Confirmed in another gene",
    "other-condition": "Another condition",
    "not-image": "Not IMAGe",
  },
  open: { disputed: "Colleagues disagree", undecided: "Undecided", lost: "Lost to follow-up", none: "Not reviewed" },
  extents: { none: "Nothing", some: "Under half", most: "Half or more", all: "Everything" },
  tooFew: "too few to tell",
  few: `Of fewer than ${FEW} the interval is shown, dashed, and no percentage: too few to tell. That limit is our own.`,
  interval: "Intervals are 95 % score intervals: where a share may lie if the children counted are a sample of many like them. For published counts they are worked out here in the same way.",
  independent: "Brothers and sisters are taken as independent, which they are not, so that intervals are too narrow where a family was screened.",
  own: (count) => `Counted in this site’s screenings, ${children(count)}.`,
  by: "Intervals:",
  bars: "The line below a bar is the whole of which it is a part.",
  numbers: "The same in numbers",
  sources: "Method and sources",
};
