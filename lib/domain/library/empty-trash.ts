// A captain empties their trash: it is gone for good at once, not after 30 days.
import "server-only";
import { type AuditEntry, addAll } from "@/lib/db/audit-repo";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { inTransaction } from "@/lib/db/client";
import { lockCaptain, type MediaRecord } from "@/lib/db/media-repo";
import { dropTrashed } from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import { eraseMedia } from "@/lib/domain/media/erase-media";

const BATCH = 100;

/**
 * Takes all that the captain put in their trash out of reach, and no longer counts it; each is in the audit.
 * Nothing else is touched: what staff put there stays, and so does a file that is in use elsewhere. Safe to
 * repeat and at once with anything else.
 *
 * @returns `kept` is how many staff put there; `erase` removes the files and then the rows, as a purge does; what it leaves, because the store
 *   is down or the process ends, the daily round finishes
 */
export async function emptyTrash(
  captain: Captain,
): Promise<{ ok: true; deleted: number; kept: number; erase: () => Promise<void> }> {
  const { rows, kept } = await inTransaction(async (tx) => {
    const captainId = await lockCaptain(tx, captain.userId);
    if (!captainId) return { rows: [], kept: 0 };
    await dropTrashed(tx, captainId);
    const rows = await cleanupRepo.markTrash(tx, captainId);
    if (rows.length > 0) await addAll(tx, entriesFor(captain, rows));
    return { rows, kept: await cleanupRepo.countTrashedByStaff(tx, captainId) };
  });
  const erase = async () => {
    for (let at = 0; at < rows.length; at += BATCH) await eraseMedia(rows.slice(at, at + BATCH));
  };
  return { ok: true, deleted: rows.length, kept, erase };
}

/** Which file it was, nothing else tells any more. */
function entriesFor(captain: Captain, rows: readonly MediaRecord[]): AuditEntry[] {
  return rows.map(({ id, captainId, charterId, storageKey }) => ({
    actorId: captain.userId,
    actorRole: auditedAs(captain),
    entity: "CharterMedia",
    entityId: id,
    action: "purge",
    before: { state: "trash", captainId, charterId },
    after: { state: "purged", captainId, charterId, storageKey },
    requestId: captain.requestId,
  }));
}
