// The round that goes on with jobs of staff whose page was closed.
import "server-only";
import { db } from "@/lib/db/client";
import { findLeft } from "@/lib/db/staff-job-repo";
import type { System } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/log";
import { runJob } from "./run-job";

/** Until when a slice may begin; one takes 15 seconds at most. */
const BUDGET_MS = 30_000;
const BATCH = 100;

/**
 * One round, 50 seconds at most. Of two at once each takes other jobs, and one that can't go on is passed over. Safe to
 * repeat.
 *
 * @throws AppError database_unavailable
 */
export async function finishJobs({ requestId }: System): Promise<{ worked: number; left: number }> {
  const until = performance.now() + BUDGET_MS;
  let worked = 0;
  for (const { id } of await findLeft(db(), BATCH)) {
    if (performance.now() > until) break;
    try {
      if (await runJob(id, until)) worked += 1;
    } catch (err) {
      if (err instanceof AppError && err.code === "database_unavailable") throw err;
      log().error({ requestId, jobId: id, err }, "a job of staff can't go on");
    }
  }
  return { worked, left: (await findLeft(db(), BATCH)).length };
}
