// The swap of an original for the clip the worker made of it, on the video's row and on its charter's media.
import "server-only";
import type { Tx } from "./client";
import type { HeldVideo } from "./video-queue-repo";

/** A clip in the store, and what it is. */
export interface MadeClip {
  key: string;
  url: string;
  sizeBytes: number;
  durationSec: number;
  width: number;
  height: number;
  /** Where in the original it begins, in seconds. */
  fromSec: number;
}

export interface StoredPoster {
  key: string;
  url: string;
}

export interface FinishedVideo {
  /** The original's name, whose bytes may go. */
  originalKey: string;
  /** The poster its captain chose is kept. */
  tookPoster: boolean;
}

/**
 * `processing` to `ready` under this lease, the row first and then, seen by a new statement, the media row that a
 * finalize may have made meanwhile. Null when somebody else has the clip, or it is gone.
 */
export async function finish(
  tx: Tx,
  { id, lease }: HeldVideo,
  { key, url, sizeBytes, durationSec, width, height, fromSec }: MadeClip,
  poster: StoredPoster | null,
): Promise<FinishedVideo | null> {
  const [video] = await tx.$queryRaw<
    { blobKey: string; charterMediaId: string | null; thumbnailBlobKey: string | null }[]
  >`UPDATE "CaptainVideo" SET "processStatus" = 'ready', "ready720pUrl" = ${url},
      "normalizedBlobKey" = ${key}, "processedSizeBytes" = ${sizeBytes}, "processedDurationSec" = ${durationSec},
      "processedWidth" = ${width}, "processedHeight" = ${height}, "appliedTrimStartSec" = ${fromSec},
      "processedAt" = now(), "originalDeletedAt" = now(), "errorMessage" = NULL, "retryAt" = NULL,
      "leaseOwner" = NULL, "leasedUntil" = NULL, "updatedAt" = now(),
      "thumbnailBlobKey" = CASE WHEN "thumbnailUrl" IS NULL THEN ${poster?.key ?? null} ELSE "thumbnailBlobKey" END,
      "thumbnailUrl" = coalesce("thumbnailUrl", ${poster?.url ?? null})
    WHERE "id" = ${id} AND "leaseOwner" = ${lease} AND "processStatus" = 'processing'
    RETURNING "blobKey", "charterMediaId", "thumbnailBlobKey"`;
  if (!video) return null;
  if (video.charterMediaId)
    await tx.$executeRaw`UPDATE "CharterMedia" AS media SET "url" = ${url}, "storageKey" = ${key},
        "mimeType" = 'video/mp4', "sizeBytes" = ${sizeBytes}, "width" = ${width}, "height" = ${height},
        "durationSeconds" = ${durationSec}, "thumbnailUrl" = video."thumbnailUrl", "missingSince" = NULL,
        "updatedAt" = now()
      FROM "CaptainVideo" AS video
      WHERE media."id" = ${video.charterMediaId} AND video."id" = ${id}`;
  return {
    originalKey: video.blobKey,
    tookPoster: poster !== null && video.thumbnailBlobKey === poster.key,
  };
}
