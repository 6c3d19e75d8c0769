// The audit as it is read: by item, by actor, by action, or as a whole, each by an index of its own. Reads only.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

const { sql, empty } = Prisma;

export interface AuditRow {
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

export interface AuditFilter {
  /** The id or the whole e-mail of who acted. */
  actor?: string | undefined;
  /** Of these alone; null is all there is. */
  entities: readonly string[] | null;
  entityId?: string | undefined;
  action?: string | undefined;
  /** Walk the list backwards. */
  reverse: boolean;
  beyond?: { at: Date; id: string } | undefined;
  limit: number;
}

/** One page in the order of the walk, which begins with the newest. Always one statement. */
export async function findAudit(db: Db, filter: AuditFilter): Promise<AuditRow[]> {
  const { actor, entities, entityId, action, reverse, beyond, limit } = filter;
  const walk = reverse ? sql`ASC` : sql`DESC`;
  const further = reverse ? sql`>` : sql`<`;
  const conditions = [
    entities ? sql`AND entry."entity" = ANY(${[...entities]})` : empty,
    entityId ? sql`AND entry."entityId" = ${entityId}` : empty,
    // One value for the index: the account of this e-mail, else the text as an id.
    actor
      ? sql`AND entry."actorId" = coalesce((SELECT "id" FROM "User" WHERE "email" = ${actor.toLowerCase()}), ${actor})`
      : empty,
    action ? sql`AND entry."action" = ${action}` : empty,
    beyond ? sql`AND (entry."at", entry."id") ${further} (${beyond.at}, ${beyond.id})` : empty,
  ];
  return db.$queryRaw<AuditRow[]>`SELECT entry."id", entry."at", entry."actorId", entry."actorRole",
      entry."entity", entry."entityId", entry."action", entry."before", entry."after", entry."reason",
      entry."requestId", account."name" AS "actorName", account."email" AS "actorEmail"
    FROM "AuditLog" entry LEFT JOIN "User" account ON account."id" = entry."actorId"
    WHERE true ${Prisma.join(conditions, " ")}
    ORDER BY entry."at" ${walk}, entry."id" ${walk} LIMIT ${limit}`;
}

/** The newest entry of each of these things, by id: in which request, and what it left. */
export async function findNewest(
  db: Db,
  entity: string,
  ids: readonly string[],
): Promise<Map<string, { requestId: string | null; after: unknown }>> {
  const rows = await db.$queryRaw<{ id: string; requestId: string | null; after: unknown }[]>`
    SELECT given."id", newest."requestId", newest."after" FROM unnest(${[...ids]}::text[]) AS given ("id")
    CROSS JOIN LATERAL (
      SELECT "requestId", "after" FROM "AuditLog" WHERE "entity" = ${entity} AND "entityId" = given."id"
      ORDER BY "at" DESC LIMIT 1) AS newest`;
  return new Map(rows.map(({ id, ...entry }) => [id, entry]));
}
