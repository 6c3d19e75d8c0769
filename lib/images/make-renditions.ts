// A stranger's bytes in, our own pictures out. Nothing of the file survives but its pixels: no
// metadata, no trailing bytes, no profile. The choice of format is docs/decisions/010.
import "server-only";
import { createHash } from "node:crypto";
import { rgbaToThumbHash } from "thumbhash";
import { sharp } from "./decoder";
import { decoderRefusal } from "./decoder-refusal";

/** A finished picture. */
export interface MadeRendition {
  width: number;
  height: number;
  bytes: Buffer;
  /** Hex. */
  sha256: string;
}

export interface MadePhoto {
  /** Smallest first; the last is the largest. */
  renditions: MadeRendition[];
  /** ThumbHash, base64. */
  placeholder: string;
}

export interface RenditionLimits {
  /** In pixels, smallest first, at least one. */
  widths: readonly number[];
  /** A photo of more is refused. */
  maxPixels: number;
}

/** What every rendition is. */
export const RENDITION_TYPE = { mimeType: "image/webp", extension: "webp" } as const;

// The largest picture costs the most to encode and is looked at the least, so it gets the least effort.
const QUALITY = 80;
const LARGEST = { quality: QUALITY, effort: 0 };
const SMALLER = { quality: QUALITY, effort: 2 };
// WebP can't be taller; only a ribbon of a picture is narrowed by it.
const MAX_HEIGHT = 16_383;
const TIMEOUT_SECONDS = 10;
const PLACEHOLDER_SIDE = 100;

interface Pixels {
  data: Buffer;
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

/**
 * Upright 8-bit sRGB pictures of at most these widths, never enlarged: a narrow photo has fewer, and its
 * own width is the largest. Of an animation the first frame is taken.
 *
 * @param bytes of a type {@link photoTypeOf} accepts
 * @throws AppError image_too_large when it has more than `maxPixels`; invalid_image when the decoder refuses;
 *   busy when it takes too long or finds no memory
 */
export async function makeRenditions(
  bytes: Uint8Array,
  { widths, maxPixels }: RenditionLimits,
): Promise<MadePhoto> {
  try {
    // Decoded once; each smaller picture is made from the next larger one's pixels.
    let pixels = await decode(bytes, Math.max(...widths), maxPixels);
    const encodings = [{ pixels, options: LARGEST }];
    for (const width of widths.toReversed()) {
      if (width >= pixels.info.width) continue;
      pixels = await shrink(pixels, width);
      encodings.unshift({ pixels, options: SMALLER });
    }
    const [placeholder, renditions] = await Promise.all([
      placeholderOf(pixels),
      Promise.all(encodings.map(({ pixels, options }) => encode(pixels, options))),
    ]);
    return { placeholder, renditions };
  } catch (error) {
    throw decoderRefusal(error);
  }
}

async function decode(bytes: Uint8Array, width: number, maxPixels: number): Promise<Pixels> {
  const picture = sharp(bytes, {
    failOn: "error",
    limitInputPixels: maxPixels,
    autoOrient: true,
    sequentialRead: true,
  });
  return rawOf(
    picture.resize({ width, height: MAX_HEIGHT, fit: "inside", withoutEnlargement: true }),
  );
}

function shrink(pixels: Pixels, width: number): Promise<Pixels> {
  return rawOf(open(pixels).resize({ width }));
}

async function encode(
  pixels: Pixels,
  options: { quality: number; effort: number },
): Promise<MadeRendition> {
  const { width, height } = pixels.info;
  const bytes = await open(pixels).webp(options).timeout({ seconds: TIMEOUT_SECONDS }).toBuffer();
  return { width, height, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function placeholderOf(pixels: Pixels): Promise<string> {
  const small = open(pixels).resize({
    width: PLACEHOLDER_SIDE,
    height: PLACEHOLDER_SIDE,
    fit: "inside",
    withoutEnlargement: true,
  });
  const { data, info } = await rawOf(small.ensureAlpha());
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

const open = ({ data, info }: Pixels) =>
  sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });

async function rawOf(picture: ReturnType<typeof sharp>): Promise<Pixels> {
  return picture
    .toColourspace("srgb")
    .timeout({ seconds: TIMEOUT_SECONDS })
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
}
