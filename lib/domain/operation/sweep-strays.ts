// Bytes that no row names: quarantined when first seen, removed when seen again. Only below the product's
// own folders: what stands elsewhere in the store was put there by somebody else.
import "server-only";
import { db } from "@/lib/db/client";
import { findStrays, quarantine, release } from "@/lib/db/reconcile-repo";
import { log } from "@/lib/log";
import { removeBlobs, withinDeadline } from "@/lib/storage/blob-store";
import { listBlobs } from "@/lib/storage/list-blobs";
import { STORE_FOLDERS } from "./kinds";

interface Sweep {
  /** Where the walk through the store goes on; null at the end. */
  at: StorePlace | null;
  /** Seen for the first time. */
  quarantined: number;
  deleted: number;
  failed: number;
}

/** A folder and the store's cursor in it. */
export type StorePlace = { folder: number; cursor?: string | undefined };

/**
 * Walks the store page by page. What is younger than 24 hours, or named by any row, a reservation
 * included, is never touched.
 *
 * @param options `until` by performance.now(); `dryRun` counts and changes nothing
 * @throws AppError database_unavailable
 */
export async function sweepStrays(
  at: StorePlace,
  { until, dryRun }: { until: number; dryRun: boolean },
): Promise<Sweep> {
  const sweep: Sweep = { at, quarantined: 0, deleted: 0, failed: 0 };
  while (sweep.at && performance.now() < until) {
    const { folder, cursor }: StorePlace = sweep.at;
    const prefix = STORE_FOLDERS[folder];
    if (prefix === undefined) return { ...sweep, at: null };
    const page = await withinDeadline((signal) => listBlobs(prefix, cursor, signal)).catch(
      (err: unknown) => log().warn({ err, prefix }, "the store could not be listed"),
    );
    // A cursor may have grown too old to be known: the next round begins this folder anew.
    if (!page) return { ...sweep, at: { folder }, failed: sweep.failed + 1 };
    await judge(page.blobs, sweep, dryRun);
    sweep.at = page.cursor ? { folder, cursor: page.cursor } : { folder: folder + 1 };
  }
  return sweep;
}

async function judge(
  blobs: readonly { key: string; uploadedAt: Date }[],
  sweep: Sweep,
  dryRun: boolean,
): Promise<void> {
  const strays = await findStrays(db(), blobs);
  const again = strays.filter((stray) => stray.again).map(({ key }) => key);
  const first = strays.filter((stray) => !stray.again).map(({ key }) => key);
  sweep.quarantined += dryRun ? first.length : await quarantine(db(), first);
  if (dryRun) sweep.deleted += again.length;
  else if (again.length > 0) {
    const keys = await release(db(), again);
    try {
      await withinDeadline((signal) => removeBlobs(keys, signal));
      sweep.deleted += keys.length;
    } catch (err) {
      // Whatever is left of them is seen for the first time by a later round.
      log().warn({ err }, "strays could not be removed");
      sweep.failed += keys.length;
    }
  }
}
