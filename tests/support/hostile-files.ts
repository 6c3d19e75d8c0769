// Files that lie, are broken, or want to break something; each a few lines. Made at once, never stored.
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { aJpeg, aPicture, withSegments } from "./photos";

const latin1 = (text: string) => Buffer.from(text, "latin1");

/** A PNG of these chunks. */
function png(...chunks: [type: string, data: Buffer][]): Buffer {
  const parts = chunks.map(([type, data]) => {
    const body = Buffer.concat([latin1(type), data]);
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  });
  return Buffer.concat([latin1("\x89PNG\r\n\x1a\n"), ...parts]);
}

function header(width: number, height: number, bitDepth: number, colour: number): [string, Buffer] {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([bitDepth, colour, 0, 0, 0], 8);
  return ["IHDR", data];
}

const END: [string, Buffer] = ["IEND", Buffer.alloc(0)];

/** A real PNG with that many black pixels in very few bytes. */
export function pixelBomb(side: number): Buffer {
  const rows = Buffer.alloc(Math.ceil(side / 8 + 1) * side);
  return png(header(side, side, 1, 0), ["IDAT", deflateSync(rows, { level: 9 })], END);
}

/** 68 bytes that claim 65535 × 65535 pixels. */
export const claimOfPixels = (): Buffer =>
  png(header(65_535, 65_535, 8, 2), ["IDAT", deflateSync(Buffer.alloc(0))], END);

/** A small PNG with a chunk that inflates to 500 MB. */
export async function inflatingChunk(type: "zTXt" | "iCCP"): Promise<Buffer> {
  const deflated = deflateSync(Buffer.alloc(500 * 1024 * 1024), { level: 9 });
  const chunk: [string, Buffer] = [type, Buffer.concat([latin1("name\0\0"), deflated])];
  const pixels = deflateSync(Buffer.alloc(64 * (64 * 3 + 1)));
  return png(header(64, 64, 8, 2), chunk, ["IDAT", pixels], END);
}

const jpegWithTail = async (tail: string) => Buffer.concat([await aJpeg(), latin1(tail)]);

/** An ISO media file of this brand with nothing in it. */
const brand = (name: string) => latin1(`\0\0\0\x18ftyp${name}\0\0\0\0${name}mif1\0\0\0\x08mdat`);

/** What each file must be answered; frozen. 200 stands for stored. */
export const HOSTILE: Record<string, { file: () => Promise<Buffer> | Buffer; verdict: string }> = {
  SVG: {
    file: () => latin1('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    verdict: "415",
  },
  "SVG behind an XML header": {
    file: () =>
      latin1(
        '<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
      ),
    verdict: "415",
  },
  HTML: { file: () => latin1("<!doctype html><script>alert(1)</script>"), verdict: "415" },
  text: { file: () => latin1("just words"), verdict: "415" },
  GIF: {
    file: () =>
      sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
        .gif()
        .toBuffer(),
    verdict: "415",
  },
  TIFF: {
    file: () =>
      sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
        .tiff()
        .toBuffer(),
    verdict: "415",
  },
  BMP: {
    file: () => latin1(`BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0${"\0".repeat(60)}`),
    verdict: "415",
  },
  PDF: {
    file: () => latin1("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"),
    verdict: "415",
  },
  ZIP: { file: () => latin1(`PK\x03\x04\x14\0\0\0\0\0${"\0".repeat(40)}`), verdict: "415" },
  "HEIC header": { file: () => brand("heic"), verdict: "415" },
  "HEIF header": { file: () => brand("mif1"), verdict: "415" },
  "AVIF header with nothing behind it": { file: () => brand("avif"), verdict: "422 invalid_image" },
  MP4: { file: () => brand("isom"), verdict: "415" },
  empty: { file: () => Buffer.alloc(0), verdict: "415" },
  "1 byte": { file: () => Buffer.from([0xff]), verdict: "415" },
  "a JPEG's first three bytes": {
    file: () => Buffer.from([0xff, 0xd8, 0xff]),
    verdict: "422 invalid_image",
  },
  "a JPEG's first bytes, then HTML": {
    file: () =>
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), latin1("<script>alert(1)</script>")]),
    verdict: "422 invalid_image",
  },
  ...Object.fromEntries(
    [10, 50, 90, 99.9].map((percent) => [
      `JPEG cut at ${percent} %`,
      {
        file: async () => {
          const whole = await noisyJpeg();
          return whole.subarray(0, Math.floor((whole.length * percent) / 100));
        },
        verdict: "422 invalid_image",
      },
    ]),
  ),
  "PNG of 68 bytes that claims 65535²": { file: claimOfPixels, verdict: "422 image_too_large" },
  "PNG of 16000²": { file: () => pixelBomb(16_000), verdict: "422 image_too_large" },
  "PNG of 50000²": { file: () => pixelBomb(50_000), verdict: "422 image_too_large" },
  "PNG of 7000², just within": { file: () => pixelBomb(7_000), verdict: "200" },
  "PNG with a zTXt of 500 MB": { file: () => inflatingChunk("zTXt"), verdict: "200" },
  "PNG with an iCCP of 500 MB": { file: () => inflatingChunk("iCCP"), verdict: "200" },
  "JPEG with an HTML tail": {
    file: () => jpegWithTail("<script>alert(1)</script>"),
    verdict: "200",
  },
  "JPEG with a ZIP tail": { file: () => jpegWithTail("PK\x03\x04evil"), verdict: "200" },
  "JPEG with a script in its comment": {
    file: async () => withSegments(await aJpeg(), [[0xfe, "<script>alert(1)</script>"]]),
    verdict: "200",
  },
  "JPEG with place, camera and words": { file: () => aJpeg({ gps: true }), verdict: "200" },
  "CMYK JPEG": { file: () => aPicture().toColourspace("cmyk").jpeg().toBuffer(), verdict: "200" },
  "grey JPEG": { file: () => aPicture().greyscale().jpeg().toBuffer(), verdict: "200" },
  "16-bit PNG": { file: () => aPicture().toColourspace("rgb16").png().toBuffer(), verdict: "200" },
  "PNG with transparency": {
    file: () => aPicture().ensureAlpha(0.5).png().toBuffer(),
    verdict: "200",
  },
  "animated WebP": { file: animatedWebp, verdict: "200" },
  AVIF: { file: () => aPicture().avif({ effort: 0 }).toBuffer(), verdict: "200" },
};

/** Full of detail, so that every part of its length carries pixels. */
export async function noisyJpeg(width = 800, height = 600): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 50 } as const;
  return sharp({ create: { width, height, channels: 3, background: "teal", noise } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

function animatedWebp(): Promise<Buffer> {
  const frames = Buffer.alloc(32 * 32 * 3 * 4, 1).map((_, at) => at % 251);
  const raw = { width: 32, height: 128, channels: 3, pageHeight: 32 } as const;
  return sharp(frames, { raw }).webp({ loop: 0 }).toBuffer();
}
