// Rows of media as their captain edits them. No rule of the product: which change is allowed, the use
// case knows. Lists are photo-list-repo.ts, uploads upload-repo.ts, what removes rows cleanup-repo.ts.
import "server-only";
import type { Db, Tx } from "./client";
import { captainLock } from "./draft-repo";
import { type MediaKind, type MediaStatus, Prisma } from "./generated/client";
import { SHOWN, type Sql } from "./linkable";

const { sql } = Prisma;

export interface MediaRecord {
  id: string;
  kind: MediaKind;
  status: MediaStatus;
  captainId: string | null;
  charterId: string | null;
  draftId: string | null;
  url: string;
  storageKey: string;
  thumbnailUrl: string | null;
  renditions: unknown;
  placeholder: string | null;
  width: number | null;
  height: number | null;
  mimeType: string | null;
  sizeBytes: bigint | null;
  sortOrder: number;
  isCover: boolean;
  caption: string | null;
  altText: string | null;
  focalX: number | null;
  focalY: number | null;
  shows: string | null;
  rejectedReason: string | null;
  trashedAt: Date | null;
  missingSince: Date | null;
  createdAt: Date;
}

/** The columns of a {@link MediaRecord}, of the table named `media`. */
export const MEDIA_COLUMNS: Sql = Prisma.raw(
  [
    ...["id", "kind", "status", "captainId", "charterId", "draftId", "url", "storageKey"],
    ...["thumbnailUrl", "renditions", "placeholder", "width", "height", "mimeType", "sizeBytes"],
    ...[
      "sortOrder",
      "isCover",
      "caption",
      "altText",
      "focalX",
      "focalY",
      "shows",
      "rejectedReason",
    ],
    ...["trashedAt", "missingSince", "createdAt"],
  ]
    .map((column) => `media."${column}"`)
    .join(", "),
);

/** Photos a charter can show, of the table `media`. */
export const PHOTOS: Sql = sql`media."kind" IN ('CHARTER_PHOTO', 'TRIP_MEDIA')`;
/** Stored and not in the trash; said with num_nulls for the reason that SHOWN gives. */
export const KEPT: Sql = sql`media."status" = 'READY' AND num_nulls(media."trashedAt") = 1`;
/** Photos that count against the captain's quota; an upload that was given up no longer does. */
export const WAITING: Sql = sql`${PHOTOS} AND media."charterId" IS NULL AND media."trashedAt" IS NULL
  AND (media."status" = 'READY' OR (media."status" = 'RESERVED' AND media."contentHash" IS NOT NULL))`;

/** Rows of the user's own, of the table `media`. */
export const ownedBy = (userId: string): Sql =>
  sql`media."captainId" = (SELECT "id" FROM "CaptainProfile" WHERE "userId" = ${userId})`;

/**
 * Locks the captain until the transaction ends, always before anything else of theirs.
 *
 * @returns the profile's id; null when there is none
 */
export async function lockCaptain(tx: Tx, userId: string): Promise<string | null> {
  const [captain] = await tx.$queryRaw<{ id: string }[]>`WITH ${captainLock(userId)}
    SELECT "id" FROM captain`;
  return captain?.id ?? null;
}

/**
 * The captain's stored row, trashed ones included, locked until the transaction ends so that no purge
 * takes it meanwhile; null when absent or somebody else's. The caller holds the captain's lock.
 */
export async function lockOwn(tx: Tx, captainId: string, id: string): Promise<MediaRecord | null> {
  const [row] = await tx.$queryRaw<MediaRecord[]>`SELECT ${MEDIA_COLUMNS}
    FROM "CharterMedia" AS media
    WHERE media."id" = ${id} AND media."captainId" = ${captainId} AND media."status" = 'READY'
    FOR NO KEY UPDATE`;
  return row ?? null;
}

