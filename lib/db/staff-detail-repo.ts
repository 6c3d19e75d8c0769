// All that is known of one media item, and captains for staff to choose from. Reads only, and never the
// store; the number of statements depends on nothing.
import "server-only";
import type { Db } from "./client";
import { type MediaStatus, Prisma } from "./generated/client";
import { REVIEW_COLUMNS, type ReviewRow } from "./staff-media-repo";

export interface DetailRow extends ReviewRow {
  contentHash: string | null;
  updatedAt: Date;
  orphanedAt: Date | null;
  reviewedBy: string | null;
}

/** One item, whatever its state; null when there is none, or it is being removed. */
export async function findDetail(db: Db, id: string): Promise<DetailRow | null> {
  const [row] = await db.$queryRaw<DetailRow[]>`SELECT ${REVIEW_COLUMNS}, media."contentHash",
      media."updatedAt", media."orphanedAt",
      (SELECT "name" FROM "User" WHERE "id" = media."reviewedById") AS "reviewedBy"
    FROM "CharterMedia" media WHERE media."id" = ${id} AND media."status" <> 'DELETING'`;
  return row ?? null;
}

export interface UseRow {
  id: string;
  status: MediaStatus;
  captainId: string | null;
  charterId: string | null;
  draftId: string | null;
  trashedAt: Date | null;
  missingSince: Date | null;
  charterName: string | null;
  draftName: string | null;
  /** The captain who wears it as profile picture. */
  profileId: string | null;
  profileName: string | null;
}

// Beyond any real number; keeps one answer from growing without end.
const USES_MAX = 200;

/** Every row that stands on the same file, the item's own first. */
export async function listUses(db: Db, id: string): Promise<UseRow[]> {
  return db.$queryRaw<
    UseRow[]
  >`SELECT media."id", media."status", media."captainId", media."charterId",
      media."draftId", media."trashedAt", media."missingSince", charter."name" AS "charterName",
      draft."data" ->> 'charterName' AS "draftName", captain."id" AS "profileId",
      captain."displayName" AS "profileName"
    FROM "CharterMedia" media
    LEFT JOIN "Charter" charter ON charter."id" = media."charterId"
    LEFT JOIN "CharterDraft" draft ON draft."id" = media."draftId" AND media."charterId" IS NULL
    LEFT JOIN "CaptainProfile" captain ON captain."avatarMediaId" = media."id"
    WHERE media."storageKey" = (SELECT "storageKey" FROM "CharterMedia" WHERE "id" = ${id})
      AND media."status" <> 'DELETING'
    ORDER BY media."id" <> ${id}, media."createdAt", media."id" LIMIT ${USES_MAX}`;
}

export interface CaptainRow {
  id: string;
  displayName: string;
  email: string;
  charters: { id: string; name: string }[];
}

const CHOICES_MAX = 10;

/** Captains by a part of their name or e-mail, or the one of this id; with their charters, the newest first. */
export async function findCaptains(
  db: Db,
  { search, captainId }: { search?: string | undefined; captainId?: string | undefined },
): Promise<CaptainRow[]> {
  const part = `%${search?.replaceAll(/[\\%_]/g, "\\$&")}%`;
  // Each meaning has an index of its own, which one condition with OR would not use.
  const found = captainId
    ? Prisma.sql`SELECT ${captainId}::text AS "id"`
    : Prisma.sql`(SELECT "id" FROM "CaptainProfile" WHERE "displayName" ILIKE ${part} LIMIT ${CHOICES_MAX})
      UNION (SELECT captain."id" FROM "User" account JOIN "CaptainProfile" captain
        ON captain."userId" = account."id" WHERE account."email" ILIKE ${part} LIMIT ${CHOICES_MAX})`;
  return db.$queryRaw<CaptainRow[]>`SELECT captain."id", captain."displayName", account."email",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', charter."id", 'name', charter."name"))
        FROM (SELECT "id", "name" FROM "Charter" WHERE "captainId" = captain."id" AND "archivedAt" IS NULL
          ORDER BY "createdAt" DESC LIMIT 100) AS charter), '[]') AS "charters"
    FROM "CaptainProfile" captain JOIN "User" account ON account."id" = captain."userId"
    WHERE captain."id" IN (${found})
    ORDER BY captain."displayName", captain."id" LIMIT ${CHOICES_MAX}`;
}
