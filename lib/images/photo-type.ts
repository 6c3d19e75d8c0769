// What a file is, by its bytes alone. Names and declared types never come here.
import "server-only";
import { fileTypeFromBuffer } from "file-type";

const ACCEPTED = {
  "image/jpeg": "image/jpeg",
  "image/png": "image/png",
  // Animated PNG; like any animation it is taken as its first frame.
  "image/apng": "image/png",
  "image/webp": "image/webp",
  "image/avif": "image/avif",
} as const;

/** The type of a photo that can be decoded here; null for anything else, empty and unreadable bytes included. */
export async function photoTypeOf(
  bytes: Uint8Array,
): Promise<(typeof ACCEPTED)[keyof typeof ACCEPTED] | null> {
  // The parser reads into containers and may stumble over a broken one: that is no photo either.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = found?.mime ?? "";
  return mime in ACCEPTED ? ACCEPTED[mime as keyof typeof ACCEPTED] : null;
}