/** What an edit sets; what is absent stays. */
export interface MediaEdit {
  caption?: string | null | undefined;
  altText?: string | null | undefined;
  focalX?: number | null | undefined;
  focalY?: number | null | undefined;
  shows?: string | null | undefined;
  isCover?: boolean | undefined;
}

/** Changes a row held by {@link lockOwn}. */
export async function edit(tx: Tx, id: string, changes: MediaEdit): Promise<MediaRecord> {
  const sets = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${Prisma.raw(`"${column}"`)} = ${value}`);
  return one(
    await tx.$queryRaw<MediaRecord[]>`UPDATE "CharterMedia" AS media
      SET ${Prisma.join([...sets, sql`"updatedAt" = now()`])}
      WHERE media."id" = ${id} RETURNING ${MEDIA_COLUMNS}`,
  );
}

/**
 * Takes the cover from every photo that could stand beside this one: on its charter; in its draft or in
 * none; and, of a photo in no draft, in any draft. The caller holds the captain's lock.
 */
export async function clearCover(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "CharterMedia" AS other SET "isCover" = false, "updatedAt" = now()
    FROM "CharterMedia" AS media
    WHERE media."id" = ${id} AND other."isCover"
      AND ${beside(sql`media."charterId"`, sql`media."draftId"`)}`;
}

/** Where a photo stands. `charterId` null: it is pending. */
export interface Place {
  charterId: string | null;
  draftId: string | null;
}

/**
 * Puts a row held by {@link lockOwn} in a place, out of the trash if it was there, at the end of the list
 * or where it stood. It stays the cover only where there is no other, and counts for duplicates only
 * where the same file is not waiting already.
 */
export async function place(
  tx: Tx,
  id: string,
  { charterId, draftId }: Place,
  { atEnd }: { atEnd: boolean },
): Promise<MediaRecord> {
  const [charter, draft] = [sql`${charterId}::text`, sql`${draftId}::text`];
  return one(
    await tx.$queryRaw<MediaRecord[]>`UPDATE "CharterMedia" AS media
      SET "trashedAt" = NULL, "charterId" = ${charter}, "draftId" = ${draft}, "updatedAt" = now(),
        "sortOrder" = ${atEnd ? endOf(sql`media."captainId"`, charter) : sql`media."sortOrder"`},
        "isCover" = media."isCover" AND NOT EXISTS (
          SELECT FROM "CharterMedia" AS other WHERE other."isCover" AND ${beside(charter, draft)}),
        "dedupeKey" = ${dedupeKeyAt(charter, draft)}
      WHERE media."id" = ${id} RETURNING ${MEDIA_COLUMNS}`,
  );
}

/** The key of `media` in this place: null where the same file is waiting already. */
export function dedupeKeyAt(charterId: Sql, draftId: Sql): Sql {
  return sql`CASE WHEN NOT (${charterId} IS NULL AND EXISTS (
      SELECT FROM "CharterMedia" AS other
      WHERE other."captainId" = media."captainId" AND other."kind" = media."kind"
        AND other."dedupeKey" = media."dedupeKey" AND other."id" <> media."id"
        AND other."charterId" IS NULL AND other."draftId" IS NOT DISTINCT FROM ${draftId}
        AND other."trashedAt" IS NULL AND other."status" IN ('RESERVED', 'READY')
    )) THEN media."dedupeKey" END`;
}

/** What stands beside `media` in this place, named `other`; a profile picture stands nowhere. */
export function beside(charterId: Sql, draftId: Sql): Sql {
  return sql`other."captainId" = media."captainId" AND other."id" <> media."id"
    AND other."kind" <> 'CAPTAIN_AVATAR' AND other."trashedAt" IS NULL AND other."status" = 'READY'
    AND other."charterId" IS NOT DISTINCT FROM ${charterId}
    AND (${charterId} IS NOT NULL OR ${draftId} IS NULL OR other."draftId" IS NULL
      OR other."draftId" = ${draftId})`;
}

