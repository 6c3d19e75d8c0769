// What has been in the trash, or nobody's, for 30 days goes for good.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { db } from "@/lib/db/client";
import type { System } from "@/lib/domain/actor";
import { log } from "@/lib/log";
import { eraseMedia } from "./erase-media";

const BATCH = 100;

/**
 * Purges until nothing is left or the time is over, and finishes removals that broke off. What a captain
 * has pending is never touched. Safe to repeat; one that fails never stops the others.
 *
 * @param options `until` by performance.now()
 */
export async function purgeMedia(
  { requestId }: System,
  { until }: { until: number },
): Promise<{ deleted: number; failed: number }> {
  const failed: string[] = [];
  let deleted = 0;
  while (performance.now() < until) {
    await cleanupRepo.markPurgeable(db(), BATCH);
    const rows = await cleanupRepo.listDeleting(db(), { limit: BATCH, except: failed });
    if (rows.length === 0) break;
    try {
      await eraseMedia(rows);
      deleted += rows.length;
      continue;
    } catch (err) {
      log().warn({ requestId, err }, "a batch could not be removed as a whole");
    }
    for (const row of rows) {
      if (performance.now() >= until) break;
      try {
        await eraseMedia([row]);
        deleted++;
      } catch (err) {
        failed.push(row.id);
        log().warn({ requestId, mediaId: row.id, err }, "a removal stays for the next round");
      }
    }
  }
  return { deleted, failed: failed.length };
}
