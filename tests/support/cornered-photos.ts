// Photos of every kind that a captain's devices make, each with a red, a green, a blue and a yellow corner that
// tell which way is up once it is stored.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import sharp, { type Sharp } from "sharp";
import type { PhonePhoto } from "./phone-photos";

const HEIC = resolve(import.meta.dirname, "../fixtures/photos/turned-with-gps.heic");
const PLACE = {
  GPSLatitudeRef: "N",
  GPSLatitude: "6/1 22/1 0/1",
  GPSLongitudeRef: "E",
  GPSLongitude: "99/1 41/1 0/1",
};
const UPRIGHT = [
  [224, 16, 16],
  [16, 192, 16],
  [16, 16, 224],
  [240, 224, 16],
];

/** An iPhone's HEIC that lies on its side and names a place; upright it is 1536×2048. */
export function iPhoneHeic(): PhonePhoto {
  return { name: "IMG_2041.HEIC", mimeType: "image/heic", buffer: readFileSync(HEIC) };
}

/** 49 megapixels across the whole bay. */
export async function panorama(): Promise<PhonePhoto> {
  const buffer = await cornered(12_000, 4_080).jpeg({ quality: 70 }).toBuffer();
  return { name: "PANO_7.jpg", mimeType: "image/jpeg", buffer };
}

/** A tall picture of a screen, see-through around the middle. */
export async function screenshot(): Promise<PhonePhoto> {
  const buffer = await cornered(1080, 2340).ensureAlpha().png().toBuffer();
  return { name: "Screenshot_3.png", mimeType: "image/png", buffer };
}

/** As an Android phone held upright stores it: sideways, with EXIF saying so, and with a place. */
export async function turnedAndroid(): Promise<PhonePhoto> {
  const buffer = await sharp(await cornered(2448, 3264).png().toBuffer())
    .rotate(270)
    .withExif({ IFD0: { Make: "Phone" }, IFD3: PLACE })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 85 })
    .toBuffer();
  return { name: "20260214_063112.jpg", mimeType: "image/jpeg", buffer };
}

/** From a messenger: small enough to be sent as it is. */
export async function webp(): Promise<PhonePhoto> {
  const buffer = await cornered(1600, 1200).withExif({ IFD3: PLACE }).webp().toBuffer();
  return { name: "from-chat.webp", mimeType: "image/webp", buffer };
}

/** How a stored picture stands: its sides, what is left of metadata, and whether its corners are where they belong. */
export async function standing(bytes: Uint8Array) {
  const { width = 0, height = 0, exif, xmp, iptc, orientation } = await sharp(bytes).metadata();
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [left, top] = [Math.round(width / 20), Math.round(height / 20)];
  const corners = [
    [left, top],
    [width - left, top],
    [left, height - top],
    [width - left, height - top],
  ].map(([x = 0, y = 0]) => {
    const at = (y * info.width + x) * info.channels;
    return [...data.subarray(at, at + 3)];
  });
  const isUpright = corners.every((corner, at) =>
    corner.every((value, n) => Math.abs(value - (UPRIGHT[at]?.[n] ?? 0)) < 40),
  );
  return { width, height, isUpright, metadata: [exif, xmp, iptc, orientation].filter(Boolean) };
}

function cornered(width: number, height: number): Sharp {
  const colour = ([r, g, b]: number[] = []) => `rgb(${r} ${g} ${b})`;
  const [w, h] = [Math.round(width / 5), Math.round(height / 5)];
  const [a, b, c, d] = UPRIGHT.map(colour);
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <rect y="${h}" width="${width}" height="${height - 2 * h}" fill="#4aa3df"/>
      <rect width="${w}" height="${h}" fill="${a}"/>
      <rect x="${width - w}" width="${w}" height="${h}" fill="${b}"/>
      <rect y="${height - h}" width="${w}" height="${h}" fill="${c}"/>
      <rect x="${width - w}" y="${height - h}" width="${w}" height="${h}" fill="${d}"/></svg>`),
    { limitInputPixels: false },
  );
}
