import { discardDraft } from "@/lib/domain/draft/discard-draft";
import { getDraft } from "@/lib/domain/draft/get-draft";
import { saveDraft } from "@/lib/domain/draft/save-draft";
import { draftParams, saveDraftInput } from "@/lib/domain/draft/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    params: draftParams,
    run: async ({ actor, params }) => ({ draft: await getDraft(actor, params.id) }),
  }),
  PATCH: route({
    as: "captain",
    limit: "captain.write",
    params: draftParams,
    body: saveDraftInput,
    run: async ({ actor, params, body }) => ({ draft: await saveDraft(actor, params.id, body) }),
  }),
  DELETE: route({
    as: "captain",
    limit: "captain.write",
    params: draftParams,
    run: ({ actor, params }) => discardDraft(actor, params.id),
  }),
});
