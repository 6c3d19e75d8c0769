// What comes in about media and the view that goes out. Browser-safe.
import { z } from "zod";
import type { VideoStatus } from "@/lib/domain/video/schema";
import {
  MEDIA_KIND_NAMES,
  type MediaKind,
  PHOTO_SUBJECT_NAMES,
  PHOTO_WORDS_MAX,
  type PhotoSubject,
} from "./kinds";

export const MEDIA_STATES = [
  "pending",
  "linked",
  "orphan",
  "missing",
  "trash",
  "reserved",
] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

/** The tabs of the staff's review. */
export const REVIEW_STATES = ["pending", "linked", "orphan", "missing", "trash"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** One media item as the API shows it. Times are ISO 8601; sizes bytes; dimensions pixels. */
export interface MediaView {
  id: string;
  kind: MediaKind;
  state: MediaState;
  rejectedReason: string | null;
  /** The largest rendition. */
  url: string;
  thumbnailUrl: string | null;
  /** Smallest first. */
  renditions: { width: number; height: number; url: string }[];
  /** ThumbHash, base64. */
  placeholder: string | null;
  width: number | null;
  height: number | null;
  mimeType: string | null;
  sizeBytes: number | null;
  sortOrder: number;
  isCover: boolean;
  caption: string | null;
  altText: string | null;
  /** The point that stays in sight where the photo is cropped, 0 to 1 from the top left; both or neither. */
  focalX: number | null;
  focalY: number | null;
  /** What the captain says it shows. */
  shows: PhotoSubject | null;
  draftId: string | null;
  charterId: string | null;
  createdAt: string;
}

/** An id can only be made of these; anything else can't exist. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** One line that a column can hold; half a character is mended. */
export const plainText = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, "must be plain text")
  .overwrite((text) => text.replace(/\p{Surrogate}/gu, "\uFFFD"));
/** An id beside the path: one that can't exist is looked for like one that does not, so both are 404. */
const namedId = z.string().transform((text) => id.safeParse(text).data ?? "-");
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, "must be a SHA-256 in hex")
  .transform((hex) => hex.toLowerCase());

/** What a schema takes of fields that somebody typed or kept: each that does not fit counts as not said. */
export function whatFits<Schema extends z.ZodType>(
  schema: Schema,
  fields: Record<string, unknown>,
): z.output<Schema> {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const wrong = new Set(result.error.issues.map(({ path }) => path[0]));
  const fitting = Object.entries(fields).filter(([name]) => !wrong.has(name));
  if (fitting.length === Object.keys(fields).length) throw result.error;
  // What only goes together is looked at when each field for itself fits.
  return whatFits(schema, Object.fromEntries(fitting));
}

export const mediaParams = z.object({ mediaId: id });

/** The text fields beside the file of an upload. */
export const uploadFields = z.object({
  draftId: z.literal("").or(namedId).optional(),
  charterId: z.literal("").or(namedId).optional(),
  originalSha256: sha256.optional(),
  onDuplicate: z.enum(["keep"]).optional(),
});
export type UploadFields = z.infer<typeof uploadFields>;

/** The Idempotency-Key header: what a UUID or a hash looks like. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,128}$/);

/** Of an upload that is taken back: the draft it was sent for. */
export const takeBackQuery = z.object({ draftId: namedId.optional() });

/** A file the captain has uploaded before, and where it is in use. */
export interface KnownPhoto {
  sha256: string;
  media: MediaView;
  /** `name` is empty for a draft that has none yet. */
  usedIn: { type: "draft" | "charter"; id: string; name: string }[];
}

export const knownInput = z.object({ sha256: z.array(sha256).max(100) });

const words = z
  .string()
  .trim()
  .max(PHOTO_WORDS_MAX, `Please keep it under ${PHOTO_WORDS_MAX} characters.`)
  .nullable();
const fraction = z.number().min(0).max(1).nullable();

