// Pure decisions about videos: how a stored one is shown. Browser-safe.
import type { VideoStatus, VideoView } from "./schema";

interface StoredVideo {
  id: string;
  processStatus: VideoStatus;
  originalUrl: string;
  ready720pUrl: string | null;
  thumbnailUrl: string | null;
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
}

/** A stored video as the API shows it. */
export function toVideoView(row: StoredVideo): VideoView {
  return {
    id: row.id,
    status: row.processStatus,
    url: row.ready720pUrl ?? row.originalUrl,
    thumbnailUrl: row.thumbnailUrl,
    durationSec: row.processedDurationSec ?? row.originalDurationSec,
    width: row.processedWidth ?? row.originalWidth,
    height: row.processedHeight ?? row.originalHeight,
    errorMessage: row.errorMessage,
    draftId: row.draftId,
    charterId: row.charterId,
    createdAt: row.createdAt.toISOString(),
  };
}
