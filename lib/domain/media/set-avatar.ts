// A captain chooses the picture of their profile.
import "server-only";
import type { Tx } from "@/lib/db/client";
import type { MediaRecord } from "@/lib/db/media-repo";
import * as profileRepo from "@/lib/db/profile-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { photoTypeOf } from "@/lib/images/photo-type";
import { toMediaView } from "./rules";
import type { MediaView } from "./schema";
import { storePhoto } from "./store-photo";
import type { ReceivedPhoto } from "./upload-photo";

/**
 * Stores the photo through the same door as any other; the old picture goes to the trash in the moment
 * the new one is there. Makes the profile when there is none.
 *
 * @throws AppError unsupported_media_type, invalid_image, image_too_large, storage_unavailable, busy
 */
export async function setAvatar(
  captain: Captain,
  { bytes, sha256, signal }: ReceivedPhoto,
): Promise<{ ok: true; media: MediaView }> {
  if (!(await photoTypeOf(bytes))) fail("unsupported_media_type");
  const row = await storePhoto(captain, {
    kind: "CAPTAIN_AVATAR",
    bytes,
    contentHash: sha256,
    // The same picture may be chosen again after another one.
    dedupeKey: null,
    draftId: null,
    signal,
    settle: wear,
  });
  return { ok: true, media: toMediaView(row ?? fail("busy")) };
}

async function wear(tx: Tx, row: MediaRecord): Promise<MediaRecord> {
  await profileRepo.wearAvatar(tx, row.captainId ?? fail("internal"), row.id);
  return row;
}
