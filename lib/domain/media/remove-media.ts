// A captain removes a photo: it goes to the trash, from which it can come back for 30 days.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import * as profileRepo from "@/lib/db/profile-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { CHARTER_PHOTOS } from "./kinds";

/**
 * Moves the captain's own media to the trash; again it answers the same. It keeps its charter and its
 * draft, to go back to.
 *
 * @throws AppError not_found; charter_needs_photos when people would see fewer than 3 on its charter
 */
export function removeMedia(
  { userId }: Captain,
  mediaId: string,
): Promise<{ ok: true; trashedAt: string }> {
  return inTransaction(async (tx) => {
    const captainId = (await mediaRepo.lockCaptain(tx, userId)) ?? fail("not_found");
    const row = (await mediaRepo.lockOwn(tx, captainId, mediaId)) ?? fail("not_found");
    if (row.trashedAt) return { ok: true, trashedAt: row.trashedAt.toISOString() };

    if (row.charterId) {
      const others = await mediaRepo.countOthersOfCharter(tx, row.charterId, mediaId);
      const isShown = !row.missingSince && row.rejectedReason === null;
      if (row.kind === "CHARTER_PHOTO" && isShown && others.shown < CHARTER_PHOTOS.min)
        fail("charter_needs_photos");
      await mediaRepo.touchCharter(tx, userId, row.charterId);
    }
    if (row.kind === "CAPTAIN_AVATAR") await profileRepo.dropAvatar(tx, mediaId);
    const trashedAt = await mediaRepo.trash(tx, mediaId);
    return { ok: true, trashedAt: trashedAt.toISOString() };
  });
}
