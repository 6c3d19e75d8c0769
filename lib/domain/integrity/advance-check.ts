// What a page that shows a check does for it: serverless functions run only while somebody asks.
import "server-only";
import { db } from "@/lib/db/client";
import { lastResult, RECONCILE } from "@/lib/db/lease-repo";
import type { Staff } from "@/lib/domain/actor";
import { checksView } from "./rules";
import { runRound } from "./run-round";
import { type ChecksView, reconcileState } from "./schema";

/** No step begins later, so that the progress is seen often and no platform cuts the request off. */
const BUDGET_MS = 3_000;

/**
 * Goes on with the check that is under way for a few seconds and tells how far it is. `ran` is false while another
 * tab or the schedule is at it, and once it has ended. Safe to repeat, and twice at once.
 *
 * @throws AppError database_unavailable, after which it goes on where it was
 */
export async function advanceCheck(staff: Staff): Promise<ChecksView & { ran: boolean }> {
  const round = await runRound(staff, BUDGET_MS);
  const state = reconcileState.parse(await lastResult(db(), RECONCILE));
  return { ...checksView(state, new Date()), ran: round !== null };
}
