// A captain is about to send a video: it gets its row, its name in the store, and the right to send it there.
import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { inTransaction, type Tx } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import { ensureProfile } from "@/lib/db/profile-repo";
import { findUploadScope } from "@/lib/db/upload-repo";
import * as videoRepo from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { MAX_STORED_BYTES } from "@/lib/domain/media/kinds";
import { fail } from "@/lib/errors/app-error";
import { grantVideo } from "./grant-video";
import { VIDEO_FILE_ENDINGS, VIDEO_LIMITS } from "./kinds";
import { toVideoView, videoTypeOf, whyNotSent } from "./rules";
import type { ReservedVideo, VideoInput } from "./schema";

/**
 * Reserves a video; makes the captain's profile when there is none. With an idempotency key the same file, said
 * again, gets the same row and another token, or none when it has arrived already.
 *
 * @throws AppError unsupported_video, video_too_large, video_too_long; not_found for a draft that is not the
 *   captain's; invalid_status for one that is closed; quota_exceeded; idempotency_mismatch
 */
export async function reserveVideo(
  captain: Captain,
  input: VideoInput,
  idempotencyKey: string | null,
): Promise<ReservedVideo> {
  const refusal = whyNotSent(input);
  if (refusal) fail(refusal);
  const row = await inTransaction(async (tx) => {
    const captainId = await lockCaptain(tx, captain.userId);
    const earlier =
      idempotencyKey && (await videoRepo.findByKey(tx, captain.userId, idempotencyKey));
    if (earlier) return isSameFile(earlier, input) ? earlier : fail("idempotency_mismatch");
    return reserve(tx, captain, captainId, { ...input, idempotencyKey });
  });
  return { video: toVideoView(row), upload: await grantVideo(row) };
}

async function lockCaptain(tx: Tx, userId: string): Promise<string> {
  const captainId = await mediaRepo.lockCaptain(tx, userId);
  if (captainId) return captainId;
  await ensureProfile(tx, userId);
  return (await mediaRepo.lockCaptain(tx, userId)) ?? fail("internal");
}

async function reserve(
  tx: Tx,
  { userId }: Captain,
  captainId: string,
  input: VideoInput & { idempotencyKey: string | null },
): Promise<videoRepo.CaptainVideo> {
  const draftId = input.draftId || null;
  if (draftId) {
    const { draft } = await findUploadScope(tx, userId, { draftId, charterId: null });
    if (draft !== "open") fail(draft ? "invalid_status" : "not_found");
  }
  const mimeType = videoTypeOf(input.contentType) ?? fail("unsupported_video");
  const reservation = {
    id: randomUUID(),
    ownerId: userId,
    draftId,
    idempotencyKey: input.idempotencyKey,
    fileName: input.fileName,
    // Never derived from anything, never used twice: caches may keep a name for a year.
    blobKey: `videos/${randomBytes(16).toString("hex")}.${VIDEO_FILE_ENDINGS[mimeType]}`,
    mimeType,
    sizeBytes: input.sizeBytes,
    originalDurationSec: input.durationSec,
    originalWidth: input.width,
    originalHeight: input.height,
    trimStartSec: input.trimStartSec ?? 0,
    trimEndSec: input.trimEndSec ?? null,
  };
  const room = { perDraft: VIDEO_LIMITS.perDraft, maxBytes: MAX_STORED_BYTES };
  return (await videoRepo.reserve(tx, captainId, reservation, room)) ?? fail("quota_exceeded");
}

function isSameFile(row: videoRepo.CaptainVideo, input: VideoInput): boolean {
  return (
    row.fileName === input.fileName &&
    row.mimeType === videoTypeOf(input.contentType) &&
    Number(row.sizeBytes) === input.sizeBytes
  );
}
