// What each field of a draft is called, wherever it is named: beside its control, in the review, in a conflict.

import { POLICIES } from "@/lib/domain/draft/kinds";

const LABELS: Record<string, string> = {
  "operator.displayName": "Name your guests see",
  "operator.experienceYears": "Years on the water",
  "operator.bio": "About you",
  "operator.phone": "Phone",
  "operator.backupPhone": "Second phone",
  charterType: "Kind of charter",
  charterName: "Charter name",
  state: "State",
  city: "Town or city",
  startingPoint: "Where trips start",
  postcode: "Postcode",
  latitude: "Latitude",
  longitude: "Longitude",
  withoutBoat: "Boat",
  boat: "Boat",
  "boat.name": "Boat name",
  "boat.type": "Kind of boat",
  "boat.lengthFeet": "Length",
  "boat.capacity": "Guests on board",
  "boat.features": "On the boat",
  amenities: "Included for guests",
  ...Object.fromEntries(
    Object.entries(POLICIES).map(([name, words]) => [`policies.${name}`, words]),
  ),
  pickup: "Pickup",
  "pickup.available": "Pickup",
  "pickup.fee": "Pickup fee",
  "pickup.areas": "Pickup areas",
  "pickup.notes": "Pickup notes",
  trips: "Trips",
  "trips.name": "Trip name",
  "trips.tripType": "Kind of trip",
  "trips.price": "Price",
  "trips.promoPrice": "Promotion price",
  "trips.durationHours": "Length of the trip",
  "trips.startTimes": "Start times",
  "trips.maxAnglers": "Most guests",
  "trips.charterStyle": "Who is on board",
  "trips.description": "About this trip",
  "trips.species": "Fish",
  "trips.techniques": "Ways of fishing",
  scheduleType: "When you go out",
  operationalDays: "Days",
  description: "Description",
};

/** The field's name beside its own control: "Price". */
export function fieldLabel(path: string): string {
  const names = path.split(".").filter((part) => !isIndex(part));
  // A path that goes deeper than the labels do belongs to the field above it.
  while (names.length > 1 && !LABELS[names.join(".")]) names.pop();
  return LABELS[names.join(".")] ?? path;
}

/** The field's name where its surroundings don't say which trip it is of: "Trip 2: Price". */
export function fullFieldLabel(path: string): string {
  const [group, index] = path.split(".");
  const label = fieldLabel(path);
  return group === "trips" && isIndex(index) ? `Trip ${Number(index) + 1}: ${label}` : label;
}

function isIndex(part: string | undefined): boolean {
  return part !== undefined && /^\d+$/.test(part);
}
