import { createDraft } from "@/lib/domain/draft/create-draft";
import { listDrafts } from "@/lib/domain/draft/list-drafts";
import { createDraftInput } from "@/lib/domain/draft/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    run: async ({ actor }) => ({ drafts: await listDrafts(actor) }),
  }),
  POST: route({
    as: "captain",
    limit: "draft.create",
    body: createDraftInput,
    status: () => 201,
    run: async ({ actor, body }) => ({ draft: await createDraft(actor, body.data) }),
  }),
});
