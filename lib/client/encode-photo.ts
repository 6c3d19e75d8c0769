// Makes a photo small enough to travel: upright, at most 1920 px, under 4 MB. Runs in a worker or, where
// there is none, on the page itself; so it knows neither.
import { BROWSER_PHOTO, PHOTO_TYPES } from "@/lib/domain/media/kinds";

const QUALITIES = [0.88, 0.8, 0.7, 0.55];

/**
 * The photo as it should be sent; the file itself when it is small enough already.
 *
 * @throws Error when the browser can't decode it, or can't get it under the limit
 */
export async function encodePhoto(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const shrink = Math.min(1, BROWSER_PHOTO.maxSide / Math.max(bitmap.width, bitmap.height));
    if (shrink === 1 && isSendable(file)) return file;
    return await drawn(
      bitmap,
      Math.max(1, Math.round(bitmap.width * shrink)),
      Math.max(1, Math.round(bitmap.height * shrink)),
    );
  } finally {
    bitmap.close();
  }
}

/** Whether a file may travel as it is: a type the server takes, and small enough. The server judges the bytes. */
export function isSendable(file: Blob): boolean {
  return hasPhotoType(file) && file.size <= BROWSER_PHOTO.maxBytes;
}

/** Whether the file says to be of a type the server takes. */
export function hasPhotoType(file: Blob): boolean {
  return (PHOTO_TYPES as readonly string[]).includes(file.type);
}

async function drawn(bitmap: ImageBitmap, width: number, height: number): Promise<Blob> {
  const canvas = makeCanvas(width, height);
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D | null;
  if (!pen) throw new Error("no canvas");
  // JPEG has no transparency: what shines through shall be white, not black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, width, height);
  for (const quality of QUALITIES) {
    const blob = await toJpeg(canvas, quality);
    if (blob.size <= BROWSER_PHOTO.maxBytes) return blob;
  }
  throw new Error("too large at every quality");
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
