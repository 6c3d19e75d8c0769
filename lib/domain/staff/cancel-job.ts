// Stops a job of staff.
import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import * as jobRepo from "@/lib/db/staff-job-repo";
import type { Staff } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { jobView } from "./rules";
import type { StaffJobView } from "./schema";

const LEASE_SECONDS = 10;

/**
 * Stops one of theirs after the slice that is being done; what was done stays. One that has ended stays as it
 * is. Safe to repeat.
 *
 * @throws AppError not_found
 */
export async function cancelJob(staff: Staff, id: string): Promise<{ job: StaffJobView }> {
  const { userId } = staff;
  if (!(await jobRepo.findOwn(db(), userId, id))) fail("not_found");
  const owner = randomUUID();
  // Whoever holds it counts the slice it is at; one that broke off is counted here.
  const held = await jobRepo.hold(db(), id, owner, LEASE_SECONDS);
  if (held && held.slice.length > 0) {
    const acted = await jobRepo.findActedBy(db(), id, held.slice);
    const { done, failed } = held;
    await jobRepo.settleSlice(db(), id, owner, { done: done + acted.size, failed });
  }
  await jobRepo.cancel(db(), userId, id);
  if (held) await jobRepo.letGo(db(), id, owner);
  return { job: jobView((await jobRepo.findOwn(db(), userId, id)) ?? fail("not_found")) };
}
