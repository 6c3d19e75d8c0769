// Where a video and its row among a charter's media disagree, and how the two are brought together again. What is
// wrong is asked in one place, of a walk and of a fix.
import "server-only";
import type { Db, Tx } from "./client";
import { Prisma } from "./generated/client";

const { sql } = Prisma;

/** The file that a video is shown by. */
const FILE = {
  url: sql`coalesce(video."ready720pUrl", video."originalUrl")`,
  key: sql`CASE WHEN video."ready720pUrl" IS NULL THEN video."blobKey"
    ELSE coalesce(video."normalizedBlobKey", video."blobKey") END`,
};

/** Of the tables of LINKED: what is wrong; null when nothing is. Rows of the old system may name a file by its address alone. */
const FAULT = sql`CASE
    WHEN media."status" = 'DELETING' THEN NULL
    WHEN media."kind" <> 'CHARTER_VIDEO' THEN 'other_kind'
    WHEN captain."userId" <> video."ownerId" THEN 'other_owner'
    WHEN media."charterId" IS DISTINCT FROM video."charterId" THEN 'other_charter'
    WHEN media."storageKey" <> ${FILE.key} AND media."url" <> ${FILE.url} THEN 'other_file'
  END`;
/** A video names a charter and a place among media both or neither, and a place that is there: the database sees to it. */
const LINKED = sql`"CaptainVideo" AS video
  JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId"
  LEFT JOIN "CaptainProfile" AS captain ON captain."id" = media."captainId"`;

export interface JudgedLink {
  id: string;
  fault: string | null;
}

/** The next linked videos after this id, by id, each with what is wrong. */
export async function listLinks(db: Db, after: string, limit: number): Promise<JudgedLink[]> {
  return db.$queryRaw<JudgedLink[]>`SELECT video."id", ${FAULT} AS "fault" FROM ${LINKED}
    WHERE video."id" > ${after} ORDER BY video."id" LIMIT ${limit}`;
}

/** A linked video, held with its media row. */
export interface HeldLink {
  id: string;
  mediaId: string;
  /** Of the media row. */
  charterId: string | null;
  fault: string | null;
}

/** Holds a video and its media row, and tells what is wrong; null when it is not linked, or gone. */
export async function lockLink(tx: Tx, id: string): Promise<HeldLink | null> {
  const [held] = await tx.$queryRaw<{ mediaId: string }[]>`
    SELECT "charterMediaId" AS "mediaId" FROM "CaptainVideo"
    WHERE "id" = ${id} AND "charterMediaId" IS NOT NULL FOR NO KEY UPDATE`;
  if (!held) return null;
  await tx.$queryRaw`SELECT FROM "CharterMedia" WHERE "id" = ${held.mediaId} FOR NO KEY UPDATE`;
  const [row] = await tx.$queryRaw<HeldLink[]>`SELECT video."id", media."id" AS "mediaId",
      media."charterId", ${FAULT} AS "fault" FROM ${LINKED} WHERE video."id" = ${id}`;
  return row ?? null;
}

/** What both sides of a link say, for the record; also of one that was loosed. */
export interface LinkFacts {
  ownerId: string;
  charterId: string | null;
  charterMediaId: string | null;
  mediaCharterId: string | null;
  /** The video that names the media row. */
  mediaVideoId: string | null;
  url: string;
  storageKey: string;
  trashed: boolean;
}

/** As they stand in this transaction. */
export async function readFacts(
  tx: Tx,
  { id, mediaId }: Pick<HeldLink, "id" | "mediaId">,
): Promise<LinkFacts> {
  const [row] = await tx.$queryRaw<LinkFacts[]>`SELECT video."ownerId", video."charterId",
      video."charterMediaId", media."charterId" AS "mediaCharterId", media."url", media."storageKey",
      (SELECT other."id" FROM "CaptainVideo" AS other WHERE other."charterMediaId" = media."id") AS "mediaVideoId",
      media."trashedAt" IS NOT NULL AS "trashed"
    FROM "CaptainVideo" AS video, "CharterMedia" AS media
    WHERE video."id" = ${id} AND media."id" = ${mediaId}`;
  if (!row) throw new Error("a row vanished that was held");
  return row;
}

