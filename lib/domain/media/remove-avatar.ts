// A captain takes the picture off their profile.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import * as profileRepo from "@/lib/db/profile-repo";
import type { Captain } from "@/lib/domain/actor";

/** The picture goes to the trash; harmless when there is none. */
export function removeAvatar({ userId }: Captain): Promise<{ ok: true }> {
  return inTransaction(async (tx) => {
    const captainId = await mediaRepo.lockCaptain(tx, userId);
    if (captainId) await profileRepo.wearAvatar(tx, captainId, null);
    return { ok: true };
  });
}
