import { listStaffDrafts } from "@/lib/domain/draft/list-staff-drafts";
import { staffDraftsQuery } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: staffDraftsQuery,
    run: async ({ actor, query }) => listStaffDrafts(actor, query),
  }),
});
