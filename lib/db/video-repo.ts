// Rows of captains' videos on their way in, as their captain sees them, and on their way out. The status
// moves by compare-and-set only. The worker's queue is video-queue-repo.ts; who links them, finalize-repo.ts.
import "server-only";
import { TRASHED_BY_STAFF } from "./cleanup-repo";
import type { Db, Tx } from "./client";
import { type CaptainVideo, Prisma } from "./generated/client";
import type { Sql } from "./linkable";
import { usedBytes } from "./stored";

export type { CaptainVideo };

const { sql } = Prisma;

/**
 * Of the table `video`: not in the trash, where it goes with the media row of its charter. Asked row by row, so that
 * a page of a long list reads no more videos than it shows.
 */
export const IN_SIGHT: Sql = sql`coalesce((SELECT media."trashedAt" IS NULL AND media."status" <> 'DELETING'
  FROM "CharterMedia" AS media WHERE media."id" = video."charterMediaId"), true)`;

/** Of the tables `video` and `draft`: what the draft's page would show, or lacks because it failed. */
const OF_DRAFT = sql`(video."charterId" IS NULL AND draft."status" = 'DRAFT'
    AND (video."draftId" IS NULL OR video."draftId" = draft."id")
  OR video."charterId" = coalesce(draft."charterId", draft."editsCharterId"))`;

// Beyond any captain's real number; keeps one answer from growing without end.
const LIST_MAX = 500;

/** The user's own video that is not in the trash; null when absent or somebody else's. */
export async function findOwn(db: Db, userId: string, id: string): Promise<CaptainVideo | null> {
  const [row] = await db.$queryRaw<CaptainVideo[]>`SELECT video.* FROM "CaptainVideo" AS video
    WHERE video."id" = ${id} AND video."ownerId" = ${userId} AND ${IN_SIGHT}`;
  return row ?? null;
}

/** Any video; null when absent. */
export async function find(db: Db, id: string): Promise<CaptainVideo | null> {
  return db.captainVideo.findUnique({ where: { id } });
}

/** The user's videos that are not in the trash, the oldest first. */
export async function listOwn(db: Db, userId: string): Promise<CaptainVideo[]> {
  return db.$queryRaw<CaptainVideo[]>`SELECT video.* FROM "CaptainVideo" AS video
    WHERE video."ownerId" = ${userId} AND ${IN_SIGHT}
    ORDER BY video."createdAt", video."id" LIMIT ${LIST_MAX}`;
}

/** Those that wait in a draft of the user's or in none, and those of its charter; null when there is no such draft. */
export async function listOfDraft(
  db: Db,
  userId: string,
  draftId: string,
): Promise<CaptainVideo[] | null> {
  const rows = await db.$queryRaw<(CaptainVideo | { id: null })[]>`SELECT video.*
    FROM "CharterDraft" AS draft LEFT JOIN "CaptainVideo" AS video
      ON video."ownerId" = draft."userId" AND ${OF_DRAFT} AND ${IN_SIGHT}
    WHERE draft."id" = ${draftId} AND draft."userId" = ${userId} AND draft."status" <> 'DELETED'
    ORDER BY video."createdAt", video."id" LIMIT ${LIST_MAX}`;
  return rows.length === 0 ? null : rows.filter((row): row is CaptainVideo => row.id !== null);
}

/** The user's video that a request with this key reserved. */
export async function findByKey(db: Db, userId: string, key: string): Promise<CaptainVideo | null> {
  return db.captainVideo.findFirst({ where: { ownerId: userId, idempotencyKey: key } });
}

/** What a reservation knows of the file; all of it was only said. */
export interface VideoReservation {
  id: string;
  ownerId: string;
  draftId: string | null;
  idempotencyKey: string | null;
  fileName: string;
  blobKey: string;
  mimeType: string;
  sizeBytes: number;
  originalDurationSec: number;
  originalWidth: number;
  originalHeight: number;
  trimStartSec: number;
  trimEndSec: number | null;
}

/**
 * The row that leads: `uploading`, before anybody may send a byte. The caller holds the captain's lock.
 *
 * @param room `perDraft`: how many videos a draft, or the captain outside of drafts, may have; `maxBytes`: what
 *   the captain may have stored, this file included
 * @returns null when there is no room
 */
