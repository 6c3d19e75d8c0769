// A captain has a video worked on once more.
import "server-only";
import { db } from "@/lib/db/client";
import { findOwn, requeue } from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { toVideoView } from "./rules";
import type { VideoView } from "./schema";

/**
 * Puts a failed or cancelled video back into the queue; one that waits, is worked on or is ready stays as it is,
 * so that asking twice is harmless.
 *
 * @throws AppError not_found; upload_incomplete while its bytes have not arrived
 */
export async function retryVideo({ userId }: Captain, videoId: string): Promise<VideoView> {
  const row =
    (await requeue(db(), userId, videoId)) ??
    (await findOwn(db(), userId, videoId)) ??
    fail("not_found");
  if (row.processStatus === "uploading") fail("upload_incomplete");
  return toVideoView(row);
}
