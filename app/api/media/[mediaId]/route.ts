import { editMedia } from "@/lib/domain/media/edit-media";
import { removeMedia } from "@/lib/domain/media/remove-media";
import { mediaParams, mediaPatch } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: route({
    as: "captain",
    limit: "captain.write",
    params: mediaParams,
    body: mediaPatch,
    run: async ({ actor, params, body }) => ({
      media: await editMedia(actor, params.mediaId, body),
    }),
  }),
  DELETE: route({
    as: "captain",
    limit: "captain.write",
    params: mediaParams,
    run: ({ actor, params }) => removeMedia(actor, params.mediaId),
  }),
});
