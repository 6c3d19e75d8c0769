// The queue of clips that wait for the worker: the rows themselves, held by leases. Times are the
// database's. Every statement stands alone, so that it works through a pooler; whoever writes for a clip says
// under which lease, and writes nothing once another has it.
import "server-only";
import type { Db } from "./client";
import { type CaptainVideo, Prisma } from "./generated/client";

/** A clip and the lease under which it is worked on: a new random text for each claim. */
export interface HeldVideo {
  id: string;
  lease: string;
}

/** A clip somebody works on, and since when it was due: its place among those that wait. */
export type ClaimedVideo = CaptainVideo & { stoodAt: Date };

/** After so many a clip that still fails has failed. */
const MAX_ATTEMPTS = 3;
/** The name of the worker's sign of life among the jobs. */
const WORKER = "video-worker";
const AWAY_MINUTES = 5;

/**
 * Takes the clip that is due for longest, for so many seconds: one that waits, or one whose worker has not been heard
 * of. One that is tried again stands behind those that came before its next try. The same statement fails clips that took their worker with them each time, and tells that a worker is there.
 *
 * @param words what the captains of given up clips read
 */
export async function claim(
  db: Db,
  { lease, seconds, words }: { lease: string; seconds: number; words: string },
): Promise<ClaimedVideo | null> {
  const [claimed] = await db.$queryRaw<ClaimedVideo[]>`WITH given_up AS (
      UPDATE "CaptainVideo" SET "processStatus" = 'failed', "errorMessage" = ${words},
        "leaseOwner" = NULL, "leasedUntil" = NULL, "updatedAt" = now()
      WHERE "id" IN (
        SELECT "id" FROM "CaptainVideo"
        WHERE "processStatus" = 'processing' AND "leasedUntil" < now() AND "attempts" >= ${MAX_ATTEMPTS}
        LIMIT 10 FOR UPDATE SKIP LOCKED)
    ), sign_of_life AS (
      INSERT INTO "JobLease" ("name", "lastFinishedAt")
      SELECT ${WORKER}, now() WHERE NOT EXISTS (
        SELECT FROM "JobLease" WHERE "name" = ${WORKER} AND "lastFinishedAt" > now() - interval '20 seconds')
      ON CONFLICT ("name") DO UPDATE SET "lastFinishedAt" = EXCLUDED."lastFinishedAt"
    ), due AS (
      SELECT "id", coalesce("retryAt", "leasedUntil", "createdAt") AS "stoodAt" FROM "CaptainVideo"
      WHERE ("processStatus" = 'queued' AND ("retryAt" IS NULL OR "retryAt" <= now()))
        OR ("processStatus" = 'processing' AND ("leasedUntil" IS NULL OR "leasedUntil" < now())
          AND "attempts" < ${MAX_ATTEMPTS})
      ORDER BY "stoodAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    UPDATE "CaptainVideo" AS video SET "processStatus" = 'processing', "attempts" = video."attempts" + 1,
      "leaseOwner" = ${lease}, "leasedUntil" = now() + make_interval(secs => ${seconds}), "retryAt" = NULL,
      "errorMessage" = NULL, "updatedAt" = now()
    FROM due WHERE video."id" = due."id"
    RETURNING video.*, due."stoodAt"`;
  return claimed ?? null;
}

/** Holds the clip for so many more seconds from now. False when somebody else has it, or it is gone. */
export async function extend(db: Db, { id, lease }: HeldVideo, seconds: number): Promise<boolean> {
  const rows = await db.$executeRaw`WITH sign_of_life AS (
      UPDATE "JobLease" SET "lastFinishedAt" = now() WHERE "name" = ${WORKER}
    )
    UPDATE "CaptainVideo" SET "leasedUntil" = now() + make_interval(secs => ${seconds})
    WHERE "id" = ${id} AND "leaseOwner" = ${lease}`;
  return rows === 1;
}

/** Puts it back for so many seconds, or to where it stood: this attempt does not count. */
export async function giveBack(
  db: Db,
  { id, lease }: HeldVideo,
  to: { seconds: number } | { stoodAt: Date },
): Promise<void> {
  const dueAt =
    "stoodAt" in to
      ? Prisma.sql`${to.stoodAt}`
      : Prisma.sql`now() + make_interval(secs => ${to.seconds})`;
  await db.$executeRaw`UPDATE "CaptainVideo" SET "processStatus" = 'queued', "attempts" = "attempts" - 1,
      "retryAt" = ${dueAt}, "leaseOwner" = NULL, "leasedUntil" = NULL, "updatedAt" = now()
    WHERE "id" = ${id} AND "leaseOwner" = ${lease}`;
}

/**
 * Ends an attempt that failed: the clip waits for the next, each time four times as long, or has failed for good.
 *
 * @param options `words` what its captain reads then; `again` false when no other attempt would do better
 * @returns null when somebody else has it, or it is gone
 */
export async function endAttempt(
  db: Db,
  { id, lease }: HeldVideo,
  { words, again }: { words: string; again: boolean },
): Promise<"queued" | "failed" | null> {
  const [row] = await db.$queryRaw<{ status: "queued" | "failed" }[]>`
    WITH video AS (
      SELECT "id", ${again}::boolean AND "attempts" < ${MAX_ATTEMPTS} AS "again" FROM "CaptainVideo"
      WHERE "id" = ${id} AND "leaseOwner" = ${lease} FOR UPDATE
    )
    UPDATE "CaptainVideo" AS row
    SET "processStatus" = (CASE WHEN "again" THEN 'queued' ELSE 'failed' END)::"VideoProcessStatus",
      "retryAt" = CASE WHEN "again" THEN now() + make_interval(secs => 15 * 4 ^ (row."attempts" - 1)) END,
      "errorMessage" = CASE WHEN NOT "again" THEN ${words} END,
      "leaseOwner" = NULL, "leasedUntil" = NULL, "updatedAt" = now()
    FROM video WHERE row."id" = video."id"
    RETURNING row."processStatus" AS "status"`;
  return row?.status ?? null;
}

/** True when a worker looked for work, or worked, within 5 minutes. */
export async function workerIsThere(db: Db): Promise<boolean> {
  const [found] = await db.$queryRaw<{ there: boolean }[]>`SELECT EXISTS (
    SELECT FROM "JobLease" WHERE "name" = ${WORKER}
      AND "lastFinishedAt" > now() - make_interval(mins => ${AWAY_MINUTES})) AS "there"`;
  return found?.there === true;
}
