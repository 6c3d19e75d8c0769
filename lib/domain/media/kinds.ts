// Every kind of media and its limits, and the numbers that hold for all photos. Browser-safe.

export const MEDIA_KIND_NAMES = [
  "CHARTER_PHOTO",
  "CHARTER_VIDEO",
  "CAPTAIN_AVATAR",
  "TRIP_MEDIA",
] as const;
export type MediaKind = (typeof MEDIA_KIND_NAMES)[number];

interface MediaKindSpec {
  /** What people call it. */
  label: string;
  medium: "photo" | "video";
  /** What a file picker offers; the server judges by bytes. */
  accept: readonly string[];
  /** Counted against the captain's pending quota. */
  countsAsPending: boolean;
}

export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp", "image/avif"] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];
const VIDEO_TYPES = ["video/mp4", "video/quicktime", "video/webm"] as const;

export const MEDIA_KINDS: Record<MediaKind, MediaKindSpec> = {
  CHARTER_PHOTO: {
    label: "Charter photo",
    medium: "photo",
    accept: PHOTO_TYPES,
    countsAsPending: true,
  },
  CHARTER_VIDEO: {
    label: "Charter video",
    medium: "video",
    accept: VIDEO_TYPES,
    countsAsPending: true,
  },
  CAPTAIN_AVATAR: {
    label: "Profile photo",
    medium: "photo",
    accept: PHOTO_TYPES,
    countsAsPending: false,
  },
  TRIP_MEDIA: { label: "Trip photo", medium: "photo", accept: PHOTO_TYPES, countsAsPending: true },
};

/** A charter carries this many photos: fewer can't be submitted, 8 are advised, the rest stays pending. */
export const CHARTER_PHOTOS = { min: 3, advised: 8, max: 15 } as const;

/** What a photo can show, in the order in which a captain is asked. `lacking` is what to say where no photo shows it. */
export const PHOTO_SUBJECTS = {
  boat: { label: "Boat", lacking: "The whole boat, best on the water" },
  deck: { label: "Deck", lacking: "The deck, where guests will stand and fish" },
  crew: { label: "Crew", lacking: "You and your crew" },
  catch: { label: "Catch", lacking: "Guests with their fish" },
  place: { label: "Place", lacking: null },
} as const satisfies Record<string, { label: string; lacking: string | null }>;
export type PhotoSubject = keyof typeof PHOTO_SUBJECTS;
export const PHOTO_SUBJECT_NAMES = Object.keys(PHOTO_SUBJECTS) as readonly PhotoSubject[];

/** What one photo may be. 50 megapixels is above every phone's and far below a decoder bomb. */
export const PHOTO_LIMITS = { maxPixels: 50_000_000, maxPending: 200 } as const;

/**
 * What a captain may have stored in all, each file once, trash and profile pictures included: some 4,000
 * photos with all their sizes, 20 times what an unsubmitted account can hold. It bounds what one account costs.
 */
export const MAX_STORED_BYTES = 2_000_000_000;

/** Rendition widths in pixels, smallest first; never enlarged. */
export const RENDITION_WIDTHS = [320, 960, 1920] as const;

/** What the browser shrinks to before sending: the longest side in pixels, and a size that fits every host. */
export const BROWSER_PHOTO = { maxSide: 1920, maxBytes: 4_000_000 } as const;

/** Characters of a caption, and of what a photo shows for people who can't see it. */
export const PHOTO_WORDS_MAX = 300;

/** Days a removed item can be restored, and an orphan is kept. */
export const TRASH_DAYS = 30;
