// What a draft says, as pairs of word and value: everything that goes online but the photos, the policies
// and the description, which the review shows as the charter's page does.
import {
  charterStyleWords,
  counted,
  days,
  duration,
  money,
  position,
} from "@/components/words/charter-words";
import type { DraftPatch } from "@/lib/domain/draft/schema";
import { fieldLabel } from "./field-label";

export interface DraftFact {
  term: string;
  value: string;
}

/** The captain, the charter and its place. What is empty is left out, here and below. */
export function charterFacts({ operator, ...data }: DraftPatch): DraftFact[] {
  const { latitude, longitude } = data;
  return facts({
    "operator.displayName": operator?.displayName,
    "operator.experienceYears": numbered(operator?.experienceYears, "year", "years"),
    "operator.bio": operator?.bio,
    "operator.phone": operator?.phone,
    "operator.backupPhone": operator?.backupPhone,
    charterName: data.charterName,
    charterType: data.charterType,
    startingPoint: listed([data.startingPoint, data.postcode, data.city, data.state]),
    "Position on the map":
      isNumber(latitude) && isNumber(longitude) ? position(latitude, longitude) : undefined,
  });
}

/** The boat, what is included and the pickup. */
export function boatFacts({ withoutBoat, boat, amenities, pickup }: DraftPatch): DraftFact[] {
  return facts({
    ...(withoutBoat
      ? { boat: "Without a boat" }
      : {
          "boat.name": boat?.name,
          "boat.type": boat?.type,
          "boat.lengthFeet": numbered(boat?.lengthFeet, "foot", "feet"),
          "boat.capacity": numbered(boat?.capacity, "person", "people"),
          "boat.features": listed(boat?.features),
        }),
    amenities: listed(amenities),
    ...(pickup?.available && {
      "pickup.fee": pickup.fee === 0 ? "No extra cost" : priced(pickup.fee),
      "pickup.areas": listed(pickup.areas),
      "pickup.notes": pickup.notes,
    }),
  });
}

/** One trip, its name left to the heading above it. */
export function tripFacts(trip: NonNullable<DraftPatch["trips"]>[number]): DraftFact[] {
  return facts({
    "trips.tripType": trip.tripType,
    "trips.price": priced(trip.price),
    "trips.promoPrice": priced(trip.promoPrice),
    "trips.durationHours": isNumber(trip.durationHours) ? duration(trip.durationHours) : undefined,
    "trips.startTimes": listed(trip.startTimes),
    "trips.maxAnglers": numbered(trip.maxAnglers, "angler", "anglers"),
    "trips.charterStyle": trip.charterStyle && charterStyleWords(trip.charterStyle),
    "trips.description": trip.description,
    "trips.species": listed(trip.species),
    "trips.techniques": listed(trip.techniques),
  });
}

/** When the captain goes out. */
export function scheduleFacts({ scheduleType, operationalDays }: DraftPatch): DraftFact[] {
  return facts({ scheduleType: scheduleType && days(scheduleType, operationalDays ?? []) });
}

/** By the field's path, or by a word of its own where no one field says it. */
function facts(values: Record<string, string | null | undefined>): DraftFact[] {
  return Object.entries(values).flatMap(([path, value]) =>
    value ? [{ term: fieldLabel(path), value }] : [],
  );
}

const isNumber = (value: unknown): value is number => typeof value === "number";

function listed(words: readonly (string | null | undefined)[] | null | undefined): string {
  return (words ?? []).filter(Boolean).join(", ");
}

function numbered(value: number | null | undefined, one: string, many: string) {
  return isNumber(value) ? counted(value, one, many) : undefined;
}

function priced(amount: number | null | undefined): string | undefined {
  return isNumber(amount) ? money(amount) : undefined;
}
