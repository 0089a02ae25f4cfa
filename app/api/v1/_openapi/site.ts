import { trailQuery } from "@/app/api/v1/_http/trail-query";
import { NOTHING, jsonOf, sending } from "./operation";
import type { Operation, Sample } from "./operation";

const ok = (says: string, ...content: NonNullable<Operation["answers"]["content"]>): Operation["answers"] => ({ status: 200, says, content });
const made = (says: string, ...content: NonNullable<Operation["answers"]["content"]>): Operation["answers"] => ({ status: 201, says, content });
const DONE = ok("Done.", jsonOf("Empty", {}));
const invitation = { name: "Rosa Reader", email: "$EMAIL", role: "reviewer" };
const password = { password: "$PASSWORD" };

const members: readonly Operation[] = [
  { route: "GET /api/v1/members", tag: "Members", summary: "List members", who: "members", answers: ok("Everybody who belongs or belonged to the site.", jsonOf("Members")), samples: [{ label: "List members" }] },
  {
    route: "POST /api/v1/members", tag: "Members", summary: "Invite somebody", says: "The link is good once and for seven days.", who: "members",
    sends: [jsonOf("Invitation", invitation)], answers: made("Invited.", jsonOf("Invited")), problems: ["faulty-form", "member-exists"], samples: [sending("Invite a reviewer", invitation)],
  },
  {
    route: "PATCH /api/v1/members/{id}", tag: "Members", summary: "Give another role", says: "Ends the sessions of that member.", who: "members",
    sends: [jsonOf("Role", { role: "reviewer" })], answers: DONE, problems: ["faulty-form", "no-such-member", "last-admin"], samples: [sending("Make somebody a reviewer", { role: "reviewer" })],
  },
  { route: "POST /api/v1/members/{id}/link", tag: "Members", summary: "Make a new one-time link", who: "members", answers: made("An invitation, or the way to a new password.", jsonOf("Link")), problems: ["no-such-member", "hospital-member"], samples: [{ label: "A new link" }] },
  { route: "DELETE /api/v1/members/{id}", tag: "Members", summary: "Remove a member", says: "Their keys stop.", who: "members", answers: NOTHING, problems: ["no-such-member", "last-admin"], samples: [{ label: "Remove a member" }] },
];

const newKey = { name: "Registry upload", scope: "write" };
const keys: readonly Operation[] = [
  { route: "GET /api/v1/keys", tag: "Keys", summary: "List keys", says: "Every one that the site has or had, the newest first, without the key itself.", who: "keys", answers: ok("The keys.", jsonOf("Keys")), samples: [{ label: "List keys" }] },
  {
    route: "POST /api/v1/keys", tag: "Keys", summary: "Make a key", says: "Shown this once. `read` looks and, while its maker may, takes out; `write` looks and saves.", who: "keys",
    sends: [jsonOf("NewKey", newKey)], answers: made("The key.", jsonOf("Key")), problems: ["faulty-form"], samples: [sending("Make a key that saves", newKey)],
  },
  { route: "DELETE /api/v1/keys/{id}", tag: "Keys", summary: "Revoke a key", says: "For good, from the next request on.", who: "keys", answers: NOTHING, problems: ["no-such-key"], samples: [{ label: "Revoke a key" }] },
];

const keeping: readonly Operation[] = [
  { route: "GET /api/v1/retention", tag: "Members", summary: "How long screenings are kept", says: "`years` is null where they are kept for good; `due` screenings are erased on 1 January of `next`.", who: "erase", answers: ok("The time of keeping.", jsonOf("Retention", { years: 10, next: 2027, due: 0 })), samples: [{ label: "How long" }] },
  {
    route: "PUT /api/v1/retention", tag: "Members", summary: "Set how long screenings are kept", says: "It is first acted upon on a 1 January that is at least 30 days away.", who: "erase",
    sends: [jsonOf("NewRetention", { years: 10 })], answers: DONE, problems: ["faulty-form"], samples: [sending("Keep them for ten years", { years: 10 })],
  },
];

const audit: Operation = {
  route: "GET /api/v1/audit", tag: "Audit", summary: "Read the audit trail", says: "A hundred lines a page, newest first; never a finding. Reading is itself a line.", who: "audit",
  query: trailQuery, answers: ok("A page.", jsonOf("Trail")), problems: ["bad-query"], samples: [{ label: "Who took out for research", query: "action=export-research" }],
};

