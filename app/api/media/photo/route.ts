import { reapUploads } from "@/lib/domain/media/reap-uploads";
import { takeBackQuery } from "@/lib/domain/media/schema";
import { takeBackUpload } from "@/lib/domain/media/take-back-upload";
import { uploadPhoto } from "@/lib/domain/media/upload-photo";
import { afterAnswer } from "@/lib/http/after-answer";
import { requireKey } from "@/lib/http/idempotency-key";
import { receivePhoto } from "@/lib/http/photo-form";
import { methods, route } from "@/lib/http/route";

/** How many broken uploads each upload looks after. */
const SHARE = { limit: 3 };

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "media.upload",
    run: async ({ actor, request, requestId }) => {
      const uploaded = await receivePhoto(actor, request, (photo) => uploadPhoto(actor, photo));
      afterAnswer(requestId, () => reapUploads(actor, SHARE));
      return uploaded;
    },
    status: ({ duplicate }) => (duplicate ? 200 : 201),
  }),
  DELETE: route({
    as: "captain",
    limit: "captain.write",
    query: takeBackQuery,
    run: ({ actor, request, query }) =>
      takeBackUpload(actor, requireKey(request.headers), query.draftId),
  }),
});
