// A captain stops an upload, wherever it is: what it stored goes for good, and what still comes is refused.
// What somebody has put work into since goes to the trash instead.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { inTransaction } from "@/lib/db/client";
import * as idempotencyRepo from "@/lib/db/idempotency-repo";
import * as mediaRepo from "@/lib/db/media-repo";
import * as uploadRepo from "@/lib/db/upload-repo";
import type { Captain } from "@/lib/domain/actor";
import { log } from "@/lib/log";
import { eraseMedia } from "./erase-media";
import { isAsSent } from "./rules";

/**
 * Takes back the upload of this Idempotency-Key: before, while or after it arrives. A photo that was there
 * before, and one that is on a charter by now, stays; one that was worded, judged or moved since goes to the
 * trash. Harmless to repeat.
 *
 * @param draftId the draft it was sent for, if any
 */
export async function takeBackUpload(
  { userId, requestId }: Captain,
  key: string,
  draftId: string | undefined,
): Promise<{ ok: true }> {
  const marked = await inTransaction(async (tx) => {
    const captainId = await mediaRepo.lockCaptain(tx, userId);
    const mediaId = await idempotencyRepo.close(tx, { userId, key });
    // Under way it is given up, which its own request and the reaper find; stored it goes here.
    if (!captainId || !mediaId || (await uploadRepo.giveUp(tx, mediaId))) return null;
    const row = await mediaRepo.lockOwn(tx, captainId, mediaId);
    if (!row || row.charterId || row.trashedAt) return null;
    const marked = isAsSent(row, draftId) && (await cleanupRepo.markTakenBack(tx, mediaId));
    if (marked) return marked;
    await mediaRepo.trash(tx, mediaId);
    return null;
  });
  // What is marked no page shows any more; should its files not go now, the cleanup takes them.
  if (marked)
    await eraseMedia([marked]).catch((err: unknown) =>
      log().warn({ requestId, mediaId: marked.id, err }, "left for the cleanup"),
    );
  return { ok: true };
}
