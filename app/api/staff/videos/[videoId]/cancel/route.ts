import { cancelForCaptain } from "@/lib/domain/video/cancel-for-captain";
import { staffVideoInput, videoParams } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: videoParams,
    body: staffVideoInput,
    run: async ({ actor, params, body }) => cancelForCaptain(actor, params.videoId, body.reason),
  }),
});
