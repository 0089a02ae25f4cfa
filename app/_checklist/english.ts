/** The English of what stands beside the checklist from the beginning; the parts that are fetched later have their own. */
export const sheetEnglish = {
  follows: {
    before: "Follow-up of",
    after: ": what was observed, birth size, variant and family are taken over. What was excluded then is asked anew, and so is the age. The earlier screening stays as it is.",
    letGo: "Not a follow-up",
  },
  takenOver: { about: "These answers were given in this tab before you signed in.", keep: "Keep", startOver: "Start over" },
  summary: "Match summary",
  acknowledge: "Acknowledge",
  open: "Open",
  close: "Close",
  sampling: "The list to print",
  why: "Why",
  rules: (rules: string) => `Rules ${rules}, not yet signed by a paediatric endocrinologist; what has no other source beside it is theirs. HPO 2025-05-06.`,
  mind: "To mind",
  contradiction: "Contradiction.",
  tells: "What would tell",
  next: "Next",
  otherConditions: "What else it could be",
  conditionsLost: "The comparison could not be loaded. Letters and flag do not need it; reload the page for it.",
  conditionsLater: "Other conditions are compared once a finding is given.",
  lost: "This part could not be loaded. Fold it and open it again; nothing else depends on it.",
};
