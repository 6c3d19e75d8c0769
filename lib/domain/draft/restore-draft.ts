// Staff open a draft again that was put aside, or that its captain deleted and wants back.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import { findDraftOwner, moveDraft } from "@/lib/db/staff-draft-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import { fail } from "@/lib/errors/app-error";

/**
 * ABANDONED or DELETED to DRAFT. Its media waits in no draft since, from where any open draft of the captain
 * takes it, this one too. Of two at once one does it and the other is told.
 *
 * @throws AppError not_found; invalid_status when it is open or submitted
 */
export async function restoreDraft(
  staff: Staff,
  draftId: string,
  reason: string,
): Promise<{ ok: true }> {
  const userId = (await findDraftOwner(db(), draftId)) ?? fail("not_found");
  return inTransaction(async (tx) => {
    const aside = { userId, id: draftId, from: ["ABANDONED" as const, "DELETED" as const] };
    const from = (await moveDraft(tx, { ...aside, to: "DRAFT" })) ?? fail("invalid_status");
    await auditRepo.add(tx, {
      actorId: staff.userId,
      actorRole: auditedAs(staff),
      entity: "CharterDraft",
      entityId: draftId,
      action: "restore",
      before: { status: from },
      after: { status: "DRAFT" },
      reason,
      requestId: staff.requestId,
    });
    return { ok: true };
  });
}