export async function reserve(
  tx: Tx,
  captainId: string,
  video: VideoReservation,
  { perDraft, maxBytes }: { perDraft: number; maxBytes: number },
): Promise<CaptainVideo | null> {
  const isThere: Sql = video.draftId
    ? sql`EXISTS (SELECT FROM "CharterDraft" AS draft WHERE draft."id" = ${video.draftId} AND ${OF_DRAFT})`
    : sql`video."charterId" IS NULL AND video."draftId" IS NULL`;
  const [room] = await tx.$queryRaw<{ isFull: boolean }[]>`SELECT count(*) >= ${perDraft}::int
      OR ${usedBytes(captainId)} + ${video.sizeBytes}::bigint > ${maxBytes}::bigint AS "isFull"
    FROM "CaptainVideo" AS video
    WHERE video."ownerId" = ${video.ownerId} AND ${IN_SIGHT} AND ${isThere}`;
  if (!room || room.isFull) return null;
  return tx.captainVideo.create({
    data: { ...video, originalUrl: "", processStatus: "uploading" },
  });
}

/** What the file turned out to be. */
export interface ConfirmedVideo {
  url: string;
  sizeBytes: number;
  /** Null when the file does not say; then what was said stays. */
  durationSec: number | null;
  width: number;
  height: number;
  /** It is shown as it is; else it waits for the worker. */
  isReady: boolean;
}

/** `uploading` to `ready` or `queued` by compare-and-set; null when another call was first, or it is gone. */
export async function confirm(
  db: Db,
  id: string,
  { url, sizeBytes, durationSec, width, height, isReady }: ConfirmedVideo,
): Promise<CaptainVideo | null> {
  const status = isReady ? sql`'ready'` : sql`'queued'`;
  const shown = isReady
    ? sql`, "ready720pUrl" = ${url}, "normalizedBlobKey" = "blobKey", "processedSizeBytes" = ${sizeBytes},
        "processedDurationSec" = ${durationSec}, "processedWidth" = ${width},
        "processedHeight" = ${height}, "processedAt" = now(), "appliedTrimStartSec" = 0`
    : Prisma.empty;
  const [row] = await db.$queryRaw<CaptainVideo[]>`UPDATE "CaptainVideo" AS video
    SET "processStatus" = ${status}::"VideoProcessStatus", "originalUrl" = ${url}, "sizeBytes" = ${sizeBytes},
      "originalDurationSec" = coalesce(${durationSec}::float8, "originalDurationSec"),
      "originalWidth" = ${width}, "originalHeight" = ${height}, "updatedAt" = now() ${shown}
    WHERE video."id" = ${id} AND video."processStatus" = 'uploading'
    RETURNING video.*`;
  return row ?? null;
}

/**
 * What failed or was cancelled, of this user's or, with null, of anybody's, waits for the worker again, behind all
 * others and with all its attempts; null when it is neither, or in the trash.
 */
export async function requeue(
  db: Db,
  userId: string | null,
  id: string,
): Promise<CaptainVideo | null> {
  const theirs = userId === null ? Prisma.empty : sql`AND video."ownerId" = ${userId}`;
  const [row] = await db.$queryRaw<CaptainVideo[]>`UPDATE "CaptainVideo" AS video
    SET "processStatus" = 'queued', "attempts" = 0, "errorMessage" = NULL,
      "retryAt" = date_trunc('milliseconds', now()), "updatedAt" = now()
    WHERE video."id" = ${id} ${theirs}
      AND video."processStatus" IN ('failed', 'cancelled') AND ${IN_SIGHT}
    RETURNING video.*`;
  return row ?? null;
}

/** The user's own video, trashed or not, held until the transaction ends. The caller holds the captain's lock. */
export async function lockOwn(tx: Tx, userId: string, id: string): Promise<CaptainVideo | null> {
  const [row] = await tx.$queryRaw<CaptainVideo[]>`SELECT * FROM "CaptainVideo"
    WHERE "id" = ${id} AND "ownerId" = ${userId} FOR UPDATE`;
  return row ?? null;
}

/** Every name in the store that the row stands for. */
export function keysOf(video: CaptainVideo): (string | null)[] {
  const original = video.originalDeletedAt ? null : video.blobKey;
  return [original, video.normalizedBlobKey, video.thumbnailBlobKey];
}

/** Removes an unlinked row in one of these states; null when it is in none, linked or gone. Its names are the caller's to loosen. */
export async function remove(
  tx: Tx,
  id: string,
  states: readonly CaptainVideo["processStatus"][],
): Promise<CaptainVideo | null> {
  const [row] = await tx.$queryRaw<CaptainVideo[]>`DELETE FROM "CaptainVideo"
    WHERE "id" = ${id} AND "charterMediaId" IS NULL AND "processStatus"::text = ANY(${[...states]})
    RETURNING *`;
  return row ?? null;
}

