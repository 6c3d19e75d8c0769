// Pixels in, our own pictures out.
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { makeRenditions } from "@/lib/images/make-renditions";
import { aJpeg, aPicture } from "../../support/photos";

const LIMITS = { widths: [320, 960, 1920], maxPixels: 50_000_000 };
const made = (bytes: Uint8Array, limits = LIMITS) => makeRenditions(bytes, limits);

/** The four corners of a picture as "r,g,b", from the top left by row. */
async function corners(picture: Uint8Array): Promise<string[]> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) => {
    const at =
      (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
    return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 60)).join();
  };
  return [pixel(0.2, 0.2), pixel(0.8, 0.2), pixel(0.2, 0.8), pixel(0.8, 0.8)];
}

describe("an upright picture", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("comes of orientation %i", async (orientation) => {
    const upright = await aPicture({ width: 400, height: 300 }).png().toBuffer();
    // Turned the other way, so that the orientation turns it back.
    const turned = await sharp(upright)
      .rotate({ 3: 180, 4: 180, 5: 270, 6: 270, 7: 90, 8: 90 }[orientation] ?? 0)
      .toBuffer();
    const mirrored = { 2: "flop", 4: "flop", 5: "flip", 7: "flip" }[orientation];
    const picture = sharp(turned);
    if (mirrored === "flop") picture.flop();
    if (mirrored === "flip") picture.flip();
    const bytes = await picture.jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
    const { renditions } = await made(bytes);
    expect(renditions.at(-1)).toMatchObject({ width: 400, height: 300 });
    expect(await corners(renditions[1]?.bytes ?? bytes)).toEqual(await corners(upright));
  });
});

describe("every kind of pixel becomes 8-bit sRGB", () => {
  const base = () => aPicture({ width: 500, height: 300 });
  test.each([
    ["16-bit PNG", () => base().toColourspace("rgb16").png()],
    ["palette PNG", () => base().png({ palette: true })],
    ["interlaced PNG", () => base().png({ progressive: true })],
    ["progressive JPEG", () => base().jpeg({ progressive: true, quality: 95 })],
    ["lossy WebP", () => base().webp({ quality: 95 })],
    ["lossless WebP", () => base().webp({ lossless: true })],
    ["AVIF", () => base().avif({ quality: 90 })],
    ["wide-gamut JPEG", () => base().withIccProfile("p3").jpeg({ quality: 95 })],
  ])("%s", async (_, picture) => {
    const bytes = await picture().toBuffer();
    const { renditions } = await made(bytes);
    const largest = renditions.at(-1)?.bytes ?? bytes;
    const { space, depth, channels, icc, exif } = await sharp(largest).metadata();
    expect({ space, depth, channels, icc, exif }).toEqual({
      space: "srgb",
      depth: "uchar",
      channels: 3,
    });
    expect((await corners(largest)).slice(0, 3)).toEqual(["4,1,1", "1,4,1", "1,1,4"]);
  });

  test("CMYK, for colours that ink can print", async () => {
    const skin = sharp(Buffer.from([190, 150, 120]), { raw: { width: 1, height: 1, channels: 3 } });
    const bytes = await skin.resize(64, 64).toColourspace("cmyk").jpeg({ quality: 98 }).toBuffer();
    const { renditions } = await made(bytes);
    const { channels } = await sharp(renditions[0]?.bytes).stats();
    expect(channels).toHaveLength(3);
    for (const [n, value] of [190, 150, 120].entries())
      expect(Math.abs((channels[n]?.mean ?? 0) - value)).toBeLessThan(10);
  });

  test("grey stays grey, and what is transparent stays so", async () => {
    const grey = await made(await base().greyscale().png().toBuffer());
    const [pixel] = await corners(grey.renditions[0]?.bytes ?? Buffer.alloc(0));
    expect(new Set(pixel?.split(",")).size).toBe(1);
    const clear = await made(await base().ensureAlpha(0.5).png().toBuffer());
    expect(await sharp(clear.renditions[0]?.bytes).metadata()).toMatchObject({ hasAlpha: true });
  });

  test("of an animation the first frame is taken", async () => {
    const frames = Buffer.alloc(2 * 2 * 3 * 3, 0);
    frames.fill(250, 0, 12);
    const still = sharp(frames, { raw: { width: 2, height: 6, channels: 3, pageHeight: 2 } });
    const { renditions } = await made(await still.webp({ lossless: true, loop: 0 }).toBuffer());
    expect(renditions).toHaveLength(1);
    expect(renditions[0]).toMatchObject({ width: 2, height: 2 });
    expect(new Set(await corners(renditions[0]?.bytes ?? frames))).toEqual(new Set(["4,4,4"]));
  });
});

