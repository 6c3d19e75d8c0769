// What the decoder's own words mean to the sender. Words of the decoder never leave this room but as `cause`.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

// The time-out that we set, and the several ways in which libvips and its loaders run out of memory.
const OVERLOADED =
  /^timeout: |out of memory|insufficient memory|(failed to|could not|can't) allocate|allocation failed|bad_alloc/im;

/**
 * What sharp threw, as a refusal: busy when the machine was at its end, image_too_large above the pixel
 * limit. Whatever else goes wrong with a stranger's file is the file's fault: invalid_image.
 */
export function decoderRefusal(cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : "";
  if (OVERLOADED.test(message)) return new AppError("busy", {}, { cause });
  const tooLarge = message.includes("exceeds pixel limit");
  return new AppError(tooLarge ? "image_too_large" : "invalid_image", {}, { cause });
}
