import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { actions, keyMay, may, roles, scopes, states } from "@/lib/access/table";
import type { Action, Role, State } from "@/lib/access/table";

const PAGE = "docs/roles.md";
const REWRITE = `${PAGE} is not what lib/access/table.ts says. Look at the change, then write it anew: node node_modules/vitest/vitest.mjs run tests/access/table.test.ts -u`;

// By hand, so that a change of the code has to be made here too. In the order of `columns`; x: may.
const columns = ["account", "save", "list", "view", "file", "review", "export", "members", "keys", "audit", "erase"];
const byHand = {
  "clinician invited": "- - - - - - - - - - -",
  "clinician active ": "x x x x x - - - - - -",
  "clinician removed": "- - - - - - - - - - -",
  "reviewer  invited": "- - - - - - - - - - -",
  "reviewer  active ": "x x x x x x x - - - -",
  "reviewer  removed": "- - - - - - - - - - -",
  "admin     invited": "- - - - - - - - - - -",
  "admin     active ": "x x x x x x x x x x x",
  "admin     removed": "- - - - - - - - - - -",
};
// By scope and the role of whoever made the key, while they are active.
const keysByHand = {
  "read  clinician": "- - x x x - - - - - -",
  "read  reviewer ": "- - x x x - x - - - -",
  "read  admin    ": "- - x x x - x - - - -",
  "write clinician": "- x x x - - - - - - -",
  "write reviewer ": "- x x x - - - - - - -",
  "write admin    ": "- x x x - - - - - - -",
};

const stateWords: Record<State, string> = {
  invited: "has a link, and no account yet.",
  active: "has an account and belongs to the site.",
  removed: "had an account. Sessions and credentials are gone; the name stays behind the audit trail.",
};

const actionWords: Record<Action, string> = {
  account: "One's own account: password, second step, sessions, signing out.",
  save: "Save a screening.",
  list: "List the screenings of one's own site.",
  view: "Open a screening of one's own site.",
  file: "Take one screening of one's own site out as a file; without `export` at most ten in 24 hours.",
  review: "Review a screening of one's own site.",
  export: "Export screenings of one's own site, and the publishable tables.",
  members: "See, invite, change and remove the members of one's own site, and make links for them.",
  keys: "See, make and revoke the keys of one's own site.",
  audit: "Read the audit trail of one's own site.",
  erase: "Erase a screening of one's own site for good, and say how long screenings are kept.",
};

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** docs/roles.md as lib/access/table.ts has it. */
function rolesPage(): string {
  const rows = roles.flatMap((role) => states.map((state) => row([role, state, ...actions.map((action) => (may(role, state, action) ? "yes" : "–"))])));
  const keys = scopes.flatMap((scope) => roles.map((role) => row([scope, role, ...actions.map((action) => (keyMay(scope, { role, state: "active" }, action) ? "yes" : "–"))])));
  return [
    "# Members and roles",
    "Printed from `lib/access/table.ts`, the only place that decides, by `tests/access/table.test.ts`, which fails while the two differ. `tests/access/matrix.test.ts` asks every page and handler for what stands here.",
    "A member belongs to one site and has one role there. What is not listed as `yes` is refused: a page leads whoever is not signed in to the sign-in page, and to a member without the right it does not exist; a program gets 401 or 403. Another site's screening, member, key or session does not exist (404). Without an account one can use the checklist and have a draft assessed, of which nothing is kept.",
    "## States",
    states.map((state) => `- **${state}**: ${stateWords[state]}`).join("\n"),
    "## Actions",
    [row(["action", "what it allows"]), row(["---", "---"]), ...actions.map((action) => row([action, actionWords[action]]))].join("\n"),
    "## Who may do what",
    [row(["role", "state", ...actions]), row(["---", "---", ...actions.map(() => ":-:")]), ...rows].join("\n"),
    "## What a program may do with a key",
    "An admin makes keys of the site and revokes them. A key allows what its scope says, and of that what the member who made it may do now: after a removal it is good for nothing. It is for handlers, not for pages, which take a program for somebody who is not signed in. A key that is revoked, wrong or of a removed member is 401, one without the right 403.",
    [row(["scope", "made by", ...actions]), row(["---", "---", ...actions.map(() => ":-:")]), ...keys].join("\n"),
    "A changed role ends the member's sessions, a removal ends the account. A site keeps at least one admin.",
  ].join("\n\n").concat("\n");
}

test("every role in every state may do what stands here, and nothing else", () => {
  expect([...actions]).toEqual(columns);
  const decided = roles.flatMap((role: Role) => states.map((state) => [`${role.padEnd(9)} ${state.padEnd(7)}`, actions.map((action) => (may(role, state, action) ? "x" : "-")).join(" ")]));
  expect(Object.fromEntries(decided)).toEqual(byHand);
});

test("a key may do what stands here, and nothing without an active maker", () => {
  const decided = (state: State) => scopes.flatMap((scope) => roles.map((role) => [`${scope.padEnd(5)} ${role.padEnd(9)}`, actions.map((action) => (keyMay(scope, { role, state }, action) ? "x" : "-")).join(" ")]));
  expect(Object.fromEntries(decided("active"))).toEqual(keysByHand);
  for (const state of ["invited", "removed"] as const) expect(new Set(decided(state).map(([, row]) => row))).toEqual(new Set(["- - - - - - - - - - -"]));
});

test("docs/roles.md prints the table", async () => {
  expect(existsSync(PAGE), REWRITE).toBe(true);
  await expect(rolesPage(), REWRITE).toMatchFileSnapshot(`../../${PAGE}`);
});
