/** The English of a page that could not be made. */
export const errorEnglish = {
  title: "This page could not be made",
  about: "The database may not answer at the moment. Nothing that was saved is lost.",
  again: "Try again",
  checklist: "To the checklist",
};
