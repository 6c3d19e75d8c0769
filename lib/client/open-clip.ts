// What a page asks of a video file: what it is, how it looks, and a clip made of it. The work is a worker's, one
// worker a task, so that stopping is ending it and what decoding took is given back.
import { AppError } from "@/lib/errors/app-error";
import type { ClipFacts } from "./clip-plan";
import type { ClipReply, ClipRequest, ClipTasks } from "./clip-worker";
import { missingPart } from "./load-part";

/**
 * What a file is.
 *
 * @throws AppError unsupported_video, invalid_video; part_missing or offline when the worker can't be loaded now;
 *   AbortError
 */
export function probeClip(file: Blob, signal: AbortSignal): Promise<ClipFacts> {
  return ask<"probe">({ task: "probe", file }, signal);
}

/** Pictures of a clip, each told as soon as there is one; none where this browser can't decode it. Never throws. */
export async function showStrip(
  file: Blob,
  size: ClipTasks["strip"]["input"],
  { signal, onPicture }: { signal: AbortSignal; onPicture: (picture: ImageBitmap) => void },
): Promise<void> {
  await ask<"strip">({ task: "strip", file, ...size }, signal, onPicture).catch(() => {});
}

/**
 * Cuts a clip, or wraps it anew.
 *
 * @throws AppError invalid_video when this browser could not, part_missing or offline when the worker can't be
 *   loaded now; AbortError
 */
export function makeClip(
  file: Blob,
  cut: ClipTasks["make"]["input"],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Blob> {
  return ask<"make">({ task: "make", file, ...cut }, signal, onProgress);
}

function ask<T extends keyof ClipTasks>(
  request: ClipRequest,
  signal: AbortSignal,
  onNews: (news: ClipTasks[T]["news"]) => void = () => {},
): Promise<ClipTasks[T]["result"]> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const worker = new Worker(new URL("./clip-worker.ts", import.meta.url), { type: "module" });
    const settle = (finish: () => void) => {
      signal.removeEventListener("abort", stop);
      worker.terminate();
      finish();
    };
    const stop = () => settle(() => reject(signal.reason));
    signal.addEventListener("abort", stop);
    worker.onmessage = ({ data }: MessageEvent<ClipReply<T>>) => {
      if ("news" in data) onNews(data.news);
      else if ("result" in data) settle(() => resolve(data.result));
      else settle(() => reject(new AppError(data.refusal ?? "invalid_video")));
    };
    // A worker that dies of a file says of what; one that was never there can't.
    worker.onerror = ({ message }) =>
      settle(() => reject(new AppError(message ? "invalid_video" : missingPart())));
    worker.postMessage(request);
  });
}
