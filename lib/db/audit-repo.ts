// The audit trail. Rows are only ever added: a trigger refuses update and delete.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

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
  await db.$executeRaw(insertOf(entry));
}

/** Adds these rows, however many, in one statement; in the same transaction as the changes they tell of. */
export async function addAll(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  await db.$executeRaw`INSERT INTO "AuditLog" ("id", "actorId", "actorRole", "entity", "entityId", "action",
      "before", "after", "reason", "requestId")
    SELECT gen_random_uuid()::text, entry.* FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      AS entry ("actorId" text, "actorRole" text, "entity" text, "entityId" text, "action" text,
        "before" jsonb, "after" jsonb, "reason" text, "requestId" text)`;
}

/** The INSERT of {@link add}, for a statement that writes more than this row. */
export function insertOf(entry: AuditEntry): Prisma.Sql {
  const { actorId, actorRole, entity, entityId, action, before, after, reason, requestId } = entry;
  return Prisma.sql`INSERT INTO "AuditLog" ("id", "actorId", "actorRole", "entity", "entityId", "action",
      "before", "after", "reason", "requestId")
    VALUES (gen_random_uuid()::text, ${actorId}, ${actorRole}, ${entity}, ${entityId}, ${action},
      ${json(before)}::jsonb, ${json(after)}::jsonb, ${reason}, ${requestId})`;
}

const json = (value: object | undefined): string | null => (value ? JSON.stringify(value) : null);
