// What the profile page shows its captain.
import "server-only";
import { db } from "@/lib/db/client";
import * as profileRepo from "@/lib/db/profile-repo";
import type { Captain } from "@/lib/domain/actor";
import { profileView } from "./rules";
import type { ProfileView } from "./schema";

/** The captain's own profile; before there is one, what it would start with. Creates nothing. */
export async function getProfile(captain: Captain): Promise<ProfileView> {
  const row = await profileRepo.findByUser(db(), captain.userId);
  if (row) return profileView(row);
  const displayName = await profileRepo.findUserName(db(), captain.userId);
  return profileView({ displayName });
}
