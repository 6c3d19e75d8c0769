// A captain uploads a photo for a draft, for a charter, or for later.
import "server-only";
import { db, type Tx } from "@/lib/db/client";
import * as idempotencyRepo from "@/lib/db/idempotency-repo";
import * as mediaRepo from "@/lib/db/media-repo";
import * as uploadRepo from "@/lib/db/upload-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { photoTypeOf } from "@/lib/images/photo-type";
import { CHARTER_PHOTOS } from "./kinds";
import { reusePhoto } from "./reuse-photo";
import { toMediaView, type UploadTarget } from "./rules";
import type { MediaView, UploadFields } from "./schema";
import { storePhoto } from "./store-photo";
import { waitFor } from "./wait-for";

/** A photo as it came in: its bytes are counted and hashed, and nothing else about it is known. */
export interface ReceivedPhoto {
  bytes: Uint8Array;
  /** Of the bytes, hex. */
  sha256: string;
  fields: UploadFields;
  /** The client's Idempotency-Key. */
  idempotencyKey?: string | undefined;
  /** Aborted when the client is gone. */
  signal: AbortSignal;
}

export interface UploadedPhoto {
  ok: true;
  charterMediaId: string;
  url: string;
  key: string;
  /** The captain had this file already; nothing was stored. */
  duplicate: boolean;
  /** It came back from the trash. */
  restored?: true;
  media: MediaView;
}

/**
 * Stores a photo, or answers with what the captain has of the same file: safe to repeat and to send twice
 * at once. With an idempotency key the same bytes lead to the same row for 24 hours.
 *
 * @throws AppError unsupported_media_type, invalid_image, image_too_large; not_found for a draft or charter
 *   that is not the captain's; invalid_status for a draft that is closed; quota_exceeded, charter_full,
 *   idempotency_mismatch, storage_unavailable, busy
 */
export async function uploadPhoto(captain: Captain, photo: ReceivedPhoto): Promise<UploadedPhoto> {
  if (!(await photoTypeOf(photo.bytes))) fail("unsupported_media_type");
  await requireTarget(captain, photo.fields);
  const charterId = photo.fields.charterId || null;
  const target = { charterId, draftId: charterId ? null : photo.fields.draftId || null };
  if (photo.idempotencyKey === undefined) return upload(captain, photo, target);

  const key = { userId: captain.userId, key: photo.idempotencyKey };
  const earlier = await takeKey(key, photo);
  if (earlier) return earlier;
  try {
    return await upload(captain, photo, target, key);
  } catch (error) {
    await idempotencyRepo.release(db(), key).catch(() => {});
    throw error;
  }
}

/** Before anything is stored: the target must be the captain's and have room. */
async function requireTarget(
  captain: Captain,
  { draftId, charterId }: UploadFields,
): Promise<void> {
  if (!draftId && !charterId) return;
  const named = { draftId: draftId || null, charterId: charterId || null };
  const scope = await uploadRepo.findUploadScope(db(), captain.userId, named);
  if (draftId && !scope.draft) fail("not_found");
  if (charterId && scope.charterPhotos === null) fail("not_found");
  if (scope.draft === "closed") fail("invalid_status");
  if ((scope.charterPhotos ?? 0) >= CHARTER_PHOTOS.max) fail("charter_full");
}

/** What an earlier request with this key led to; null when the key is ours to use. */
async function takeKey(
  key: idempotencyRepo.UploadKey,
  { sha256, fields }: ReceivedPhoto,
): Promise<UploadedPhoto | null> {
  const outcome = await waitFor(async () => {
    if (await idempotencyRepo.claim(db(), key, sha256)) return "ours";
    const held = await idempotencyRepo.find(db(), key);
    if (held && held.contentHash !== sha256) fail("idempotency_mismatch");
    if (held?.media) return { row: held.media, duplicate: held.duplicate };
    // Duplicates are found by their bytes too, so only a copy that is wanted has to wait for its twin.
    return fields.onDuplicate === "keep" ? null : "ours";
  });
  return outcome === "ours" ? null : answerOf(outcome.row, outcome);
}

async function upload(
  captain: Captain,
  { bytes, sha256: contentHash, fields, signal }: ReceivedPhoto,
  target: UploadTarget,
  key?: idempotencyRepo.UploadKey,
): Promise<UploadedPhoto> {
  const dedupeKey = fields.onDuplicate === "keep" ? null : (fields.originalSha256 ?? contentHash);
  const { charterId, draftId } = target;
  const photo = {
    kind: "CHARTER_PHOTO",
    bytes,
    contentHash,
    dedupeKey,
    draftId,
    isForCharter: charterId !== null,
    key,
    signal,
  } as const;
  const settle = charterId
    ? (tx: Tx, row: mediaRepo.MediaRecord) => link(tx, captain, row, charterId)
    : undefined;

  return waitFor(async () => {
    const reused = dedupeKey && (await reusePhoto(captain, dedupeKey, target));
    if (reused === "under way") return null;
    if (reused) {
      if (key) await idempotencyRepo.settle(db(), key, reused.row.id);
      return answerOf(reused.row, { duplicate: true, restored: reused.restored });
    }
    const row = await storePhoto(captain, { ...photo, settle });
    return row && answerOf(row, { duplicate: false });
  });
}

async function link(
  tx: Tx,
  captain: Captain,
  { id }: mediaRepo.MediaRecord,
  charterId: string,
): Promise<mediaRepo.MediaRecord> {
  const others = await mediaRepo.countOthersOfCharter(tx, charterId, id);
  if (others.kept >= CHARTER_PHOTOS.max) fail("charter_full");
  await mediaRepo.touchCharter(tx, captain.userId, charterId);
  return mediaRepo.place(tx, id, { charterId, draftId: null }, { atEnd: true });
}

function answerOf(
  row: mediaRepo.MediaRecord,
  { duplicate, restored = false }: { duplicate: boolean; restored?: boolean },
): UploadedPhoto {
  return {
    ok: true,
    charterMediaId: row.id,
    url: row.url,
    key: row.storageKey,
    duplicate,
    ...(restored && { restored }),
    media: toMediaView(row),
  };
}
