/** The English of the cohort page's own frame; what it counts has its words in lib/cohort. */
export const cohortPageEnglish = {
  title: "Cohort",
  publish: "Publishable tables",
  toChecklist: "To the checklist",
  onThisPage: "On this page",
  plot: "Plot",
  feature: "Feature",
  part: "Part",
  match: "Match",
  verdict: "Verdict",
  year: "Year",
  children: "Children",
  lettersMet: "Letters met",
  ofAll: "Of all children",
  of: (n: string, all: string) => `${n} of ${all}`,
};
