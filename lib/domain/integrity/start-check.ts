// Staff have rows and store compared now, without waiting for the schedule.
import "server-only";
import { db } from "@/lib/db/client";
import { lastResult, RECONCILE } from "@/lib/db/lease-repo";
import type { Staff } from "@/lib/domain/actor";
import { beginPass } from "./begin-pass";
import { checksView } from "./rules";
import { type ChecksView, reconcileState } from "./schema";

/**
 * Begins a pass, which `advanceCheck` or the schedule goes on with; one that is under way stays as it is, so that
 * asking twice, or two at once, begins one.
 *
 * @throws AppError database_unavailable, busy
 */
export async function startCheck(staff: Staff): Promise<ChecksView> {
  await beginPass(staff);
  return checksView(reconcileState.parse(await lastResult(db(), RECONCILE)), new Date());
}
