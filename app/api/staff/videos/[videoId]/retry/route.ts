import { retryForCaptain } from "@/lib/domain/video/retry-for-captain";
import { staffVideoInput, videoParams } from "@/lib/domain/video/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: videoParams,
    body: staffVideoInput,
    run: async ({ actor, params, body }) => retryForCaptain(actor, params.videoId, body.reason),
  }),
});
