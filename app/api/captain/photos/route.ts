import { listCaptainPhotos } from "@/lib/domain/media/list-captain-photos";
import { captainPhotosQuery } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    query: captainPhotosQuery,
    run: ({ actor, query }) => listCaptainPhotos(actor, query),
  }),
});
