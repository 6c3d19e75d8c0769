// The finished charter's views. Browser-safe.
import { z } from "zod";
import type { DraftData } from "@/lib/domain/draft/schema";
import type { MediaView } from "@/lib/domain/media/schema";

export const charterParams = z.object({ charterId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

/** A charter as its public page shows it: what the captain wrote for everybody, never an account or its e-mail. */
export interface CharterView {
  id: string;
  name: string;
  charterType: string;
  description: string;
  place: {
    state: string;
    city: string;
    startingPoint: string;
    postcode: string;
    latitude: number | null;
    longitude: number | null;
  };
  operator: {
    name: string;
    bio: string;
    experienceYears: number;
    phone: string;
    avatarUrl: string | null;
  };
  boat: {
    name: string;
    type: string;
    lengthFeet: number;
    capacity: number;
    features: string[];
  } | null;
  amenities: string[];
  policies: Partial<DraftData["policies"]>;
  pickup: Partial<DraftData["pickup"]>;
  scheduleType: DraftData["scheduleType"];
  operationalDays: number[];
  trips: (Omit<DraftData["trips"][number], "promoPrice" | "description"> & {
    id: string;
    promoPrice: number | null;
    description: string | null;
  })[];
  /** Photos first, the cover first among them, then videos. */
  media: MediaView[];
}

/** One line of the captain's dashboard. */
export interface CharterSummary {
  id: string;
  name: string;
  city: string;
  state: string;
  photos: number;
  coverUrl: string | null;
  coverFocalX: number | null;
  coverFocalY: number | null;
  createdAt: string;
}
