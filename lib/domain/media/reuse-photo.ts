// A file the captain has uploaded before is not decoded or stored again: its row is answered, moved,
// restored or copied.
import "server-only";
import { randomUUID } from "node:crypto";
import { db, inTransaction, type Tx } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import * as uploadRepo from "@/lib/db/upload-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { CHARTER_PHOTOS, PHOTO_LIMITS } from "./kinds";
import { type DuplicateVerdict, type UploadTarget, whatDuplicateMeans } from "./rules";

interface ReusedPhoto {
  row: mediaRepo.MediaRecord;
  /** It came out of the trash. */
  restored: boolean;
}

/**
 * What the captain's earlier uploads of this file make of a new one, without a look at its bytes.
 *
 * @returns "under way" while another request stores the same file; null when it has to be stored
 * @throws AppError quota_exceeded, charter_full; invalid_status when the draft was closed meanwhile
 */
export async function reusePhoto(
  captain: Captain,
  dedupeKey: string,
  target: UploadTarget,
): Promise<ReusedPhoto | "under way" | null> {
  const { userId } = captain;
  const twins = await uploadRepo.findTwins(db(), userId, dedupeKey, { lock: false });
  if (twins.length === 0) return null;
  const verdict = verdictOn(twins, target);
  if (!verdict) {
    await uploadRepo.clearTheWay(db(), userId, dedupeKey);
    return null;
  }
  if (verdict.does === "wait") return "under way";
  if (verdict.does === "answer") return { row: find(twins, verdict), restored: false };

  return inTransaction(async (tx) => {
    await mediaRepo.lockCaptain(tx, userId);
    const { draftId } = target;
    if (draftId && !(await mediaRepo.isOpenDraft(tx, userId, draftId))) fail("invalid_status");
    // What was seen may have moved on before the lock was ours.
    const held = await uploadRepo.findTwins(tx, userId, dedupeKey, { lock: true });
    const final = verdictOn(held, target);
    if (!final || final.does === "wait") return "under way";
    const row = await carryOut(tx, captain, find(held, final), final.does, target);
    return { row, restored: final.does === "restore" };
  });
}

async function carryOut(
  tx: Tx,
  captain: Captain,
  row: mediaRepo.MediaRecord,
  does: "answer" | "move" | "restore" | "copy",
  target: UploadTarget,
): Promise<mediaRepo.MediaRecord> {
  if (does === "answer") return row;
  const { charterId } = target;
  if (charterId) {
    const others = await mediaRepo.countOthersOfCharter(tx, charterId, row.id);
    if (others.kept >= CHARTER_PHOTOS.max) fail("charter_full");
    await mediaRepo.touchCharter(tx, captain.userId, charterId);
  } else if (does !== "move" && row.captainId) {
    const pending = await mediaRepo.countPending(tx, row.captainId);
    if (pending >= PHOTO_LIMITS.maxPending) fail("quota_exceeded");
  }
  if (does === "copy") {
    const [copy] = await uploadRepo.copy(tx, [{ sourceId: row.id, id: randomUUID() }], target);
    return copy ?? fail("internal");
  }
  const atEnd = does === "restore" || charterId !== null;
  return mediaRepo.place(tx, row.id, target, { atEnd });
}

/** An upload whose process is gone never ends: it does not count. */
function verdictOn(twins: uploadRepo.TwinRecord[], target: UploadTarget): DuplicateVerdict | null {
  return whatDuplicateMeans(
    twins.filter(({ stale }) => !stale),
    target,
  );
}

function find(twins: uploadRepo.TwinRecord[], { id }: DuplicateVerdict): mediaRepo.MediaRecord {
  return twins.find((twin) => twin.id === id) ?? fail("internal");
}
