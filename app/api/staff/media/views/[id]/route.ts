import { removeView } from "@/lib/domain/staff/remove-view";
import { renameView } from "@/lib/domain/staff/rename-view";
import { renameViewInput, viewParams } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: route({
    as: "staff",
    limit: "staff.write",
    params: viewParams,
    body: renameViewInput,
    run: ({ actor, params, body }) => renameView(actor, params.id, body.name),
  }),
  DELETE: route({
    as: "staff",
    limit: "staff.write",
    params: viewParams,
    run: ({ actor, params }) => removeView(actor, params.id),
  }),
});
