import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { draftParams, draftVersionHeader } from "@/lib/domain/draft/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  // No body: what an old client sends, its media list included, is never read.
  POST: route({
    as: "captain",
    limit: "draft.finalize",
    params: draftParams,
    run: async ({ actor, params, request, requestId }) => {
      const version = draftVersionHeader.parse(request.headers.get("x-draft-version"));
      return { ...(await finalizeDraft(actor, params.id, { version })), requestId };
    },
  }),
});
