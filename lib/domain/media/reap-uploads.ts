// Uploads that broke off, because a process was killed or the store did not answer: finished where every
// byte is there, removed where not.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { db } from "@/lib/db/client";
import * as uploadRepo from "@/lib/db/upload-repo";
import type { Captain, System } from "@/lib/domain/actor";
import { log } from "@/lib/log";
import { findBlob, withinDeadline } from "@/lib/storage/blob-store";
import { eraseMedia } from "./erase-media";
import { type Rendition, renditionsOf } from "./rules";

const AT_ONCE = 4;

/**
 * Looks after broken uploads older than 15 minutes, `limit` at most and until the time is over. Safe to
 * repeat and to run several times at once; one that fails never stops the others.
 *
 * @param options `until` by performance.now()
 */
export async function reapUploads(
  { requestId }: Captain | System,
  { limit, until = Number.POSITIVE_INFINITY }: { limit: number; until?: number },
): Promise<{ finished: number; removed: number; failed: number }> {
  const result = { finished: 0, removed: 0, failed: 0 };
  const seen: string[] = [];
  while (seen.length < limit && performance.now() < until) {
    const batch = { limit: Math.min(AT_ONCE, limit - seen.length), except: seen };
    const rows = await cleanupRepo.listBrokenUploads(db(), batch);
    if (rows.length === 0) break;
    seen.push(...rows.map(({ id }) => id));
    await Promise.all(
      rows.map(async (row) => {
        try {
          result[await settle(row)]++;
        } catch (err) {
          result.failed++;
          log().warn({ requestId, mediaId: row.id, err }, "a broken upload stays for now");
        }
      }),
    );
  }
  return result;
}

async function settle(row: cleanupRepo.BrokenUpload): Promise<"finished" | "removed"> {
  const planned = renditionsOf(row);
  if (planned.length === 0) {
    await uploadRepo.dropReservation(db(), row.id, { bytesRemoved: false });
    return "removed";
  }
  // A picture of a profile becomes one only together with its READY row, so a late one is nobody's.
  const isWanted = !row.givenUp && row.kind !== "CAPTAIN_AVATAR";
  const stored = isWanted ? await confirm(planned) : null;
  const url = stored?.at(-1)?.url;
  if (stored && url && (await uploadRepo.finish(db(), row.id, { url, renditions: stored })))
    return "finished";
  if (await cleanupRepo.markBrokenUpload(db(), row.id)) await eraseMedia([row]);
  return "removed";
}

/** The renditions with their addresses when the store has every one in its full size, else null. */
async function confirm(planned: Rendition[]): Promise<Rendition[] | null> {
  const found = await withinDeadline((signal) =>
    Promise.all(planned.map(({ key }) => findBlob(key, signal))),
  );
  const stored = planned.flatMap((rendition, n) => {
    const blob = found[n];
    return blob?.bytes === rendition.bytes ? [{ ...rendition, url: blob.url }] : [];
  });
  return stored.length === planned.length ? stored : null;
}
