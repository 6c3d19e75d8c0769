import { draftParams } from "@/lib/domain/draft/schema";
import { addPhotos } from "@/lib/domain/media/add-photos";
import { addPhotosInput } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "captain.write",
    params: draftParams,
    body: addPhotosInput,
    run: async ({ actor, params, body }) => ({
      photos: await addPhotos(actor, params.id, body.mediaIds),
    }),
  }),
});
