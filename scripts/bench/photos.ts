// Photos like a phone's, and the image work without anything around it.
import sharp from "sharp";
import { RENDITION_WIDTHS } from "@/lib/domain/media/kinds";
import { makeRenditions } from "@/lib/images/make-renditions";
import { paintSea } from "../seed/paint-sea";

const SEA = {
  horizon: 0.45,
  zenith: [0.04, 0.17, 0.5],
  haze: [0.55, 0.76, 0.95],
  water: [0, 0.2, 0.25],
  sun: { x: 0.4, height: 0.2, light: [1, 0.95, 0.8], size: 0.22 },
  clouds: { cover: 0.45, light: [1.2, 1.2, 1.2], shade: [0.5, 0.6, 0.7] },
  waves: 0.8,
} as const;

/** A JPEG of this width, 4 to 3, with the fine detail that makes a phone's photo as large as it is. */
async function photo(width: number, quality: number): Promise<Buffer> {
  const height = (width * 3) / 4;
  const raw = { width: 1000, height: 750, channels: 3 } as const;
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#808080",
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return sharp(paintSea(SEA, raw.width, raw.height, 1), { raw })
    .resize(width, height)
    .composite([{ input: grain, blend: "soft-light" }])
    .jpeg({ quality })
    .toBuffer();
}

/** Twelve megapixels, about 3.4 MB. */
export const cameraPhoto = await photo(4000, 89);
/** What our own browser half makes of it: 1920 px wide. */
export const browserPhoto = await photo(1920, 82);

/** The product's image work alone: same sizes, format and effort. */
export const barePipeline = (jpeg: Buffer) =>
  makeRenditions(jpeg, { widths: RENDITION_WIDTHS, maxPixels: 50_000_000 });

/** What one would write first: every size from the file, as WebP. */
export const naivePipeline = (jpeg: Buffer) =>
  Promise.all(
    RENDITION_WIDTHS.map((width) => sharp(jpeg).rotate().resize(width).webp().toBuffer()),
  );
