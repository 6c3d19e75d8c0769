// What of the media desk is one's own.
import "server-only";
import { db } from "@/lib/db/client";
import { findOwn } from "@/lib/db/staff-job-repo";
import { list } from "@/lib/db/staff-view-repo";
import type { Staff } from "@/lib/domain/actor";
import { jobView, viewView } from "./rules";
import type { OwnDesk } from "./schema";

/** Their job, running or with what it came to, and the views they keep, by name. Two statements at once. */
export async function getOwnDesk({ userId }: Staff): Promise<OwnDesk> {
  const [job, views] = await Promise.all([findOwn(db(), userId), list(db(), userId)]);
  return { job: job && jobView(job), views: views.map(viewView) };
}
