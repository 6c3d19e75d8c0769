import { videoParams } from "@/lib/domain/video/schema";
import { setPoster } from "@/lib/domain/video/set-poster";
import { receivePhoto } from "@/lib/http/photo-form";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: route({
    as: "captain",
    limit: "media.upload",
    params: videoParams,
    run: ({ actor, params, request }) =>
      receivePhoto(actor, request, async (photo) => ({
        video: await setPoster(actor, params.videoId, photo),
      })),
  }),
});
