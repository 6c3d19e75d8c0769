import { retryVideo } from "@/lib/domain/video/retry-video";
import { videoParams } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "captain.write",
    params: videoParams,
    run: async ({ actor, params }) => ({ video: await retryVideo(actor, params.videoId) }),
  }),
});
