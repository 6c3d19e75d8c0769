// Files of the store that are too large to hold in memory, on their way to this machine's disk.
import "server-only";
import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/errors/app-error";
import { findBlob } from "./blob-store";

/**
 * Writes what is stored under a key to a file, without ever holding more than a piece of it.
 *
 * @param options `maxBytes` more is refused before a byte is written; `signal` ends it
 * @returns how many bytes, or null when nothing is stored there or it is larger
 * @throws AppError storage_unavailable, also when it breaks off; what this machine's disk refuses comes as it is
 */
export async function saveBlob(
  key: string,
  path: string,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<number | null> {
  const stored = await findBlob(key, signal);
  if (!stored || stored.bytes > maxBytes) return null;
  try {
    const answer = await fetch(stored.url, { signal, redirect: "error", cache: "no-store" });
    if (!answer.ok || !answer.body) throw new Error(`the store answered ${answer.status}`);
    let bytes = 0;
    const count = new Transform({
      transform(piece: Buffer, _encoding, pass) {
        bytes += piece.length;
        pass(bytes > stored.bytes ? new Error("the store sent more than it has") : null, piece);
      },
    });
    await pipeline(Readable.from(answer.body), count, createWriteStream(path), { signal });
    if (bytes < stored.bytes) throw new Error("the store sent less than it has");
    return bytes;
  } catch (cause) {
    if (isOfDisk(cause)) throw cause;
    throw new AppError("storage_unavailable", {}, { cause });
  }
}

/** Full, broken or not writable. What the network fails at says no call of the system itself. */
function isOfDisk(error: unknown): boolean {
  return (
    error instanceof Error &&
    "syscall" in error &&
    ["open", "write", "close"].includes(String(error.syscall))
  );
}
