import { listKnownPhotos } from "@/lib/domain/media/list-known-photos";
import { knownInput } from "@/lib/domain/media/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    as: "captain",
    limit: "captain.read",
    body: knownInput,
    run: async ({ actor, body }) => ({ known: await listKnownPhotos(actor, body.sha256) }),
  }),
});
