/** The English of what the browser says of the chosen screenings. */
export const choosingEnglish = {
  chosen: (count: number) => `${count} chosen`,
  all: "All on this page",
};
