// Stored files and parts of them, read as anybody could, from the address that the store itself names.
import "server-only";
import { createHash } from "node:crypto";
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

/**
 * The SHA-256 (hex) of a stored file, read in pieces and never held.
 *
 * @param url as `findBlob` gave it, never a client's
 * @throws AppError storage_unavailable when it can't be read to its end
 */
export async function hashBlob(url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal, redirect: "error", cache: "no-store" });
    if (!response.ok || !response.body) throw new Error(`the store answered ${response.status}`);
    const hash = createHash("sha256");
    for await (const piece of response.body) hash.update(piece);
    return hash.digest("hex");
  } catch (cause) {
    throw new AppError("storage_unavailable", {}, { cause });
  }
}
