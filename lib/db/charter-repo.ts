// Rows of charters, with their boat and trips, to be read. Finalize writes them: charter-write-repo.ts.
import "server-only";
import type { Db } from "./client";
import type { Prisma } from "./generated/client";
import { SHOWN } from "./linkable";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";

const WHOLE_CHARTER = {
  boat: true,
  trips: { orderBy: [{ sortOrder: "asc" }, { id: "asc" }] },
  captain: { include: { avatar: true } },
} as const satisfies Prisma.CharterInclude;

export type CharterRow = Prisma.CharterGetPayload<{ include: typeof WHOLE_CHARTER }>;

/**
 * A charter with its boat, its trips in order and its captain; null when absent or archived.
 *
 * @param ownerId when given, the user whose charter it must be
 */
export async function findCharter(
  db: Db,
  id: string,
  ownerId?: string,
): Promise<CharterRow | null> {
  return db.charter.findFirst({
    where: { id, archivedAt: null, ...(ownerId !== undefined && { captain: { userId: ownerId } }) },
    include: WHOLE_CHARTER,
  });
}

/**
 * What people see of the charter's media: photos before videos, the cover first, then in the charter's order. A
 * video that is not ready yet, or failed, waits: its original may play nowhere, and may say where it was recorded.
 */
export async function listShownMedia(db: Db, charterId: string): Promise<MediaRecord[]> {
  return db.$queryRaw<MediaRecord[]>`SELECT ${MEDIA_COLUMNS} FROM "CharterMedia" AS media
    WHERE media."charterId" = ${charterId} AND media."kind" <> 'CAPTAIN_AVATAR' AND ${SHOWN}
      AND NOT EXISTS (SELECT FROM "CaptainVideo" AS video
        WHERE video."charterMediaId" = media."id" AND video."processStatus" <> 'ready')
    ORDER BY media."kind" = 'CHARTER_VIDEO', media."isCover" DESC, media."sortOrder", media."createdAt", media."id"`;
}

export interface CharterListRow {
  id: string;
  name: string;
  city: string;
  state: string;
  photos: number;
  /** The cover's picture of about 960 pixels, or what there is. */
  coverUrl: string | null;
  /** Which point of it stays in sight where it is cropped. */
  coverFocalX: number | null;
  coverFocalY: number | null;
  createdAt: Date;
}

/** The user's charters that are not archived, the newest first. One statement. */
export async function listCharters(db: Db, userId: string): Promise<CharterListRow[]> {
  return db.$queryRaw<CharterListRow[]>`SELECT charter."id", charter."name", charter."city",
      charter."state", charter."createdAt", coalesce(cover."photos", 0) AS "photos",
      cover."url" AS "coverUrl", cover."focalX" AS "coverFocalX", cover."focalY" AS "coverFocalY"
    FROM "Charter" AS charter
    JOIN "CaptainProfile" AS captain ON captain."id" = charter."captainId"
    LEFT JOIN LATERAL (
      SELECT media."focalX", media."focalY", (count(*) OVER ())::int AS "photos",
        coalesce(media."renditions" -> 1 ->> 'url', media."renditions" -> 0 ->> 'url', media."url") AS "url"
      FROM "CharterMedia" AS media
      WHERE media."charterId" = charter."id" AND media."kind" = 'CHARTER_PHOTO' AND ${SHOWN}
      ORDER BY media."isCover" DESC, media."sortOrder", media."createdAt", media."id" LIMIT 1
    ) AS cover ON true
    WHERE captain."userId" = ${userId} AND charter."archivedAt" IS NULL
    ORDER BY charter."createdAt" DESC, charter."id" DESC`;
}
