// Stops a job of staff.
import "server-only";
import { db } from "@/lib/db/client";
import * as jobRepo from "@/lib/db/staff-job-repo";
import type { Staff } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { jobView } from "./rules";
import { runJob } from "./run-job";
import type { StaffJobView } from "./schema";

/**
 * Stops one of theirs after the slice that is being done; what was done stays. One that has ended stays as it
 * is. Safe to repeat.
 *
 * @throws AppError not_found
 */
export async function cancelJob(staff: Staff, id: string): Promise<{ job: StaffJobView }> {
  const { userId } = staff;
  if (!(await jobRepo.findOwn(db(), userId, id))) fail("not_found");
  await jobRepo.cancel(db(), userId, id);
  // Whoever holds it counts the slice it is at. One that broke off is counted here, or by the daily round when
  // the lease of whoever died has run out.
  await runJob(id, 0);
  return { job: jobView((await jobRepo.findOwn(db(), userId, id)) ?? fail("not_found")) };
}
