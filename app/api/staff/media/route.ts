import { listStaffMedia } from "@/lib/domain/media/list-staff-media";
import { staffMediaQuery } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: staffMediaQuery,
    run: async ({ actor, query }) => listStaffMedia(actor, query),
  }),
});
