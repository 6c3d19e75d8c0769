import { emptyTrash } from "@/lib/domain/library/empty-trash";
import { afterAnswer } from "@/lib/http/after-answer";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route({
    as: "captain",
    limit: "captain.write",
    run: async ({ actor, requestId }) => {
      const { erase, ...answer } = await emptyTrash(actor);
      afterAnswer(requestId, erase);
      return answer;
    },
  }),
});
