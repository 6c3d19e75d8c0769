// Puts away what a job of staff came to.
import "server-only";
import { db } from "@/lib/db/client";
import * as jobRepo from "@/lib/db/staff-job-repo";
import type { Staff } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";

/**
 * Forgets one of theirs that has ended; the audit keeps what it did.
 *
 * @throws AppError not_found, also when it is forgotten already; job_running
 */
export async function forgetJob(staff: Staff, id: string): Promise<{ ok: true }> {
  const job = (await jobRepo.findOwn(db(), staff.userId, id)) ?? fail("not_found");
  if (job.state === "running") fail("job_running");
  await jobRepo.forget(db(), staff.userId, id);
  return { ok: true };
}
