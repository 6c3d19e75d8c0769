// The end of bytes that no row names any more.
import "server-only";
import { db } from "@/lib/db/client";
import * as looseBlobs from "@/lib/db/loose-blob-repo";
import { removeBlobs, withinDeadline } from "@/lib/storage/blob-store";

/**
 * Removes what is stored under these names, as far as they are listed as loose and no row names them. Harmless
 * to repeat. A name under which bytes may still come stays listed, and is looked at again when it is due.
 *
 * @returns how many no row named
 * @throws AppError storage_unavailable; then all of it stays listed
 */
export async function clearBlobs(keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const unnamed = await looseBlobs.findUnnamed(db(), keys);
  await withinDeadline((signal) => removeBlobs(unnamed, signal));
  await looseBlobs.forgetDue(db(), keys);
  return unnamed.length;
}
