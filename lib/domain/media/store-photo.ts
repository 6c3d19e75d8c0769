// The image door: every photo that is stored, of whatever kind, comes in here. The row leads: it is
// RESERVED before decoding, knows what will be stored before the first byte is, and is READY only when
// the store has confirmed every byte. What a crash leaves in between, reap-uploads.ts finishes or removes.
import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { db, inTransaction, type Tx } from "@/lib/db/client";
import { settle as settleKey, type UploadKey } from "@/lib/db/idempotency-repo";
import * as mediaRepo from "@/lib/db/media-repo";
import { ensureProfile } from "@/lib/db/profile-repo";
import * as uploadRepo from "@/lib/db/upload-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { inDecodeSlot } from "@/lib/images/decode-gate";
import { type MadePhoto, RENDITION_TYPE } from "@/lib/images/make-renditions";
import { renderPhoto } from "@/lib/images/render-photo";
import { log } from "@/lib/log";
import { findBlob, putBlob, removeBlobs, withinDeadline } from "@/lib/storage/blob-store";
import {
  MAX_STORED_BYTES,
  MEDIA_KINDS,
  type MediaKind,
  PHOTO_LIMITS,
  RENDITION_WIDTHS,
} from "./kinds";
import type { Rendition } from "./rules";

// Together within what a caller waits for a store that hangs.
const STORE_MS = 9_000;
const REMOVE_MS = 1_000;

interface PhotoToStore {
  kind: MediaKind;
  /** Of a type the image room accepts. */
  bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. */
  contentHash: string;
  /** Null lets the same file be stored again. */
  dedupeKey: string | null;
  /** The captain's open draft it is for. */
  draftId: string | null;
  /** It goes straight to a charter, so that it takes no place among what is pending. */
  isForCharter?: boolean;
  /** Learns the row's id in the same transaction that reserves it. */
  key?: UploadKey | undefined;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** What else becomes true in the transaction that makes the row READY; runs under the captain's lock. */
  settle?: ((tx: Tx, row: mediaRepo.MediaRecord) => Promise<mediaRepo.MediaRecord>) | undefined;
}

interface ReservedPhoto {
  id: string;
  keyPrefix: string;
  photo: MadePhoto;
}

/**
 * Decodes a photo, stores its renditions and answers with its READY row; makes the captain's profile when
 * there is none. On a refusal no READY row is left, and nothing that stands in the way of another try.
 *
 * @returns null when another upload of the same file holds its place
 * @throws AppError busy, quota_exceeded, invalid_image, image_too_large, storage_unavailable; invalid_status
 *   when the draft was closed meanwhile; idempotency_mismatch when the upload was taken back; upload_cut;
 *   what `settle` throws
 */
export async function storePhoto(
  captain: Captain,
  input: PhotoToStore,
): Promise<mediaRepo.MediaRecord | null> {
  const reserved = await inDecodeSlot(() => reserveAndDecode(captain, input), input.signal);
  if (!reserved) return null;
  const { id, photo } = reserved;
  const plan = planOf(reserved);
  if (!(await uploadRepo.plan(db(), id, plan))) fail("busy");

  const results = await withinDeadline(
    (signal) =>
      Promise.allSettled(
        photo.renditions.map(({ bytes }, n) => putConfirmed(plan.renditions[n], bytes, signal)),
      ),
    STORE_MS,
  ).catch(async (error: unknown) => {
    // What the store is still going to do with the bytes nobody knows: the reaper looks later.
    await tidily(() => uploadRepo.giveUp(db(), id));
    throw error;
  });
  try {
    const stored = results.map((result) => {
      if (result.status === "rejected") throw result.reason;
      return result.value;
    });
    return await makeReady(captain, id, stored, input);
  } catch (error) {
    await tidily(() => undo(id, plan.renditions));
    throw error;
  }
}

