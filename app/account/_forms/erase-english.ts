/** The English of erasing a screening. */
export const eraseEnglish = {
  button: "Erase",
  ask: (code: string) => `Erase ${code}?`,
  about: "The screening and its reviews are gone for every member of the site. The audit keeps its code, who erased it and why; a follow-up keeps the code of what it followed.",
  why: "Why",
  choose: "Choose a reason",
  goOn: "Go on",
  askAgain: (code: string) => `Erase ${code} for good?`,
  last: "This is the last question: nobody can bring it back, from here or from the server. Backups made before keep it until they are gone.",
  forGood: "Erase for good",
};
