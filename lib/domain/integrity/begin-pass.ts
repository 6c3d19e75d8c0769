// The beginning of a comparison of rows and store, by staff or by the schedule.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import * as leaseRepo from "@/lib/db/lease-repo";
import { sizeUp } from "@/lib/db/reconcile-repo";
import type { Staff, System } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { newPass } from "./rules";
import { reconcileState } from "./schema";

/** Nobody sees it: the transaction that takes the lease gives it back. */
const LEASE_SECONDS = 10;

/**
 * Begins a pass, which `runRound` goes on with; one that is under way stays as it is, so that asking twice, or two at
 * once, begins one. What staff begin is on record with it, or not begun.
 *
 * @throws AppError database_unavailable, busy
 */
export async function beginPass(by: Staff | System): Promise<void> {
  if (isRunning(await leaseRepo.lastResult(db(), leaseRepo.RECONCILE))) return;
  const { rows, at } = await sizeUp(db());
  const pass = newPass({ rows, at, begunBy: by.as === "staff" ? by.userId : null });
  await inTransaction(async (tx) => {
    const lease = await leaseRepo.claim(tx, leaseRepo.RECONCILE, LEASE_SECONDS);
    if (!lease) return;
    const state = reconcileState.parse(await leaseRepo.lastResult(tx, leaseRepo.RECONCILE));
    const last = state.pass?.state === "done" ? state.pass : state.last;
    const result = isRunning(state) ? state : { pass, last };
    await leaseRepo.release(tx, leaseRepo.RECONCILE, lease, result);
    if (isRunning(state) || by.as === "system") return;
    await auditRepo.add(tx, {
      ...auditedBy(by),
      entity: "Store",
      entityId: "all",
      action: "check_begin",
    });
  });
}

const isRunning = (state: unknown) => reconcileState.parse(state).pass?.state === "running";
