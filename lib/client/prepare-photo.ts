// From a file as picked to what is sent: its hash and a shrunk copy. The work is a worker's; this is its
// only caller, and does without one where a browser has none.
import { AppError, fail } from "@/lib/errors/app-error";
import { encodePhoto, hasPhotoType, isSendable, type ShrunkPhoto } from "./encode-photo";
import type { TaskResult, WorkerReply, WorkerRequest } from "./encode-worker";
import { hashFile } from "./hash-file";
import { isHeic } from "./heic-bytes";
import { missingPart } from "./load-part";

/** No photo is this large; reading it would only take the memory of those that are photos. */
const MAX_PICKED_BYTES = 150_000_000;
/** What decoding took of the memory is given back with the worker. */
const IDLE_MS = 20_000;

/**
 * SHA-256 in hex of a file as picked, which tells the same photo however it is shrunk; null on plain-http pages.
 *
 * @throws AppError file_too_large; invalid_image when it can't be read
 */
export async function hashPhoto(file: Blob): Promise<string | null> {
  if (file.size > MAX_PICKED_BYTES) fail("file_too_large");
  return ask("hash", file, hashFile);
}

/**
 * Shrinks one photo, upright. Decoded it takes up to 200 MB: do one at a time.
 *
 * @throws AppError unsupported_media_type for a file nothing here can show; invalid_image for a damaged one;
 *   part_missing or offline when what decodes it can't be loaded now
 */
export async function shrinkPhoto(file: Blob): Promise<ShrunkPhoto> {
  try {
    return await ask("shrink", file, shrinkHere);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // A newer format than this browser knows, perhaps: the server's decoder has the last word.
    if (isSendable(file)) return { blob: file, thumbnail: null, look: null };
    return fail(hasPhotoType(file) ? "invalid_image" : "unsupported_media_type");
  }
}

async function shrinkHere(file: Blob): Promise<ShrunkPhoto> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    return await encodePhoto(file, bitmap);
  } finally {
    bitmap.close();
  }
}

// Undefined while none is needed, null once there is none to be had.
let worker: Worker | null | undefined;
let lastNumber = 0;
let waiting = 0;
let idle: ReturnType<typeof setTimeout> | undefined;

/** The worker's answer; the page's own where there is no worker, or it died of this file. */
async function ask<T extends keyof TaskResult>(
  task: T,
  file: Blob,
  doHere: (file: Blob) => Promise<TaskResult[T]>,
): Promise<TaskResult[T]> {
  if (worker === undefined) worker = startWorker();
  if (!worker) return doHere(file);
  clearTimeout(idle);
  waiting += 1;
  try {
    const reply = await post(worker, task, file);
    if (!reply) return await doHere(file).catch(onlyInWorker(file));
    if (reply.result !== undefined) return reply.result;
    // What a worker once failed to load it never tries again; the next one does.
    if (reply.refusal && waiting === 1) endWorker();
    throw reply.refusal ? new AppError(reply.refusal) : new Error("not decodable");
  } finally {
    waiting -= 1;
    if (waiting === 0) idle = setTimeout(endWorker, IDLE_MS);
  }
}

/** What only a worker decodes fails on the page: not the file is at fault, but that there is no worker. */
function onlyInWorker(file: Blob): (error: unknown) => Promise<never> {
  return async (error) => {
    if (await isHeic(file)) fail(missingPart());
    throw error;
  };
}

/** What came back; null when the worker died, or never was. */
function post<T extends keyof TaskResult>(
  asked: Worker,
  task: T,
  file: Blob,
): Promise<WorkerReply<T> | null> {
  const number = ++lastNumber;
  return new Promise((resolve) => {
    const finish = (reply: WorkerReply<T> | null) => {
      asked.removeEventListener("message", onReply);
      asked.removeEventListener("error", onDeath);
      resolve(reply);
    };
    const onReply = ({ data }: MessageEvent<WorkerReply<T>>) => {
      if (data.number === number) finish(data);
    };
    const onDeath = () => {
      if (worker === asked) worker = undefined;
      asked.terminate();
      finish(null);
    };
    asked.addEventListener("message", onReply);
    asked.addEventListener("error", onDeath);
    asked.postMessage({ number, task, file } satisfies WorkerRequest);
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

function endWorker(): void {
  worker?.terminate();
  worker = undefined;
}
