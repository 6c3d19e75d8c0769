import { forgetJob } from "@/lib/domain/staff/forget-job";
import { jobParams } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route({
    as: "staff",
    limit: "staff.write",
    params: jobParams,
    run: ({ actor, params }) => forgetJob(actor, params.id),
  }),
});
