import type { Role } from "@/lib/access/table";
import type { auditActions } from "@/lib/access/trail";

/** What each role is called and what it allows, said to the one who has it. */
export const roleWords: Record<Role, { title: string; allows: string }> = {
  clinician: { title: "Clinician", allows: "You can save screenings and open those of your site." },
  reviewer: { title: "Reviewer", allows: "You can save screenings, open those of your site, review and export them." },
  admin: { title: "Admin", allows: "You can do what a reviewer can, manage members, read the audit and erase screenings." },
};

/** What the audit calls each action. */
export const actionWords: Readonly<Record<string, string>> = {
  "set-up": "Site set up",
  "sign-in": "Signed in",
  "sign-in-failed": "Sign-in refused",
  "sign-out": "Signed out",
  save: "Screening saved",
  list: "Screenings listed",
  view: "Screening opened",
  export: "Screenings exported",
  review: "Screening reviewed",
  erase: "Screening erased",
  invite: "Member invited",
  join: "Member joined",
  role: "Role changed",
  remove: "Member removed",
  "reset-link": "New link made",
  password: "Password changed",
  "two-factor": "Two-step sign-in changed",
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
