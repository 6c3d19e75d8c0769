// The view of a captain's video. Browser-safe.

export const VIDEO_STATUSES = ["queued", "processing", "ready", "failed", "cancelled"] as const;
export type VideoStatus = (typeof VIDEO_STATUSES)[number];

/** One video as the API shows it. Times are ISO 8601; durations seconds; dimensions pixels. */
export interface VideoView {
  id: string;
  status: VideoStatus;
  /** The processed file once there is one, else the original. */
  url: string;
  thumbnailUrl: string | null;
  durationSec: number | null;
  width: number | null;
  height: number | null;
  errorMessage: string | null;
  draftId: string | null;
  charterId: string | null;
  createdAt: string;
}
