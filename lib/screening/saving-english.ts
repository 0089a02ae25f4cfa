import type { Hindrance, Refusal, SavingWords } from "./saving-wording";

const hindrances: Record<Hindrance, string> = {
  network: "no network",
  answer: "no clear answer came from the server",
  away: "the server or its database is away",
  session: "you are signed out",
};

const refusals: Record<Refusal, string> = {
  role: "your role does not allow saving. Your answers are still here.",
  nobody: "nobody is signed in. Sign in, without a network once it is back: your answers stay in this tab.",
  "signed-in": "you have signed in since this page was opened. Load it again; your answers stay.",
  another: "somebody else has signed in since this page was opened. Load it again; the answers on it are then gone.",
  contradiction: "two findings contradict each other. What to correct stands under “To mind”.",
  erased: "the screening that this one follows was erased. Press “Not a follow-up” above and save again.",
  other: "the server refused it",
};

/** The English of saving. */
export const savingEnglish: SavingWords = {
  save: "Save screening",
  again: "Try again now",
  saving: "Saving …",
  trying: "Trying now …",
  waiting: (why, doubt) => `${doubt ? "Not known yet whether it is saved" : why === "session" ? "Not saved" : "Not saved yet"}: ${hindrances[why]}.`,
  hindered: {
    network: "It waits in this tab and is sent when the network is back; it will not be saved twice.",
    answer: "It is asked again by itself; it will not be saved twice.",
    away: "It is tried again by itself; it will not be saved twice.",
    session: "Sign in here or in another tab, and it is sent again; it will not be saved twice.",
  },
  next: (seconds) => `Next try in ${seconds} s.`,
  refused: (why, status, doubt) => `${doubt ? "Not known whether it is saved" : "Not saved"}: ${refusals[why]}${why === "other" ? ` (${status}). Your answers are still here.` : ""}`,
  inDoubt: "An earlier try may have been; the list of screenings tells.",
  changed: "Not saved: you have changed the answers since. Save when they are right.",
  besides: "What you have changed since is not part of it; you are asked about that afterwards.",
  unready: {
    "contradiction-here": "Not saved: correct the contradiction first.",
    ageless: "Not saved: a follow-up needs the age of today.",
    nothing: "Nothing to save yet: no finding, size, variant or family is given.",
    "no-score": "Not saved: a birth size is no z-score between −9.9 and 9.9. Correct or clear it.",
    undecided: "Not saved: say first what the changed answers are.",
  },
  saved: (code) => `Saved as ${code}.`,
  savedEarlier: (code) => `The screening before this one is saved as ${code}.`,
  savedBefore: "That is with the answers as they were when you saved. The changes since are not saved. What are they?",
  open: (code) => `Open ${code}`,
  followUp: (code) => `A follow-up of ${code}`,
  itsOwn: "A screening of another child",
  drop: (code) => `Nothing to keep: open ${code}`,
  signIn: "Sign in",
  startOver: "Start over",
  nobody: { before: "To save, ", after: ". Your answers stay in this tab." },
  somebodyWaits: "A screening in this tab is not known to be saved. Whoever began it signs in here, and it is saved.",
  fine: "Saved without name, date or text.",
};
