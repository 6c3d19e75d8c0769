import { removeVideo } from "@/lib/domain/video/remove-video";
import { videoParams } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route({
    as: "captain",
    limit: "captain.write",
    params: videoParams,
    run: ({ actor, params }) => removeVideo(actor, params.videoId),
  }),
});
