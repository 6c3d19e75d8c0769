import { startJobInput } from "@/lib/domain/staff/schema";
import { startJob } from "@/lib/domain/staff/start-job";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    body: startJobInput,
    status: () => 201,
    run: ({ actor, body }) => startJob(actor, body),
  }),
});
