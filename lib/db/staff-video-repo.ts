// Captains' videos as staff look through them, and how staff stop one. The status moves by compare-and-set only.
// What is in the trash stands among the media instead.
import "server-only";
import type { Db } from "./client";
import { type CaptainVideo, Prisma } from "./generated/client";
import { IN_SIGHT } from "./video-repo";

const { sql, empty } = Prisma;

export interface StaffVideoRow extends CaptainVideo {
  ownerName: string;
  ownerEmail: string;
  charterName: string | null;
  stale: boolean;
}

/** On its way, and nothing changed for 15 minutes; a worker that holds its lease has not gone quiet. */
const STALE = sql`video."processStatus" IN ('uploading', 'queued', 'processing')
  AND video."updatedAt" < now() - interval '15 minutes'
  AND (video."leasedUntil" IS NULL OR video."leasedUntil" < now())`;
const SEEN = sql`SELECT video.*, who."name" AS "ownerName", who."email" AS "ownerEmail",
    charter."name" AS "charterName", (${STALE}) AS "stale"
  FROM "CaptainVideo" AS video JOIN "User" AS who ON who."id" = video."ownerId"
  LEFT JOIN "Charter" AS charter ON charter."id" = video."charterId"`;

export interface StaffVideoFilter {
  status?: CaptainVideo["processStatus"] | "stale" | undefined;
  /** Walk the list backwards. */
  reverse: boolean;
  beyond?: { at: Date; id: string } | undefined;
  limit: number;
}

/** One page in the order of the walk, which begins with the newest. */
export async function findStaffVideos(db: Db, filter: StaffVideoFilter): Promise<StaffVideoRow[]> {
  const { status, reverse, beyond, limit } = filter;
  const walk = reverse ? sql`ASC` : sql`DESC`;
  const further = reverse ? sql`>` : sql`<`;
  const wanted =
    status === "stale"
      ? STALE
      : status
        ? sql`video."processStatus" = ${status}::"VideoProcessStatus"`
        : sql`true`;
  return db.$queryRaw<StaffVideoRow[]>`${SEEN} WHERE ${IN_SIGHT} AND ${wanted}
    ${beyond ? sql`AND (video."createdAt", video."id") ${further} (${beyond.at}, ${beyond.id})` : empty}
    ORDER BY video."createdAt" ${walk}, video."id" ${walk} LIMIT ${limit}`;
}

/** One video; null when there is none, or it is in the trash. */
export async function findStaffVideo(db: Db, id: string): Promise<StaffVideoRow | null> {
  const [row] = await db.$queryRaw<
    StaffVideoRow[]
  >`${SEEN} WHERE video."id" = ${id} AND ${IN_SIGHT}`;
  return row ?? null;
}

/** What waits or is worked on is no longer; its worker loses its lease. False when it is neither. */
export async function cancelAny(db: Db, id: string, words: string): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "CaptainVideo" AS video
    SET "processStatus" = 'cancelled', "errorMessage" = ${words}, "leaseOwner" = NULL,
      "leasedUntil" = NULL, "retryAt" = NULL, "updatedAt" = now()
    WHERE video."id" = ${id} AND video."processStatus" IN ('queued', 'processing') AND ${IN_SIGHT}`;
  return rows === 1;
}
