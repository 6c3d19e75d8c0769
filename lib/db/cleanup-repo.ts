// Rows on their way out: uploads that broke off, and media whose time in the trash is over. A row is
// marked DELETING first, then its blobs go, then the row. Ages are the database's.
import "server-only";
import type { Db, Tx } from "./client";
import { Prisma } from "./generated/client";
import type { Sql } from "./linkable";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";

const { sql } = Prisma;

/** No upload lives this long: whatever it was going to store is stored by then. */
const BROKEN_OFF = sql`media."status" = 'RESERVED'
  AND media."createdAt" < now() - interval '15 minutes'`;

const NOT_A_VIDEOS = sql`NOT EXISTS (
  SELECT FROM "CaptainVideo" AS video WHERE video."charterMediaId" = media."id")`;

/**
 * What may be purged by its age, and nothing else: in the trash for 30 days, or nobody's for 30 days. A captain's
 * pending media is neither. A video that is still linked goes with its video, not here.
 */
const PURGEABLE = sql`media."status" = 'READY' AND (
    (media."trashedAt" IS NOT NULL AND media."trashedAt" < now() - interval '30 days')
    OR (media."captainId" IS NULL AND media."charterId" IS NULL
      AND media."orphanedAt" IS NOT NULL AND media."orphanedAt" < now() - interval '30 days')
  ) AND ${NOT_A_VIDEOS}`;

/** Of what is in the trash, the table `media`: staff put it there, and nobody brought it back since. */
export const TRASHED_BY_STAFF: Sql = sql`EXISTS (
  SELECT FROM "AuditLog" AS audit WHERE audit."entity" = 'CharterMedia' AND audit."entityId" = media."id"
    AND audit."action" = 'trash' AND audit."at" >= media."trashedAt")`;

export interface BrokenUpload extends MediaRecord {
  /** Somebody decided that it is not to be finished. */
  givenUp: boolean;
}

/** Uploads that broke off, the oldest first, but for these. */
export async function listBrokenUploads(
  db: Db,
  { limit, except }: { limit: number; except: string[] },
): Promise<BrokenUpload[]> {
  return db.$queryRaw<
    BrokenUpload[]
  >`SELECT ${MEDIA_COLUMNS}, media."contentHash" IS NULL AS "givenUp"
    FROM "CharterMedia" AS media
    WHERE ${BROKEN_OFF} AND NOT (media."id" = ANY(${except}))
    ORDER BY media."createdAt", media."id" LIMIT ${limit}`;
}

/** RESERVED to DELETING by compare-and-set. */
export async function markBrokenUpload(db: Db, id: string): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "CharterMedia" AS media
    SET "status" = 'DELETING', "dedupeKey" = NULL, "draftId" = NULL, "isCover" = false, "updatedAt" = now()
    WHERE media."id" = ${id} AND ${BROKEN_OFF}`;
  return rows === 1;
}

/** READY to DELETING by compare-and-set, for an upload that was taken back; what is on a charter, in the trash or was looked at by staff stays. */
export async function markTakenBack(db: Db, id: string): Promise<MediaRecord | null> {
  const [row] = await db.$queryRaw<MediaRecord[]>`UPDATE "CharterMedia" AS media
    SET "status" = 'DELETING', "dedupeKey" = NULL, "draftId" = NULL, "missingSince" = NULL,
      "isCover" = false, "updatedAt" = now()
    WHERE media."id" = ${id} AND media."status" = 'READY' AND media."charterId" IS NULL
      AND media."trashedAt" IS NULL AND media."reviewedAt" IS NULL
    RETURNING ${MEDIA_COLUMNS}`;
  return row ?? null;
}

/**
 * Marks what may be purged, re-checking the whole condition on the rows it holds; what somebody else is
 * using at the moment is passed over. Returns how many.
 */
export async function markPurgeable(db: Db, limit: number): Promise<number> {
  return db.$executeRaw`UPDATE "CharterMedia" AS media
    SET "status" = 'DELETING', "dedupeKey" = NULL, "draftId" = NULL, "missingSince" = NULL,
      "isCover" = false, "updatedAt" = now()
    WHERE media."id" IN (
      SELECT media."id" FROM "CharterMedia" AS media WHERE ${PURGEABLE}
      ORDER BY media."id" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) AND ${PURGEABLE}`;
}

/**
 * Marks all that a captain put in their trash, whatever its age, but for a video that is still linked, which
 * goes with its video. The caller holds the captain's lock, so that nothing is restored or copied meanwhile.
 */
export async function markTrash(tx: Tx, captainId: string): Promise<MediaRecord[]> {
  return tx.$queryRaw<MediaRecord[]>`UPDATE "CharterMedia" AS media
    SET "status" = 'DELETING', "dedupeKey" = NULL, "draftId" = NULL, "missingSince" = NULL,
      "isCover" = false, "updatedAt" = now()
    WHERE media."captainId" = ${captainId} AND media."status" = 'READY' AND media."trashedAt" IS NOT NULL
      AND NOT ${TRASHED_BY_STAFF} AND ${NOT_A_VIDEOS} RETURNING ${MEDIA_COLUMNS}`;
}

/** How much of a captain's trash staff put there. */
export async function countTrashedByStaff(tx: Tx, captainId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS "n"
    FROM "CharterMedia" AS media
    WHERE media."captainId" = ${captainId} AND media."status" = 'READY' AND media."trashedAt" IS NOT NULL
      AND ${TRASHED_BY_STAFF}`;
  return row?.n ?? 0;
}

