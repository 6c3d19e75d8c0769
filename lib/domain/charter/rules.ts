// How a charter and the draft that makes or edits it say the same thing. Pure and browser-safe.
import { legibleDraft } from "@/lib/domain/draft/rules";
import type { DraftData, DraftPatch } from "@/lib/domain/draft/schema";

/** What a complete draft says of its charter, its boat and its trips, in a charter's words. */
export function charterOfDraft(data: DraftData) {
  const { operator, charterName, boat, trips, ...same } = data;
  return {
    charter: {
      ...same,
      name: charterName,
      operatorName: operator.displayName,
      operatorBio: operator.bio,
      operatorExperience: operator.experienceYears,
      operatorPhone: operator.phone,
      operatorBackupPhone: operator.backupPhone ?? null,
    },
    boat: boat ?? null,
    trips: trips.map((trip, sortOrder) => ({
      ...trip,
      sortOrder,
      promoPrice: trip.promoPrice ?? null,
      description: trip.description ?? null,
    })),
  };
}

type Parts = ReturnType<typeof charterOfDraft>;

/** A stored charter; an old one may lack what its form did not ask for. */
export interface StoredCharter
  extends Omit<Parts["charter"], "latitude" | "longitude" | "policies" | "pickup"> {
  latitude: number | null;
  longitude: number | null;
  policies: unknown;
  pickup: unknown;
  boat: Parts["boat"];
  /** In the order people read them. */
  trips: Omit<Parts["trips"][number], "sortOrder">[];
}

/** The draft that would make this charter, the inverse of {@link charterOfDraft}; what it can't say is absent. */
export function draftOfCharter(charter: StoredCharter): DraftPatch {
  return legibleDraft({
    operator: {
      displayName: charter.operatorName,
      bio: charter.operatorBio,
      experienceYears: charter.operatorExperience,
      phone: charter.operatorPhone,
      backupPhone: charter.operatorBackupPhone,
    },
    charterName: charter.name,
    charterType: charter.charterType,
    description: charter.description,
    state: charter.state,
    city: charter.city,
    startingPoint: charter.startingPoint,
    postcode: charter.postcode,
    latitude: charter.latitude,
    longitude: charter.longitude,
    withoutBoat: charter.withoutBoat,
    boat: charter.boat,
    amenities: charter.amenities,
    policies: charter.policies,
    pickup: charter.pickup,
    scheduleType: charter.scheduleType,
    operationalDays: charter.operationalDays,
    trips: charter.trips,
  });
}
