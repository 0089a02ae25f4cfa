/** The English of the form for one's own verdict. */
export const reviewFormEnglish = {
  title: "Give your verdict",
  save: "Save verdict",
  verdict: "Verdict",
  about: "Your name and the day are shown to members of the site. A verdict is never edited: a later one of yours takes its place and the earlier one stays readable.",
  condition: "Condition",
  chooseCondition: "Choose a condition",
  gene: "Gene",
  chooseGene: "Choose a gene",
  anotherGene: "Another gene",
  variant: "Variant",
  chooseClass: "Choose a class",
};
