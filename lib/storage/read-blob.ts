// Parts of stored files, read as anybody could, from the address that the store itself names.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

/**
 * The bytes from `start` up to, and without, `end`.
 *
 * @param url as `findBlob` gave it, never a client's
 * @throws AppError storage_unavailable when the store does not send exactly these
 */
export async function readBlobPart(
  url: string,
  { start, end }: { start: number; end: number },
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    const headers = { range: `bytes=${start}-${end - 1}` };
    const response = await fetch(url, { headers, signal, redirect: "error", cache: "no-store" });
    const bytes = response.status === 206 ? new Uint8Array(await response.arrayBuffer()) : null;
    if (bytes?.length !== end - start) {
      await response.body?.cancel().catch(() => {});
      throw new Error(`the store answered ${response.status} to a part of a file`);
    }
    return bytes;
  } catch (cause) {
    throw new AppError("storage_unavailable", {}, { cause });
  }
}
