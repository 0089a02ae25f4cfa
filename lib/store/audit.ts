import "server-only";
import type { Code } from "@/lib/screening/code";
import type { Transaction } from "./client";

/** Everything that leaves a trace. */
export const auditActions = [
  "set-up", "site-link", "sign-in", "sign-in-failed", "sign-in-locked", "code-asked", "sign-out", "session-ended",
  "password", "password-refused", "two-factor-on", "two-factor-off", "code-refused",
  "save", "list", "view", "export", "export-care", "export-registry", "export-quality", "export-research", "review", "erase-withdrawn", "erase-mistake", "erase-duplicate", "erase-retention", "publish", "retention-on", "retention-off",
  "invite", "join", "role-clinician", "role-reviewer", "role-admin", "remove", "reset-link", "key", "key-revoked", "audit",
] as const;

export type AuditAction = (typeof auditActions)[number];

/** Who did what to which screening, member or key, and when; never a finding. */
export type AuditEvent = {
  at: Date;
  /** A membership, or the key that a program came with; null where nobody is signed in. */
  actor: string | null;
  action: AuditAction;
  /** The membership or the key that is acted upon. */
  subject?: string;
  code?: Code;
  /** Null where no site is known. */
  site: string | null;
};

/**
 * Appends a line to the audit trail, in the transaction of what it tells; the database numbers it, binds it to the line
 * before and refuses to change it later. Append last: until the transaction ends, others wait to append theirs.
 * @returns its number
 */
export async function appendAudit(transaction: Transaction, { at, actor, action, subject, code, site }: AuditEvent): Promise<bigint> {
  const [line] = await transaction.$queryRaw<[{ id: bigint }]>`
    INSERT INTO audit_event (at, actor, action, subject, screening_code, site_id)
    VALUES (${at}, ${actor}, ${action}, ${subject ?? null}, ${code ?? null}, ${site}) RETURNING id`;
  return line.id;
}
