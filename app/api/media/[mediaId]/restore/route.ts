import { restoreMedia } from "@/lib/domain/media/restore-media";
import { mediaParams } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "captain.write",
    params: mediaParams,
    run: async ({ actor, params }) => ({ media: await restoreMedia(actor, params.mediaId) }),
  }),
});
