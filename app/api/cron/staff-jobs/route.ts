import { finishJobs } from "@/lib/domain/staff/finish-jobs";
import { methods, route } from "@/lib/http/route";

/** Seconds; the work itself stops at 50. */
export const maxDuration = 60;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ as: "system", run: ({ actor }) => finishJobs(actor) }),
});
