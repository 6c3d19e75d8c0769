// What comes in about videos and the view that goes out. Browser-safe.
import { z } from "zod";
import { id } from "@/lib/domain/media/schema";
import { reasonInput, timeCursor } from "@/lib/domain/staff/schema";
import { VIDEO_LIMITS } from "./kinds";

/** `uploading`: reserved, and not confirmed yet. Then queued → processing → ready | failed | cancelled. */
export const VIDEO_STATUSES = [
  "uploading",
  "queued",
  "processing",
  "ready",
  "failed",
  "cancelled",
] as const;
export type VideoStatus = (typeof VIDEO_STATUSES)[number];

/** One video as the API shows it. Times are ISO 8601; durations seconds; dimensions pixels, upright. */
export interface VideoView {
  id: string;
  status: VideoStatus;
  /** As the file was called where it was picked; null for videos of the old system. */
  fileName: string | null;
  /** The processed file once there is one, else the original; null while it is uploading. */
  url: string | null;
  thumbnailUrl: string | null;
  /** Of the file behind `url`; while uploading, of the file as declared. */
  mimeType: string | null;
  sizeBytes: number | null;
  durationSec: number | null;
  width: number | null;
  height: number | null;
  /** The part of the original that is wanted. */
  trimStartSec: number;
  trimEndSec: number | null;
  /** Why it failed, in words for its captain. */
  errorMessage: string | null;
  draftId: string | null;
  charterId: string | null;
  createdAt: string;
  updatedAt: string;
}

/** What a captain's page of videos shows. */
export interface CaptainVideos {
  videos: VideoView[];
  /** A worker is there: also clips that the browser can't prepare may be sent. */
  canProcessOnServer: boolean;
}

/** Where to send the bytes, and the right to. */
export interface VideoUpload {
  pathname: string;
  clientToken: string;
}

/** A reserved video; `upload` is null when its bytes have arrived already. */
export interface ReservedVideo {
  video: VideoView;
  upload: VideoUpload | null;
}

export const videoParams = z.object({ videoId: id });

/** An id beside the path: one that can't exist is looked for like one that does not, so both are 404. */
const namedId = z.string().transform((text) => id.safeParse(text).data ?? "-");
const seconds = z.number().min(0).max(86_400);
const side = z.int().min(1).max(100_000);

/** What a client says about a file before it sends it. All of it is checked against the file. */
export const videoInput = z
  .object({
    fileName: z.string().trim().min(1).max(255),
    contentType: z.string().max(200),
    sizeBytes: z.int().min(1),
    durationSec: seconds.refine((sec) => sec > 0, "must be more than 0"),
    width: side,
    height: side,
    trimStartSec: seconds.optional(),
    trimEndSec: seconds.optional(),
    draftId: z.literal("").or(namedId).nullish(),
  })
  .refine(
    ({ trimStartSec = 0, trimEndSec, durationSec }) => trimStartSec < (trimEndSec ?? durationSec),
    {
      path: ["trimEndSec"],
      message: "must come after trimStartSec",
    },
  )
  .refine(({ trimEndSec = 0, durationSec }) => trimEndSec <= durationSec + VIDEO_LIMITS.slackSec, {
    path: ["trimEndSec"],
    message: "must not come after the end, durationSec",
  });
export type VideoInput = z.infer<typeof videoInput>;

export const captainVideosQuery = z.object({ draftId: namedId.optional() });

const completion = z.looseObject({
  type: z.literal("blob.upload-completed"),
  payload: z.looseObject({ tokenPayload: z.string().max(200) }),
});
export type UploadCompletion = z.infer<typeof completion>;

/** The store's completion event, left as it came: its signature counts every key in its order. */
export const uploadCompletion = z.custom<UploadCompletion>(
  (event) => completion.safeParse(event).success,
  "must be a completion event of the store",
);

/** How staff ask for videos: all, those in one state, or those that have stood still for too long. */
export const staffVideosQuery = z.object({
  status: z.enum([...VIDEO_STATUSES, "stale"]).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: timeCursor.optional(),
});
export type StaffVideosQuery = z.infer<typeof staffVideosQuery>;

/** {@link staffVideosQuery} from a page's address, where what does not fit counts as not said. */
export function readVideosAddress(address: Record<string, unknown>): StaffVideosQuery {
  const status = staffVideosQuery.shape.status.safeParse(address.status).data;
  const cursor = timeCursor.safeParse(address.cursor).success ? address.cursor : undefined;
  return staffVideosQuery.parse({ status, cursor });
}

/** Why staff act on a captain's video. */
export const staffVideoInput = reasonInput;

/** Of whom, where it belongs, and how it does. */
export interface StaffVideoView extends VideoView {
  owner: { id: string; name: string; email: string };
  /** `pending`: on no charter. `linked`: its charter has it, and shows it once it is ready. `finalized`: it is shown. */
  link: "pending" | "linked" | "finalized";
  charterName: string | null;
  /** On its way, and nothing changed for 15 minutes. */
  stale: boolean;
  attempts: number;
}

/** One page, the newest first. */
export interface StaffVideosPage {
  videos: StaffVideoView[];
  nextCursor: string | null;
  previousCursor: string | null;
}
