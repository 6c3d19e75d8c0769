import { cancelJob } from "@/lib/domain/staff/cancel-job";
import { jobParams } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: jobParams,
    run: ({ actor, params }) => cancelJob(actor, params.id),
  }),
});