const from = (label: string, body: unknown): [Sample] => [sending(label, body)];
const account: readonly Operation[] = [
  { route: "GET /api/v1/account", tag: "Account", summary: "Who is signed in", who: "account", answers: ok("Name, site and role.", jsonOf("Account")), samples: [{ label: "Who am I" }] },
  { route: "GET /api/v1/account/session", tag: "Account", summary: "Keep the session alive", who: "account", answers: NOTHING, samples: [{ label: "Keep alive" }] },
  { route: "GET /api/v1/account/sessions", tag: "Account", summary: "List one’s own sessions", who: "account", answers: ok("The last used first.", jsonOf("Sessions")), samples: [{ label: "My sessions" }] },
  { route: "DELETE /api/v1/account/sessions/{id}", tag: "Account", summary: "End one of one’s own sessions", who: "account", answers: NOTHING, problems: ["no-such-session"], samples: [{ label: "End a session" }] },
  {
    route: "POST /api/v1/account/sign-in", tag: "Account", summary: "Sign in: the first step", says: "Gives the session cookie, or asks for a code.", who: "own pages", sends: [jsonOf("SignIn")],
    answers: ok("`done`, or `code`.", jsonOf("SignInNext", { next: "done" })), problems: ["faulty-form", "sign-in-refused", "busy"], samples: from("Sign in", { email: "$EMAIL", ...password }),
  },
  {
    route: "POST /api/v1/account/sign-in/code", tag: "Account", summary: "Sign in: the second step", who: "own pages", sends: [jsonOf("SignInCode")],
    answers: DONE, problems: ["faulty-form", "code-refused"], samples: [sending("Give the code", { code: "$ONE_TIME_CODE", kind: "totp" }, { headers: { Cookie: "$HALF_SESSION" } })],
  },
  {
    route: "POST /api/v1/account/sign-in/hospital", tag: "Account", summary: "Sign in through the hospital", who: "own pages", sends: [jsonOf("HospitalSignIn")],
    answers: ok("Where to go.", jsonOf("HospitalAddress")), problems: ["faulty-form", "no-hospital"], samples: [sending("Where no hospital is configured", {}, { status: 404 })],
  },
  { route: "GET /api/auth/callback/hospital", tag: "Account", summary: "The way back from the hospital", who: "anyone", answers: { status: 303, says: "To a page, signed in or not." }, problems: ["too-many"], samples: [{ label: "Come back with nothing" }] },
  { route: "POST /api/v1/account/sign-out", tag: "Account", summary: "Sign out", who: "account", answers: NOTHING, samples: [{ label: "Sign out" }] },
  {
    route: "POST /api/v1/account/password", tag: "Account", summary: "Change one’s own password", says: "Ends every other session.", who: "account", sends: [jsonOf("NewPassword")],
    answers: DONE, problems: ["faulty-form", "password-refused", "busy"], samples: from("Change the password", { current: "$PASSWORD", password: "another lamp beside it" }),
  },
  {
    route: "POST /api/v1/account/two-step", tag: "Account", summary: "Prepare the second step", says: "Secret and recovery codes are shown this once.", who: "account", sends: [jsonOf("OwnPassword")],
    answers: ok("What the authenticator needs.", jsonOf("TwoStep")), problems: ["faulty-form", "password-refused", "busy"], samples: from("Prepare the second step", password),
  },
  {
    route: "PUT /api/v1/account/two-step", tag: "Account", summary: "Switch the second step on", who: "account", sends: [jsonOf("TwoStepCode")],
    answers: DONE, problems: ["faulty-form", "code-refused"], samples: from("Confirm with a first code", { code: "$ONE_TIME_CODE" }),
  },
  {
    route: "DELETE /api/v1/account/two-step", tag: "Account", summary: "Switch the second step off", who: "account", sends: [jsonOf("OwnPassword")],
    answers: DONE, problems: ["faulty-form", "password-refused", "busy"], samples: from("Switch it off", password),
  },
  {
    route: "POST /api/v1/account/link", tag: "Account", summary: "What a one-time link leads to", says: "Looking does not use it.", who: "own pages", sends: [jsonOf("LinkToken")],
    answers: ok("What it is for.", jsonOf("LinkFound")), problems: ["faulty-form", "no-such-link"], samples: from("Look at a link", { token: "$TOKEN" }),
  },
  {
    route: "POST /api/v1/account/join", tag: "Account", summary: "Accept an invitation, or set a new password", who: "own pages", sends: [jsonOf("Join")],
    answers: made("Joined; sign in next.", jsonOf("Empty", {})), problems: ["faulty-form", "no-such-link", "member-exists", "busy"], samples: from("Accept an invitation", { token: "$TOKEN", ...password }),
  },
  {
    route: "POST /api/v1/account/set-up", tag: "Account", summary: "Make a site and its first admin", who: "own pages", sends: [jsonOf("SetUp")],
    answers: made("Made; sign in next.", jsonOf("Empty", {})), problems: ["faulty-form", "no-such-link", "member-exists", "busy"], samples: from("Make a site", { token: "$TOKEN", site: "Ward Twelve", name: "Ada Admin", email: "$EMAIL", ...password }),
  },
];

export const siteOperations: readonly Operation[] = [...members, ...keys, ...keeping, audit, ...account];
