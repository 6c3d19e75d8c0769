// The statements of finalize, in the order it runs them inside its one transaction. Their number never
// depends on the number of photos, videos or trips. Which refusal follows, the use case knows.
import "server-only";
import { type AuditEntry, insertOf } from "./audit-repo";
import type { Db, Tx } from "./client";
import { CAPTAIN_FIRST, captainLock, releasedMedia } from "./draft-repo";
import { type CaptainVideo, Prisma } from "./generated/client";
import { SHOWN, type Sql, waitingPhoto, waitingVideo } from "./linkable";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";

export interface ClaimedDraft {
  data: unknown;
  /** The profile of the draft's owner; null when there is none. */
  captainId: string | null;
  /** The charter it edits, and the version of it that the draft knows; null for a new charter. */
  editsCharterId: string | null;
  editsCharterVersion: number | null;
}

/** Whose draft, and what it is to become. */
export interface Target {
  draftId: string;
  userId: string;
  captainId: string;
  /** The charter the draft edits; null for a new one. */
  editsCharterId: string | null;
}

/**
 * Takes the captain's lock and moves the draft from DRAFT to SUBMITTED, when it has this version (any,
 * when null). Exactly one caller gets it; whoever came at the same time waits, and then gets null.
 */
export async function claimForFinalize(
  tx: Tx,
  userId: string,
  draftId: string,
  version: number | null,
): Promise<ClaimedDraft | null> {
  const [claimed] = await tx.$queryRaw<ClaimedDraft[]>`WITH ${captainLock(userId)}
    UPDATE "CharterDraft" AS draft
    SET "status" = 'SUBMITTED', "updatedAt" = now(), "lastTouchedAt" = now()
    WHERE ${CAPTAIN_FIRST} AND draft."id" = ${draftId} AND draft."userId" = ${userId}
      AND draft."status" = 'DRAFT' AND draft."version" = coalesce(${version}::int, draft."version")
    RETURNING draft."data", (SELECT "id" FROM captain) AS "captainId", draft."editsCharterId",
      draft."editsCharterVersion"`;
  return claimed ?? null;
}

/**
 * The charter's version, null when absent or archived. By finalize asked after {@link claimForFinalize}, because a
 * statement that waited for the lock still sees other tables as they were before.
 */
export async function findCharterVersion(db: Db, id: string): Promise<number | null> {
  const charter = await db.charter.findFirst({
    where: { id, archivedAt: null },
    select: { version: true },
  });
  return charter?.version ?? null;
}

export interface PlaceablePhoto {
  id: string;
  /** On the charter that the draft edits already. */
  linked: boolean;
  /** People may see it. */
  usable: boolean;
  isCover: boolean;
}

const PLACEABLE = Prisma.sql`media."charterId" IS NOT NULL AS "linked", (${SHOWN}) AS "usable"`;
const CAPTAINS_ORDER = Prisma.sql`"sortOrder", "createdAt", "id"`;

/** Of the table `media`: usable photos that wait for the draft, and those kept on the charter it edits, usable or not. */
function isPlaceable({ captainId, draftId, editsCharterId }: Target): Sql {
  return Prisma.sql`media."captainId" = ${captainId} AND ((${waitingPhoto(Prisma.sql`${draftId}`)}) OR (
    media."charterId" = ${editsCharterId} AND media."kind" = 'CHARTER_PHOTO'
    AND media."status" = 'READY' AND media."trashedAt" IS NULL))`;
}

/**
 * The photos finalize would place, in the captain's order, held until the transaction ends, so that none
 * is removed or linked meanwhile.
 */
export async function lockPlaceablePhotos(tx: Tx, target: Target): Promise<PlaceablePhoto[]> {
  // Locked by id, whatever their order, because that never changes.
  return tx.$queryRaw<PlaceablePhoto[]>`WITH photo AS (
      SELECT ${PLACEABLE}, media."id", media."isCover", media."sortOrder", media."createdAt"
      FROM "CharterMedia" AS media WHERE ${isPlaceable(target)}
      ORDER BY media."id" FOR NO KEY UPDATE
    )
    SELECT "id", "linked", "usable", "isCover" FROM photo ORDER BY ${CAPTAINS_ORDER}`;
}

/** The same photos as they are now, to be shown. */
export async function listPlaceablePhotos(
  db: Db,
  target: Target,
): Promise<(PlaceablePhoto & MediaRecord)[]> {
  return db.$queryRaw<(PlaceablePhoto & MediaRecord)[]>`SELECT ${PLACEABLE}, ${MEDIA_COLUMNS}
    FROM "CharterMedia" AS media WHERE ${isPlaceable(target)} ORDER BY ${CAPTAINS_ORDER}`;
}

/** The videos the charter would show, in its order. */
export async function listPublishableVideos(
  db: Db,
  { userId, draftId, editsCharterId }: Target,
): Promise<CaptainVideo[]> {
  return db.$queryRaw<CaptainVideo[]>`SELECT video.* FROM "CaptainVideo" AS video
    WHERE video."ownerId" = ${userId} AND ((${waitingVideo(Prisma.sql`${draftId}`)}) OR EXISTS (
      SELECT FROM "CharterMedia" AS media
      WHERE media."id" = video."charterMediaId" AND media."charterId" = ${editsCharterId} AND ${SHOWN}))
    ORDER BY video."charterId" NULLS LAST, video."createdAt", video."id"`;
}

