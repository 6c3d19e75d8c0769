import { listCaptainVideos } from "@/lib/domain/video/list-captain-videos";
import { captainVideosQuery } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    query: captainVideosQuery,
    run: ({ actor, query }) => listCaptainVideos(actor, query),
  }),
});
