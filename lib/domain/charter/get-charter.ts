// The finished charter as anybody may see it.
import "server-only";
import { findCharter, listShownMedia } from "@/lib/db/charter-repo";
import { db } from "@/lib/db/client";
import { legibleDraft } from "@/lib/domain/draft/rules";
import { type DraftPatch, withoutNulls } from "@/lib/domain/draft/schema";
import { toMediaView } from "@/lib/domain/media/rules";
import { fail } from "@/lib/errors/app-error";
import type { CharterView } from "./schema";

/**
 * A charter with the photos and videos that people may see: none removed, missing or rejected. Charters
 * of the old system lack what their form did not ask for, and are shown without it.
 *
 * @throws AppError not_found when absent or archived
 */
export async function getCharter(charterId: string): Promise<CharterView> {
  const charter = (await findCharter(db(), charterId)) ?? fail("not_found");
  const media = await listShownMedia(db(), charterId);
  const { captain, boat } = charter;
  const { policies, pickup } = withoutNulls(
    legibleDraft({ policies: charter.policies, pickup: charter.pickup }),
  ) as DraftPatch;
  const avatar = captain.avatar && toMediaView(captain.avatar);
  return {
    id: charter.id,
    name: charter.name,
    charterType: charter.charterType,
    description: charter.description,
    place: {
      state: charter.state,
      city: charter.city,
      startingPoint: charter.startingPoint,
      postcode: charter.postcode,
      latitude: charter.latitude,
      longitude: charter.longitude,
    },
    operator: {
      name: charter.operatorName || captain.displayName,
      bio: charter.operatorBio || captain.bio,
      experienceYears: charter.operatorExperience || captain.experienceYrs,
      // Never the profile's: only what was given for the charter is meant for visitors.
      phone: charter.operatorPhone,
      avatarUrl: avatar?.state === "pending" && !avatar.rejectedReason ? avatar.thumbnailUrl : null,
    },
    boat: boat && {
      name: boat.name,
      type: boat.type,
      lengthFeet: boat.lengthFeet,
      capacity: boat.capacity,
      features: boat.features,
    },
    amenities: charter.amenities,
    policies: (policies ?? {}) as CharterView["policies"],
    pickup: (pickup ?? {}) as CharterView["pickup"],
    scheduleType: charter.scheduleType,
    operationalDays: charter.operationalDays,
    trips: charter.trips.map(({ charterId: _, sortOrder: __, ...trip }) => ({
      ...trip,
      price: Number(trip.price),
      promoPrice: trip.promoPrice === null ? null : Number(trip.promoPrice),
    })),
    // Which draft a photo came from is the captain's affair.
    media: media.map((row) => ({ ...toMediaView(row), draftId: null })),
  };
}
