// Who is at fault when a picture can't be decoded.
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decoderRefusal } from "@/lib/images/decoder-refusal";

describe("an overloaded machine is busy, and does not call a good photo damaged", () => {
  test("when decoding is given up for its time", async () => {
    const large = sharp({ create: { width: 8000, height: 8000, channels: 3, background: "teal" } });
    const slow = large.blur(80).timeout({ seconds: 1 }).raw().toBuffer();
    const error: unknown = await slow.catch((thrown: unknown) => thrown);
    expect(decoderRefusal(error)).toMatchObject({ code: "busy", options: { cause: error } });
  });

  test.each([
    "vips_tracked: out of memory --- size == 90MB",
    "VipsJpeg: Insufficient memory (case 4)",
    "heif: Failed to allocate memory",
    "std::bad_alloc",
    "Array buffer allocation failed",
  ])("when there is no memory: %s", (message) => {
    expect(decoderRefusal(new Error(message)).code).toBe("busy");
  });
});

test.each([
  ["Input image exceeds pixel limit", "image_too_large"],
  ["VipsJpeg: premature end of JPEG image", "invalid_image"],
  ["Input buffer contains unsupported image format", "invalid_image"],
])("%s is %s", (message, code) => {
  expect(decoderRefusal(new Error(message)).code).toBe(code);
});
