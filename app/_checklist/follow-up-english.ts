/** The English of a follow-up that cannot begin at once; the server gives it to the page that asks for one. */
export const followUpEnglish = {
  otherDraft: (code: string) => `Another draft stands here. To begin a follow-up of ${code}, it has to go.`,
  replace: "Replace it",
  keep: "Keep it and go back",
  lost: (code: string) => `${code} could not be fetched: the server did not answer.`,
  again: "Try again",
  gone: (code: string) => `${code} is not there, or not for this member.`,
  all: "All screenings",
};
