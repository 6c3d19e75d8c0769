// A clip on its way from the browser to the store, in parts of five megabytes: each part that has arrived is told
// at once, so that another page can go on with the rest. Knows the store's protocol by its SDK, and no rows.
import type {
  completeMultipartUpload,
  createMultipartUpload,
  uploadPart,
} from "@vercel/blob/client";
import PQueue from "p-queue";
import { AppError } from "@/lib/errors/app-error";
import { loadPart } from "./load-part";
import { isTransient } from "./retry";
import {
  missingParts,
  type PartLedger,
  type PartToSend,
  storedBytes,
  withPart,
} from "./upload-parts";

export interface VideoToSend {
  blob: Blob;
  contentType: string;
  pathname: string;
  /** What the store has of it; null when nothing is known. */
  ledger: PartLedger | null;
}

export interface VideoSending {
  signal: AbortSignal;
  /** A token that is good for a while yet. */
  token: () => Promise<string>;
  /** Bytes that have left, or are in the store, of all; never fewer than before. */
  onProgress: (sentBytes: number) => void;
  /** The store has more than before. */
  onLedger: (ledger: PartLedger) => void;
}

interface StoreClient {
  completeMultipartUpload: typeof completeMultipartUpload;
  createMultipartUpload: typeof createMultipartUpload;
  uploadPart: typeof uploadPart;
}

const AT_ONCE = 3;
// The SDK tries a part again by itself, ever more rarely; then it is for the queue to wait or go on.
const STALLED_MS = 30_000;

/**
 * Sends what the store does not have yet and puts the whole together.
 *
 * @throws AppError offline when nothing moves; part_missing; storage_unavailable, rate_limited; upload_incomplete when the store
 *   knows nothing of the ledger, which is then of no more use; internal; AbortError when the signal says stop
 */
export async function sendVideo(video: VideoToSend, sending: VideoSending): Promise<void> {
  const { blob, contentType, pathname } = video;
  const store: StoreClient = await loadPart(() => import("@vercel/blob/client"));
  const order = async () => ({
    access: "public" as const,
    contentType,
    token: await sending.token(),
  });
  let ledger: PartLedger =
    video.ledger ??
    (await guarded(sending.signal, async (abortSignal) => {
      const begun = await store.createMultipartUpload(pathname, {
        ...(await order()),
        abortSignal,
      });
      return { ...begun, pathname, parts: [] };
    }));
  sending.onLedger(ledger);

  const leaving = new Map<number, number>();
  let told = 0;
  // A part that is cut begins anew; what was told stands until it has caught up.
  const tell = () => {
    const moving = [...leaving.values()].reduce((sum, bytes) => sum + bytes, 0);
    told = Math.max(told, Math.min(blob.size, storedBytes(blob.size, ledger.parts) + moving));
    sending.onProgress(told);
  };
  tell();
  const sendPart = ({ partNumber, start, end }: PartToSend, signal: AbortSignal) =>
    guarded(signal, async (abortSignal, stillMoves) => {
      const { key, uploadId } = ledger;
      const part = await store.uploadPart(pathname, blob.slice(start, end), {
        ...(await order()),
        ...{ key, uploadId, partNumber, abortSignal },
        onUploadProgress: ({ loaded }) => {
          if (loaded > (leaving.get(partNumber) ?? 0)) stillMoves();
          leaving.set(partNumber, loaded);
          tell();
        },
      });
      leaving.delete(partNumber);
      ledger = withPart(ledger, { partNumber, etag: part.etag });
      sending.onLedger(ledger);
      tell();
    }).finally(() => leaving.delete(partNumber));
  await inParallel(missingParts(blob.size, ledger.parts), sending.signal, sendPart);

  await guarded(sending.signal, async (abortSignal) => {
    const { key, uploadId, parts } = ledger;
    const whole = { ...(await order()), key, uploadId, abortSignal };
    await store.completeMultipartUpload(pathname, [...parts], whole);
  });
}

/**
 * A few at once. When one fails that may succeed later, no other begins, and those on their way arrive first: what
 * has left is not sent twice. Any other failure stops them all.
 */
async function inParallel(
  parts: readonly PartToSend[],
  signal: AbortSignal,
  send: (part: PartToSend, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const all = new AbortController();
  const stop = () => all.abort(signal.reason);
  signal.addEventListener("abort", stop);
  const line = new PQueue({ concurrency: AT_ONCE });
  const failures: unknown[] = [];
  const attempt = async (part: PartToSend) => {
    try {
      await send(part, all.signal);
    } catch (error) {
      failures.push(error);
      line.clear();
      if (!(error instanceof AppError && isTransient(error))) all.abort(error);
    }
  };
  for (const part of parts) void line.add(() => attempt(part));
  await line.onIdle();
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  // What stopped the others says more than the first that was cut.
  const [first] = failures;
  if (all.signal.aborted) throw all.signal.reason;
  if (first !== undefined) throw first;
}

/** Ends a request that nothing moves in, or that is not wanted any more, whatever the SDK is waiting for. */
async function guarded<T>(
  signal: AbortSignal,
  run: (signal: AbortSignal, stillMoves: () => void) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  let stalled: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<never>((_, reject) => {
    stop.signal.addEventListener("abort", () => reject(stop.signal.reason));
  });
  const lost = () => stop.abort(new AppError("offline"));
  const stillMoves = () => {
    clearTimeout(stalled);
    stalled = setTimeout(lost, STALLED_MS);
  };
  const unwanted = () => stop.abort(signal.reason);
  signal.addEventListener("abort", unwanted);
  window.addEventListener("offline", lost);
  stillMoves();
  try {
    return await Promise.race([run(stop.signal, stillMoves), ended]);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof AppError ? error : refusalOf(error);
  } finally {
    clearTimeout(stalled);
    signal.removeEventListener("abort", unwanted);
    window.removeEventListener("offline", lost);
  }
}

// The SDK's errors lose their names when they are packed for the browser; their sentences stay.
const SENTENCES: readonly [RegExp, AppError["code"]][] = [
  [/network|failed to fetch|load failed/i, "offline"],
  [/not currently available|not available|unknown error/i, "storage_unavailable"],
  [/too many requests/i, "rate_limited"],
  [/does not exist|was not uploaded/i, "upload_incomplete"],
  [/token|access denied/i, "storage_unavailable"],
];

function refusalOf(error: unknown): AppError {
  const sentence = error instanceof Error ? error.message : "";
  const code = SENTENCES.find(([says]) => says.test(sentence))?.[1] ?? "internal";
  return new AppError(code, {}, { cause: error, ...restOf(error) });
}

/** How long the store wants to be left alone, where it says so. */
function restOf(error: unknown): { retryAfterSec?: number } {
  const seconds = error instanceof Error && "retryAfter" in error ? Number(error.retryAfter) : 0;
  return seconds > 0 ? { retryAfterSec: seconds } : {};
}
