import { unsuspendAccount } from "@/lib/domain/account/unsuspend-account";
import { personParams } from "@/lib/domain/people/schema";
import { reasonInput } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "admin",
    limit: "staff.write",
    params: personParams,
    body: reasonInput,
    run: ({ actor, params, body }) => unsuspendAccount(actor, params.id, body.reason),
  }),
});
