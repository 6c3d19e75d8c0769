import { abandonDraft } from "@/lib/domain/draft/abandon-draft";
import { draftParams } from "@/lib/domain/draft/schema";
import { reasonInput } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: draftParams,
    body: reasonInput,
    run: async ({ actor, params, body }) => abandonDraft(actor, params.id, body.reason),
  }),
});
