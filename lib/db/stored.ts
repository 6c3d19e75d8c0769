// What of a captain's media takes up room in the store: said once, for the limit and for showing it.
// The fragments name their table `media`; rows on the same blobs share their storageKey and count once.
import "server-only";
import { Prisma } from "./generated/client";
import type { Sql } from "./linkable";

/** Rows whose blobs are there, or on their way; what is being removed no longer counts. */
const STORED: Sql = Prisma.sql`media."status" IN ('RESERVED', 'READY')`;

/** Bytes of a row's blobs, all renditions together; rows of the old system have one file and its size. */
const BYTES: Sql = Prisma.sql`coalesce(
  (SELECT sum("bytes"::bigint) FROM jsonb_path_query(media."renditions", '$[*].bytes') AS "bytes"),
  media."sizeBytes", 0)`;

/**
 * One row a row of this captain's that has blobs: `"storageKey"` and `"bytes"`. OFFSET 0 keeps the sum
 * before any sorting, which would otherwise carry every row's JSON along.
 */
export const weighed = (owner: Sql, more: Sql = Prisma.empty): Sql => Prisma.sql`(
  SELECT media."storageKey", ${BYTES} AS "bytes" ${more} FROM "CharterMedia" AS media
  WHERE ${owner} AND ${STORED} OFFSET 0)`;

/**
 * Bytes of a user's videos on no charter, those still uploading by what was said of them; on a charter the media
 * row says it.
 */
export const videoBytes = (userId: Sql): Sql => Prisma.sql`(
  SELECT coalesce(sum(CASE WHEN video."originalDeletedAt" IS NULL THEN coalesce(video."sizeBytes", 0) ELSE 0 END
    + CASE WHEN video."normalizedBlobKey" <> video."blobKey" THEN coalesce(video."processedSizeBytes", 0) ELSE 0 END), 0)
  FROM "CaptainVideo" AS video WHERE video."ownerId" = ${userId} AND video."charterMediaId" IS NULL)`;

/** Bytes that this captain has stored, trash, profile pictures and videos included. */
export const usedBytes = (captainId: string): Sql => Prisma.sql`((
  SELECT coalesce(sum("bytes"), 0) FROM (
    SELECT max("bytes") AS "bytes" FROM ${weighed(Prisma.sql`media."captainId" = ${captainId}`)} AS row
    GROUP BY "storageKey") AS blob
  ) + ${videoBytes(Prisma.sql`(SELECT "userId" FROM "CaptainProfile" WHERE "id" = ${captainId})`)})`;
