// The worker has made a clip of an original: from now on the clip is what everybody sees.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import { loosenBlobs, takeBlob } from "@/lib/db/loose-blob-repo";
import { finish, type MadeClip, type StoredPoster } from "@/lib/db/video-finish-repo";
import type { HeldVideo } from "@/lib/db/video-queue-repo";
import type { System } from "@/lib/domain/actor";
import { log } from "@/lib/log";
import { clearBlobs } from "./clear-blobs";

/**
 * Swaps the original for the clip in one transaction, on the charter's media too when the video is linked, and
 * removes the original's bytes only after it. Of two workers with the same clip only the one whose lease counts
 * gets through; what the other stored goes, as does a poster where the captain chose one.
 *
 * @param made stored under names that were announced with `expectBlob` before their bytes were sent
 * @returns false when the lease was lost, the video is gone, or the announced time was over: then nothing changed
 * @throws AppError busy, database_unavailable; then nothing changed
 */
export async function finishVideo(
  { requestId }: System,
  held: HeldVideo,
  made: { clip: MadeClip; poster: StoredPoster | null },
): Promise<boolean> {
  const { clip, poster } = made;
  const names = [clip.key, ...(poster ? [poster.key] : [])];
  const loose = await inTransaction(async (tx) => {
    // A name whose time was over may have lost its bytes.
    const taken = await Promise.all(names.map((name) => takeBlob(tx, name)));
    const finished = taken.every(Boolean) && (await finish(tx, held, clip, poster));
    const left = finished
      ? [finished.originalKey, ...(finished.tookPoster ? [] : names.slice(1))]
      : names;
    await loosenBlobs(tx, left);
    return { left, isDone: Boolean(finished) };
  });
  await clearBlobs(loose.left).catch((err: unknown) =>
    log().warn({ requestId, videoId: held.id, err }, "left for the cleanup"),
  );
  return loose.isDone;
}
