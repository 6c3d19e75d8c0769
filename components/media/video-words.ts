// Where a video is, in a captain's words.
import type { Held } from "@/lib/client/send-hold";
import type { VideoUpload } from "@/lib/client/videos-state";
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import type { VideoView } from "@/lib/domain/video/schema";
import { bytesInWords } from "./upload-words";

/** "1 video", "5 videos". */
export function videosInWords(count: number): string {
  return count === 1 ? "1 video" : `${count} videos`;
}

/** Of so many picked, what becomes of them where fewer fit. */
export function tooManyInWords(picked: number, taken: number): string {
  const most = `A draft holds ${VIDEO_LIMITS.perDraft} videos.`;
  return taken > 0
    ? `${most} We took the first ${taken} of the ${picked} you picked.`
    : `${most} Remove one to make room for another.`;
}

/** "1:05.3": minutes, seconds and tenths. */
export function momentInWords(sec: number): string {
  const tenths = Math.round(sec * 10);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return `${Math.floor(tenths / 600)}:${seconds}`;
}

/** "12 seconds", "1.5 seconds". */
export function secondsInWords(sec: number): string {
  const rounded = Math.round(sec * 10) / 10;
  return rounded === 1 ? "1 second" : `${rounded} seconds`;
}

/** Where a clip on its way is. Empty where the row says it otherwise. */
export function videoPhaseInWords(upload: VideoUpload, hold: Held | null): string {
  switch (upload.phase) {
    case "reading":
      return "Having a look";
    case "choosing":
      return "Choose the part that guests shall see.";
    case "waiting":
      return [hold ? "Waiting, goes on by itself" : "Waiting", ...sentInWords(upload)].join(" · ");
    case "preparing":
      return `Preparing it on this device · ${Math.floor(100 * upload.fraction)} %`;
    case "sending":
      return upload.totalBytes > 0 ? bytesInWords(upload, upload.bytesPerSec) : "Sending";
    case "checking":
      return "Checking";
    case "failed":
      return "";
  }
}

function sentInWords(upload: VideoUpload): string[] {
  return upload.sentBytes > 0 ? [bytesInWords(upload, null)] : [];
}

/** What the server is about with a video. */
export function videoStatusInWords({ status, durationSec, errorMessage }: VideoView): string {
  switch (status) {
    case "uploading":
      return "On its way from another tab or device";
    case "queued":
    case "processing":
      return "We are preparing it. You can go on meanwhile.";
    case "ready":
      return durationSec === null ? "Ready" : `Ready · ${secondsInWords(durationSec)}`;
    case "failed":
      return errorMessage ?? "We could not prepare this video.";
    case "cancelled":
      return errorMessage ? `Stopped: ${errorMessage}` : "Stopped. It will not be on your page.";
  }
}
