// The daily round: broken uploads, media and files whose time is over, and whatever else has expired.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { db } from "@/lib/db/client";
import * as leaseRepo from "@/lib/db/lease-repo";
import { countDue, dropTrashed } from "@/lib/db/video-repo";
import type { System } from "@/lib/domain/actor";
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import { reapVideos } from "@/lib/domain/video/reap-videos";
import { purgeMedia } from "./purge-media";
import { reapUploads } from "./reap-uploads";

const JOB = leaseRepo.CLEANUP;
/**
 * Until when each part may begin something more, counted from the start of the round. What waits for a
 * store that hangs may take 20 seconds longer, so that the round is over in 50.
 */
const EXPIRED_MS = 5_000;
const UPLOADS_MS = 12_000;
const VIDEOS_MS = 20_000;
const PURGE_MS = 30_000;
const EXPIRED_BATCH = 1_000;
/** Longer than a round, shorter than the patience of whoever waits for a killed one to be repeated. */
const LEASE_SECONDS = 60;

interface CleanupResult {
  /** Rows that are gone, with their blobs where no other row stands on them, and files that no row named. */
  deleted: number;
  /** What could not be done now and will be tried again. */
  failed: number;
  /** What is still to be done. */
  remaining: number;
  /** Uploads that had broken off and are complete now. */
  finished?: number;
  /** Another round was running: this one did nothing. */
  skipped?: true;
}

/**
 * One round, 50 seconds at most. Of two at once one works and the other answers `skipped`.
 *
 * @param options `dryRun` only counts what is to be done
 */
export async function runCleanup(
  system: System,
  { dryRun }: { dryRun: boolean },
): Promise<CleanupResult> {
  const nothing = { deleted: 0, failed: 0 };
  if (dryRun) return { ...nothing, remaining: await countRemaining() };
  const lease = await leaseRepo.claim(db(), JOB, LEASE_SECONDS);
  if (!lease) return { ...nothing, remaining: await countRemaining(), skipped: true };

  const start = performance.now();
  while ((await cleanupRepo.removeExpired(db(), EXPIRED_BATCH)) > 0)
    if (performance.now() > start + EXPIRED_MS) break;
  const uploads = await reapUploads(system, {
    limit: Number.POSITIVE_INFINITY,
    until: start + UPLOADS_MS,
  });
  await dropTrashed(db());
  const videos = await reapVideos(system, {
    limit: Number.POSITIVE_INFINITY,
    until: start + VIDEOS_MS,
  });
  const purged = await purgeMedia(system, { until: start + PURGE_MS });
  const result = {
    deleted: uploads.removed + videos.removed + purged.deleted,
    failed: uploads.failed + videos.failed + purged.failed,
    remaining: await countRemaining(),
    finished: uploads.finished + videos.finished,
  };
  await leaseRepo.release(db(), JOB, lease, result);
  return result;
}

async function countRemaining(): Promise<number> {
  return (
    (await cleanupRepo.countRemaining(db())) + (await countDue(db(), VIDEO_LIMITS.resumeHours))
  );
}
