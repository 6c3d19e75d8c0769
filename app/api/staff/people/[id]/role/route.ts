import { setRole } from "@/lib/domain/account/set-role";
import { personParams, setRoleInput } from "@/lib/domain/people/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "admin",
    limit: "staff.write",
    params: personParams,
    body: setRoleInput,
    run: ({ actor, params, body: { role, ...given } }) => setRole(actor, params.id, role, given),
  }),
});
