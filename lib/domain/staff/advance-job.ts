// What a page that shows a job does for it: serverless functions run only while somebody asks.
import "server-only";
import { db } from "@/lib/db/client";
import { findOwn } from "@/lib/db/staff-job-repo";
import type { Staff } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { jobView } from "./rules";
import { runJob } from "./run-job";
import type { StaffJobView } from "./schema";

/** No slice begins later, so that the progress is seen often and no platform cuts the request off. */
const BUDGET_MS = 3_000;

/**
 * Goes on with one of theirs for a few seconds and tells how far it is. `ran` is false while another tab or
 * the daily round is at it, and once it has ended: nothing was done then. Safe to repeat, and twice at once.
 *
 * @throws AppError not_found; database_unavailable, after which it goes on where it was
 */
export async function advanceJob(
  staff: Staff,
  id: string,
): Promise<{ job: StaffJobView; ran: boolean }> {
  if (!(await findOwn(db(), staff.userId, id))) fail("not_found");
  const ran = await runJob(id, performance.now() + BUDGET_MS);
  return { job: jobView((await findOwn(db(), staff.userId, id)) ?? fail("not_found")), ran };
}
