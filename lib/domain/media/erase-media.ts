// The end of media: the blobs go first, then the rows.
import "server-only";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { db } from "@/lib/db/client";
import { removeBlobs, withinDeadline } from "@/lib/storage/blob-store";
import { renditionsOf } from "./rules";

interface MarkedRow {
  id: string;
  storageKey: string;
  renditions: unknown;
}

/**
 * Removes rows that are marked DELETING, and their blobs unless other rows stand on them. Harmless to
 * repeat, also after it broke off half way.
 *
 * @throws AppError storage_unavailable; rows whose blobs may still be there then stay, marked
 */
export async function eraseMedia(rows: readonly MarkedRow[]): Promise<void> {
  const shared = new Set(
    await cleanupRepo.removeShared(
      db(),
      rows.map(({ id }) => id),
    ),
  );
  const last = rows.filter(({ id }) => !shared.has(id));
  const keys = last.flatMap((row) => [row.storageKey, ...renditionsOf(row).map(({ key }) => key)]);
  await withinDeadline((signal) => removeBlobs([...new Set(keys)], signal));
  await cleanupRepo.remove(
    db(),
    last.map(({ id }) => id),
  );
}
