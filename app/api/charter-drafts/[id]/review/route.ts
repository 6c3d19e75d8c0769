import { reviewDraft } from "@/lib/domain/draft/review-draft";
import { draftParams } from "@/lib/domain/draft/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    params: draftParams,
    run: ({ actor, params }) => reviewDraft(actor, params.id),
  }),
});
