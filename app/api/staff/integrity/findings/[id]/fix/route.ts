import { fixFinding } from "@/lib/domain/integrity/fix-finding";
import { findingParams, fixInput } from "@/lib/domain/integrity/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: findingParams,
    body: fixInput,
    run: ({ actor, params, body }) => fixFinding(actor, params.id, body.reason),
  }),
});