/** Rows marked for removal, the longest waiting first, but for these. */
export async function listDeleting(
  db: Db,
  { limit, except }: { limit: number; except: string[] },
): Promise<MediaRecord[]> {
  return db.$queryRaw<MediaRecord[]>`SELECT ${MEDIA_COLUMNS} FROM "CharterMedia" AS media
    WHERE media."status" = 'DELETING' AND NOT (media."id" = ANY(${except}))
    ORDER BY media."updatedAt", media."id" LIMIT ${limit}`;
}

/**
 * Of these marked rows removes those whose blobs another row or a video names, so that they must stay.
 * A row that is marked itself keeps nothing: of several on the same blobs each takes them along.
 *
 * @returns the ids of what is removed; the blobs of the others may go
 */
export async function removeShared(db: Db, ids: string[]): Promise<string[]> {
  const removed = await db.$queryRaw<{ id: string }[]>`DELETE FROM "CharterMedia" AS media
    WHERE media."id" = ANY(${ids}) AND media."status" = 'DELETING' AND (
      EXISTS (SELECT FROM "CharterMedia" AS other
        WHERE other."storageKey" = media."storageKey" AND other."status" <> 'DELETING')
      OR (media."kind" = 'CHARTER_VIDEO' AND EXISTS (SELECT FROM "CaptainVideo" AS video
        WHERE media."storageKey" IN (video."blobKey", video."normalizedBlobKey")))
    ) RETURNING media."id"`;
  return removed.map(({ id }) => id);
}

/** Removes marked rows whose blobs are gone. */
export async function remove(db: Db, ids: string[]): Promise<void> {
  await db.$executeRaw`DELETE FROM "CharterMedia" WHERE "id" = ANY(${ids}) AND "status" = 'DELETING'`;
}

/** What a run of cleanup would still find to do. */
export async function countRemaining(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`SELECT (
      (SELECT count(*) FROM "CharterMedia" AS media WHERE ${BROKEN_OFF})
      + (SELECT count(*) FROM "CharterMedia" AS media WHERE ${PURGEABLE})
      + (SELECT count(*) FROM "CharterMedia" AS media WHERE media."status" = 'DELETING')
    )::int AS "n"`;
  return row?.n ?? 0;
}

/** Forgets keys, sessions, links and events whose time is over, `limit` of each at most. Returns how many. */
export async function removeExpired(db: Db, limit: number): Promise<number> {
  const some = (table: Sql, over: Sql) => sql`DELETE FROM ${table}
    WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${over} LIMIT ${limit})) RETURNING 1`;
  const [row] = await db.$queryRaw<{ n: number }[]>`WITH
      sessions AS (${some(sql`"Session"`, sql`"expiresAt" < now() - interval '1 day'`)}),
      links AS (${some(sql`"Verification"`, sql`"expiresAt" < now() - interval '1 day'`)}),
      keys AS (${some(sql`"IdempotencyKey"`, sql`"createdAt" < now() - interval '24 hours'`)}),
      events AS (${some(sql`"OperationEvent"`, sql`"at" < now() - interval '90 days'`)})
    SELECT ((SELECT count(*) FROM sessions) + (SELECT count(*) FROM links)
      + (SELECT count(*) FROM keys) + (SELECT count(*) FROM events))::int AS "n"`;
  return row?.n ?? 0;
}
