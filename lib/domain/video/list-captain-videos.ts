// A captain looks at their own videos, and nobody else's.
import "server-only";
import { db } from "@/lib/db/client";
import * as videoRepo from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { toVideoView } from "./rules";
import type { VideoView } from "./schema";

/**
 * The captain's videos in every state but the trash, the oldest first; with `draftId` those its page would show,
 * those that failed beside them.
 *
 * @throws AppError not_found for a draft that is not the captain's
 */
export async function listCaptainVideos(
  { userId }: Captain,
  { draftId }: { draftId?: string | undefined },
): Promise<{ videos: VideoView[] }> {
  const rows = draftId
    ? await videoRepo.listOfDraft(db(), userId, draftId)
    : await videoRepo.listOwn(db(), userId);
  return { videos: (rows ?? fail("not_found")).map(toVideoView) };
}
