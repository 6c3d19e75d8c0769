// Staff have rows and store compared now, without waiting for the schedule.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db } from "@/lib/db/client";
import { lastResult, RECONCILE } from "@/lib/db/lease-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { checksView } from "./rules";
import { runRound } from "./run-round";
import { type ChecksView, reconcileState } from "./schema";

/**
 * Begins a pass, which `advanceCheck` or the schedule goes on with; one that is under way stays as it is, so that
 * asking twice, or two at once, begins one.
 *
 * @throws AppError database_unavailable
 */
export async function startCheck(staff: Staff): Promise<ChecksView> {
  // No time to walk: it only begins.
  const round = await runRound(staff, 0, { begin: staff.userId });
  if (round?.isNew)
    await auditRepo.add(db(), {
      ...auditedBy(staff),
      entity: "Store",
      entityId: "all",
      action: "check_begin",
    });
  return checksView(reconcileState.parse(await lastResult(db(), RECONCILE)), new Date());
}
