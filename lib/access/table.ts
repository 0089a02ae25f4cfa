/** What a member may be within a site, from least to most. */
export const roles = ["clinician", "reviewer", "admin"] as const;
export type Role = (typeof roles)[number];

/** Invited: has a link, no account yet. Removed: had an account; the name stays behind the audit trail. */
export const states = ["invited", "active", "removed"] as const;
export type State = (typeof states)[number];

/**
 * What can be asked of the application by somebody who is signed in. `account`: one's own password, second step, sessions.
 * `file`: one screening as a file; without `export` only a few a day.
 */
export const actions = ["account", "save", "list", "view", "file", "review", "export", "members", "keys", "audit", "erase"] as const;
export type Action = (typeof actions)[number];

/** The only place that says who may do what; docs/roles.md prints it. */
const allowed: Record<Role, readonly Action[]> = {
  clinician: ["account", "save", "list", "view", "file"],
  reviewer: ["account", "save", "list", "view", "file", "review", "export"],
  admin: ["account", "save", "list", "view", "file", "review", "export", "members", "keys", "audit", "erase"],
};

/** May a member of this role and state do this, within their own site? Only an active one may do anything. */
export function may(role: Role, state: State, action: Action): boolean {
  return state === "active" && allowed[role].includes(action);
}

/** What a key of a site lets a program do: look, or look and save. Taking out many at once is a reader's work. */
export const scopes = ["read", "write"] as const;
export type Scope = (typeof scopes)[number];

const opened = { read: ["list", "view", "file", "export"], write: ["save", "list", "view"] } as const satisfies Record<Scope, readonly Action[]>;

/** What any key may be for; accounts, members, keys, the audit trail and erasing are for people. */
export type KeyAction = (typeof opened)[Scope][number];

/** May a program with a key of this scope do this? Never more than the member who made the key may do now. */
export function keyMay(scope: Scope, maker: { role: Role; state: State }, action: Action): boolean {
  const all: readonly Action[] = opened[scope];
  return all.includes(action) && may(maker.role, maker.state, action);
}
