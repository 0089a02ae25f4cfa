/** What a member may be within a site, from least to most. */
export const roles = ["clinician", "reviewer", "admin"] as const;
export type Role = (typeof roles)[number];

/** Invited: has a link, no account yet. Removed: had an account; the name stays behind the audit trail. */
export const states = ["invited", "active", "removed"] as const;
export type State = (typeof states)[number];

/** What can be asked of the application by somebody who is signed in. `account`: one's own password, second step, sessions. */
export const actions = ["account", "save", "list", "view", "review", "export", "members", "audit", "erase"] as const;
export type Action = (typeof actions)[number];

/** The only place that says who may do what; docs/roles.md prints it. */
const allowed: Record<Role, readonly Action[]> = {
  clinician: ["account", "save", "list", "view"],
  reviewer: ["account", "save", "list", "view", "review", "export"],
  admin: ["account", "save", "list", "view", "review", "export", "members", "audit", "erase"],
};

/** May a member of this role and state do this, within their own site? Only an active one may do anything. */
export function may(role: Role, state: State, action: Action): boolean {
  return state === "active" && allowed[role].includes(action);
}
