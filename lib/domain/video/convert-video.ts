// From a clip's original to what is shown: fetched, cut, scaled and stored under new names. Decides nothing
// about the row: what is stored here is loose until the row names it.
import "server-only";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { db } from "@/lib/db/client";
import { expectBlob } from "@/lib/db/loose-blob-repo";
import type { MadeClip, StoredPoster } from "@/lib/db/video-finish-repo";
import { saveBlob } from "@/lib/storage/blob-file";
import { putBlob, withinDeadline } from "@/lib/storage/blob-store";
import { CLIP_TYPE, makeClip, makePoster, POSTER_TYPE } from "@/lib/videos/make-clip";
import { probeVideo } from "@/lib/videos/probe-video";
import { inWorkFolder } from "@/lib/videos/work-folder";
import { VIDEO_LIMITS } from "./kinds";
import { clipSize, partToShow } from "./rules";

const FETCH_MS = 300_000;
const STORE_MS = 120_000;
/** Longer than storing may take until the row names what is stored. */
const LOOSE_SECONDS = 900;
/** Of a clip that has none the poster is taken here: the first moment is often a blur. */
const POSTER_SEC = 0.5;

interface Original {
  blobKey: string;
  trimStartSec: number;
  trimEndSec: number | null;
  appliedTrimStartSec: number | null;
  thumbnailUrl: string | null;
}

/**
 * Makes the clip that is shown, at most 30 seconds within the 720p box, and its poster when it has none, and stores
 * them under names announced before.
 *
 * @param signal ends it at any moment
 * @throws AppError invalid_video, video_too_heavy for the file's own faults; storage_unavailable; the signal's reason;
 *   Error for an original that is not in the store and for a machine that could not
 */
export function convertVideo(
  video: Original,
  signal: AbortSignal,
): Promise<{ clip: MadeClip; poster: StoredPoster | null }> {
  return inWorkFolder(async (folder) => {
    const bounds = { folder, signal, maxPixels: VIDEO_LIMITS.maxPixels };
    const file = {
      original: join(folder, "in"),
      clip: join(folder, "out"),
      poster: join(folder, "still"),
    };
    await fetchOriginal(video.blobKey, file.original, signal);
    const source = await probeVideo(file.original, bounds);
    const cut = { ...partToShow(video), ...clipSize(source) };
    const made = await makeClip(source, file.original, file.clip, cut, bounds);
    const lacksPoster = !video.thumbnailUrl;
    if (lacksPoster)
      await makePoster(file.clip, file.poster, Math.min(POSTER_SEC, made.durationSec / 2), bounds);

    // The poster first: a clip is never shown without one.
    const poster = lacksPoster ? await store(file.poster, POSTER_TYPE, signal) : null;
    const stored = await store(file.clip, CLIP_TYPE, signal);
    const { durationSec, width, height } = made;
    const clip = {
      ...stored,
      sizeBytes: made.bytes,
      durationSec,
      width,
      height,
      fromSec: cut.fromSec,
    };
    return { clip, poster };
  });
}

async function fetchOriginal(key: string, path: string, signal: AbortSignal): Promise<void> {
  const { maxBytes } = VIDEO_LIMITS;
  const bytes = await withinDeadline(
    (over) => saveBlob(key, path, { maxBytes, signal: AbortSignal.any([over, signal]) }),
    FETCH_MS,
  );
  if (bytes === null) throw new Error("the store does not have the original, or a larger one");
}

async function store(
  path: string,
  { mimeType, extension }: { mimeType: string; extension: string },
  signal: AbortSignal,
): Promise<{ key: string; url: string }> {
  const key = `videos/${randomBytes(16).toString("hex")}.${extension}`;
  const bytes = await readFile(path);
  await expectBlob(db(), key, LOOSE_SECONDS);
  const url = await withinDeadline(
    (over) => putBlob(key, bytes, mimeType, AbortSignal.any([over, signal])),
    STORE_MS,
  );
  return { key, url };
}
