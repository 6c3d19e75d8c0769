import { charterParams } from "@/lib/domain/charter/schema";
import { editCharter } from "@/lib/domain/draft/edit-charter";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "draft.create",
    params: charterParams,
    status: () => 201,
    run: async ({ actor, params }) => ({ draft: await editCharter(actor, params.charterId) }),
  }),
});
