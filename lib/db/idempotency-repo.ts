// What an Idempotency-Key of an upload stood for, for 24 hours. Times are the database's.
import "server-only";
import type { Db, Tx } from "./client";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";

/** Stands for the bytes of an upload that was taken back: no file has this hash, so none passes under its key. */
const TAKEN_BACK = "taken back";

/** A user's key. */
export interface UploadKey {
  userId: string;
  key: string;
}

/**
 * Takes a key for these bytes: a new one, one older than 24 hours, or one whose upload of the same bytes
 * has been under way for so long that nobody runs it any more; that one is given up. True for exactly
 * one caller.
 */
export async function claim(
  db: Db,
  { userId, key }: UploadKey,
  contentHash: string,
): Promise<boolean> {
  const rows = await db.$executeRaw`WITH given_up AS (
      UPDATE "CharterMedia" AS media
      SET "contentHash" = NULL, "dedupeKey" = NULL, "draftId" = NULL, "updatedAt" = now()
      FROM "IdempotencyKey" AS held
      WHERE held."userId" = ${userId} AND held."key" = ${key} AND held."contentHash" = ${contentHash}
        AND held."createdAt" < now() - interval '30 seconds'
        AND media."id" = held."mediaId" AND media."status" = 'RESERVED'
    )
    INSERT INTO "IdempotencyKey" AS held ("userId", "key", "contentHash")
    VALUES (${userId}, ${key}, ${contentHash})
    ON CONFLICT ("userId", "key") DO UPDATE
    SET "contentHash" = EXCLUDED."contentHash", "mediaId" = NULL, "createdAt" = now()
    WHERE held."createdAt" < now() - interval '24 hours' OR (
      held."contentHash" = EXCLUDED."contentHash" AND held."createdAt" < now() - interval '30 seconds'
      AND NOT EXISTS (SELECT FROM "CharterMedia" AS media
        WHERE media."id" = held."mediaId" AND media."status" = 'READY'))`;
  return rows === 1;
}

export interface HeldKey {
  contentHash: string;
  /** What the upload led to; null while it is under way. */
  media: MediaRecord | null;
  /** The row was there before the upload, or stands on another row's blobs. */
  duplicate: boolean;
}

/** What a key stands for; null when nobody holds it. */
export async function find(db: Db, { userId, key }: UploadKey): Promise<HeldKey | null> {
  type Row = Omit<HeldKey, "media"> & ({ id: null } | MediaRecord);
  const [row] = await db.$queryRaw<Row[]>`SELECT held."contentHash", ${MEDIA_COLUMNS},
      coalesce(media."createdAt" < held."createdAt" OR EXISTS (SELECT FROM "CharterMedia" AS older
        WHERE older."storageKey" = media."storageKey" AND older."createdAt" < media."createdAt"
      ), false) AS "duplicate"
    FROM "IdempotencyKey" AS held
    LEFT JOIN "CharterMedia" AS media ON media."id" = held."mediaId" AND media."status" = 'READY'
    WHERE held."userId" = ${userId} AND held."key" = ${key}`;
  if (!row) return null;
  const { contentHash, duplicate } = row;
  return { contentHash, duplicate, media: row.id === null ? null : row };
}

/** Says what the upload under this key led to; false when it was taken back meanwhile. */
export async function settle(
  db: Db,
  { userId, key }: UploadKey,
  mediaId: string,
): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "IdempotencyKey" SET "mediaId" = ${mediaId}
    WHERE "userId" = ${userId} AND "key" = ${key} AND "contentHash" <> ${TAKEN_BACK}`;
  return rows === 1;
}

/**
 * Closes a key, used or not: for 24 hours no upload gets through under it.
 *
 * @returns the row its upload made or is making; null when there is none, or it was there before
 */
export async function close(tx: Tx, { userId, key }: UploadKey): Promise<string | null> {
  const [held] = await tx.$queryRaw<{ made: string | null }[]>`SELECT (
      SELECT media."id" FROM "CharterMedia" AS media
      WHERE media."id" = held."mediaId" AND media."createdAt" >= held."createdAt") AS "made"
    FROM "IdempotencyKey" AS held WHERE held."userId" = ${userId} AND held."key" = ${key} FOR UPDATE`;
  await tx.$executeRaw`INSERT INTO "IdempotencyKey" ("userId", "key", "contentHash")
    VALUES (${userId}, ${key}, ${TAKEN_BACK})
    ON CONFLICT ("userId", "key") DO UPDATE
    SET "contentHash" = ${TAKEN_BACK}, "mediaId" = NULL, "createdAt" = now()`;
  return held?.made ?? null;
}

/** Frees a key whose upload failed. */
export async function release(db: Db, { userId, key }: UploadKey): Promise<void> {
  await db.$executeRaw`DELETE FROM "IdempotencyKey" AS held
    WHERE held."userId" = ${userId} AND held."key" = ${key}
      AND held."contentHash" <> ${TAKEN_BACK} AND NOT EXISTS (
      SELECT FROM "CharterMedia" AS media WHERE media."id" = held."mediaId" AND media."status" = 'READY')`;
}
