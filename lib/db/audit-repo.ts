// The audit trail. Rows are only ever added: a trigger refuses update and delete.
import "server-only";
import type { Db } from "./client";
import type { Prisma } from "./generated/client";

/** Who did what to what. Never a secret, a token or a password, not even hashed. */
export interface AuditEntry {
  /** The user who acted; absent when the system or an operator's command did. */
  actorId?: string;
  actorRole: "captain" | "staff" | "admin" | "system";
  /** The table's name, as in "User". */
  entity: string;
  entityId: string;
  action: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
  reason?: string;
  requestId: string;
}

/** Adds one row; in the same transaction as the change it tells of. */
export async function add(db: Db, entry: AuditEntry): Promise<void> {
  await db.auditLog.create({ data: entry, select: { id: true } });
}