test("an embedded wide-gamut profile is applied, not just dropped", async () => {
  const red = sharp(Buffer.from([255, 0, 0]), { raw: { width: 1, height: 1, channels: 3 } });
  const half = await red.resize(64, 64).png().toBuffer();
  // The same numbers, first said to be sRGB, then said to be P3: a more saturated red, clipped in sRGB.
  const p3 = await sharp(half).withIccProfile("p3").png().toBuffer();
  const plain = sharp((await made(half)).renditions[0]?.bytes);
  const converted = sharp((await made(p3)).renditions[0]?.bytes);
  const [a, b] = [await plain.stats(), await converted.stats()];
  // withIccProfile converts to P3 on the way out, so back in sRGB it is the same red again.
  expect(b.channels[0]?.mean).toBeCloseTo(a.channels[0]?.mean ?? 0, -1);
});

describe("odd shapes", () => {
  test.each([
    [1, 1, [[1, 1]]],
    [1, 20_000, [[1, 16_383]]],
    [
      20_000,
      1,
      [
        [320, 1],
        [960, 1],
        [1920, 1],
      ],
    ],
    [100, 40_000, [[41, 16_383]]],
  ])("%i×%i", async (width, height, expected) => {
    const { renditions } = await made(await aPicture({ width, height }).png().toBuffer());
    expect(renditions.map((one) => [one.width, one.height])).toEqual(expected);
  });
});

describe("what the decoder refuses", () => {
  test("more pixels than allowed are image_too_large, exactly as many are fine", async () => {
    const bytes = await aPicture({ width: 100, height: 100 }).png().toBuffer();
    await expect(made(bytes, { ...LIMITS, maxPixels: 9_999 })).rejects.toMatchObject({
      code: "image_too_large",
    });
    expect((await made(bytes, { ...LIMITS, maxPixels: 10_000 })).renditions).toHaveLength(1);
  });

  test.each([0.1, 0.5, 0.9, 0.999])(
    "a JPEG of which only %d is there is invalid_image",
    async (part) => {
      const noise = sharp({
        create: {
          width: 800,
          height: 600,
          channels: 3,
          background: "teal",
          noise: { type: "gaussian", mean: 128, sigma: 40 },
        },
      });
      const whole = await noise.jpeg().toBuffer();
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      await expect(made(cut)).rejects.toMatchObject({ code: "invalid_image" });
    },
  );

  test.each([
    [
      "SVG",
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    ],
    ["GIF", "GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"],
    ["TIFF", "II*\0\x08\0\0\0"],
    ["PPM", "P6 1 1 255 abc"],
    ["nothing", ""],
  ])("%s never reaches a parser of its own", async (_, content) => {
    await expect(made(Buffer.from(content, "latin1"))).rejects.toMatchObject({
      code: "invalid_image",
    });
  });
});

test("nothing of the file's metadata or tail is left", async () => {
  const photo = await aJpeg({ gps: true, orientation: 6 });
  const { renditions } = await made(
    Buffer.concat([photo, Buffer.from("<script>tail</script>PK\x03\x04")]),
  );
  for (const { bytes } of renditions) {
    const text = bytes.toString("latin1");
    for (const trace of [
      "Exif",
      "EXIF",
      "XMP",
      "xmpmeta",
      "8BIM",
      "Secret",
      "SN-0042",
      "<script",
      "PK\x03\x04",
      "ICC",
    ])
      expect(text).not.toContain(trace);
  }
});

test("the placeholder and the hashes tell about the pictures", async () => {
  const photo = readFileSync("node_modules/exif/test/right.jpg");
  const [first, again] = [await made(photo), await made(photo)];
  expect(again).toEqual(first);
  expect(Buffer.from(first.placeholder, "base64").length).toBeGreaterThan(10);
  expect(first.renditions.map(({ sha256 }) => sha256.length)).toEqual([64, 64]);
});
