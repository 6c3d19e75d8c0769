// What comes in about a captain's library and the views that go out. Browser-safe.
import { z } from "zod";
import { MEDIA_KIND_NAMES } from "@/lib/domain/media/kinds";
import { id, type MediaView, whatFits } from "@/lib/domain/media/schema";

/** What a library can be narrowed to; without one it shows all but the trash. */
export const LIBRARY_STATES = ["pending", "linked", "trash"] as const;
export type LibraryState = (typeof LIBRARY_STATES)[number];

/** Where a page of the library begins: beyond one picture, on the way `towards` later or earlier pages. */
export interface LibraryCursor {
  sort: "newest" | "oldest";
  towards: "next" | "previous";
  /** Milliseconds since 1970. */
  at: number;
  /** What is the same for all copies of the picture. */
  picture: string;
}

const CURSOR = /^(newest|oldest)\.(next|previous)\.(\d{1,15})\.([^\p{Cc}]{1,1000})$/u;
const libraryCursor = z
  .string()
  .regex(CURSOR, "is not a cursor of this list")
  .transform((text): LibraryCursor => {
    const [, sort, towards, at, picture] = CURSOR.exec(text) ?? [];
    return { sort, towards, at: Number(at), picture } as LibraryCursor;
  });

/** The text of a cursor, opaque to clients. */
export function libraryCursorText({ sort, towards, at, picture }: LibraryCursor): string {
  return [sort, towards, at, picture].join(".");
}

export const libraryQuery = z
  .object({
    state: z.enum(LIBRARY_STATES).optional(),
    kind: z.enum(MEDIA_KIND_NAMES).optional(),
    /** A part of a caption, of what a photo shows, or of a charter's name. */
    q: z
      .string()
      .trim()
      .max(200)
      .regex(/^\P{Cc}*$/u, "must be plain text")
      .optional(),
    /** Of a charter or a draft. */
    usedIn: id.optional(),
    sort: z.enum(["newest", "oldest"]).default("newest"),
    limit: z.coerce.number().int().min(1).max(100).default(48),
    cursor: libraryCursor.optional(),
  })
  .refine(({ cursor, sort }) => !cursor || cursor.sort === sort, {
    path: ["cursor"],
    message: "belongs to another order",
  });
export type LibraryQuery = z.infer<typeof libraryQuery>;

/** {@link libraryQuery} from a page's address, where what does not fit counts as not said. */
export function readLibraryAddress(address: Record<string, unknown>): LibraryQuery {
  return whatFits(libraryQuery, address);
}

/** A charter or an open draft; `name` is empty for a draft that has none yet. */
export interface LibraryPlace {
  type: "draft" | "charter";
  id: string;
  name: string;
}

/** One row of a picture: it can be removed without touching the others. */
export interface PictureCopy {
  mediaId: string;
  /** Null while it waits in no draft; a profile picture stands nowhere either. */
  usedIn: LibraryPlace | null;
}

/** One picture as a captain means it, wherever it is used; in the trash each removal is one of its own. */
export interface LibraryPicture {
  /** The copy that stands for it. */
  media: MediaView;
  /** All of them, the oldest first. */
  copies: PictureCopy[];
  /** Until it is gone for good; null outside of the trash. */
  daysLeft: number | null;
}

/** What a captain has stored, each file once. */
export interface StorageUse {
  usedBytes: number;
  maxBytes: number;
  /** What emptying the trash would delete and free; what staff put there stays. */
  trashPhotos: number;
  trashBytes: number;
}

/** One page of a captain's library. */
export interface LibraryPage {
  pictures: LibraryPicture[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** Pictures in all, whatever the filters. */
  counts: Record<"all" | LibraryState, number>;
  storage: StorageUse;
  /** Where pictures can be: open drafts, the newest first, then charters. */
  places: LibraryPlace[];
}
