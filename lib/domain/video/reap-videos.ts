// Uploads of videos that nobody finished, and files that no row names: confirmed where they have arrived after
// all, removed where their time is over.
import "server-only";
import { db, inTransaction } from "@/lib/db/client";
import * as looseBlobs from "@/lib/db/loose-blob-repo";
import * as videoRepo from "@/lib/db/video-repo";
import type { Captain, System } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/log";
import { clearBlobs } from "./clear-blobs";
import { confirmVideo } from "./confirm-video";
import { VIDEO_LIMITS } from "./kinds";

const BATCH = 100;

interface Reaped {
  /** Uploads that had arrived without anybody saying so. */
  finished: number;
  /** Rows and loose files that are gone. */
  removed: number;
  failed: number;
}

/**
 * Looks after uploads whose token is over, and then after loose files that are due, `limit` of each at most and
 * until the time is over. Parts of a file that was never put together have no name; the store drops them by
 * itself. Safe to repeat and at once with anything; one that fails never stops the others.
 *
 * @param options `until` by performance.now()
 */
export async function reapVideos(
  { requestId }: Captain | System,
  { limit, until = Number.POSITIVE_INFINITY }: { limit: number; until?: number },
): Promise<Reaped> {
  const result: Reaped = { finished: 0, removed: 0, failed: 0 };
  const seen: string[] = [];
  while (seen.length < limit && performance.now() < until) {
    const [row] = await videoRepo.listStale(db(), { limit: 1, except: seen });
    if (!row) break;
    seen.push(row.id);
    try {
      const outcome = await settle(row);
      if (outcome) result[outcome]++;
    } catch (err) {
      result.failed++;
      log().warn({ requestId, videoId: row.id, err }, "a broken upload stays for now");
    }
  }
  const tried: string[] = [];
  while (tried.length < limit && performance.now() < until) {
    const size = Math.min(BATCH, limit - tried.length);
    const keys = await looseBlobs.listDue(db(), { limit: size, except: tried });
    if (keys.length === 0) break;
    tried.push(...keys);
    try {
      result.removed += await clearBlobs(keys);
    } catch (err) {
      result.failed += keys.length;
      log().warn({ requestId, err }, "loose files stay for the next round");
    }
  }
  return result;
}

/** What became of it; null when its captain may still go on with it. */
async function settle(row: videoRepo.StaleUpload): Promise<"finished" | "removed" | null> {
  try {
    await confirmVideo(row);
    return "finished";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "storage_unavailable" || error.code === "database_unavailable") throw error;
    if (error.code !== "upload_incomplete") return "removed";
  }
  return row.idleHours >= VIDEO_LIMITS.resumeHours && (await remove(row)) ? "removed" : null;
}

function remove({ id, ownerId }: videoRepo.StaleUpload): Promise<boolean> {
  return inTransaction(async (tx) => {
    // Held first, and only then asked whether it is still stale: another token may have been given meanwhile.
    if (!(await videoRepo.lockOwn(tx, ownerId, id))) return false;
    if (!(await videoRepo.isStale(tx, id))) return false;
    const gone = await videoRepo.remove(tx, id, ["uploading"]);
    if (gone) await looseBlobs.loosenBlobs(tx, videoRepo.keysOf(gone));
    return gone !== null;
  });
}
