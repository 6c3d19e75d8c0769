// A captain's photos in lists. Reads only; every statement names the owner.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";
import { type Sql, waitingPhoto } from "./linkable";
import { KEPT, MEDIA_COLUMNS, type MediaRecord, ownedBy, PHOTOS } from "./media-repo";

const { sql } = Prisma;

/** Where a page of a captain's list begins: beyond this photo. */
export interface PhotoCursor {
  sortOrder: number;
  createdAt: Date;
  id: string;
}

const LISTS = {
  all: KEPT,
  pending: sql`${KEPT} AND media."missingSince" IS NULL AND media."charterId" IS NULL`,
  linked: sql`${KEPT} AND media."missingSince" IS NULL AND media."charterId" IS NOT NULL`,
  trash: sql`media."status" = 'READY' AND media."trashedAt" IS NOT NULL`,
};

/** The user's photos in one of these lists, by sortOrder, createdAt and id, from beyond `after` on. */
export async function listPhotos(
  db: Db,
  userId: string,
  list: keyof typeof LISTS,
  { after, limit }: { after?: PhotoCursor | undefined; limit: number },
): Promise<MediaRecord[]> {
  return page(db, sql`${ownedBy(userId)} AND ${PHOTOS} AND ${LISTS[list]}`, { after, limit });
}

/**
 * The photos of one draft of the user: while it is a DRAFT what its finalize would take, afterwards what
 * was uploaded for it. Null when the draft is not the user's or deleted.
 */
export async function listDraftPhotos(
  db: Db,
  userId: string,
  draftId: string,
  { after, limit }: { after?: PhotoCursor | undefined; limit: number },
): Promise<MediaRecord[] | null> {
  const [draft] = await db.$queryRaw<{ open: boolean }[]>`SELECT "status" = 'DRAFT' AS "open"
    FROM "CharterDraft" WHERE "id" = ${draftId} AND "userId" = ${userId} AND "status" <> 'DELETED'`;
  if (!draft) return null;
  const those = draft.open
    ? waitingPhoto(sql`${draftId}`)
    : sql`${PHOTOS} AND ${KEPT} AND media."draftId" = ${draftId}`;
  return page(db, sql`${ownedBy(userId)} AND ${those}`, { after, limit });
}

function page(
  db: Db,
  those: Sql,
  { after, limit }: { after?: PhotoCursor | undefined; limit: number },
): Promise<MediaRecord[]> {
  const beyond = after
    ? sql`AND (media."sortOrder", media."createdAt", media."id")
        > (${after.sortOrder}, ${after.createdAt}, ${after.id})`
    : Prisma.empty;
  return db.$queryRaw<MediaRecord[]>`SELECT ${MEDIA_COLUMNS} FROM "CharterMedia" AS media
    WHERE ${those} ${beyond}
    ORDER BY media."sortOrder", media."createdAt", media."id" LIMIT ${limit}`;
}

export interface KnownPhoto extends MediaRecord {
  dedupeKey: string;
  draftName: string | null;
  charterName: string | null;
}

/** The user's stored photos of these files, with the names of what they are in; unordered. */
export async function findKnown(db: Db, userId: string, sha256: string[]): Promise<KnownPhoto[]> {
  return db.$queryRaw<KnownPhoto[]>`SELECT ${MEDIA_COLUMNS}, media."dedupeKey",
      coalesce(draft."data" ->> 'charterName', '') AS "draftName", charter."name" AS "charterName"
    FROM "CharterMedia" AS media
    LEFT JOIN "CharterDraft" AS draft ON draft."id" = media."draftId"
    LEFT JOIN "Charter" AS charter ON charter."id" = media."charterId"
    WHERE ${ownedBy(userId)} AND media."kind" = 'CHARTER_PHOTO' AND media."status" = 'READY'
      AND media."missingSince" IS NULL AND media."dedupeKey" = ANY(${sha256})`;
}
