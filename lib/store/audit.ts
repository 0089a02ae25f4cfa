import "server-only";
import type { Code } from "@/lib/screening/code";
import type { Prisma } from "./generated/client";

/** Who did what to which screening, and when. The actor is null as long as there are no accounts. */
type AuditEvent = { at: Date; actor: string | null; action: "save"; screeningCode: Code; siteId: string };

/** Appends a line to the audit trail, in the transaction of what it tells; the database refuses to change it later. */
export async function appendAudit(transaction: Prisma.TransactionClient, event: AuditEvent): Promise<void> {
  await transaction.auditEvent.create({ data: event, select: { id: true } });
}
