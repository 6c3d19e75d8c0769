// A captain throws a draft away. Its media stays theirs.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import * as draftRepo from "@/lib/db/draft-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";

/**
 * Marks the draft deleted and gives its photos and videos back to the captain, pending in no draft.
 * Repeating is harmless.
 *
 * @throws AppError not_found; invalid_status once it is submitted; finalize_in_progress while it is being submitted
 */
export async function discardDraft(captain: Captain, draftId: string): Promise<{ ok: true }> {
  return inTransaction(
    async (tx) => {
      if (await draftRepo.claimForDiscard(tx, captain.userId, draftId)) {
        await draftRepo.releaseMedia(tx, draftId);
        return { ok: true };
      }
      const draft = (await draftRepo.findDraft(tx, captain.userId, draftId)) ?? fail("not_found");
      return draft.status === "DELETED" ? { ok: true } : fail("invalid_status");
    },
    { onLockTimeout: "finalize_in_progress" },
  );
}
