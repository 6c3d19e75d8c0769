import { removeAvatar } from "@/lib/domain/media/remove-avatar";
import { setAvatar } from "@/lib/domain/media/set-avatar";
import { receivePhoto } from "@/lib/http/photo-form";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "media.upload",
    status: () => 201,
    run: ({ actor, request }) => receivePhoto(actor, request, (photo) => setAvatar(actor, photo)),
  }),
  DELETE: route({
    as: "captain",
    limit: "captain.write",
    run: ({ actor }) => removeAvatar(actor),
  }),
});
