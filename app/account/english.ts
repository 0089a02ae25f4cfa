import { sayCount } from "@/app/locale";
import type { Role } from "@/lib/access/table";
import type { auditActions } from "@/lib/access/trail";

const roles: Record<Role, { title: string; allows: string }> = {
  clinician: { title: "Clinician", allows: "You can save screenings and open those of your site." },
  reviewer: { title: "Reviewer", allows: "You can save, open, review and export screenings of your site." },
  admin: { title: "Admin", allows: "You can save, open, review, export and erase screenings, manage members and keys, and read the audit." },
};

const actions: Record<(typeof auditActions)[number], string> = {
  "set-up": "Site set up",
  "sign-in": "Signed in",
  "site-link": "Link for a further site made on the server",
  "sign-in-failed": "Sign-in refused",
  "sign-in-locked": "Sign-in locked after too many attempts",
  "code-asked": "Password right, code asked",
  "sign-out": "Signed out",
  save: "Screening saved",
  list: "Screenings listed",
  view: "Screening opened",
  export: "One screening taken out as a file",
  "export-care": "Screenings exported for care",
  "export-registry": "Screenings exported for a registry",
  "export-quality": "Screenings exported for quality work",
  "export-research": "Screenings exported for research",
  review: "Screening reviewed",
  "erase-withdrawn": "Screening erased: the family wished it",
  "erase-mistake": "Screening erased: saved by mistake",
  "erase-duplicate": "Screening erased: saved twice",
  "erase-retention": "Screening erased: kept long enough",
  publish: "Publishable tables made for good",
  "retention-on": "Time of keeping set",
  "retention-off": "Time of keeping lifted",
  invite: "Member invited",
  join: "Member joined",
  "role-clinician": "Made a clinician",
  "role-reviewer": "Made a reviewer",
  "role-admin": "Made an admin",
  remove: "Member removed",
  "reset-link": "New link made",
  key: "Key made",
  "key-revoked": "Key revoked",
  password: "Password changed",
  "password-refused": "Password refused",
  "two-factor-on": "Two-step sign-in switched on",
  "two-factor-off": "Two-step sign-in switched off",
  "code-refused": "Code refused",
  "session-ended": "Session ended",
  audit: "Audit looked at",
};

const years = (count: number) => (count === 1 ? "1 year" : `${count} years`);

/** The English of the account's pages; their forms have their own. */
export const accountEnglish = {
  /** What each role is called and what it allows, said to the one who has it. */
  roles,
  /** What the audit calls each action. */
  actions,
  anotherBrowser: "Another browser",
  account: {
    title: "Account",
    hospital: { title: "Sign-in", about: "You sign in through your hospital; your password and any second step are kept there." },
    facts: { email: "E-mail", site: "Site", role: "Role" },
    places: { members: "Members", keys: "Keys", retention: "Keeping", audit: "Audit" },
    password: "Password",
    twoStep: "Two-step sign-in",
  },
  sessions: {
    title: "Sessions",
    about: "Where you are signed in. A session ends after 30 minutes without use and after 12 hours at the latest. Times are UTC.",
    thisOne: ", this one",
    since: " since ",
    lastUsed: ", last used ",
  },
  audit: {
    title: "Audit",
    about: (site: string) => `Who did what and when at ${site}, newest first. Times are UTC. Findings are never written here.`,
    unknown: "The address asks for something that the audit does not know.",
    none: "Nothing fits these conditions.",
    all: "Show all",
    older: "Older",
    filter: { what: "What", anything: "Anything", who: "Who", anybody: "Anybody", screening: "Screening", show: "Show" },
    caption: "Audit, newest first",
    columns: ["Time (UTC)", "Who", "What", "On"],
    nobody: "Nobody signed in",
  },
  link: { title: "Your link", scriptsOff: "Scripts are off: the link cannot be read without them." },
  setUp: "Set up",
  keys: {
    title: "Keys",
    of: (site: string) => `Keys of ${site}`,
    about: "With a key a program reads or saves screenings of this site without anybody being signed in. It never manages members or keys, reads the audit or erases, and never does more than the member who made it may do; when that member is removed it stops. Everything it does stands in the audit under its name.",
    programs: "What a program can ask, with examples",
    stopped: "Stopped: its maker was removed",
    limited: "Works, but exports nothing: its maker is a clinician now",
    works: "Works",
  },
  members: {
    title: "Members",
    of: (site: string) => `Members of ${site}`,
    about: "A clinician saves and opens screenings. A reviewer also reviews and exports them. An admin can do both, manages members and keys, reads the audit and erases.",
  },
  retention: {
    title: "Keeping",
    of: (site: string) => `How long ${site} keeps screenings`,
    about: "A screening is kept to the end of the year in which its time is over; a child who is followed up is kept whole until the newest screening’s time is over, unless a screening in between was erased: then nothing tells any more that the earlier and the later are of one child. What is due goes on 1 January, or as soon afterwards as the server runs; what becomes due later goes on the next one. The audit trail keeps the codes. Backups and files that were taken out keep the screenings: they have a time of their own.",
    forGood: "Screenings are kept for good.",
    noneDue: (time: number, next: number) => `Screenings are kept for ${years(time)}. None is due on 1 January ${next}.`,
    due: (due: number, next: number, time: number) => `${due === 1 ? "1 screening" : `${sayCount(due)} screenings`} will be erased on 1 January ${next}: this site keeps screenings for ${years(time)}. What is to be kept has to be taken out before.`,
  },
  signIn: {
    title: "Sign in",
    hospital: (name: string | null) => `The sign-in of ${name ?? "the hospital"} did not lead to an account here. It may not answer at the moment. Otherwise your invitation has to be accepted first, with the same e-mail address: open its link, or ask an admin of your site.`,
    already: (name: string) => `You are signed in as ${name}.`,
    goOn: "Go on",
    account: "Your account",
    scriptsOff: "Scripts are off: signing in needs them.",
  },
};
