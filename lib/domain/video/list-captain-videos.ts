// A captain looks at their own videos, and nobody else's.
import "server-only";
import { db } from "@/lib/db/client";
import { workerIsThere } from "@/lib/db/video-queue-repo";
import * as videoRepo from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { toVideoView } from "./rules";
import type { CaptainVideos } from "./schema";

/**
 * The captain's videos in every state but the trash, the oldest first; with `draftId` those its page would show,
 * those that failed beside them.
 *
 * @throws AppError not_found for a draft that is not the captain's
 */
export async function listCaptainVideos(
  { userId }: Captain,
  { draftId }: { draftId?: string | undefined },
): Promise<CaptainVideos> {
  const [rows, canProcessOnServer] = await Promise.all([
    draftId ? videoRepo.listOfDraft(db(), userId, draftId) : videoRepo.listOwn(db(), userId),
    workerIsThere(db()),
  ]);
  return { videos: (rows ?? fail("not_found")).map(toVideoView), canProcessOnServer };
}
