import { getStaffMedia } from "@/lib/domain/media/get-staff-media";
import { mediaParams } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "staff",
    params: mediaParams,
    run: async ({ actor, params }) => getStaffMedia(actor, params.mediaId),
  }),
});