/** The media row shows the video's file. A flag as missing stays until the store was asked for that file. */
export async function showOwnFile(tx: Tx, { id, mediaId }: HeldLink): Promise<void> {
  const made = (clip: Prisma.Sql, original: Prisma.Sql) =>
    sql`CASE WHEN video."ready720pUrl" IS NULL THEN ${original} ELSE ${clip} END`;
  await tx.$executeRaw`UPDATE "CharterMedia" AS media SET "url" = ${FILE.url}, "storageKey" = ${FILE.key},
      "mimeType" = ${made(sql`'video/mp4'`, sql`video."mimeType"`)},
      "sizeBytes" = ${made(sql`video."processedSizeBytes"`, sql`video."sizeBytes"`)},
      "durationSeconds" = ${made(sql`video."processedDurationSec"`, sql`video."originalDurationSec"`)},
      "width" = ${made(sql`video."processedWidth"`, sql`video."originalWidth"`)},
      "height" = ${made(sql`video."processedHeight"`, sql`video."originalHeight"`)},
      "thumbnailUrl" = video."thumbnailUrl", "updatedAt" = now()
    FROM "CaptainVideo" AS video WHERE video."id" = ${id} AND media."id" = ${mediaId}`;
}

/** The video names its media row's charter; where that has none, it is free again. */
export async function followMedia(tx: Tx, link: HeldLink): Promise<void> {
  if (!link.charterId) return freeVideo(tx, link);
  await tx.$executeRaw`UPDATE "CaptainVideo" SET "charterId" = ${link.charterId}, "updatedAt" = now()
    WHERE "id" = ${link.id}`;
}

/**
 * The video waits for its captain again. No video's place is left without one: what a charter shows becomes a video
 * of that charter's captain, and what is on none goes to the trash.
 */
export async function freeVideo(tx: Tx, { id, mediaId }: HeldLink): Promise<void> {
  await tx.$executeRaw`UPDATE "CaptainVideo" SET "charterId" = NULL, "charterMediaId" = NULL, "updatedAt" = now()
    WHERE "id" = ${id}`;
  await tx.$executeRaw`INSERT INTO "CaptainVideo" ("id", "ownerId", "charterId", "charterMediaId",
      "originalUrl", "blobKey", "ready720pUrl", "normalizedBlobKey", "thumbnailUrl", "mimeType", "sizeBytes",
      "originalDurationSec", "originalWidth", "originalHeight",
      "processedDurationSec", "processedWidth", "processedHeight", "processStatus", "createdAt", "updatedAt")
    SELECT gen_random_uuid()::text, captain."userId", media."charterId", media."id",
      media."url", media."storageKey", made."url", made."key", media."thumbnailUrl", media."mimeType", media."sizeBytes",
      media."durationSeconds", media."width", media."height",
      media."durationSeconds", media."width", media."height", made."status", media."createdAt", now()
    FROM "CharterMedia" AS media
    JOIN "CaptainProfile" AS captain ON captain."id" = media."captainId"
    -- What guests did not see before waits to be made.
    JOIN (SELECT "processStatus" = 'ready' AS "isReady" FROM "CaptainVideo" WHERE "id" = ${id}) AS former ON true
    CROSS JOIN LATERAL (SELECT
      CASE WHEN former."isReady" THEN media."url" END AS "url",
      CASE WHEN former."isReady" THEN media."storageKey" END AS "key",
      CASE WHEN former."isReady" THEN 'ready' ELSE 'queued' END::"VideoProcessStatus" AS "status") AS made
    WHERE media."id" = ${mediaId} AND media."kind" = 'CHARTER_VIDEO' AND media."charterId" IS NOT NULL`;
  await tx.$executeRaw`UPDATE "CharterMedia" SET "trashedAt" = coalesce("trashedAt", now()), "updatedAt" = now()
    WHERE "id" = ${mediaId} AND "kind" = 'CHARTER_VIDEO' AND "charterId" IS NULL`;
}