/** Gives a video its poster, and its charter's media too. The caller has taken the poster's name. */
export async function setPoster(
  tx: Tx,
  userId: string,
  id: string,
  { key, url }: { key: string; url: string },
): Promise<{ row: CaptainVideo; formerKey: string | null } | null> {
  const [found] = await tx.$queryRaw<
    { formerKey: string | null }[]
  >`SELECT "thumbnailBlobKey" AS "formerKey"
    FROM "CaptainVideo" AS video
    WHERE video."id" = ${id} AND video."ownerId" = ${userId} AND ${IN_SIGHT} FOR UPDATE OF video`;
  if (!found) return null;
  const row = await tx.captainVideo.update({
    where: { id },
    data: { thumbnailUrl: url, thumbnailBlobKey: key },
  });
  if (row.charterMediaId)
    await tx.charterMedia.update({
      where: { id: row.charterMediaId },
      data: { thumbnailUrl: url },
    });
  return { row, formerKey: found.formerKey };
}

/** Of the tables `video` and `loose`: no token for it is valid, and no part of it can be on its way any more. */
const STALE = sql`video."processStatus" = 'uploading' AND coalesce(loose."due" <= now(), true)`;
const WITH_NAME = sql`"CaptainVideo" AS video LEFT JOIN "LooseBlob" AS loose ON loose."key" = video."blobKey"`;

export interface StaleUpload extends CaptainVideo {
  /** Since its last token was over. */
  idleHours: number;
}

/** Uploads that nobody is sending at the moment, the oldest first, but for these. */
export async function listStale(
  db: Db,
  { limit, except }: { limit: number; except: readonly string[] },
): Promise<StaleUpload[]> {
  return db.$queryRaw<StaleUpload[]>`SELECT video.*,
      extract(epoch FROM now() - coalesce(loose."due", video."createdAt"))::float8 / 3600 AS "idleHours"
    FROM ${WITH_NAME} WHERE ${STALE} AND NOT (video."id" = ANY(${[...except]}))
    ORDER BY video."createdAt", video."id" LIMIT ${limit}`;
}

/** True while {@link listStale} would name it. */
export async function isStale(db: Db, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<
    object[]
  >`SELECT 1 FROM ${WITH_NAME} WHERE ${STALE} AND video."id" = ${id}`;
  return rows.length > 0;
}

const TRASHED_FOR_GOOD = sql`media."trashedAt" < now() - interval '30 days'`;

/**
 * Removes videos whose media row is in the trash for good: of everybody after 30 days, and then that row is marked
 * for removal with it, so that nobody restores the one without the other; or all that one captain put there, whose
 * lock the caller holds until it has marked them itself. Their names become loose. Who is using them at the moment
 * keeps them for now.
 *
 * @returns how many
 */
export async function dropTrashed(db: Db, captainId?: string): Promise<number> {
  const over = captainId
    ? sql`media."captainId" = ${captainId} AND NOT ${TRASHED_BY_STAFF}`
    : TRASHED_FOR_GOOD;
  const marked = captainId
    ? Prisma.empty
    : sql`, marked AS (
      UPDATE "CharterMedia" AS media SET "status" = 'DELETING', "dedupeKey" = NULL, "draftId" = NULL,
        "missingSince" = NULL, "isCover" = false, "updatedAt" = now()
      FROM gone WHERE media."id" = gone."charterMediaId" AND media."status" = 'READY'
    )`;
  return db.$executeRaw`WITH due AS (
      SELECT video."id" FROM "CaptainVideo" AS video JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId"
      WHERE media."trashedAt" IS NOT NULL AND ${over} FOR UPDATE OF media, video SKIP LOCKED
    ), gone AS (
      DELETE FROM "CaptainVideo" AS video USING due WHERE video."id" = due."id" RETURNING video.*
    ), loose AS (
      INSERT INTO "LooseBlob" ("key", "due")
      SELECT DISTINCT named."key", now() FROM gone CROSS JOIN LATERAL (VALUES
        (CASE WHEN gone."originalDeletedAt" IS NULL THEN gone."blobKey" END),
        (gone."normalizedBlobKey"), (gone."thumbnailBlobKey")) AS named ("key")
      WHERE named."key" IS NOT NULL ON CONFLICT DO NOTHING
    )${marked}
    SELECT FROM gone`;
}

/** What a run of cleanup would still find to do: abandoned uploads, videos trashed for good, loose names. */
export async function countDue(db: Db, resumeHours: number): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`SELECT (
      (SELECT count(*) FROM ${WITH_NAME} WHERE ${STALE}
        AND coalesce(loose."due", video."createdAt") < now() - make_interval(hours => ${resumeHours}::int))
      + (SELECT count(*) FROM "CaptainVideo" AS video
        JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId" WHERE ${TRASHED_FOR_GOOD})
      + (SELECT count(*) FROM "LooseBlob" AS loose WHERE "due" <= now() AND NOT EXISTS (
          SELECT FROM "CaptainVideo" WHERE "blobKey" = loose."key" AND "processStatus" = 'uploading'))
    )::int AS "n"`;
  return row?.n ?? 0;
}
