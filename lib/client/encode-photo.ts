// Makes a photo small enough to travel: at most 1920 px, under 4 MB. Runs in a worker or, where there is
// none, on the page itself; so it knows neither.
import { BROWSER_PHOTO, PHOTO_TYPES } from "@/lib/domain/media/kinds";
import type { PhotoLook } from "./judge-photo";
import { lookAtPhoto } from "./look-at-photo";

const QUALITIES = [0.88, 0.8, 0.7, 0.55];
const THUMBNAIL = { side: 192, quality: 0.7 };

/** What a photo becomes in the browser. */
export interface ShrunkPhoto {
  /** What is sent. */
  blob: Blob;
  /** To look at meanwhile, a few kilobytes; null when nothing here can show it. */
  thumbnail: Blob | null;
  /** What the coach sees in it; null when nothing here can show it. */
  look: PhotoLook | null;
}

/**
 * The photo as it should be sent; the file itself when it is small enough already.
 *
 * @param bitmap the file, decoded and upright; stays open
 * @throws Error when it can't be got under the limit
 */
export async function encodePhoto(file: Blob, bitmap: ImageBitmap): Promise<ShrunkPhoto> {
  const sides = [bitmap.width, bitmap.height] as const;
  const thumbnail = await toJpeg(
    drawn(bitmap, Math.min(1, THUMBNAIL.side / Math.min(...sides))),
    THUMBNAIL.quality,
  );
  const look = lookAtPhoto(bitmap);
  const shrink = Math.min(1, BROWSER_PHOTO.maxSide / Math.max(...sides));
  if (shrink === 1 && isSendable(file)) return { blob: file, thumbnail, look };
  const canvas = drawn(bitmap, shrink);
  for (const quality of QUALITIES) {
    const blob = await toJpeg(canvas, quality);
    if (blob.size <= BROWSER_PHOTO.maxBytes) return { blob, thumbnail, look };
  }
  throw new Error("too large at every quality");
}

/** Whether a file may travel as it is: a type the server takes, and small enough. The server judges the bytes. */
export function isSendable(file: Blob): boolean {
  return hasPhotoType(file) && file.size <= BROWSER_PHOTO.maxBytes;
}

/** Whether the file says to be of a type the server takes. */
export function hasPhotoType(file: Blob): boolean {
  return (PHOTO_TYPES as readonly string[]).includes(file.type);
}

function drawn(bitmap: ImageBitmap, scale: number): OffscreenCanvas | HTMLCanvasElement {
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = makeCanvas(width, height);
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D | null;
  if (!pen) throw new Error("no canvas");
  // JPEG has no transparency: what shines through shall be white, not black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

function makeCanvas(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

async function toJpeg(canvas: OffscreenCanvas | HTMLCanvasElement, quality: number): Promise<Blob> {
  if ("convertToBlob" in canvas) return canvas.convertToBlob({ type: "image/jpeg", quality });
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error("not encoded")));
    canvas.toBlob(take, "image/jpeg", quality);
  });
}
