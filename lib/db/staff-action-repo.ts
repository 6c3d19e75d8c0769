// Media as staff change it. Locks and compare-and-set only; which change is allowed, the use case knows.
// Always the captains first, by id, then the media, by id.
import "server-only";
import type { Db, Tx } from "./client";
import { Prisma } from "./generated/client";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";
import { usedBytes } from "./stored";

const { sql } = Prisma;

export interface ActedRow extends MediaRecord {
  reviewedAt: Date | null;
  reviewedById: string | null;
}

const ACTED: Prisma.Sql = sql`${MEDIA_COLUMNS}, media."reviewedAt", media."reviewedById"`;

/** Rows as they are now, in any order; ids of nothing are passed over. */
export async function findActed(db: Db, ids: string[]): Promise<ActedRow[]> {
  return db.$queryRaw<ActedRow[]>`SELECT ${ACTED} FROM "CharterMedia" AS media
    WHERE media."id" = ANY(${ids})`;
}

/** The same, held until the transaction ends. The caller holds the locks of their captains. */
export async function lockActed(tx: Tx, ids: string[]): Promise<ActedRow[]> {
  return tx.$queryRaw<ActedRow[]>`SELECT ${ACTED} FROM "CharterMedia" AS media
    WHERE media."id" = ANY(${ids}) ORDER BY media."id" FOR NO KEY UPDATE`;
}

export interface Owner {
  /** Of the profile. */
  id: string;
  userId: string;
}

/** Locks these captains until the transaction ends, always in the same order. */
export async function lockCaptains(tx: Tx, ids: string[]): Promise<Owner[]> {
  return tx.$queryRaw<Owner[]>`SELECT "id", "userId" FROM "CaptainProfile"
    WHERE "id" = ANY(${ids}) ORDER BY "id" FOR NO KEY UPDATE`;
}

/** Whether there is such a captain. */
export async function hasCaptain(db: Db, id: string): Promise<boolean> {
  return (await db.captainProfile.count({ where: { id } })) === 1;
}

/** The captain of a charter that is not archived; null when there is none. */
export async function findCharterCaptain(db: Db, id: string): Promise<string | null> {
  const charter = await db.charter.findFirst({
    where: { id, archivedAt: null },
    select: { captainId: true },
  });
  return charter?.captainId ?? null;
}

/** Says what staff think of a row held by {@link lockActed}. */
export async function setVerdict(
  tx: Tx,
  id: string,
  { by, rejectedReason }: { by: string | null; rejectedReason: string | null },
): Promise<void> {
  await tx.$executeRaw`UPDATE "CharterMedia"
    SET "reviewedAt" = CASE WHEN ${by}::text IS NOT NULL THEN now() END, "reviewedById" = ${by},
      "rejectedReason" = ${rejectedReason}, "updatedAt" = now()
    WHERE "id" = ${id} AND "status" = 'READY'`;
}

/**
 * Gives a row held by {@link lockActed} to this captain, waiting in no draft, at the end of their list.
 * It counts for duplicates only where the same file is not waiting there already.
 */
export async function giveTo(tx: Tx, id: string, captainId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "CharterMedia" AS media
    SET "captainId" = ${captainId}, "draftId" = NULL, "isCover" = false, "updatedAt" = now(),
      "sortOrder" = (SELECT coalesce(max(last."sortOrder") + 1, 0) FROM "CharterMedia" AS last
        WHERE last."captainId" = ${captainId} AND last."kind" IN ('CHARTER_PHOTO', 'TRIP_MEDIA')
          AND last."trashedAt" IS NULL AND last."status" <> 'DELETING'),
      "dedupeKey" = CASE WHEN NOT EXISTS (
        SELECT FROM "CharterMedia" AS twin
        WHERE twin."captainId" = ${captainId} AND twin."dedupeKey" = media."dedupeKey"
          AND twin."kind" = media."kind" AND twin."draftId" IS NULL AND twin."charterId" IS NULL
          AND twin."trashedAt" IS NULL AND twin."status" IN ('RESERVED', 'READY')
      ) THEN media."dedupeKey" END
    WHERE media."id" = ${id} AND media."status" = 'READY' AND media."charterId" IS NULL
      AND media."trashedAt" IS NULL`;
}

/** Takes a row held by {@link lockActed}, which stands in no draft and on no charter, from its captain. */
export async function takeFromCaptain(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "CharterMedia" SET "captainId" = NULL, "isCover" = false, "updatedAt" = now()
    WHERE "id" = ${id} AND "status" = 'READY' AND "charterId" IS NULL AND "draftId" IS NULL
      AND "trashedAt" IS NULL`;
}

/**
 * READY to DELETING by compare-and-set, whatever its age: only what is in the trash or nobody's, and no
 * video that is still linked.
 */
export async function markPurged(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$executeRaw`UPDATE "CharterMedia" AS media
    SET "status" = 'DELETING', "dedupeKey" = NULL, "draftId" = NULL, "missingSince" = NULL,
      "isCover" = false, "updatedAt" = now()
    WHERE media."id" = ${id} AND media."status" = 'READY'
      AND (media."trashedAt" IS NOT NULL OR (media."captainId" IS NULL AND media."charterId" IS NULL))
      AND NOT EXISTS (SELECT FROM "CaptainVideo" AS video WHERE video."charterMediaId" = media."id")`;
  return rows === 1;
}

/** Bytes that this captain has stored. */
export async function countStoredBytes(tx: Tx, captainId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ bytes: number }[]>`
    SELECT ${usedBytes(captainId)}::float8 AS "bytes"`;
  return row?.bytes ?? 0;
}