async function reserveAndDecode(
  captain: Captain,
  input: PhotoToStore,
): Promise<ReservedPhoto | null> {
  const id = randomUUID();
  // Never derived from anything, never used twice: caches may keep a name for a year.
  const keyPrefix = `photos/${randomBytes(16).toString("hex")}`;
  if (!(await reserve(captain, input, { id, keyPrefix }))) return null;
  try {
    const limits = { widths: RENDITION_WIDTHS, maxPixels: PHOTO_LIMITS.maxPixels };
    return { id, keyPrefix, photo: await renderPhoto(input.bytes, limits) };
  } catch (error) {
    await tidily(() => uploadRepo.dropReservation(db(), id, { bytesRemoved: false }));
    throw error;
  }
}

function reserve(
  captain: Captain,
  { kind, contentHash, dedupeKey, draftId, isForCharter, key }: PhotoToStore,
  { id, keyPrefix }: { id: string; keyPrefix: string },
): Promise<boolean> {
  return inTransaction(async (tx) => {
    let captainId = await mediaRepo.lockCaptain(tx, captain.userId);
    if (!captainId) {
      captainId = await ensureProfile(tx, captain.userId);
      await mediaRepo.lockCaptain(tx, captain.userId);
    }
    if (draftId && !(await mediaRepo.isOpenDraft(tx, captain.userId, draftId)))
      fail("invalid_status");
    const row = { id, kind, captainId, draftId, storageKey: keyPrefix, contentHash, dedupeKey };
    const isCounted = !isForCharter && MEDIA_KINDS[kind].countsAsPending;
    const maxPending = isCounted ? PHOTO_LIMITS.maxPending : null;
    const outcome = await uploadRepo.reserve(tx, row, { maxPending, maxBytes: MAX_STORED_BYTES });
    if (outcome === "full") fail("quota_exceeded");
    if (outcome === "reserved" && key && !(await settleKey(tx, key, id)))
      fail("idempotency_mismatch");
    return outcome === "reserved";
  });
}

function planOf({ keyPrefix, photo }: ReservedPhoto) {
  const { mimeType, extension } = RENDITION_TYPE;
  const renditions = photo.renditions.map(
    ({ width, height, bytes, sha256 }): Rendition => ({
      key: `${keyPrefix}/${width}.${extension}`,
      url: "",
      width,
      height,
      bytes: bytes.length,
      sha256,
    }),
  );
  const largest = renditions.at(-1) ?? fail("internal");
  const { key: storageKey, bytes: sizeBytes, width, height } = largest;
  const { placeholder } = photo;
  return { storageKey, mimeType, sizeBytes, width, height, placeholder, renditions };
}

/** Puts one rendition and asks the store what it has: an answer of 200 alone is no proof. */
async function putConfirmed(
  rendition: Rendition | undefined,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Rendition> {
  if (!rendition) return fail("internal");
  const url = await putBlob(rendition.key, bytes, RENDITION_TYPE.mimeType, signal);
  const found = await findBlob(rendition.key, signal);
  if (found?.bytes !== rendition.bytes)
    fail("storage_unavailable", {}, { cause: new Error("the store kept other bytes") });
  return { ...rendition, url };
}

async function makeReady(
  captain: Captain,
  id: string,
  renditions: Rendition[],
  { settle }: PhotoToStore,
): Promise<mediaRepo.MediaRecord> {
  const ready = { url: renditions.at(-1)?.url ?? "", renditions };
  // Given up by a twin that waited long enough: it has taken our place.
  if (!settle) return (await uploadRepo.finish(db(), id, ready)) ?? fail("busy");
  return inTransaction(async (tx) => {
    await mediaRepo.lockCaptain(tx, captain.userId);
    return settle(tx, (await uploadRepo.finish(tx, id, ready)) ?? fail("busy"));
  });
}

/** The store has answered every call, so what is removed now stays removed. */
async function undo(id: string, renditions: Rendition[]): Promise<void> {
  if (!(await uploadRepo.giveUp(db(), id))) return;
  const keys = renditions.map(({ key }) => key);
  await withinDeadline((signal) => removeBlobs(keys, signal), REMOVE_MS);
  await uploadRepo.dropReservation(db(), id, { bytesRemoved: true });
}

/** Best effort: the refusal stays what it was, and the reaper does the rest. */
async function tidily(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => log().warn({ err: error }, "left for the reaper"));
}
