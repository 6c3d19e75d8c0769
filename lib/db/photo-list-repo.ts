// A captain's photos in lists. Reads only; every statement names the owner.
import "server-only";
import type { Db, Tx } from "./client";
import { Prisma } from "./generated/client";
import { SHOWN, type Sql, waitingPhoto } from "./linkable";
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
 * The photos of one draft of the user in one of these lists; those of the charter that it edits are its own. `all`
 * and `pending` of a draft that is open are what its finalize would take. Null when the draft is not the user's or
 * deleted.
 */
export async function listDraftPhotos(
  db: Db,
  userId: string,
  draftId: string,
  list: keyof typeof LISTS,
  { after, limit }: { after?: PhotoCursor | undefined; limit: number },
): Promise<MediaRecord[] | null> {
  const [draft] = await db.$queryRaw<
    { open: boolean; edits: string | null }[]
  >`SELECT "status" = 'DRAFT' AS "open", "editsCharterId" AS "edits"
    FROM "CharterDraft" WHERE "id" = ${draftId} AND "userId" = ${userId} AND "status" <> 'DELETED'`;
  if (!draft) return null;
  const those =
    draft.open && (list === "all" || list === "pending")
      ? waitingPhoto(sql`${draftId}`)
      : sql`${PHOTOS} AND ${LISTS[list]} AND media."draftId" = ${draftId}`;
  const online = draft.edits
    ? sql`OR (${PHOTOS} AND ${LISTS[list]} AND media."charterId" = ${draft.edits})`
    : Prisma.empty;
  return page(db, sql`${ownedBy(userId)} AND ((${those}) ${online})`, { after, limit });
}

export interface OrderablePhoto {
  id: string;
  /** People may see it, or would after a finalize. */
  usable: boolean;
  /** On the charter that the draft edits. */
  linked: boolean;
}

/** The photos that wait in a draft or in none, and those on the charter it edits. */
export async function listOrderable(
  tx: Tx,
  captainId: string,
  draftId: string,
): Promise<OrderablePhoto[]> {
  return tx.$queryRaw<OrderablePhoto[]>`SELECT media."id", (${SHOWN}) AS "usable",
      media."charterId" IS NOT NULL AS "linked"
    FROM "CharterMedia" AS media
    WHERE media."captainId" = ${captainId} AND media."kind" = 'CHARTER_PHOTO' AND ${KEPT}
      AND ((media."charterId" IS NULL AND (media."draftId" IS NULL OR media."draftId" = ${draftId}))
        OR media."charterId" = (SELECT "editsCharterId" FROM "CharterDraft" WHERE "id" = ${draftId}))`;
}

/** Those of the user's photos with these ids that people may see, or would after a finalize, in their order. */
export async function listUsable(
  db: Db,
  userId: string,
  ids: readonly string[],
): Promise<MediaRecord[]> {
  const those = sql`${ownedBy(userId)} AND media."id" = ANY(${ids}) AND ${SHOWN}`;
  return page(db, those, { limit: ids.length });
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
