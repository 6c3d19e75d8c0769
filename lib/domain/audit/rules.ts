// Who an audit entry names, and how a stored entry is shown. Browser-safe.
import type { AuditView } from "./schema";

interface AuditedActor {
  as: "captain" | "staff" | "system";
  isAdmin?: boolean;
}

/** How an actor stands in the audit: what they are, not what they act as. */
export function auditedAs<A extends AuditedActor>(actor: A): A["as"] | "admin" {
  return actor.as === "staff" && actor.isAdmin ? "admin" : actor.as;
}

/** Who acted, and in which request, for an entry of staff or of the console. */
export function auditedBy(
  actor: AuditedActor & { requestId: string } & ({ as: "system" } | { userId: string }),
) {
  return {
    ...("userId" in actor && { actorId: actor.userId }),
    actorRole: auditedAs(actor),
    requestId: actor.requestId,
  };
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
