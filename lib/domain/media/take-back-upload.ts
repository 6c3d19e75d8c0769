// A captain stops an upload, wherever it is: what it stored goes for good, and what still comes is refused.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { inTransaction } from "@/lib/db/client";
import * as idempotencyRepo from "@/lib/db/idempotency-repo";
import * as mediaRepo from "@/lib/db/media-repo";
import * as uploadRepo from "@/lib/db/upload-repo";
import type { Captain } from "@/lib/domain/actor";
import { log } from "@/lib/log";
import { eraseMedia } from "./erase-media";

/**
 * Takes back the upload of this Idempotency-Key: before, while or after it arrives. A photo that was there
 * before, and one that is on a charter by now, stays. Harmless to repeat.
 */
export async function takeBackUpload(
  { userId, requestId }: Captain,
  key: string,
): Promise<{ ok: true }> {
  const marked = await inTransaction(async (tx) => {
    await mediaRepo.lockCaptain(tx, userId);
    const mediaId = await idempotencyRepo.close(tx, { userId, key });
    // Under way it is given up, which its own request and the reaper find; stored it goes here.
    if (!mediaId || (await uploadRepo.giveUp(tx, mediaId))) return null;
    return cleanupRepo.markTakenBack(tx, mediaId);
  });
  // What is marked no page shows any more; should its files not go now, the cleanup takes them.
  if (marked)
    await eraseMedia([marked]).catch((err: unknown) =>
      log().warn({ requestId, mediaId: marked.id, err }, "left for the cleanup"),
    );
  return { ok: true };
}
