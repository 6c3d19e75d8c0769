// Rows of photos on their way in: RESERVED with a key, then with the plan of what will be stored, then
// READY. A RESERVED row without a content hash was given up and waits for the reaper; one without a
// plan has no bytes. No rule of the product, and never the store itself.
import "server-only";
import type { Db, Tx } from "./client";
import { type MediaKind, Prisma } from "./generated/client";
import {
  dedupeKeyAt,
  endOf,
  KEPT,
  MEDIA_COLUMNS,
  type MediaRecord,
  ownedBy,
  type Place,
  WAITING,
} from "./media-repo";
import { usedBytes } from "./stored";

const { sql } = Prisma;

/** Longer than any upload lives from its reservation to its end; a twin need not wait for it any more. */
const STALE: Prisma.Sql = sql`media."status" = 'RESERVED'
  AND media."createdAt" < now() - interval '30 seconds'`;

export interface UploadScope {
  /** Whether the named draft is the user's, and still open. */
  draft: "open" | "closed" | null;
  /** How many photos the named charter keeps; null when it is not the user's. */
  charterPhotos: number | null;
}

/** Where an upload is to go, in one statement. */
export async function findUploadScope(
  db: Db,
  userId: string,
  { draftId, charterId }: Place,
): Promise<UploadScope> {
  const [scope] = await db.$queryRaw<UploadScope[]>`SELECT
      (SELECT CASE WHEN "status" = 'DRAFT' THEN 'open' ELSE 'closed' END FROM "CharterDraft"
       WHERE "id" = ${draftId} AND "userId" = ${userId} AND "status" <> 'DELETED') AS "draft",
      (SELECT count(media."id")::int FROM "Charter" AS charter
       JOIN "CaptainProfile" AS captain ON captain."id" = charter."captainId"
       LEFT JOIN "CharterMedia" AS media ON media."charterId" = charter."id"
         AND media."kind" = 'CHARTER_PHOTO' AND ${KEPT}
       WHERE charter."id" = ${charterId} AND captain."userId" = ${userId}
         AND charter."archivedAt" IS NULL
       GROUP BY charter."id") AS "charterPhotos"`;
  return scope ?? { draft: null, charterPhotos: null };
}

export interface TwinRecord extends MediaRecord {
  /** An upload so old that whoever ran it is gone. */
  stale: boolean;
}

/** The user's charter photos of one file, oldest first; locked until the end of the transaction when asked. */
export async function findTwins(
  db: Db,
  userId: string,
  dedupeKey: string,
  { lock }: { lock: boolean },
): Promise<TwinRecord[]> {
  return db.$queryRaw<TwinRecord[]>`SELECT ${MEDIA_COLUMNS}, (${STALE}) AS "stale"
    FROM "CharterMedia" AS media
    WHERE ${ownedBy(userId)} AND media."dedupeKey" = ${dedupeKey}
      AND media."kind" = 'CHARTER_PHOTO' AND media."status" IN ('RESERVED', 'READY')
    ORDER BY media."createdAt", media."id" ${lock ? sql`FOR NO KEY UPDATE` : Prisma.empty}`;
}

/**
 * Makes room for a file to be stored again: uploads of it that nobody runs any more are given up, and
 * waiting rows whose blob is gone go to the trash, replaced by what comes.
 */
export async function clearTheWay(db: Db, userId: string, dedupeKey: string): Promise<void> {
  const twins = sql`${ownedBy(userId)} AND media."dedupeKey" = ${dedupeKey}`;
  await db.$executeRaw`WITH given_up AS (
      UPDATE "CharterMedia" AS media
      SET "contentHash" = NULL, "dedupeKey" = NULL, "draftId" = NULL, "updatedAt" = now()
      WHERE ${twins} AND ${STALE}
    )
    UPDATE "CharterMedia" AS media SET "trashedAt" = now(), "updatedAt" = now()
    WHERE ${twins} AND ${KEPT} AND media."missingSince" IS NOT NULL AND media."charterId" IS NULL`;
}

export interface Reservation {
  id: string;
  kind: MediaKind;
  captainId: string;
  draftId: string | null;
  /** The beginning of every key of this row. */
  storageKey: string;
  contentHash: string;
  dedupeKey: string | null;
}

/**
 * The row that leads: inserted before any byte is stored, at the end of the captain's list. The caller
 * holds the captain's lock.
 *
 * @param room `maxPending`: how many photos may wait, null when this kind is not counted; `maxBytes`:
 *   what the captain may have stored before it. What is on its way beside it is seen once it is planned.
 * @returns "taken" when another upload of the same file holds the place
 */
export async function reserve(
  tx: Tx,
  { id, kind, captainId, draftId, storageKey, contentHash, dedupeKey }: Reservation,
  { maxPending, maxBytes }: { maxPending: number | null; maxBytes: number },
): Promise<"reserved" | "full" | "taken"> {
  const [outcome] = await tx.$queryRaw<{ isFull: boolean; isReserved: boolean }[]>`WITH room AS (
      SELECT coalesce(count(*) >= ${maxPending}::int, false)
        OR ${usedBytes(captainId)} >= ${maxBytes}::bigint AS "isFull"
      FROM "CharterMedia" AS media WHERE media."captainId" = ${captainId} AND ${WAITING}
    ), reserved AS (
      INSERT INTO "CharterMedia" ("id", "kind", "status", "captainId", "draftId", "url", "storageKey",
        "contentHash", "dedupeKey", "sortOrder")
      SELECT ${id}, ${kind}::"MediaKind", 'RESERVED', ${captainId}, ${draftId}, '', ${storageKey},
        ${contentHash}, ${dedupeKey}, ${endOf(sql`${captainId}`, sql`NULL`)}
      FROM room WHERE NOT "isFull"
      ON CONFLICT DO NOTHING RETURNING "id"
    )
    SELECT "isFull", EXISTS (SELECT FROM reserved) AS "isReserved" FROM room`;
  if (outcome?.isFull) return "full";
  return outcome?.isReserved ? "reserved" : "taken";
}

