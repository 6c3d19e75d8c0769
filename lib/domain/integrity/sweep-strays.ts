// Bytes that no row names: listed when first seen, removed when seen again a day later or more. Only below the
// product's own folders: what stands elsewhere in the store was put there by somebody else.
import "server-only";
import { db } from "@/lib/db/client";
import * as findings from "@/lib/db/integrity-repo";
import { condemn, findStrays } from "@/lib/db/reconcile-repo";
import { clearBlobs } from "@/lib/domain/video/clear-blobs";
import { log } from "@/lib/log";
import { withinDeadline } from "@/lib/storage/blob-store";
import { type ListedBlob, listBlobs } from "@/lib/storage/list-blobs";
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
 * included, is never touched; what is neither is removed 24 hours after it was first seen, whoever has it looked at.
 *
 * @param options `dryRun` counts and changes nothing
 * @throws AppError database_unavailable
 */
export async function sweepStrays(place: StorePlace, options: { dryRun: boolean }): Promise<Step> {
  const { folder, cursor } = place;
  const prefix = STORE_FOLDERS[folder];
  if (prefix === undefined) return { place: null, looked: 0, sums: {}, isStuck: false };
  const page = await withinDeadline((signal) => listBlobs(prefix, cursor, signal)).catch(
    (err: unknown) => log().warn({ err, prefix }, "the store could not be listed"),
  );
  if (page === undefined) return { place, looked: 0, sums: { failed: 1 }, isStuck: true };
  // The cursor has grown too old to be known: this folder is begun anew.
  if (page === null) return { place: { folder }, looked: 0, sums: {}, isStuck: false };
  return {
    place: page.cursor ? { folder, cursor: page.cursor } : { folder: folder + 1 },
    looked: page.blobs.length,
    sums: await judge(page.blobs, options),
    isStuck: false,
  };
}

async function judge(
  blobs: readonly ListedBlob[],
  { dryRun }: { dryRun: boolean },
): Promise<Partial<Sums>> {
  const strays = await findStrays(db(), blobs);
  const due = strays.filter(({ seen }) => seen === "long ago").map(({ key }) => key);
  if (dryRun) {
    const fresh = strays.filter(({ seen }) => seen === "never");
    return { quarantined: fresh.length, deleted: due.length };
  }
  const removed = await remove(due);
  const kinds = await findings.record(db(), {
    kinds: ["stray"],
    looked: blobs.map(({ key }) => key),
    seen: strays
      .filter(({ seen }) => seen !== "long ago")
      .map(({ key, uploadedAt }) => ({
        kind: "stray",
        subject: key,
        facts: { key, uploadedAt: uploadedAt.toISOString() },
      })),
  });
  return { ...removed, quarantined: kinds.length };
}

/** What the store refuses to remove now, the cleanup removes. */
async function remove(due: readonly string[]): Promise<Partial<Sums>> {
  if (due.length === 0) return {};
  const keys = await condemn(db(), due, { longAgo: true });
  try {
    return { deleted: await clearBlobs(keys) };
  } catch (err) {
    log().warn({ err }, "strays could not be removed");
    return { failed: keys.length };
  }
}
