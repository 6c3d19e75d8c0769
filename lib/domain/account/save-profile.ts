// The profile page's save button.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import * as profileRepo from "@/lib/db/profile-repo";
import type { Captain } from "@/lib/domain/actor";
import { profileView } from "./rules";
import type { ProfileView, SaveProfileInput } from "./schema";

/**
 * Saves the given fields of the captain's own profile and keeps the others. Creates the profile when
 * there is none. Harmless to repeat; of two saves at once the last one's fields stand.
 */
export async function saveProfile(captain: Captain, input: SaveProfileInput): Promise<ProfileView> {
  return inTransaction(async (tx) => {
    const id = await profileRepo.ensureProfile(tx, captain.userId);
    return profileView(await profileRepo.update(tx, id, input));
  });
}
