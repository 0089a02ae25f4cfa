/** The English of what frames the comparison; what is said of a condition is in lib/evidence/english.ts. */
export const conditionsEnglish = {
  byToday: (title: string) => `${title}, by today’s knowledge`,
  workedOut: "Worked out now; not stored with the screening.",
  how: "How this is worked out and tested",
};
