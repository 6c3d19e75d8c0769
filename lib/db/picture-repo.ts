// A captain's pictures: every row on the same blobs, or of the same file. What brings them into a draft
// without storing anything. No rule of the product, and never the store.
import "server-only";
import type { Db, Tx } from "./client";
import { Prisma } from "./generated/client";
import { beside, dedupeKeyAt, endOf, MEDIA_COLUMNS, type MediaRecord } from "./media-repo";

const { sql } = Prisma;

/** The draft that photos are to go to, whatever its status; null when it is not the user's or deleted. */
export async function findTargetDraft(
  db: Db,
  userId: string,
  draftId: string,
): Promise<{ isOpen: boolean; editsCharterId: string | null } | null> {
  const draft = await db.charterDraft.findFirst({
    where: { id: draftId, userId, status: { not: "DELETED" } },
    select: { status: true, editsCharterId: true },
  });
  return draft && { isOpen: draft.status === "DRAFT", editsCharterId: draft.editsCharterId };
}

export interface PictureRecord extends MediaRecord {
  dedupeKey: string | null;
}

/**
 * The captain's stored rows of these ids and all their twins, trashed ones included, oldest first; locked
 * until the transaction ends. The caller holds the captain's lock.
 */
export async function lockPictures(
  tx: Tx,
  captainId: string,
  ids: readonly string[],
): Promise<PictureRecord[]> {
  return tx.$queryRaw<PictureRecord[]>`WITH asked AS (
      SELECT "id", "storageKey", "dedupeKey" FROM "CharterMedia"
      WHERE "id" = ANY(${ids}) AND "captainId" = ${captainId} AND "status" = 'READY'
    )
    SELECT ${MEDIA_COLUMNS}, media."dedupeKey" FROM "CharterMedia" AS media
    WHERE media."captainId" = ${captainId} AND media."status" = 'READY' AND (
      media."storageKey" IN (SELECT "storageKey" FROM asked)
      OR media."dedupeKey" IN (SELECT "dedupeKey" FROM asked))
    ORDER BY media."createdAt", media."id" FOR NO KEY UPDATE`;
}

/**
 * Brings these rows of the captain into a draft: where they stood when they wait already, at the end in
 * this order when they come out of the trash. One statement however many; the caller holds their locks.
 */
export async function bringIn(
  tx: Tx,
  captainId: string,
  draftId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const [charter, draft] = [sql`NULL::text`, sql`${draftId}::text`];
  await tx.$executeRaw`UPDATE "CharterMedia" AS media
    SET "trashedAt" = NULL, "charterId" = NULL, "draftId" = ${draft}, "updatedAt" = now(),
      "sortOrder" = CASE WHEN media."trashedAt" IS NULL THEN media."sortOrder"
        ELSE ${endOf(sql`media."captainId"`, charter)} + given."place"::int - 1 END,
      "isCover" = media."isCover" AND media."trashedAt" IS NULL
        AND NOT EXISTS (SELECT FROM "CharterMedia" AS other WHERE other."isCover" AND ${beside(charter, draft)}),
      "dedupeKey" = ${dedupeKeyAt(charter, draft)}
    FROM unnest(${ids}::text[]) WITH ORDINALITY AS given ("id", "place")
    WHERE media."id" = given."id" AND media."captainId" = ${captainId}`;
}
