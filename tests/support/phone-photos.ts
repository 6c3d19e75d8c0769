// Photos as phones take them, drawn here: large JPEGs with a place, a camera and sometimes a turned sensor
// in their metadata. Each call draws its grain anew: keep the photo to send the same file again.
import sharp from "sharp";

export interface PhonePhoto {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/**
 * One photo of a boat at sea, 12 megapixels unless said.
 *
 * @param seed another number, another scene
 * @param given `orientation` is EXIF's, 1 to 8; the sides are those of the sensor, before turning
 */
export async function phonePhoto(
  seed: number,
  given: { width?: number; height?: number; orientation?: number; name?: string } = {},
): Promise<PhonePhoto> {
  const { width = 4032, height = 3024, orientation = 1 } = given;
  const { name = `IMG_${4000 + seed}.JPG` } = given;
  const grain = await sharp({
    create: {
      width: 512,
      height: 512,
      channels: 3,
      background: "#808080",
      noise: { type: "gaussian", mean: 128, sigma: 18 },
    },
  })
    .png()
    .toBuffer();
  const buffer = await sharp(Buffer.from(scene(seed, width, height)))
    .composite([{ input: grain, tile: true, blend: "soft-light" }])
    .withExif({
      IFD0: { Make: "Phone", Model: "Twelve" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "6/1 22/1 0/1" },
    })
    .withMetadata({ orientation })
    .jpeg({ quality: 92 })
    .toBuffer();
  return { name, mimeType: "image/jpeg", buffer };
}

/** So many different photos, of 3 megapixels: quick to draw, and still larger than what is sent. */
export function smallPhotos(count: number, firstSeed = 1): Promise<PhonePhoto[]> {
  const size = { width: 2048, height: 1536 };
  return Promise.all(Array.from({ length: count }, (_, at) => phonePhoto(firstSeed + at, size)));
}

function scene(seed: number, width: number, height: number): string {
  const hue = (seed * 47) % 360;
  const horizon = height * (0.45 + 0.1 * Math.sin(seed));
  const [x, y] = [width * (0.3 + 0.08 * (seed % 5)), horizon + height * 0.12];
  const size = width / 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs>
      <linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue} 60% 55%)"/>
        <stop offset="1" stop-color="hsl(${(hue + 30) % 360} 80% 85%)"/></linearGradient>
      <linearGradient id="sea" x2="0" y2="1"><stop stop-color="hsl(200 60% 45%)"/>
        <stop offset="1" stop-color="hsl(205 70% 18%)"/></linearGradient>
    </defs>
    <rect width="${width}" height="${height}" fill="url(#sky)"/>
    <circle cx="${width * 0.75}" cy="${horizon * 0.45}" r="${width / 18}" fill="#fff6d8"/>
    <rect y="${horizon}" width="${width}" height="${height - horizon}" fill="url(#sea)"/>
    <path d="M${x} ${y} h${size * 2} l${-size / 3} ${size / 2} h${-size * 1.3} z" fill="#f7f7f2"/>
    <path d="M${x + size * 0.6} ${y} v${-size / 2} h${size * 0.7} l${size / 4} ${size / 2} z"
      fill="hsl(${(hue + 180) % 360} 60% 40%)"/>
    <text x="${width / 40}" y="${height - width / 40}" font-size="${width / 20}" fill="#fff">${seed}</text>
  </svg>`;
}
