// A captain empties their trash: it is gone for good at once, not after 30 days.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { inTransaction } from "@/lib/db/client";
import { lockCaptain } from "@/lib/db/media-repo";
import { dropTrashed } from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { eraseMedia } from "@/lib/domain/media/erase-media";

const BATCH = 100;

/**
 * Takes all that is in the captain's trash now out of reach, and no longer counts it. Nothing else is
 * touched: a file that is in use elsewhere stays. Safe to repeat and at once with anything else.
 *
 * @returns `erase` removes the files and then the rows, as a purge does; what it leaves, because the store
 *   is down or the process ends, the daily round finishes
 */
export async function emptyTrash({
  userId,
}: Captain): Promise<{ ok: true; deleted: number; erase: () => Promise<void> }> {
  const rows = await inTransaction(async (tx) => {
    const captainId = await lockCaptain(tx, userId);
    if (!captainId) return [];
    await dropTrashed(tx, captainId);
    return cleanupRepo.markTrash(tx, captainId);
  });
  const erase = async () => {
    for (let at = 0; at < rows.length; at += BATCH) await eraseMedia(rows.slice(at, at + BATCH));
  };
  return { ok: true, deleted: rows.length, erase };
}
