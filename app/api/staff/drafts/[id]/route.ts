import { getStaffDraft } from "@/lib/domain/draft/get-staff-draft";
import { draftParams } from "@/lib/domain/draft/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    params: draftParams,
    run: async ({ actor, params }) => getStaffDraft(actor, params.id),
  }),
});
