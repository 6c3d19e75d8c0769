// A still of a video that a page shows, as it is sent to stand for it.
import { POSTER_WIDTH } from "@/lib/domain/video/kinds";

const QUALITY = 0.85;
/** A clip that does not get there in this time is damaged there. */
const LONGEST_MS = 5000;

/** The picture of this second as JPEG, upright; null when there is none to be had. */
export async function takePicture(video: HTMLVideoElement, sec: number): Promise<Blob | null> {
  video.pause();
  if (!(await isAt(video, sec)) || !video.videoWidth) return null;
  const scale = Math.min(1, POSTER_WIDTH / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

function isAt(video: HTMLVideoElement, sec: number): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const finish = (isThere: boolean) => {
      clearTimeout(late);
      stop.abort();
      resolve(isThere);
    };
    const late = setTimeout(() => finish(false), LONGEST_MS);
    video.addEventListener("seeked", () => finish(true), { signal: stop.signal });
    video.addEventListener("error", () => finish(false), { signal: stop.signal });
    video.currentTime = sec;
  });
}
