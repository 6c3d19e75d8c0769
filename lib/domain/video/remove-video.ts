// A captain removes a video, in whatever state it is.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import { loosenBlobs } from "@/lib/db/loose-blob-repo";
import * as mediaRepo from "@/lib/db/media-repo";
import * as videoRepo from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { log } from "@/lib/log";
import { clearBlobs } from "./clear-blobs";
import { VIDEO_STATUSES } from "./schema";

/**
 * A video on a charter goes to the trash like its photos, for 30 days, and again it answers the same. Any other is
 * gone at once: an upload under way finds no row to arrive at, and a worker loses its lease.
 *
 * @throws AppError not_found
 */
export async function removeVideo(
  { userId, requestId }: Captain,
  videoId: string,
): Promise<{ ok: true }> {
  const loose = await inTransaction(async (tx) => {
    const captainId = await mediaRepo.lockCaptain(tx, userId);
    const row = (await videoRepo.lockOwn(tx, userId, videoId)) ?? fail("not_found");
    if (row.charterMediaId) {
      const media = captainId && (await mediaRepo.lockOwn(tx, captainId, row.charterMediaId));
      if (media && !media.trashedAt) {
        if (media.charterId) await mediaRepo.touchCharter(tx, userId, media.charterId);
        await mediaRepo.trash(tx, media.id);
      }
      return [];
    }
    await videoRepo.remove(tx, videoId, VIDEO_STATUSES);
    const keys = videoRepo.keysOf(row).filter((key) => key !== null);
    await loosenBlobs(tx, keys);
    return keys;
  });
  // No page shows it any more; should its files not go now, the cleanup takes them.
  await clearBlobs(loose).catch((err: unknown) =>
    log().warn({ requestId, videoId, err }, "left for the cleanup"),
  );
  return { ok: true };
}
