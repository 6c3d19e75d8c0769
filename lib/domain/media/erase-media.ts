// The end of a row: its blobs go first, then the row itself.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { db } from "@/lib/db/client";
import { removeBlobs, withinDeadline } from "@/lib/storage/blob-store";
import { renditionsOf } from "./rules";

/**
 * Removes a row that is marked DELETING, and its blobs unless another row stands on them. Harmless to
 * repeat, also after it broke off half way.
 *
 * @throws AppError storage_unavailable; the row then stays, marked, for another try
 */
export async function eraseMedia(row: {
  id: string;
  storageKey: string;
  renditions: unknown;
}): Promise<void> {
  if (await cleanupRepo.removeIfShared(db(), row.id)) return;
  const keys = new Set([row.storageKey, ...renditionsOf(row).map(({ key }) => key)]);
  await withinDeadline((signal) => removeBlobs([...keys], signal));
  await cleanupRepo.remove(db(), row.id);
}
