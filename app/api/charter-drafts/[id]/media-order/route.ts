import { draftParams } from "@/lib/domain/draft/schema";
import { orderPhotos } from "@/lib/domain/media/order-photos";
import { mediaOrderInput } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: route({
    as: "captain",
    limit: "captain.write",
    params: draftParams,
    body: mediaOrderInput,
    run: async ({ actor, params, body }) => ({
      photos: await orderPhotos(actor, params.id, body.mediaIds),
    }),
  }),
});
