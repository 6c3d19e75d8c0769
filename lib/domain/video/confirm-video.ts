// A video's bytes may have arrived: the store is asked, and the file itself is read. What the browser said
// about it counts only as far as the file bears it out.
import "server-only";
import { db, inTransaction } from "@/lib/db/client";
import { loosenBlobs } from "@/lib/db/loose-blob-repo";
import * as videoRepo from "@/lib/db/video-repo";
import { AppError, fail } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { log } from "@/lib/log";
import { findBlob, withinDeadline } from "@/lib/storage/blob-store";
import { readBlobPart } from "@/lib/storage/read-blob";
import { readHead, type VideoHead } from "@/lib/videos/read-head";
import { clearBlobs } from "./clear-blobs";
import { judgeClip } from "./rules";

/**
 * Moves an `uploading` video on to `ready` or `queued`, once, whoever asks and however often; any other stays as
 * it is. A file that is not what was said, or not allowed, is removed with its row.
 *
 * @returns the row as it is now
 * @throws AppError upload_incomplete while nothing is stored; invalid_video, unsupported_video, video_too_large,
 *   video_too_long, video_differs, and then it is gone; not_found when it went meanwhile; storage_unavailable
 */
export async function confirmVideo(row: videoRepo.CaptainVideo): Promise<videoRepo.CaptainVideo> {
  if (row.processStatus !== "uploading") return row;
  const blob = await withinDeadline((signal) => findBlob(row.blobKey, signal));
  if (!blob) return (await settledMeanwhile(row.id)) ?? fail("upload_incomplete");
  let head: VideoHead;
  try {
    head = await look(blob);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_video") return refuse(row, error);
    // Whoever judged it first may have removed the bytes while they were read here.
    const settled = await settledMeanwhile(row.id);
    if (settled) return settled;
    throw error;
  }
  const verdict = judgeClip(
    {
      contentType: row.mimeType ?? "",
      sizeBytes: Number(row.sizeBytes),
      durationSec: row.originalDurationSec ?? 0,
      trimStartSec: row.trimStartSec,
      trimEndSec: row.trimEndSec,
    },
    head,
  );
  if (typeof verdict === "object") return refuse(row, new AppError(verdict.refused));
  const { sizeBytes, durationSec, width, height } = head;
  const isReady = verdict === "ready";
  const confirmed = { url: blob.url, sizeBytes, durationSec, width, height, isReady };
  return (
    (await videoRepo.confirm(db(), row.id, confirmed)) ??
    (await videoRepo.find(db(), row.id)) ??
    fail("not_found")
  );
}

/** The row when somebody else has confirmed it by now, null while nobody has; not_found when it is gone. */
async function settledMeanwhile(id: string): Promise<videoRepo.CaptainVideo | null> {
  const row = (await videoRepo.find(db(), id)) ?? fail("not_found");
  return row.processStatus === "uploading" ? null : row;
}

function look({ bytes, url }: { bytes: number; url: string }): Promise<VideoHead> {
  return withinDeadline((signal) =>
    readHead(bytes, (start, end) => readBlobPart(url, { start, end }, signal)),
  );
}

async function refuse(row: videoRepo.CaptainVideo, refusal: AppError): Promise<never> {
  const removed = await inTransaction(async (tx) => {
    const gone = await videoRepo.remove(tx, row.id, ["uploading"]);
    const keys = gone ? videoRepo.keysOf(gone).filter((key) => key !== null) : [];
    await loosenBlobs(tx, keys);
    return keys;
  });
  const code: ErrorCode = refusal.code;
  log().info({ videoId: row.id, code }, "a video was refused after it had arrived");
  await clearBlobs(removed).catch((err: unknown) =>
    log().warn({ videoId: row.id, err }, "left for the cleanup"),
  );
  throw refusal;
}
