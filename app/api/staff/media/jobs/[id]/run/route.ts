import { advanceJob } from "@/lib/domain/staff/advance-job";
import { jobParams } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

/** Seconds: three to begin slices in, and a slow one. */
export const maxDuration = 30;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: jobParams,
    run: ({ actor, params }) => advanceJob(actor, params.id),
  }),
});
