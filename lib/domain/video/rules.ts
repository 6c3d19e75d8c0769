// Pure decisions about videos: what a file must be, what becomes of it, how a stored one is shown. Browser-safe.
import type { ErrorCode } from "@/lib/errors/catalogue";
import {
  DURATION_TOLERANCE,
  PLAIN_AVC,
  VIDEO_CODECS,
  VIDEO_CONTAINERS,
  VIDEO_LIMITS,
  VIDEO_TYPES,
  type VideoContainer,
  type VideoType,
} from "./kinds";
import type { StaffVideoView, VideoInput, VideoStatus, VideoView } from "./schema";

interface StoredVideo {
  id: string;
  processStatus: VideoStatus;
  fileName: string | null;
  originalUrl: string;
  ready720pUrl: string | null;
  thumbnailUrl: string | null;
  mimeType: string | null;
  sizeBytes: bigint | null;
  processedSizeBytes: bigint | null;
  trimStartSec: number;
  trimEndSec: number | null;
  originalDurationSec: number | null;
  processedDurationSec: number | null;
  originalWidth: number | null;
  processedWidth: number | null;
  originalHeight: number | null;
  processedHeight: number | null;
  errorMessage: string | null;
  draftId: string | null;
  charterId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A stored video as the API shows it. */
export function toVideoView(row: StoredVideo): VideoView {
  const isProcessed = row.ready720pUrl !== null;
  const bytes = isProcessed ? row.processedSizeBytes : row.sizeBytes;
  return {
    id: row.id,
    status: row.processStatus,
    fileName: row.fileName,
    url: row.ready720pUrl ?? (row.originalUrl || null),
    thumbnailUrl: row.thumbnailUrl,
    mimeType: isProcessed ? "video/mp4" : row.mimeType,
    sizeBytes: bytes === null ? null : Number(bytes),
    durationSec: row.processedDurationSec ?? row.originalDurationSec,
    width: row.processedWidth ?? row.originalWidth,
    height: row.processedHeight ?? row.originalHeight,
    trimStartSec: row.trimStartSec,
    trimEndSec: row.trimEndSec,
    errorMessage: row.errorMessage,
    draftId: row.draftId,
    charterId: row.charterId,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

interface StaffStoredVideo extends StoredVideo {
  ownerId: string;
  ownerName: string;
  ownerEmail: string;
  charterName: string | null;
  stale: boolean;
  attempts: number;
}

/** A stored video as staff see it. */
export function staffVideoView(row: StaffStoredVideo): StaffVideoView {
  const { charterId, charterName, stale, attempts } = row;
  return {
    ...toVideoView(row),
    owner: { id: row.ownerId, name: row.ownerName, email: row.ownerEmail },
    link: !charterId ? "pending" : row.processStatus === "ready" ? "finalized" : "linked",
    charterName,
    stale,
    attempts,
  };
}

/** The type as a browser may declare it, with parameters and in capitals; null when videos of it are not taken. */
export function videoTypeOf(declared: string): VideoType | null {
  const bare = declared.split(";")[0]?.trim().toLowerCase();
  return VIDEO_TYPES.find((type) => type === bare) ?? null;
}

interface Part {
  durationSec: number;
  trimStartSec?: number | undefined;
  trimEndSec?: number | null | undefined;
}

/** Seconds that are left of a file when only the wanted part is shown. */
export function shownSeconds({ durationSec, trimStartSec = 0, trimEndSec }: Part): number {
  return Math.max(0, Math.min(trimEndSec ?? durationSec, durationSec) - trimStartSec);
}

/** True when the whole file is wanted, but for less than anybody sees. */
function isUncut({ durationSec, trimStartSec = 0, trimEndSec }: Part): boolean {
  const { slackSec } = VIDEO_LIMITS;
  return trimStartSec <= slackSec && (trimEndSec ?? durationSec) >= durationSec - 2 * slackSec;
}

const isTooLong = (part: Part) => shownSeconds(part) > VIDEO_LIMITS.maxSec + VIDEO_LIMITS.slackSec;

/** Why a file can't be sent, by what is said about it; null when it can. */
export function whyNotSent(file: VideoInput): ErrorCode | null {
  if (!videoTypeOf(file.contentType)) return "unsupported_video";
  if (file.sizeBytes > VIDEO_LIMITS.maxBytes) return "video_too_large";
  return isTooLong(file) ? "video_too_long" : null;
}

/** What was said about a file before it came. */
export interface DeclaredVideo extends Part {
  contentType: string;
  sizeBytes: number;
}

/** What a file is, read from the file itself. */
export interface FoundVideo {
  sizeBytes: number;
  container: VideoContainer;
  /** What makes it fit for every browser as it is: an MP4 of the plain kind, not a MOV. */
  isPlainMp4: boolean;
  /** Null when unknown. */
  videoCodec: string | null;
  /** As in `avc1.64001f`. */
  codecString: string | null;
  /** Null without sound, "unknown" for sound we have no name for. */
  audioCodec: string | null;
  /** Null when the file does not say. */
  durationSec: number | null;
  /** Upright, in pixels. */
  width: number;
  height: number;
  /** It carries, or may carry, where it was recorded. */
  mayTellPlace: boolean;
}

/** What becomes of a file that has arrived: shown as it is, left to the worker, or refused. */
export type ClipVerdict = "ready" | "queued" | { refused: ErrorCode };

/** Judges what a file is against what was said about it and what is allowed. */
export function judgeClip(declared: DeclaredVideo, found: FoundVideo): ClipVerdict {
  const type = videoTypeOf(declared.contentType);
  if (!type || VIDEO_CONTAINERS[type] !== found.container) return { refused: "unsupported_video" };
  if (!VIDEO_CODECS.some((codec) => codec === found.videoCodec))
    return { refused: "unsupported_video" };
  if (found.sizeBytes > VIDEO_LIMITS.maxBytes) return { refused: "video_too_large" };
  if (found.sizeBytes !== declared.sizeBytes) return { refused: "video_differs" };
  if (found.width * found.height > VIDEO_LIMITS.maxPixels) return { refused: "unsupported_video" };
  // A recording that was never closed does not say how long it is; the worker cuts it all the same.
  if (found.durationSec === null) return "queued";
  const part = { ...declared, durationSec: found.durationSec };
  if (isTooLong(part)) return { refused: "video_too_long" };
  if (shownSeconds(part) <= 0 || !isAboutAsLong(declared.durationSec, found.durationSec))
    return { refused: "video_differs" };
  return isFitToShow(found) && isUncut(part) ? "ready" : "queued";
}

function isAboutAsLong(declared: number, found: number): boolean {
  const { sec, part } = DURATION_TOLERANCE;
  return Math.abs(declared - found) <= Math.max(sec, part * found);
}

function isFitToShow(found: FoundVideo): boolean {
  const { box } = VIDEO_LIMITS;
  return (
    found.isPlainMp4 &&
    found.videoCodec === "avc" &&
    PLAIN_AVC.test(found.codecString ?? "") &&
    (found.audioCodec === null || found.audioCodec === "aac") &&
    Math.max(found.width, found.height) <= box.long &&
    Math.min(found.width, found.height) <= box.short &&
    !found.mayTellPlace
  );
}

/**
 * How large a picture is shown that is this large upright: within the 720p box, standing or lying, never enlarged,
 * in even numbers of pixels as H.264 wants them.
 */
export function clipSize({ width, height }: { width: number; height: number }): {
  width: number;
  height: number;
} {
  const { long, short } = VIDEO_LIMITS.box;
  const scale = Math.min(1, long / Math.max(width, height), short / Math.min(width, height));
  const even = (side: number) =>
    Math.max(2, 2 * Math.min(Math.round((side * scale) / 2), Math.floor(side / 2)));
  return { width: even(width), height: even(height) };
}

/**
 * The part of an original that is shown, in seconds of the file as it is stored.
 *
 * @param video `appliedTrimStartSec` is where the file was cut before it was stored, null when it was not
 */
export function partToShow(video: {
  trimStartSec: number;
  trimEndSec: number | null;
  appliedTrimStartSec: number | null;
}): { fromSec: number; seconds: number } {
  const { maxSec } = VIDEO_LIMITS;
  if (video.appliedTrimStartSec !== null) return { fromSec: 0, seconds: maxSec };
  const fromSec = video.trimStartSec;
  return { fromSec, seconds: Math.min(maxSec, (video.trimEndSec ?? Infinity) - fromSec) };
}