/** What will be stored for a reserved photo; kept before the first byte is, so that a reaper can finish it. */
export interface PhotoPlan {
  storageKey: string;
  mimeType: string;
  sizeBytes: number;
  width: number;
  height: number;
  placeholder: string;
  renditions: Prisma.InputJsonArray;
}

/** Compare-and-set: false when the reservation was given up meanwhile. */
export async function plan(db: Db, id: string, photo: PhotoPlan): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "CharterMedia"
    SET "storageKey" = ${photo.storageKey}, "mimeType" = ${photo.mimeType},
      "sizeBytes" = ${photo.sizeBytes}, "width" = ${photo.width}, "height" = ${photo.height},
      "placeholder" = ${photo.placeholder},
      "renditions" = ${JSON.stringify(photo.renditions)}::jsonb, "updatedAt" = now()
    WHERE "id" = ${id} AND "status" = 'RESERVED' AND "contentHash" IS NOT NULL`;
  return rows === 1;
}

/**
 * RESERVED to READY by compare-and-set, in its draft only while that is open.
 *
 * @returns null when the reservation was given up or finished meanwhile
 */
export async function finish(
  db: Db,
  id: string,
  { url, renditions }: { url: string; renditions: Prisma.InputJsonArray },
): Promise<MediaRecord | null> {
  const [row] = await db.$queryRaw<MediaRecord[]>`UPDATE "CharterMedia" AS media
    SET "status" = 'READY', "url" = ${url}, "renditions" = ${JSON.stringify(renditions)}::jsonb,
      "updatedAt" = now(), "draftId" = (SELECT draft."id" FROM "CharterDraft" AS draft
        WHERE draft."id" = media."draftId" AND draft."status" = 'DRAFT')
    WHERE media."id" = ${id} AND media."status" = 'RESERVED' AND media."contentHash" IS NOT NULL
    RETURNING ${MEDIA_COLUMNS}`;
  return row ?? null;
}

/**
 * Gives a reservation up: it no longer stands in anybody's way, and the reaper removes what it may have
 * stored. False when it is finished, given up or gone already.
 */
export async function giveUp(db: Db, id: string): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "CharterMedia"
    SET "contentHash" = NULL, "dedupeKey" = NULL, "draftId" = NULL, "updatedAt" = now()
    WHERE "id" = ${id} AND "status" = 'RESERVED' AND "contentHash" IS NOT NULL`;
  return rows === 1;
}

/** Removes a reservation that has no plan, and so no bytes, or one whose bytes the caller has removed. */
export async function dropReservation(
  db: Db,
  id: string,
  { bytesRemoved }: { bytesRemoved: boolean },
): Promise<void> {
  await db.$executeRaw`DELETE FROM "CharterMedia"
    WHERE "id" = ${id} AND "status" = 'RESERVED' AND (${bytesRemoved} OR "renditions" = '[]')`;
}

/** A row to copy, and the id of its copy. */
export interface Copy {
  sourceId: string;
  id: string;
}

/**
 * New rows on the same blobs, with the same words and the same verdict of staff, at the end in this
 * order. One statement however many; the caller holds the captain and the sources.
 */
export async function copy(
  tx: Tx,
  copies: readonly Copy[],
  { charterId, draftId }: Place,
): Promise<MediaRecord[]> {
  if (copies.length === 0) return [];
  const [charter, draft] = [sql`${charterId}::text`, sql`${draftId}::text`];
  const rows = await tx.$queryRaw<MediaRecord[]>`INSERT INTO "CharterMedia" AS media ("id", "kind",
      "status", "captainId", "charterId", "draftId", "sortOrder", "url", "storageKey", "mimeType",
      "sizeBytes", "width", "height", "contentHash", "dedupeKey", "placeholder", "renditions",
      "thumbnailUrl", "caption", "altText", "focalX", "focalY", "shows", "reviewedAt", "reviewedById",
      "rejectedReason")
    SELECT given."id", media."kind", 'READY', media."captainId", ${charter}, ${draft},
      ${endOf(sql`media."captainId"`, charter)} + given."place"::int - 1, media."url", media."storageKey",
      media."mimeType", media."sizeBytes", media."width", media."height", media."contentHash",
      ${dedupeKeyAt(charter, draft)}, media."placeholder", media."renditions", media."thumbnailUrl",
      media."caption", media."altText", media."focalX", media."focalY", media."shows", media."reviewedAt",
      media."reviewedById", media."rejectedReason"
    FROM unnest(${copies.map(({ sourceId }) => sourceId)}::text[], ${copies.map(({ id }) => id)}::text[])
      WITH ORDINALITY AS given ("sourceId", "id", "place")
    JOIN "CharterMedia" AS media ON media."id" = given."sourceId" AND media."status" = 'READY'
    RETURNING ${MEDIA_COLUMNS}`;
  if (rows.length < copies.length) throw new Error("a row vanished that was held");
  return rows;
}
