// A captain's browser says that a video has arrived.
import "server-only";
import { db } from "@/lib/db/client";
import { findOwn } from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { confirmVideo } from "./confirm-video";
import { toVideoView } from "./rules";
import type { VideoView } from "./schema";

/**
 * Confirms the captain's own video; again, or beside the store's own word, it answers with the video as it is.
 *
 * @throws AppError not_found; what {@link confirmVideo} throws
 */
export async function completeVideo({ userId }: Captain, videoId: string): Promise<VideoView> {
  const row = (await findOwn(db(), userId, videoId)) ?? fail("not_found");
  return toVideoView(await confirmVideo(row));
}
