import { renewUpload } from "@/lib/domain/video/renew-upload";
import { videoParams } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "media.upload",
    params: videoParams,
    run: ({ actor, params }) => renewUpload(actor, params.videoId),
  }),
});
