import { actOnMedia } from "@/lib/domain/media/act-on-media";
import { mediaActionInput } from "@/lib/domain/staff/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "staff",
    limit: "staff.write",
    body: mediaActionInput,
    run: async ({ actor, body }) => actOnMedia(actor, body),
  }),
});
