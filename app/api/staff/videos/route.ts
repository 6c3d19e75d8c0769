import { listStaffVideos } from "@/lib/domain/video/list-staff-videos";
import { staffVideosQuery } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    query: staffVideosQuery,
    run: async ({ actor, query }) => listStaffVideos(actor, query),
  }),
});