/**
 * Links these photos to the charter in this order, the first as its cover, and each waiting video of
 * the captain with a media row of its own.
 *
 * @param firstVideoPlace the sortOrder of a charter's first video, beyond every photo's
 * @returns how many of the photos were linked, and how many videos the charter now shows
 */
export async function linkMedia(
  tx: Tx,
  { captainId, userId, draftId, editsCharterId }: Target,
  { charterId, photoIds, firstVideoPlace }: LinkInput,
): Promise<{ photos: number; videos: number }> {
  const [linked] = await tx.$queryRaw<{ photos: number; videos: number }[]>`WITH photo AS (
      SELECT "id", "place" - 1 AS "place" FROM unnest(${photoIds}::text[]) WITH ORDINALITY AS given ("id", "place")
    ), others AS (
      UPDATE "CharterMedia" AS media
      SET "charterId" = ${charterId}, "sortOrder" = photo."place", "isCover" = false, "updatedAt" = now()
      FROM photo WHERE media."id" = photo."id" AND photo."place" > 0
        AND (media."charterId" IS NULL OR media."charterId" = ${charterId})
      RETURNING media."id"
    ), former_cover AS (
      UPDATE "CharterMedia" SET "isCover" = false, "updatedAt" = now()
      WHERE "charterId" = ${charterId} AND "isCover" AND "id" <> ALL(${photoIds}::text[])
      RETURNING "id"
    ), cover AS (
      -- Counting first has the old cover step down before the new one steps up: there is one a charter.
      UPDATE "CharterMedia" AS media
      SET "charterId" = ${charterId}, "sortOrder" = 0, "isCover" = true, "updatedAt" = now()
      FROM photo WHERE (SELECT count(*) FROM others) + (SELECT count(*) FROM former_cover) >= 0
        AND media."id" = photo."id" AND photo."place" = 0
        AND (media."charterId" IS NULL OR media."charterId" = ${charterId})
      RETURNING media."id"
    ), shown AS (
      SELECT count(*)::int AS "videos" FROM "CharterMedia" AS media
      WHERE media."charterId" = ${editsCharterId} AND media."kind" = 'CHARTER_VIDEO' AND ${SHOWN}
    ), video AS (
      SELECT video.*, gen_random_uuid()::text AS "mediaId" FROM "CaptainVideo" AS video
      WHERE video."ownerId" = ${userId} AND ${waitingVideo(Prisma.sql`${draftId}`)}
      FOR NO KEY UPDATE
    ), video_media AS (
      INSERT INTO "CharterMedia" ("id", "captainId", "charterId", "kind", "url", "storageKey", "mimeType",
        "sizeBytes", "width", "height", "durationSeconds", "thumbnailUrl", "sortOrder", "createdAt", "updatedAt")
      SELECT "mediaId", ${captainId}, ${charterId}, 'CHARTER_VIDEO', coalesce("ready720pUrl", "originalUrl"),
        CASE WHEN "ready720pUrl" IS NULL THEN "blobKey" ELSE coalesce("normalizedBlobKey", "blobKey") END,
        CASE WHEN "ready720pUrl" IS NULL THEN "mimeType" ELSE 'video/mp4' END,
        CASE WHEN "ready720pUrl" IS NULL THEN "sizeBytes" ELSE "processedSizeBytes" END,
        coalesce("processedWidth", "originalWidth"), coalesce("processedHeight", "originalHeight"),
        coalesce("processedDurationSec", "originalDurationSec"), "thumbnailUrl",
        ${firstVideoPlace}::int + shown."videos" + row_number() OVER (ORDER BY "createdAt", "id") - 1,
        "createdAt", now()
      FROM video, shown
    ), linked_video AS (
      UPDATE "CaptainVideo" AS row SET "charterId" = ${charterId}, "charterMediaId" = video."mediaId",
        "updatedAt" = now()
      FROM video WHERE row."id" = video."id"
      RETURNING row."id"
    )
    SELECT (SELECT count(*)::int FROM others) + (SELECT count(*)::int FROM cover) AS "photos",
      shown."videos" + (SELECT count(*)::int FROM linked_video) AS "videos" FROM shown`;
  return linked ?? { photos: 0, videos: 0 };
}

interface LinkInput {
  charterId: string;
  photoIds: string[];
  firstVideoPlace: number;
}

/** Names the charter that the claimed draft made, gives back the media it did not take, and writes the audit entry. */
export async function completeSubmission(
  tx: Tx,
  { draftId, editsCharterId }: Target,
  charterId: string,
  entry: AuditEntry,
): Promise<void> {
  const made = editsCharterId === null ? charterId : null;
  await tx.$executeRaw`WITH submitted AS (
      UPDATE "CharterDraft" SET "charterId" = ${made} WHERE "id" = ${draftId}
    ), ${releasedMedia(draftId)}
    ${insertOf(entry)}`;
}
