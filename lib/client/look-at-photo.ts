// Pixels for the judge, from a decoded photo. In a worker or on the page.
import { JUDGED_SIDE, judgePhoto, type PhotoLook } from "./judge-photo";

/**
 * Judges a decoded photo; null where a browser can't read its pixels, since no photo is lost over advice.
 *
 * @param bitmap stays open
 * @param size of the photo as picked, when the bitmap is a smaller copy
 */
export function lookAtPhoto(
  bitmap: ImageBitmap,
  size: { width: number; height: number } = bitmap,
): PhotoLook | null {
  if (typeof OffscreenCanvas === "undefined") return null;
  try {
    const shrink = Math.min(1, JUDGED_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * shrink));
    const height = Math.max(1, Math.round(bitmap.height * shrink));
    const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!pen) return null;
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, 0, 0, width, height);
    return judgePhoto(pen.getImageData(0, 0, width, height), size);
  } catch {
    return null;
  }
}
