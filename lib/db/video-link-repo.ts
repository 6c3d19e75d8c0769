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
    WHEN media."id" IS NULL THEN 'no_media'
    WHEN media."kind" <> 'CHARTER_VIDEO' THEN 'other_kind'
    WHEN captain."userId" <> video."ownerId" THEN 'other_owner'
    WHEN media."charterId" IS DISTINCT FROM video."charterId" THEN 'other_charter'
    WHEN media."storageKey" <> ${FILE.key} AND media."url" <> ${FILE.url} THEN 'other_file'
  END`;
const LINKED = sql`"CaptainVideo" AS video
  LEFT JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId"
  LEFT JOIN "CaptainProfile" AS captain ON captain."id" = media."captainId"`;

export interface JudgedLink {
  id: string;
  fault: string | null;
}

/** The next linked videos after this id, by id, each with what is wrong. */
export async function listLinks(db: Db, after: string, limit: number): Promise<JudgedLink[]> {
  return db.$queryRaw<JudgedLink[]>`SELECT video."id", ${FAULT} AS "fault" FROM ${LINKED}
    WHERE video."id" > ${after} AND (video."charterId" IS NOT NULL OR video."charterMediaId" IS NOT NULL)
    ORDER BY video."id" LIMIT ${limit}`;
}

/** Holds a video and its media row, and tells what is wrong; null when nothing is, or the video is gone. */
export async function lockFault(tx: Tx, id: string): Promise<string | null> {
  const [held] = await tx.$queryRaw<{ charterMediaId: string | null }[]>`
    SELECT "charterMediaId" FROM "CaptainVideo" WHERE "id" = ${id}
      AND ("charterId" IS NOT NULL OR "charterMediaId" IS NOT NULL) FOR NO KEY UPDATE`;
  if (!held) return null;
  await tx.$queryRaw`SELECT FROM "CharterMedia" WHERE "id" = ${held.charterMediaId} FOR NO KEY UPDATE`;
  const [row] = await tx.$queryRaw<
    { fault: string | null }[]
  >`SELECT ${FAULT} AS "fault" FROM ${LINKED}
    WHERE video."id" = ${id}`;
  return row?.fault ?? null;
}

/** The media row shows the video's file. */
export async function showOwnFile(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "CharterMedia" AS media SET "url" = ${FILE.url}, "storageKey" = ${FILE.key},
      "mimeType" = CASE WHEN video."ready720pUrl" IS NULL THEN video."mimeType" ELSE 'video/mp4' END,
      "sizeBytes" = CASE WHEN video."ready720pUrl" IS NULL THEN video."sizeBytes" ELSE video."processedSizeBytes" END,
      "thumbnailUrl" = video."thumbnailUrl", "missingSince" = NULL, "updatedAt" = now()
    FROM "CaptainVideo" AS video WHERE video."id" = ${id} AND media."id" = video."charterMediaId"`;
}

/** The video names its media row's charter, or, where that has none, is free again. */
export async function followMedia(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "CaptainVideo" AS video SET "charterId" = media."charterId",
      "charterMediaId" = CASE WHEN media."charterId" IS NOT NULL THEN media."id" END, "updatedAt" = now()
    FROM "CharterMedia" AS media WHERE video."id" = ${id} AND media."id" = video."charterMediaId"`;
}

/** The video waits for its captain again; what stood among media stays as it is. */
export async function freeVideo(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "CaptainVideo" SET "charterId" = NULL, "charterMediaId" = NULL, "updatedAt" = now()
    WHERE "id" = ${id}`;
}
