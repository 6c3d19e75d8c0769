import { reapVideos } from "@/lib/domain/video/reap-videos";
import { reserveVideo } from "@/lib/domain/video/reserve-video";
import { videoInput } from "@/lib/domain/video/schema";
import { afterAnswer } from "@/lib/http/after-answer";
import { readKey } from "@/lib/http/idempotency-key";
import { methods, route } from "@/lib/http/route";

/** How many broken uploads, and loose files, each new upload looks after. */
const SHARE = { limit: 3 };

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "media.upload",
    body: videoInput,
    run: async ({ actor, body, request, requestId }) => {
      const reserved = await reserveVideo(actor, body, readKey(request.headers) ?? null);
      afterAnswer(requestId, () => reapVideos(actor, SHARE));
      return reserved;
    },
    status: ({ upload }) => (upload ? 201 : 200),
  }),
});
