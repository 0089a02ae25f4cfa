/** The English of the checklist's rows and fields, which the server writes into the page; what is said about the child is in lib/screening/english.ts. */
export const rowsEnglish = {
  fields: { sex: "Sex (chromosomal where known)", age: "Age", gestation: "Gestation at birth" },
  size: "Birth size as z-score on INTERGROWTH-21st, where known",
  measures: { weight: "Weight", length: "Length", head: "Head" },
  score: "A z-score between −9.9 and 9.9, such as −2.4",
  amiss: "Not a z-score between −9.9 and 9.9. Grams and centimetres go into “Work out from weight and length”.",
  context: {
    steroids: "Steroids before or at the time of the blood sample: to the mother before birth, or to the child by any route",
    earlySample: "Blood for the laboratory was taken before 24 hours of life",
    acthTwiceLimit: "ACTH is above twice the laboratory’s upper limit",
    surgeryPlanned: "Hypospadias or testis surgery planned",
  },
  statuses: { observed: "Observed", excluded: "Excluded", open: "Not assessed" },
  assessed: (how: string, when: string, malesOnly: boolean) => `${how} Shows ${when}.${malesOnly ? " In boys only." : ""}`,
  reported: "Reported, not counted:",
  counted: (n: number, of: number) => `${n} of ${of}`,
};
