const wait = (minutes: number) => (minutes === 1 ? "a minute" : `${minutes} minutes`);

/** The English of every form: its fields, its refusals, what is asked before what cannot be taken back. */
export const formEnglish = {
  busy: "One moment …",
  signIn: "Sign in",
  cancel: "Cancel",
  done: "Done",
  tryAgain: "Try again",
  email: "E-mail",
  name: "Name",
  password: "Password",
  rule: "12 to 128 characters of any kind, and not a common password. A few words make a good one.",
  show: "Show",
  hide: "Hide",
  what: (label: string) => ` ${label.toLowerCase()}`,
  code: { label: "Code", hint: "The six digits that your authenticator app shows now." },
  copy: { button: "Copy", copied: "Copied.", not: "Not copied: mark the text and copy it." },
  refused: {
    noAnswer: "The server did not answer. Check the network and try again.",
    signedOut: "You are signed out. Sign in and try again.",
    role: "Your role does not allow this.",
    gone: "It is not there any more. Load the page again.",
    faults: "Not done yet: what to correct stands beside the fields.",
    often: (minutes: number) => `Too many attempts. Try again in ${wait(minutes)}.`,
    busy: "Many people are signing in at this moment. Try again in a few seconds.",
    away: "The database does not answer at the moment. Try again in a little while.",
    other: (status: number) => `The server refused it (${status}).`,
  },
  faults: {
    required: "This is needed.",
    common: "This is one of the passwords tried first by those who guess. Choose another.",
    short: "Too short: at least 12 characters.",
    longPassword: "Too long: at most 128 characters.",
    long: "Too long.",
    email: "This is no e-mail address.",
    other: "This is not right.",
  },
};
