// The store of files: put, look, remove. The only server room that says @vercel/blob; it knows keys and
// bytes, never whose they are. Keys are chosen by the caller, never reused, and safe to cache for ever.
import "server-only";
import { BlobNotFoundError, BlobServiceRateLimited, copy, del, head, put } from "@vercel/blob";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors/app-error";

/** How long a browser may keep a file: its name is never used for another one. */
export const CACHE_SECONDS = 365 * 24 * 60 * 60;
/** What all the calls of one use case may take together, retries included. */
const DEADLINE_MS = 10_000;

const token = () => env("storage").BLOB_READ_WRITE_TOKEN;

/**
 * Stores bytes under a new key.
 *
 * @param signal ends the attempt; a call that was ended may still have stored the bytes
 * @returns the address browsers load it from
 * @throws AppError storage_unavailable, also when the key is taken
 */
export async function putBlob(
  key: string,
  bytes: Buffer,
  contentType: string,
  signal: AbortSignal,
): Promise<string> {
  const { url } = await asking(() =>
    put(key, bytes, {
      access: "public",
      token: token(),
      contentType,
      addRandomSuffix: false,
      allowOverwrite: false,
      cacheControlMaxAge: CACHE_SECONDS,
      abortSignal: signal,
    }),
  );
  if (typeof url !== "string") throw new AppError("storage_unavailable");
  return url;
}

/**
 * The size and address of what is stored under a key; null when nothing is.
 *
 * @throws AppError storage_unavailable
 */
export async function findBlob(
  key: string,
  signal: AbortSignal,
): Promise<{ bytes: number; url: string } | null> {
  const found = await asking(() =>
    head(key, { token: token(), abortSignal: signal }).catch((error: unknown) => {
      if (error instanceof BlobNotFoundError) return null;
      throw error;
    }),
  );
  if (!found) return null;
  const { size, url } = found;
  // The SDK hands on whatever JSON comes back.
  if (typeof size !== "number" || typeof url !== "string")
    throw new AppError("storage_unavailable");
  return { bytes: size, url };
}

/**
 * Copies what is stored under one key to another, inside the store. The same copy again is harmless, because a
 * key always stands for the same bytes.
 *
 * @returns the address browsers load the copy from
 * @throws AppError storage_unavailable
 */
export async function copyBlob(from: string, to: string, signal: AbortSignal): Promise<string> {
  const { url } = await asking(() =>
    copy(from, to, {
      access: "public",
      token: token(),
      addRandomSuffix: false,
      allowOverwrite: true,
      cacheControlMaxAge: CACHE_SECONDS,
      abortSignal: signal,
    }),
  );
  if (typeof url !== "string") throw new AppError("storage_unavailable");
  return url;
}

/**
 * Removes what is stored under these keys; harmless when nothing is.
 *
 * @throws AppError storage_unavailable
 */
export async function removeBlobs(keys: readonly string[], signal: AbortSignal): Promise<void> {
  if (keys.length > 0) await asking(() => del([...keys], { token: token(), abortSignal: signal }));
}

/** True when the store answers at all; asks for a key that can't exist, which costs the least. */
export async function storeAnswers(): Promise<boolean> {
  await withinDeadline((signal) => findBlob("health/never-stored", signal), 1_000);
  return true;
}

/**
 * Runs calls to the store under one deadline and settles when it is over, whatever the store does.
 * The SDK notices an abort only between its attempts, so the wait itself has an end too.
 *
 * @throws AppError storage_unavailable when time is up
 */
export async function withinDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ms: number = DEADLINE_MS,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const cause = new Error(`no answer in ${ms} ms`);
    timer = setTimeout(() => reject(new AppError("storage_unavailable", {}, { cause })), ms);
  });
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
    // Also ends the calls beside one that failed.
    controller.abort();
  }
}

async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const retryAfterSec = cause instanceof BlobServiceRateLimited ? cause.retryAfter : 0;
    throw new AppError(
      "storage_unavailable",
      {},
      { cause, ...(retryAfterSec > 0 && { retryAfterSec }) },
    );
  }
}
