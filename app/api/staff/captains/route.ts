import { listCaptains } from "@/lib/domain/staff/list-captains";
import { captainsQuery } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: captainsQuery,
    run: async ({ actor, query }) => listCaptains(actor, query),
  }),
});
