import { getProfile } from "@/lib/domain/account/get-profile";
import { saveProfile } from "@/lib/domain/account/save-profile";
import { saveProfileInput } from "@/lib/domain/account/schema";
import { methods, route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "captain",
    limit: "captain.read",
    run: async ({ actor }) => ({ profile: await getProfile(actor) }),
  }),
  PUT: route({
    as: "captain",
    limit: "captain.write",
    body: saveProfileInput,
    run: async ({ actor, body }) => ({ profile: await saveProfile(actor, body) }),
  }),
});
