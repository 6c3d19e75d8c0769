// Pure decisions about media: the state a row is in, how it is shown, what a duplicate means. Browser-safe.
import { z } from "zod";
import { MEDIA_KINDS, type MediaKind, PHOTO_SUBJECT_NAMES } from "./kinds";
import type { MediaState, MediaView, ReviewFilter } from "./schema";

const renditions = z.array(
  z.object({
    key: z.string(),
    url: z.string(),
    width: z.number(),
    height: z.number(),
    bytes: z.number(),
    /** Hex. */
    sha256: z.string(),
  }),
);
/** One stored picture of a photo, as its row keeps it. */
export type Rendition = z.infer<typeof renditions>[number];

/** What of a row decides its state. */
interface StateFacts {
  status: "RESERVED" | "READY" | "DELETING";
  captainId: string | null;
  charterId: string | null;
  trashedAt: Date | null;
  missingSince: Date | null;
}

/** What of a row is shown. */
export interface MediaRow extends StateFacts {
  id: string;
  kind: MediaKind;
  draftId: string | null;
  url: string;
  thumbnailUrl: string | null;
  renditions: unknown;
  placeholder: string | null;
  width: number | null;
  height: number | null;
  mimeType: string | null;
  sizeBytes: bigint | null;
  sortOrder: number;
  isCover: boolean;
  caption: string | null;
  altText: string | null;
  focalX: number | null;
  focalY: number | null;
  shows: string | null;
  rejectedReason: string | null;
  createdAt: Date;
}

/** The one state of a row: what comes first here hides what comes later. */
export function mediaState(row: StateFacts): MediaState {
  if (row.trashedAt) return "trash";
  if (row.status !== "READY") return "reserved";
  if (row.missingSince) return "missing";
  if (!row.captainId && !row.charterId) return "orphan";
  return row.charterId ? "linked" : "pending";
}

/** Whether nobody has put work into an uploaded photo since: it stands where it was sent, unworded and unjudged. */
export function isAsSent(row: MediaRow, draftId: string | undefined): boolean {
  const said = [row.caption, row.altText, row.shows, row.focalX, row.focalY, row.rejectedReason];
  const isSaid = row.isCover || said.some((one) => one !== null);
  return !isSaid && row.draftId === (draftId ?? null);
}

/** The stored pictures of a row, smallest first; none for rows of the old system. */
export function renditionsOf(row: { renditions: unknown }): Rendition[] {
  return renditions.safeParse(row.renditions).data ?? [];
}

/** A row as the API shows it. A photo without renditions is its own thumbnail. */
export function toMediaView(row: MediaRow): MediaView {
  const pictures = renditionsOf(row);
  const isPhoto = MEDIA_KINDS[row.kind].medium === "photo";
  return {
    id: row.id,
    kind: row.kind,
    state: mediaState(row),
    rejectedReason: row.rejectedReason,
    url: row.url,
    thumbnailUrl: row.thumbnailUrl ?? pictures[0]?.url ?? (isPhoto ? row.url : null),
    renditions: pictures.map(({ width, height, url }) => ({ width, height, url })),
    placeholder: row.placeholder,
    width: row.width,
    height: row.height,
    mimeType: row.mimeType,
    sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
    sortOrder: row.sortOrder,
    isCover: row.isCover,
    caption: row.caption,
    altText: row.altText,
    focalX: row.focalX,
    focalY: row.focalY,
    shows: PHOTO_SUBJECT_NAMES.find((subject) => subject === row.shows) ?? null,
    draftId: row.draftId,
    charterId: row.charterId,
    createdAt: row.createdAt.toISOString(),
  };
}

/** What of an earlier upload of the same file decides what a new one means. */
export interface Twin extends StateFacts {
  id: string;
  draftId: string | null;
}

/** Where an upload is to go. `charterId` wins over `draftId`; neither means the captain's own, in no draft. */
export interface UploadTarget {
  draftId: string | null;
  charterId: string | null;
}

/**
 * What to do with a file the captain has uploaded before:
 * `answer` with the row as it stands, `move` the row to the target, `restore` it there from the trash,
 * `copy` it to a new row on the same blobs, or `wait` for the upload that is under way.
 */
export type DuplicateVerdict = {
  id: string;
  does: "answer" | "move" | "restore" | "copy" | "wait";
};

/**
 * The verdict on a file that was uploaded before; null when it has to be stored like a new one, because
 * there is no such row or only rows whose blob is gone.
 *
 * @param twins the captain's rows of the same kind and dedupe key, oldest first, none of them DELETING
 */
export function whatDuplicateMeans(
  twins: readonly Twin[],
  { draftId, charterId }: UploadTarget,
): DuplicateVerdict | null {
  const stored = twins.filter((twin) => twin.status === "READY" && !twin.missingSince);
  const kept = stored.filter((twin) => !twin.trashedAt);
  const pending = kept.filter((twin) => !twin.charterId);
  const isHere = (twin: Twin) =>
    charterId
      ? twin.charterId === charterId
      : !twin.charterId && (!draftId || twin.draftId === draftId);

  const here = kept.find(isHere);
  if (here) return { id: here.id, does: "answer" };
  // To a charter any waiting copy will do; to a draft only one that belongs to no other.
  const free = pending.find((twin) => charterId || !twin.draftId);
  if (free) return { id: free.id, does: "move" };
  const underWay = twins.find(({ status }) => status === "RESERVED");
  if (underWay) return { id: underWay.id, does: "wait" };
  const trashed = stored.find(({ trashedAt }) => trashedAt);
  if (trashed) return { id: trashed.id, does: "restore" };
  const source = kept[0];
  return source ? { id: source.id, does: "copy" } : null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A view of the review as the database is asked for it. */
export function soughtBy(filter: ReviewFilter) {
  const { state, kind, captainId, q, from, to, minSize, maxSize, video, unreviewed } = filter;
  return {
    state,
    kind,
    captainId,
    search: q || undefined,
    from: from ? new Date(from) : undefined,
    before: to ? endOf(to) : undefined,
    minSize,
    maxSize,
    video,
    unreviewed: unreviewed === "1",
  };
}

/** The first moment after a day, or after a moment of millisecond precision. */
function endOf(to: string): Date {
  return new Date(Date.parse(to) + (to.includes("T") ? 1 : DAY_MS));
}
