// Staff put a draft aside that its captain gave up. Its media stays theirs.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import { releaseMedia } from "@/lib/db/draft-repo";
import { findDraftOwner, moveDraft } from "@/lib/db/staff-draft-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import { fail } from "@/lib/errors/app-error";

/**
 * DRAFT to ABANDONED, its photos and videos pending in no draft. Of two at once one does it and the other
 * is told.
 *
 * @throws AppError not_found; invalid_status when it is not open; finalize_in_progress while it is being submitted
 */
export async function abandonDraft(
  staff: Staff,
  draftId: string,
  reason: string,
): Promise<{ ok: true }> {
  const userId = (await findDraftOwner(db(), draftId)) ?? fail("not_found");
  return inTransaction(
    async (tx) => {
      const from = await moveDraft(tx, { userId, id: draftId, from: ["DRAFT"], to: "ABANDONED" });
      if (!from) return fail("invalid_status");
      await releaseMedia(tx, draftId);
      await auditRepo.add(tx, {
        actorId: staff.userId,
        actorRole: auditedAs(staff),
        entity: "CharterDraft",
        entityId: draftId,
        action: "abandon",
        before: { status: from },
        after: { status: "ABANDONED" },
        reason,
        requestId: staff.requestId,
      });
      return { ok: true };
    },
    { onLockTimeout: "finalize_in_progress" },
  );
}
