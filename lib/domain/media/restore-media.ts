// A captain takes a photo back out of the trash.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import * as profileRepo from "@/lib/db/profile-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { CHARTER_PHOTOS, MEDIA_KINDS, PHOTO_LIMITS } from "./kinds";
import { toMediaView } from "./rules";
import type { MediaView } from "./schema";

/**
 * Puts the captain's own media back where it was removed from: on its charter, in its draft while that is
 * open, else among what waits in no draft. Harmless when it is not in the trash.
 *
 * @throws AppError not_found, also when it is purged already; charter_full, quota_exceeded
 */
export function restoreMedia({ userId }: Captain, mediaId: string): Promise<MediaView> {
  return inTransaction(async (tx) => {
    const captainId = (await mediaRepo.lockCaptain(tx, userId)) ?? fail("not_found");
    const row = (await mediaRepo.lockOwn(tx, captainId, mediaId)) ?? fail("not_found");
    if (!row.trashedAt) return toMediaView(row);

    const { charterId, kind } = row;
    let { draftId } = row;
    if (charterId) {
      const others = await mediaRepo.countOthersOfCharter(tx, charterId, mediaId);
      if (kind === "CHARTER_PHOTO" && others.kept >= CHARTER_PHOTOS.max) fail("charter_full");
      await mediaRepo.touchCharter(tx, userId, charterId);
    } else {
      if (draftId && !(await mediaRepo.isOpenDraft(tx, userId, draftId))) draftId = null;
      const isCounted = MEDIA_KINDS[kind].countsAsPending;
      if (isCounted && (await mediaRepo.countPending(tx, captainId)) >= PHOTO_LIMITS.maxPending)
        fail("quota_exceeded");
    }
    if (kind === "CAPTAIN_AVATAR") await profileRepo.wearAvatar(tx, captainId, mediaId);
    return toMediaView(
      await mediaRepo.place(tx, mediaId, { charterId, draftId }, { atEnd: false }),
    );
  });
}
