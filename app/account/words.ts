import type { Role } from "@/lib/access/table";
import type { auditActions } from "@/lib/access/trail";
import type { Retention } from "@/lib/store/retention";

/** What each role is called and what it allows, said to the one who has it. */
export const roleWords: Record<Role, { title: string; allows: string }> = {
  clinician: { title: "Clinician", allows: "You can save screenings and open those of your site." },
  reviewer: { title: "Reviewer", allows: "You can save, open, review and export screenings of your site." },
  admin: { title: "Admin", allows: "You can save, open, review, export and erase screenings, manage members and keys, and read the audit." },
};

/** What the audit calls each action. */
export const actionWords: Readonly<Record<string, string>> = {
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
} satisfies Record<(typeof auditActions)[number], string>;

/** What a session is shown as: the browser's family is all that is known of it. */
export function browserWords(family: string): string {
  return family === "other" ? "Another browser" : family;
}

/** A time as these pages write it, to the minute, in UTC. */
export function utc(time: Date): string {
  return time.toISOString().slice(0, 16).replace("T", " ");
}

/** What is erased next for its age, and when; null where nothing is. */
export function retentionNotice({ years, next, due }: Retention): string | null {
  if (years === null || due === 0) return null;
  return `${due === 1 ? "1 screening" : `${due.toLocaleString("en-GB")} screenings`} will be erased on 1 January ${next}: this site keeps screenings for ${years === 1 ? "1 year" : `${years} years`}. What is to be kept has to be taken out before.`;
}
