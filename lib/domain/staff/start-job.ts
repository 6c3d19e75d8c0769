// Begins something that is done to all media that match a view.
import "server-only";
import { db } from "@/lib/db/client";
import { begin } from "@/lib/db/staff-job-repo";
import { countMatching } from "@/lib/db/staff-media-repo";
import type { Staff } from "@/lib/domain/actor";
import { soughtBy } from "@/lib/domain/media/rules";
import { MATCHING_MAX } from "@/lib/domain/media/schema";
import { fail } from "@/lib/errors/app-error";
import { requireTarget } from "./require-target";
import { jobView } from "./rules";
import type { StaffJobView, StartJobInput } from "./schema";

/**
 * Writes down what is to be done: to each item that was uploaded before now and matches when its turn comes.
 * What leaves the view until then is left alone, and what comes into it by a change is not. Nothing is done
 * yet: run-job.ts does it, a slice at a time. It takes the place of their last, which has ended.
 *
 * @throws AppError job_running while one of theirs is; not_found for a captain that is to be the target and
 *   is not there
 */
export async function startJob(
  staff: Staff,
  { filter, ...input }: StartJobInput,
): Promise<{ job: StaffJobView }> {
  await requireTarget(input);
  const total = await countMatching(db(), {
    ...soughtBy(filter),
    sort: "oldest",
    reverse: false,
    limit: MATCHING_MAX + 1,
  });
  const job = await begin(db(), { userId: staff.userId, input, filter, total });
  return { job: jobView(job ?? fail("job_running")) };
}
