import type { ReviewWords } from "./review-wording";

/** The English of reviews. */
export const reviewEnglish: ReviewWords = {
  standings: {
    none: "Not reviewed",
    confirmed: "Confirmed by gene test",
    "other-condition": "Another condition",
    "not-image": "Not IMAGe",
    lost: "Lost to follow-up",
    undecided: "Undecided",
    disputed: "Reviewers disagree",
  },
  verdicts: {
    confirmed: { title: "Confirmed by gene test", about: "A pathogenic or likely pathogenic variant was found that explains the pattern." },
    "other-condition": { title: "Another condition", about: "One of the look-alikes was established." },
    "not-image": { title: "Not IMAGe", about: "IMAGe syndrome was ruled out, and nothing else from the list was established." },
    lost: { title: "Lost to follow-up", about: "What became of the child is not known." },
    undecided: { title: "Undecided", about: "Tests are under way, or their outcome is not clear." },
  },
  classes: { pathogenic: "pathogenic", "likely-pathogenic": "likely pathogenic" },
  confirmed: (gene, read) => `Confirmed by gene test: ${gene === "other" ? "another gene" : gene}, ${read}`,
  disagreement: "Reviewers disagree. Each reviewer’s last verdict stands beside the others; none is averaged away.",
  unsaved: {
    "no-such-screening": "This screening is not there any more: it was erased.",
    "no-answer": "Not known whether the verdict is saved: no clear answer came from the server. It waits in this tab; save it again, it will not be counted twice.",
    "database-away": "The verdict is not saved yet: the database is away. It waits in this tab; save it again in a little while, it will not be counted twice.",
  },
  likenesses: {
    different: { title: "Different", about: "Observed in one, excluded in another." },
    unknown: { title: "Known of some only", about: "Not assessed in at least one: no difference, until it is." },
    same: { title: "The same", about: "Assessed in all, and alike." },
  },
  statuses: { observed: "observed", excluded: "excluded", "not-assessed": "not assessed" },
  eraseReasons: {
    withdrawn: "The family wishes it",
    mistake: "Saved by mistake, or of the wrong child",
    duplicate: "The same screening was saved twice",
    retention: "The time for which it may be kept is over",
  },
  change: (feature, from, to) => `${feature}: ${from} before, now ${to}`,
};