export const mediaPatch = z
  .object({
    caption: words,
    altText: words,
    focalX: fraction,
    focalY: fraction,
    shows: z.enum(PHOTO_SUBJECT_NAMES).nullable(),
    isCover: z.boolean(),
    draftId: namedId.nullable(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "Nothing to change.")
  .refine(({ focalX: x, focalY: y }) => typeof x === typeof y && (x === null) === (y === null), {
    path: ["focalX"],
    message: "A focal point is both numbers or neither.",
  });
export type MediaPatch = z.infer<typeof mediaPatch>;

/** Of the captain's own photos, which are to join a draft. */
export const addPhotosInput = z.object({ mediaIds: z.array(namedId).max(100) });

export const mediaOrderInput = z.object({ mediaIds: z.array(id).min(1).max(1000) });

/** Where a page of a captain's photos begins: beyond this one. */
export interface PhotoCursor {
  sortOrder: number;
  createdAt: Date;
  id: string;
}

const photoCursor = z
  .string()
  .regex(/^\d{1,9}\.\d{1,14}\.[A-Za-z0-9_-]{1,64}$/, "is not a cursor of this list")
  .transform((text): PhotoCursor => {
    const [sortOrder = "", at = "", id = ""] = text.split(".");
    return { sortOrder: Number(sortOrder), createdAt: new Date(Number(at)), id };
  });

/** The text of a cursor, opaque to clients. */
export function photoCursorText({ sortOrder, createdAt, id }: PhotoCursor): string {
  return [sortOrder, createdAt.getTime(), id].join(".");
}

export const captainPhotosQuery = z.object({
  draftId: namedId.optional(),
  state: z.enum(["pending", "linked", "trash"]).optional(),
  cursor: photoCursor.optional(),
});
export type CaptainPhotosQuery = z.infer<typeof captainPhotosQuery>;

export const photoNewsQuery = z.object({ draftId: namedId });

/** Told to every tab and device in which a draft is open. */
export interface PhotoNews {
  /** Opaque; another one means that the draft's photos are to be read again. */
  mark: string;
  /** Photos of the draft that have come in, from wherever, and are being stored. */
  arriving: number;
}

/** Of the cleanup: `?dryRun=1` only counts. */
export const cleanupQuery = z
  .object({ dryRun: z.enum(["0", "1"]).default("0") })
  .transform(({ dryRun }) => ({ dryRun: dryRun === "1" }));

// A moment of which the database, too, knows the year.
const moment = z.iso
  .date()
  .or(z.iso.datetime())
  .refine((text) => text >= "1970", "must be 1970 or later");

const REVIEW_SORTS = ["newest", "oldest", "largest"] as const;

/** Where a page of the review begins: beyond one item, on the way `towards` later or earlier pages. */
export interface ReviewCursor {
  sort: (typeof REVIEW_SORTS)[number];
  towards: "next" | "previous";
  /** What the list is sorted by: milliseconds since 1970, or bytes. */
  at: number;
  id: string;
}

const reviewCursor = z
  .string()
  .regex(
    /^(newest|oldest|largest)\.(next|previous)\.\d{1,15}\.[A-Za-z0-9_-]{1,64}$/,
    "is not a cursor of this list",
  )
  .transform((text): ReviewCursor => {
    const [sort, towards, at, id] = text.split(".");
    return { sort, towards, at: Number(at), id } as ReviewCursor;
  });

/** The text of a cursor, opaque to clients. */
export function reviewCursorText({ sort, towards, at, id }: ReviewCursor): string {
  return [sort, towards, at, id].join(".");
}

/** Bytes, below ten terabytes. */
const fileSize = z
  .string()
  .regex(/^\d{1,13}$/, "must be a number of bytes")
  .transform(Number)
  .or(z.number().int().min(0).max(1e13));

/** What of a video is ever on the desk: one that is still uploading is no media yet. */
export const REVIEW_VIDEO_STATES = [
  "queued",
  "processing",
  "ready",
  "failed",
  "cancelled",
] as const satisfies readonly VideoStatus[];

/** What a view of the review shows, without the page within it. */
export const reviewFilter = z.object({
  state: z.enum(REVIEW_STATES).default("pending"),
  kind: z.enum(MEDIA_KIND_NAMES).optional(),
  q: plainText.max(200).optional(),
  captainId: id.optional(),
  from: moment.optional(),
  to: moment.optional(),
  minSize: fileSize.optional(),
  maxSize: fileSize.optional(),
  /** Videos in this state alone. */
  video: z.enum(REVIEW_VIDEO_STATES).optional(),
  /** "1": only what nobody has judged. */
  unreviewed: z.enum(["0", "1"]).optional(),
});
export type ReviewFilter = z.infer<typeof reviewFilter>;

/** What of a view is kept under a name. */
export const keptReview = reviewFilter.extend({
  sort: z.enum(REVIEW_SORTS).default("newest"),
  look: z.enum(["grid", "table"]).default("grid"),
});

export const staffMediaQuery = reviewFilter
  .extend({
    sort: z.enum(REVIEW_SORTS).default("newest"),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: reviewCursor.optional(),
  })
  .refine(({ cursor, sort }) => !cursor || cursor.sort === sort, {
    path: ["cursor"],
    message: "belongs to another order",
  });
export type StaffMediaQuery = z.infer<typeof staffMediaQuery>;

/** {@link staffMediaQuery} from a page's address, where what does not fit counts as not said. */
export function readReviewAddress(address: Record<string, unknown>): StaffMediaQuery {
  return whatFits(staffMediaQuery, address);
}

/** Counting further costs more than anybody reads from it. */
export const REVIEW_COUNT_MAX = 1000;

/** A count that stops somewhere: `capped` means "more than that". */
export interface CappedCount {
  value: number;
  capped: boolean;
}

/** What was counted up to one more than `max`. */
export function cappedCount(found: number, max: number): CappedCount {
  return { value: Math.min(found, max), capped: found > max };
}

/** One row of the staff's review: the media and whose it is. */
export interface StaffMediaView extends MediaView {
  captain: { id: string; displayName: string; email: string } | null;
  charter: { id: string; name: string } | null;
  /** "Pending CHARTER_PHOTO • Ali", "Sea Wolf • CHARTER_PHOTO", "Orphan CHARTER_PHOTO • id". */
  label: string;
  ageSeconds: number;
  /** When staff last decided on it, for or against. */
  reviewedAt: string | null;
}

/** How many items match a view, counted up to {@link MATCHING_MAX}. */
export interface MatchingMedia {
  matching: CappedCount;
}

/** Beyond that the number of matching items is not counted. */
export const MATCHING_MAX = 100_000;

/** One page of the staff's review. */
export interface StaffMediaPage {
  items: StaffMediaView[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** Of each state as a whole, whatever the filters. */
  counts: Record<ReviewState, CappedCount>;
}