/** The sortOrder after a charter's last photo; of pending photos, after the captain's last anywhere. */
export function endOf(captainId: Sql, charterId: Sql): Sql {
  return sql`(SELECT coalesce(max(last."sortOrder") + 1, 0) FROM "CharterMedia" AS last
    WHERE last."captainId" = ${captainId} AND last."kind" IN ('CHARTER_PHOTO', 'TRIP_MEDIA')
      AND last."trashedAt" IS NULL AND last."status" <> 'DELETING'
      AND (${charterId} IS NULL OR last."charterId" = ${charterId}))`;
}

/** To the trash, a row held by {@link lockOwn}; the time is kept when it is there already. */
export async function trash(tx: Tx, id: string): Promise<Date> {
  const { trashedAt } = one(
    await tx.$queryRaw<{ trashedAt: Date }[]>`UPDATE "CharterMedia"
      SET "trashedAt" = coalesce("trashedAt", now()), "updatedAt" = now()
      WHERE "id" = ${id} RETURNING "trashedAt"`,
  );
  return trashedAt;
}

/**
 * Gives these photos, all of them the captain's, the order of the list. One statement however many.
 *
 * @returns the charters of those that stood elsewhere before
 */
export async function order(tx: Tx, captainId: string, ids: string[]): Promise<Set<string>> {
  const moved = await tx.$queryRaw<{ charterId: string | null }[]>`UPDATE "CharterMedia" AS media
    SET "sortOrder" = given."place" - 1, "updatedAt" = now()
    FROM unnest(${ids}::text[]) WITH ORDINALITY AS given ("id", "place")
    WHERE media."id" = given."id" AND media."captainId" = ${captainId}
      AND media."sortOrder" <> given."place" - 1
    RETURNING media."charterId"`;
  return new Set(moved.flatMap(({ charterId }) => charterId ?? []));
}

/** True for the user's own draft that is still a DRAFT. */
export async function isOpenDraft(db: Db, userId: string, draftId: string): Promise<boolean> {
  const draft = await db.charterDraft.findFirst({
    where: { id: draftId, userId, status: "DRAFT" },
    select: { id: true },
  });
  return draft !== null;
}

/** How many photos the captain has waiting, uploads under way included. */
export async function countPending(tx: Tx, captainId: string): Promise<number> {
  const { n } = one(
    await tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS "n" FROM "CharterMedia" AS media
      WHERE media."captainId" = ${captainId} AND ${WAITING}`,
  );
  return n;
}

/** How many photos of the charter are kept, and how many of them people see; this one left out. */
export async function countOthersOfCharter(
  tx: Tx,
  charterId: string,
  id: string,
): Promise<{ kept: number; shown: number }> {
  return one(
    await tx.$queryRaw<{ kept: number; shown: number }[]>`SELECT count(*)::int AS "kept",
        (count(*) FILTER (WHERE ${SHOWN}))::int AS "shown"
      FROM "CharterMedia" AS media
      WHERE media."charterId" = ${charterId} AND media."kind" = 'CHARTER_PHOTO'
        AND media."id" <> ${id} AND ${KEPT}`,
  );
}

/**
 * Says that the charter's media changed. Drafts in which its captain is editing it go on from the new
 * version, because the change is their own and media is no part of a draft's data.
 */
export async function touchCharter(tx: Tx, userId: string, charterId: string): Promise<void> {
  await tx.$executeRaw`WITH touched AS (
      UPDATE "Charter" SET "version" = "version" + 1, "updatedAt" = now()
      WHERE "id" = ${charterId} RETURNING "id", "version"
    )
    UPDATE "CharterDraft" AS draft SET "editsCharterVersion" = touched."version"
    FROM touched
    WHERE draft."editsCharterId" = touched."id" AND draft."userId" = ${userId}
      AND draft."status" = 'DRAFT' AND draft."editsCharterVersion" = touched."version" - 1`;
}

function one<Row>([row]: Row[]): Row {
  if (!row) throw new Error("a row vanished that was held");
  return row;
}
