import { photoNewsQuery } from "@/lib/domain/media/schema";
import { watchPhotos } from "@/lib/domain/media/watch-photos";
import { tellAsItHappens } from "@/lib/http/event-stream";
import { methods, route } from "@/lib/http/route";

/** Seconds; a stream ends by itself at 50. */
export const maxDuration = 60;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    query: photoNewsQuery,
    run: ({ actor, query, request }) =>
      tellAsItHappens(actor, request, (signal) => watchPhotos(actor, query.draftId, signal)),
  }),
});
