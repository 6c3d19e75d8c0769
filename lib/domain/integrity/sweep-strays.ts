// Bytes that no row names: quarantined when first seen, removed when a later pass sees them again. Only below the
// product's own folders: what stands elsewhere in the store was put there by somebody else.
import "server-only";
import { db } from "@/lib/db/client";
import * as findings from "@/lib/db/integrity-repo";
import { findStrays, quarantine, release } from "@/lib/db/reconcile-repo";
import { log } from "@/lib/log";
import { removeBlobs, withinDeadline } from "@/lib/storage/blob-store";
import { listBlobs } from "@/lib/storage/list-blobs";
import { STORE_FOLDERS } from "./kinds";
import type { StorePlace, Sums } from "./schema";

interface Step {
  /** Where the walk through the store goes on; null at the end. */
  place: StorePlace | null;
  looked: number;
  sums: Partial<Sums>;
  /** The store could not be listed: the walk waits there. */
  isStuck: boolean;
}

/**
 * Looks at the next page of the store. What is younger than 24 hours, or named by any row, a reservation
 * included, is never touched.
 *
 * @param options `begunAt`: what was quarantined before it was seen by an earlier pass; `dryRun` counts and changes
 *   nothing
 * @throws AppError database_unavailable
 */
export async function sweepStrays(
  { folder, cursor }: StorePlace,
  options: { begunAt: string; dryRun: boolean },
): Promise<Step> {
  const prefix = STORE_FOLDERS[folder];
  if (prefix === undefined) return { place: null, looked: 0, sums: {}, isStuck: false };
  const page = await withinDeadline((signal) => listBlobs(prefix, cursor, signal)).catch(
    (err: unknown) => log().warn({ err, prefix }, "the store could not be listed"),
  );
  // A cursor may have grown too old to be known: this folder is begun anew.
  if (!page) return { place: { folder }, looked: 0, sums: { failed: 1 }, isStuck: true };
  return {
    place: page.cursor ? { folder, cursor: page.cursor } : { folder: folder + 1 },
    looked: page.blobs.length,
    sums: await judge(page.blobs, options),
    isStuck: false,
  };
}

async function judge(
  blobs: readonly { key: string; uploadedAt: Date }[],
  { begunAt, dryRun }: { begunAt: string; dryRun: boolean },
): Promise<Partial<Sums>> {
  const strays = await findStrays(db(), blobs, begunAt);
  const again = strays.filter((stray) => stray.again).map(({ key }) => key);
  if (dryRun) return { quarantined: strays.length - again.length, deleted: again.length };
  const first = strays.filter((stray) => !stray.again).map(({ key }) => key);
  const removed = await remove(again);
  const gone = new Set(removed);
  await findings.record(db(), {
    kinds: ["stray"],
    looked: blobs.map(({ key }) => key),
    seen: strays
      .filter(({ key }) => !gone.has(key))
      .map(({ key, uploadedAt }) => ({
        kind: "stray",
        subject: key,
        facts: { key, uploadedAt: uploadedAt.toISOString() },
      })),
  });
  // Last: in quarantine without a finding of this pass, it would count as seen before if this broke off here.
  const quarantined = await quarantine(db(), first);
  return { quarantined, deleted: removed?.length ?? 0, failed: removed ? 0 : again.length };
}

/** Null when the store refuses; whatever is left of them is then seen for the first time by a later pass. */
async function remove(again: readonly string[]): Promise<string[] | null> {
  if (again.length === 0) return [];
  const keys = await release(db(), again);
  try {
    await withinDeadline((signal) => removeBlobs(keys, signal));
    return keys;
  } catch (err) {
    log().warn({ err }, "strays could not be removed");
    return null;
  }
}
