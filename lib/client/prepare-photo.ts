// From a file as picked to what is sent: its hash and a shrunk copy. Off the main thread where possible.
import { fail } from "@/lib/errors/app-error";
import { encodePhoto, hasPhotoType, isSendable } from "./encode-photo";
import type { EncodeReply, EncodeRequest } from "./encode-worker";

export interface PreparedPhoto {
  blob: Blob;
  /** SHA-256 in hex of the file as picked, which tells the same photo however it was shrunk. Null on plain-http pages. */
  sha256: string | null;
}

/**
 * Hashes and shrinks one photo. A decoded photo takes up to 200 MB: do one at a time.
 *
 * @throws AppError unsupported_media_type for a file no browser here can show; invalid_image for a damaged one
 */
export async function preparePhoto(file: File): Promise<PreparedPhoto> {
  const sha256 = await hashOf(file);
  const encoded = await (encodeInWorker(file) ?? encodePhoto(file).catch(() => null));
  if (encoded) return { blob: encoded, sha256 };
  // A newer format than this browser knows, perhaps: the server's decoder has the last word.
  if (isSendable(file)) return { blob: file, sha256 };
  return fail(hasPhotoType(file) ? "invalid_image" : "unsupported_media_type");
}

async function hashOf(file: File): Promise<string | null> {
  // The picker may hand over a file that is gone or was never downloaded.
  const bytes = await file.arrayBuffer().catch((cause) => fail("invalid_image", {}, { cause }));
  if (!crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Undefined before the first photo, null once there is none to be had.
let worker: Worker | null | undefined;
let lastNumber = 0;

/** The encoded photo, null when it can't be decoded, or undefined when there is no worker to ask. */
function encodeInWorker(file: File): Promise<Blob | null> | undefined {
  if (worker === undefined) worker = startWorker();
  if (!worker) return undefined;
  const asked = worker;
  const number = ++lastNumber;
  return new Promise((resolve) => {
    const finish = (blob: Blob | null | Promise<Blob | null>) => {
      asked.removeEventListener("message", onReply);
      asked.removeEventListener("error", onDeath);
      resolve(blob);
    };
    const onReply = ({ data }: MessageEvent<EncodeReply>) => {
      if (data.number === number) finish(data.blob);
    };
    const onDeath = () => {
      worker = null;
      finish(encodePhoto(file).catch(() => null));
    };
    asked.addEventListener("message", onReply);
    asked.addEventListener("error", onDeath);
    asked.postMessage({ number, file } satisfies EncodeRequest);
  });
}

function startWorker(): Worker | null {
  if (typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined") return null;
  try {
    return new Worker(new URL("./encode-worker.ts", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
}
