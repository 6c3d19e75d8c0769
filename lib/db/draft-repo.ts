// Rows of drafts. Every statement names the owner, and the status moves by compare-and-set only. No
// rule of the product: what a draft must hold, and who may, the use case knows.
import "server-only";
import type { Db, Tx } from "./client";
import { type DraftStatus, Prisma } from "./generated/client";
import { SHOWN, type Sql, waitingPhoto, waitingVideo } from "./linkable";

export interface DraftRow {
  id: string;
  status: DraftStatus;
  version: number;
  currentStep: number;
  data: unknown;
  charterId: string | null;
  editsCharterId: string | null;
  /** Photos and videos: of its charter, and while it is a DRAFT also those that wait for it. */
  photos: number;
  videos: number;
  createdAt: Date;
  updatedAt: Date;
  lastTouchedAt: Date;
}

// Beyond any captain's real number; keeps one answer from growing without end.
const LIST_MAX = 200;

/** The user's draft, whatever its status; null when there is none. */
export async function findDraft(db: Db, userId: string, id: string): Promise<DraftRow | null> {
  const [row] = await read(
    db,
    Prisma.sql`(SELECT * FROM "CharterDraft" WHERE "id" = ${id} AND "userId" = ${userId})`,
  );
  return row ?? null;
}

/** The user's drafts that are not deleted, the newest first. */
export async function listDrafts(db: Db, userId: string): Promise<DraftRow[]> {
  return read(
    db,
    Prisma.sql`(SELECT * FROM "CharterDraft" WHERE "userId" = ${userId} AND "status" <> 'DELETED'
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${LIST_MAX})`,
  );
}

/** A new draft of this user. `edits` names the charter it was opened from, and its version now. */
export async function createDraft(
  db: Db,
  userId: string,
  data: object,
  edits?: { charterId: string; version: number },
): Promise<DraftRow> {
  const { id } = await db.charterDraft.create({
    data: {
      userId,
      data,
      ...(edits && { editsCharterId: edits.charterId, editsCharterVersion: edits.version }),
    },
    select: { id: true },
  });
  const row = await findDraft(db, userId, id);
  if (!row) throw new Error("a draft vanished while it was made");
  return row;
}

/**
 * Writes new data when the draft is still a DRAFT of exactly this version, which then goes up by one.
 *
 * @returns null when it is not, or not this user's
 */
export async function saveDraft(
  db: Db,
  userId: string,
  draft: { id: string; version: number; data: object; currentStep: number },
): Promise<DraftRow | null> {
  const [row] = await read(
    db,
    Prisma.sql`saved`,
    Prisma.sql`WITH saved AS (
      UPDATE "CharterDraft" SET "data" = ${JSON.stringify(draft.data)}::jsonb,
        "currentStep" = ${draft.currentStep}, "version" = "version" + 1,
        "updatedAt" = now(), "lastTouchedAt" = now()
      WHERE "id" = ${draft.id} AND "userId" = ${userId} AND "status" = 'DRAFT'
        AND "version" = ${draft.version}
      RETURNING *
    )`,
  );
  return row ?? null;
}

/**
 * Takes the captain's lock and marks the draft DELETED, from DRAFT or ABANDONED. True for one caller only.
 */
export async function claimForDiscard(tx: Tx, userId: string, id: string): Promise<boolean> {
  const changed = await tx.$executeRaw`WITH ${captainLock(userId)}
    UPDATE "CharterDraft" SET "status" = 'DELETED', "updatedAt" = now(), "lastTouchedAt" = now()
    WHERE ${CAPTAIN_FIRST} AND "id" = ${id} AND "userId" = ${userId}
      AND "status" IN ('DRAFT', 'ABANDONED')`;
  return changed === 1;
}

/**
 * The captain's profile row, locked until the transaction ends: whatever moves a captain's media or
 * ends a draft waits here, always first, so that nobody meets in the opposite order. A CTE `captain`,
 * empty when there is no profile.
 */
export function captainLock(userId: string): Sql {
  return Prisma.sql`captain AS (
    SELECT "id" FROM "CaptainProfile" WHERE "userId" = ${userId} FOR NO KEY UPDATE
  )`;
}

/** Always true, and has the lock of {@link captainLock} before the statement touches its own rows. */
export const CAPTAIN_FIRST: Sql = Prisma.sql`(SELECT count(*) FROM captain) >= 0`;

/**
 * CTEs that give what is not linked back to the captain, in no draft. Where the captain keeps the same
 * picture outside of drafts already, both stay, and the one that comes back no longer counts for duplicates.
 */
export function releasedMedia(draftId: string): Sql {
  return Prisma.sql`released_media AS (
    UPDATE "CharterMedia" AS media SET "draftId" = NULL, "updatedAt" = now(),
      "dedupeKey" = CASE WHEN EXISTS (
        SELECT FROM "CharterMedia" AS twin
        WHERE twin."captainId" = media."captainId" AND twin."dedupeKey" = media."dedupeKey"
          AND twin."kind" = media."kind" AND twin."draftId" IS NULL AND twin."charterId" IS NULL
          AND twin."trashedAt" IS NULL AND twin."status" IN ('RESERVED', 'READY')
      ) THEN NULL ELSE media."dedupeKey" END
    WHERE media."draftId" = ${draftId} AND media."charterId" IS NULL
  ), released_videos AS (
    UPDATE "CaptainVideo" SET "draftId" = NULL, "updatedAt" = now()
    WHERE "draftId" = ${draftId} AND "charterId" IS NULL
  )`;
}

/** Runs {@link releasedMedia} on its own. */
export async function releaseMedia(tx: Tx, draftId: string): Promise<void> {
  await tx.$executeRaw`WITH ${releasedMedia(draftId)} SELECT 1`;
}

/** These drafts, whoever's, with their counts, in one statement; the newest first. */
export async function readDrafts(db: Db, ids: string[]): Promise<DraftRow[]> {
  return read(db, Prisma.sql`(SELECT * FROM "CharterDraft" WHERE "id" = ANY(${ids}))`);
}

/** Drafts with their counts, however many, in one statement. */
function read(db: Db, drafts: Sql, before: Sql = Prisma.empty): Promise<DraftRow[]> {
  const draftId = Prisma.sql`draft."id"`;
  const ofCharter = Prisma.sql`SELECT count(*)::int FROM "CharterMedia" AS media
    WHERE media."charterId" = coalesce(draft."charterId", draft."editsCharterId") AND ${SHOWN}`;
  return db.$queryRaw<DraftRow[]>`${before}
    SELECT draft."id", draft."status"::text AS "status", draft."version", draft."currentStep", draft."data",
      draft."charterId", draft."editsCharterId", draft."createdAt", draft."updatedAt", draft."lastTouchedAt",
      (${ofCharter} AND media."kind" = 'CHARTER_PHOTO') + (
        SELECT count(*)::int FROM "CharterMedia" AS media
        WHERE draft."status" = 'DRAFT' AND media."captainId" = captain."id" AND ${waitingPhoto(draftId)}
      ) AS "photos",
      (${ofCharter} AND media."kind" = 'CHARTER_VIDEO') + (
        SELECT count(*)::int FROM "CaptainVideo" AS video
        WHERE draft."status" = 'DRAFT' AND video."ownerId" = draft."userId" AND ${waitingVideo(draftId)}
      ) AS "videos"
    FROM ${drafts} AS draft LEFT JOIN "CaptainProfile" AS captain ON captain."userId" = draft."userId"
    ORDER BY draft."createdAt" DESC, draft."id" DESC`;
}
