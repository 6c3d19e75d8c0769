// Who an audit entry names, and how a stored entry is shown. Browser-safe.
import type { AuditView } from "./schema";

/** How an actor stands in the audit: what they are, not what they act as. */
export function auditedAs(actor: { as: "captain" | "staff"; isAdmin?: boolean }) {
  return actor.as === "staff" && actor.isAdmin ? "admin" : actor.as;
}

interface StoredEntry {
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string | null;
  actorEmail: string | null;
  actorRole: string;
  entity: string;
  entityId: string;
  action: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  requestId: string | null;
}

/** A stored entry as the API shows it. */
export function auditView(row: StoredEntry): AuditView {
  const { actorId, actorName, actorEmail, at, before, after, ...same } = row;
  return {
    ...same,
    at: at.toISOString(),
    actor:
      actorId === null ? null : { id: actorId, name: actorName ?? "", email: actorEmail ?? "" },
    before: asObject(before),
    after: asObject(after),
  };
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
