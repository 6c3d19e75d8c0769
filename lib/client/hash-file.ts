// The SHA-256 by which a file is known again, however it is shrunk. Runs in a worker or on the page.
import { fail } from "@/lib/errors/app-error";

/**
 * The hash in hex; null on plain-http pages, where browsers do not hash.
 *
 * @throws AppError invalid_image when the file can't be read: it is gone, or was never downloaded
 */
export async function hashFile(file: Blob): Promise<string | null> {
  const bytes = await file.arrayBuffer().catch((cause) => fail("invalid_image", {}, { cause }));
  if (!crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
