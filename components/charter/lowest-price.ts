import type { CharterView } from "@/lib/domain/charter/schema";

/** What the cheapest trip costs now, in ringgit; null when there is no trip. */
export function lowestPrice(trips: CharterView["trips"]): number | null {
  if (trips.length === 0) return null;
  return Math.min(...trips.map(({ price, promoPrice }) => Math.min(price, promoPrice ?? price)));
}
