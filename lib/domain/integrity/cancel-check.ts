// Staff stop the check that is under way.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import { cancelPass } from "@/lib/db/integrity-repo";
import { lastResult, RECONCILE } from "@/lib/db/lease-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { checksView } from "./rules";
import { type ChecksView, reconcileState } from "./schema";

/**
 * Ends the pass after the step that is being done; what it found stays listed. One that has ended stays as it is.
 * Safe to repeat.
 *
 * @throws AppError database_unavailable
 */
export async function cancelCheck(staff: Staff): Promise<ChecksView> {
  await inTransaction(async (tx) => {
    if (await cancelPass(tx))
      await auditRepo.add(tx, {
        ...auditedBy(staff),
        entity: "Store",
        entityId: "all",
        action: "check_cancel",
      });
  });
  return checksView(reconcileState.parse(await lastResult(db(), RECONCILE)), new Date());
}
