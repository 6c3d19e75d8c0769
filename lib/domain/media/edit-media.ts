// A captain words a photo, makes it the cover, or moves it to a draft.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { MEDIA_KINDS } from "./kinds";
import { toMediaView } from "./rules";
import type { MediaPatch, MediaView } from "./schema";

/**
 * Changes the captain's own media; harmless to repeat. Of the photos of a charter or of a draft one at
 * most is the cover: a new one takes over.
 *
 * @throws AppError not_found, also for what is in the trash, for a draft that is not the captain's or not
 *   open, and for a profile picture that is to be a cover or to move; invalid_payload when linked media is
 *   to move or a video to be the cover
 */
export function editMedia(
  { userId }: Captain,
  mediaId: string,
  { draftId, ...words }: MediaPatch,
): Promise<MediaView> {
  return inTransaction(async (tx) => {
    const captainId = (await mediaRepo.lockCaptain(tx, userId)) ?? fail("not_found");
    const row = (await mediaRepo.lockOwn(tx, captainId, mediaId)) ?? fail("not_found");
    if (row.trashedAt) fail("not_found");
    if (row.kind === "CAPTAIN_AVATAR" && (words.isCover || draftId)) fail("not_found");
    if (words.isCover && MEDIA_KINDS[row.kind].medium !== "photo")
      fail("invalid_payload", { errors: { isCover: "Only a photo can be the cover." } });

    if (draftId !== undefined && draftId !== row.draftId) {
      if (row.charterId)
        fail("invalid_payload", { errors: { draftId: "This is part of a charter already." } });
      if (draftId && !(await mediaRepo.isOpenDraft(tx, userId, draftId))) fail("not_found");
      await mediaRepo.place(tx, mediaId, { charterId: null, draftId }, { atEnd: false });
    }
    if (words.isCover) await mediaRepo.clearCover(tx, mediaId);
    const edited = await mediaRepo.edit(tx, mediaId, words);
    if (row.charterId) await mediaRepo.touchCharter(tx, userId, row.charterId);
    return toMediaView(edited);
  });
}
