// What the takeover of an old system's data reads and writes: photos that only a draft's form knows, and rows
// whose files stand under the old system's names.
import "server-only";
import type { Db, Tx } from "./client";
import { Prisma } from "./generated/client";

const { sql } = Prisma;

/** The audit's word for a file under an old name, by the id that stands for it. */
export const OLD_FILE = "OldFile";

export interface LegacyDraft {
  id: string;
  userId: string;
  status: "DRAFT" | "SUBMITTED" | "ABANDONED" | "DELETED";
  createdAt: Date;
  /** The form's list, as the client sent it. */
  photos: unknown[];
}

/** Drafts whose form lists photos, by id. */
export async function listLegacyDrafts(
  db: Db,
  after: string,
  limit: number,
): Promise<LegacyDraft[]> {
  return db.$queryRaw<LegacyDraft[]>`SELECT "id", "userId", "status"::text, "createdAt",
      "data" -> 'uploadedPhotos' AS "photos"
    FROM "CharterDraft" WHERE "id" > ${after} AND jsonb_typeof("data" -> 'uploadedPhotos') = 'array'
    ORDER BY "id" LIMIT ${limit}`;
}

/** True when a row names this file, or it was taken over before under the id that stands for it. */
export async function isTakenOver(db: Db, id: string, key: string): Promise<boolean> {
  const [found] = await db.$queryRaw<{ known: boolean }[]>`SELECT
    EXISTS (SELECT FROM "CharterMedia" WHERE "storageKey" = ${key})
      OR EXISTS (SELECT FROM "AuditLog" WHERE "entity" IN ('CharterMedia', ${OLD_FILE}) AND "entityId" = ${id}
        AND "action" IN ('import', 'copy')) AS "known"`;
  return found?.known === true;
}

export interface LegacyPhoto {
  id: string;
  captainId: string;
  draftId: string | null;
  url: string;
  storageKey: string;
  sizeBytes: number;
  sortOrder: number;
  createdAt: Date;
}

/** Adds a pending photo; false when it is there already. */
export async function addLegacyPhoto(tx: Tx, photo: LegacyPhoto): Promise<boolean> {
  const { id, captainId, draftId, url, storageKey, sizeBytes, sortOrder, createdAt } = photo;
  const rows =
    await tx.$executeRaw`INSERT INTO "CharterMedia" ("id", "captainId", "draftId", "kind", "url",
      "storageKey", "sizeBytes", "sortOrder", "createdAt", "updatedAt")
    SELECT ${id}, ${captainId}, draft."id", 'CHARTER_PHOTO', ${url}, ${storageKey}, ${sizeBytes}::bigint,
      ${sortOrder}, ${createdAt}, now()
    FROM (SELECT) AS one LEFT JOIN "CharterDraft" draft ON draft."id" = ${draftId} AND draft."status" = 'DRAFT'
    ON CONFLICT DO NOTHING`;
  return rows === 1;
}

/** Names of photos' files that are not below the product's own folders, in their order. */
export async function listOldFiles(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`SELECT DISTINCT "storageKey" AS "key"
    FROM "CharterMedia" WHERE "storageKey" > ${after} AND "status" = 'READY'
      AND "kind" <> 'CHARTER_VIDEO' AND "storageKey" !~ '^(photos|videos)/'
    ORDER BY 1 LIMIT ${limit}`;
  return rows.map(({ key }) => key);
}

/** Lets every photo that stands on one file stand on its copy. Returns their ids. */
export async function moveToCopy(
  tx: Tx,
  { from, to, url }: { from: string; to: string; url: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`UPDATE "CharterMedia"
    SET "storageKey" = ${to}, "url" = ${url}, "updatedAt" = now()
    WHERE "storageKey" = ${from} AND "status" = 'READY' AND "kind" <> 'CHARTER_VIDEO' RETURNING "id"`);
  return rows.map(({ id }) => id);
}
