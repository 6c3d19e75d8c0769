import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { rehearseFinalize } from "@/lib/domain/draft/rehearse-finalize";
import { draftParams } from "@/lib/domain/draft/schema";
import { staffFinalizeInput } from "@/lib/domain/staff/schema";
import { enforceLimit } from "@/lib/http/rate-limit";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    params: draftParams,
    body: staffFinalizeInput,
    isRehearsal: ({ dryRun }) => dryRun === true,
    run: async ({ actor, params, body: { reason, dryRun }, requestId }) => {
      if (dryRun) return { ...(await rehearseFinalize(actor, params.id)), requestId };
      await enforceLimit("draft.finalize", actor.userId);
      return { ...(await finalizeDraft(actor, params.id, { reason })), requestId };
    },
  }),
});
